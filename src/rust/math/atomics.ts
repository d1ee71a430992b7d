/** What C does to an object of the caller's at once (C11 7.17.7; GCC: __atomic Builtins): core's atomics of the object's size. */

const operations = {
  atomic_load: { doc: "`*at`", method: "load", takes: false, gives: true },
  atomic_store: { doc: "`*at = value`", method: "store", takes: true, gives: false },
  atomic_swap: { doc: "`*at = value`, and what was there", method: "swap", takes: true, gives: true },
  atomic_add: { doc: "`*at += value` in bytes, and what was there", method: "fetch_add", takes: true, gives: true },
  atomic_sub: { doc: "`*at -= value` in bytes, and what was there", method: "fetch_sub", takes: true, gives: true },
  atomic_and: { doc: "`*at &= value`, and what was there", method: "fetch_and", takes: true, gives: true },
  atomic_or: { doc: "`*at |= value`, and what was there", method: "fetch_or", takes: true, gives: true },
  atomic_xor: { doc: "`*at ^= value`, and what was there", method: "fetch_xor", takes: true, gives: true },
  atomic_nand: { doc: "`*at = ~(*at & value)`, and what was there", method: "fetch_nand", takes: true, gives: true },
  atomic_step: {
    doc: "`*at += value`, pointers by elements, and what was there",
    method: "fetch_add",
    takes: true,
    gives: true,
  },
  atomic_step_back: {
    doc: "`*at -= value`, pointers by elements, and what was there",
    method: "fetch_sub",
    takes: true,
    gives: true,
  },
} as const;

export type AtomicOperation = keyof typeof operations | "atomic_exchange";

/** By the method of Rust's atomics. @param c11 C11's, which step pointers by elements; GCC's own do by bytes */
export function atomicOperation(method: string, c11: boolean): AtomicOperation | undefined {
  const names = Object.keys(operations) as (keyof typeof operations)[];
  const fitting = names.filter((name) => operations[name].method === method);
  return fitting.find((name) => name.startsWith("atomic_step") === c11) ?? fitting[0];
}

const sizes = [8, 16, 32, 64] as const;

/** An arm for each size that the target has atomics of. */
const arms = (arm: (type: string, integer: string) => string): string =>
  sizes
    .map((bits) => {
      const has = `        #[cfg(target_has_atomic = "${bits}")]\n`;
      return `${has}        ${bits / 8} => ${arm(`core::sync::atomic::AtomicU${bits}`, `u${bits}`)},\n`;
    })
    .join("");

const stepped = (name: string): string =>
  name.startsWith("atomic_step")
    ? "bits(value).wrapping_mul(if T::POINTER { T::STEP as u64 } else { 1 })"
    : "bits(convert::<V, T>(value))";

function operationText(name: keyof typeof operations): string {
  const { doc, method, takes, gives } = operations[name];
  const call = (type: string, integer: string): string =>
    `${type}::from_ptr(at.cast()).${method}(${takes ? `value as ${integer}, ` : ""}order)${gives ? " as u64" : ""}`;
  const parameters = `at: *mut T${takes ? ", value: V" : ""}, order: core::sync::atomic::Ordering`;
  return `/// ${doc}.
#[inline]
pub unsafe
fn ${name}<T: Word${takes ? ", V: Word" : ""}>(${parameters})${gives ? " -> T" : ""}
{
${takes ? `    let value = ${stepped(name)};\n` : ""}    ${gives ? "let old = " : ""}match core::mem::size_of::<T>()
    {
${arms(call)}        _ => core::unreachable!(),
    }${gives ? ";\n    return from_bits(old);" : ""}
}`;
}

const exchange = `/// \`*at = value\` where \`*at == *expected\`, else \`*expected = *at\`; whether it was.
#[inline]
pub unsafe
fn atomic_exchange<T: Word, E, V: Word>(at: *mut T, expected: *mut E, value: V, success: core::sync::atomic::Ordering,
    failure: core::sync::atomic::Ordering) -> bool
{
    let expected = expected.cast::<T>();
    let wanted = bits(*expected);
    let value = bits(convert::<V, T>(value));
    let found = match core::mem::size_of::<T>()
    {
${arms(
  (type, integer) =>
    `${type}::from_ptr(at.cast())
            .compare_exchange(wanted as ${integer}, value as ${integer}, success, failure)
            .map_or_else(|old| Some(old as u64), |_| None)`,
)}        _ => core::unreachable!(),
    };

    if let Some(old) = found
    {
        *expected = from_bits(old);
        return false;
    }

    return true;
}`;

export function atomics(): Readonly<Record<AtomicOperation, string>> {
  const texts = Object.keys(operations).map((name) => [name, operationText(name as keyof typeof operations)]);
  return { ...Object.fromEntries(texts), atomic_exchange: exchange };
}
