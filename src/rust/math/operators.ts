/**
 * C's operators over numbers of any type (C11 6.5.3.3 to 6.5.9): the usual conversions, then results that wrap (GCC: -fwrapv). float is calculated in
 * double and rounded to float: for + - * / that is the float that C has, since a double has more than twice a float's digits.
 */

const operations = {
  add: { doc: "`a + b`", form: "wrapping", value: "a.wrapping_add(b)" },
  sub: { doc: "`a - b`", form: "wrapping", value: "a.wrapping_sub(b)" },
  mul: { doc: "`a * b`", form: "wrapping", value: "a.wrapping_mul(b)" },
  and: { doc: "`a & b`", form: "wrapping", value: "a & b" },
  or: { doc: "`a | b`", form: "wrapping", value: "a | b" },
  xor: { doc: "`a ^ b`", form: "wrapping", value: "a ^ b" },
  div: { doc: "`a / b`", form: "signed", signed: "(a as i64).wrapping_div(b as i64) as u64", unsigned: "a / b" },
  rem: { doc: "`a % b`", form: "signed", signed: "(a as i64).wrapping_rem(b as i64) as u64", unsigned: "a % b" },
  eq: { doc: "`a == b`", form: "compare", operator: "==" },
  ne: { doc: "`a != b`", form: "compare", operator: "!=" },
  lt: { doc: "`a < b`", form: "compare", operator: "<" },
  le: { doc: "`a <= b`", form: "compare", operator: "<=" },
  gt: { doc: "`a > b`", form: "compare", operator: ">" },
  ge: { doc: "`a >= b`", form: "compare", operator: ">=" },
} as const;

export type Operation = keyof typeof operations;
export const operationNames = Object.keys(operations) as Operation[];

const negativeFloat = `    if A::FLOAT
    {
        return from_bits((-f64::from_bits(bits(a))).to_bits());
    }

`;

/** Operators that are no function of two numbers alike. */
export function otherOperators(floats: boolean) {
  const number = floats ? "Number" : "Integer";
  return {
    shl: `/// \`a << n\`: the type is that of the promoted left operand.
#[inline]
pub const
fn shl<A: Integer, N: Integer>(a: A, n: N) -> A::Promoted
{
    let count = bits(n) as u32 & (core::mem::size_of::<A::Promoted>() as u32 * 8 - 1);
    return from_bits(bits(from_bits::<A::Promoted>(bits(a))) << count);
}`,
    shr: `/// \`a >> n\`: the type is that of the promoted left operand.
#[inline]
pub const
fn shr<A: Integer, N: Integer>(a: A, n: N) -> A::Promoted
{
    let count = bits(n) as u32 & (core::mem::size_of::<A::Promoted>() as u32 * 8 - 1);
    let value = bits(from_bits::<A::Promoted>(bits(a)));

    if A::Promoted::SIGNED
    {
        return from_bits(((value as i64) >> count) as u64);
    }

    return from_bits(value >> count);
}`,
    neg: `/// \`-a\`.
#[inline]
pub const
fn neg<A: ${number}>(a: A) -> A::Promoted
{
${floats ? negativeFloat : ""}    return from_bits(bits(a).wrapping_neg());
}`,
    complement: `/// \`~a\`.
#[inline]
pub const
fn complement<A: Integer>(a: A) -> A::Promoted
{
    return from_bits(!bits(a));
}`,
    switched: `/// What \`switch\` asks for: the promoted value, read as signed, for what is as large as an int has the same bits in each of both.
#[inline]
pub const
fn switched<A: Integer>(a: A) -> i64
{
    let value = bits(a);
    return if core::mem::size_of::<A>() == 4 { value as i32 as i64 } else { value as i64 };
}`,
    align_up: `/// \`a\` rounded up to a multiple of \`n\`, a power of two.
#[inline]
pub const
fn align_up<A: Integer, N: Integer>(a: A, n: N) -> A
{
    let mask = bits(n).wrapping_sub(1);
    return from_bits(bits(a).wrapping_add(mask) & !mask);
}`,
    align_down: `/// \`a\` rounded down to a multiple of \`n\`, a power of two.
#[inline]
pub const
fn align_down<A: Integer, N: Integer>(a: A, n: N) -> A
{
    return from_bits(bits(a) & !bits(n).wrapping_sub(1));
}`,
    is_aligned: `/// Whether \`a\` is a multiple of \`n\`, a power of two.
#[inline]
pub const
fn is_aligned<A: Integer, N: Integer>(a: A, n: N) -> bool
{
    return bits(from_bits::<A>(bits(a) & bits(n).wrapping_sub(1))) == 0;
}`,
  } as const;
}

const onIntegers: ReadonlySet<string> = new Set(["and", "or", "xor", "rem"]);

/** Pointers are moved by elements; what lies between two is counted in them. */
const ofPointers: Readonly<Partial<Record<Operation, string>>> = {
  add: `
    if A::POINTER
    {
        return moved(a, bits(b));
    }

    if B::POINTER
    {
        return moved(b, bits(a));
    }
`,
  sub: `
    if A::POINTER && B::POINTER
    {
        return from_bits((bits(a).wrapping_sub(bits(b)) as i64 / A::STEP as i64) as u64);
    }

    if A::POINTER
    {
        return moved(a, bits(b).wrapping_neg());
    }
`,
};

const resultTraits: Readonly<Partial<Record<Operation, string>>> = { add: "Sum", sub: "Difference" };

/** A function of two numbers, or of pointers. */
export function operationText(name: Operation, floats: boolean): string {
  const one = operations[name];
  const compares = one.form === "compare";
  const trait = compares ? "Compared" : (resultTraits[name] ?? "Common");
  const common = `<A::Promoted as ${trait}<B::Promoted>>::Type`;
  const returns = compares ? "bool" : common;
  const takesFloats = floats && !onIntegers.has(name);
  const number = trait !== "Common" ? "Word" : takesFloats ? "Number" : "Integer";
  const head = `/// ${one.doc}.
#[inline]
pub const
fn ${name}<A: ${number}, B: ${number}>(a: A, b: B) -> ${returns}
where
    A::Promoted: ${trait}<B::Promoted>
{${ofPointers[name] ?? ""}
    let a = bits(convert::<A, ${common}>(a));
    let b = bits(convert::<B, ${common}>(b));
`;
  const [, operator] = /`a (\S+) b`/.exec(one.doc) ?? [];
  const ofFloats = `f64::from_bits(a) ${operator} f64::from_bits(b)`;
  const float = takesFloats
    ? `
    if <${common}>::FLOAT
    {
        return ${compares ? ofFloats : `from_bits((${ofFloats}).to_bits())`};
    }
`
    : "";
  if (one.form === "wrapping") return `${head}${float}\n    return from_bits(${one.value});\n}`;
  const [signed, unsigned] =
    one.form === "compare"
      ? [`(a as i64) ${one.operator} (b as i64)`, `a ${one.operator} b`]
      : [`from_bits(${one.signed})`, `from_bits(${one.unsigned})`];
  return `${head}${float}
    if <${common}>::SIGNED
    {
        return ${signed};
    }

    return ${unsigned};
}`;
}
