/**
 * A C file and a Rust program that check each other: for every member that a method reaches, bit-field, volatile or promoted, C and Rust
 * write the same values over the same background, all bytes of record and guard must then be equal, and both must read the same back.
 */
import type { Accessor } from "../../src/rust/accessor.js";
import type { RandomProgram } from "../semantics/random-records.js";
import { isInteger, type RandomShapes } from "./random-shapes.js";

interface Check {
  readonly record: string;
  readonly tagKind: string;
  readonly accessor: Accessor;
}

export function accessorTest(
  program: RandomProgram,
  shapes: RandomShapes,
): { readonly c: string; readonly rust: string } {
  // C can name records with a tag only; what is inside the others is reached through those.
  const checks: Check[] = shapes.shaped
    .filter(({ record }) => record.tag !== undefined)
    .flatMap(({ record, name, shape }) =>
      shape.accessors
        // An anonymous member kept as bytes has an accessor by a name that C does not know.
        .filter((accessor) => !accessor.name.startsWith("anon_"))
        .map((accessor) => ({ record: name, tagKind: record.tagKind, accessor })),
    );
  const values = checks.filter(({ accessor }) => accessor.kind !== "pointer" && isInteger(accessor));
  const places = checks.filter(({ accessor }) => accessor.kind === "pointer");
  const c = [
    program.source,
    "typedef unsigned long long u64;",
    // Of libatomic, for _Atomic members at unaligned places; one thread.
    'void load(u64 n, void *from, void *to, int o) __asm__("__atomic_load");',
    "void load(u64 n, void *from, void *to, int o) { __builtin_memcpy(to, from, n); }",
    'void store(u64 n, void *to, void *from, int o) __asm__("__atomic_store");',
    "void store(u64 n, void *to, void *from, int o) { __builtin_memcpy(to, from, n); }",
    ...values.map(
      ({ tagKind, record, accessor: { name } }) =>
        `void set_${record}_${name}(${tagKind} ${record} *p, u64 low, u64 high) { p->${name} = (unsigned __int128)high << 64 | low; }\n` +
        `void get_${record}_${name}(${tagKind} ${record} *p, u64 *to) { __int128 v = p->${name}; to[0] = v; to[1] = v >> 64; }`,
    ),
    ...places.map(
      ({ tagKind, record, accessor: { name } }) =>
        `u64 at_${record}_${name}(void) { return __builtin_offsetof(${tagKind} ${record}, ${name}); }`,
    ),
  ];
  return { c: c.join("\n"), rust: rustProgram(shapes, values, places) };
}

const prologue = `#![allow(dead_code, non_camel_case_types, improper_ctypes, unused_unsafe)]
use core::mem::size_of;

const GUARD: usize = 128;

#[repr(C, align(256))]
struct Buffer([u8; 1 << 16]);

static mut CHECKS: usize = 0;

/// Never on the stack: main has thousands of them.
#[inline(never)]
fn buffer(background: u8) -> Box<Buffer>
{
    unsafe
    {
        let raw = std::alloc::alloc(std::alloc::Layout::new::<Buffer>());
        raw.write_bytes(background, 1 << 16);
        Box::from_raw(raw.cast())
    }
}

/// Lets \`rust\` and \`c\` write to equal backgrounds; every byte must come out equal, then both must read the same.
fn check<T>(what: &str, is_bool: bool, set: &dyn Fn(&mut T, u128), get: &dyn Fn(&T) -> u128,
    c_set: unsafe extern "C" fn(*mut T, u64, u64), c_get: unsafe extern "C" fn(*mut T, *mut u64))
{
    assert!(size_of::<T>() + 2 * GUARD <= 1 << 16, "{what} too large");
    for background in [0x00u8, 0xff, 0xa5]
    {
        for value in [0u128, 1, !0, 0x5a5a5a5a_5a5a5a5a_5a5a5a5a_5a5a5a5a, 0x0123456789abcdef_0fedcba987654321, 1 << 127 | 1 << 63 | 1 << 31 | 1 << 4 | 1 << 2]
        {
            let value = if is_bool { value & 1 } else { value };
            let mut ours = buffer(background);
            let mut theirs = buffer(background);
            // GUARD is a multiple of every alignment that random records have.
            let our = unsafe { &mut *ours.0.as_mut_ptr().add(GUARD).cast::<T>() };
            let their = unsafe { theirs.0.as_mut_ptr().add(GUARD).cast::<T>() };
            set(our, value);
            unsafe { c_set(their, value as u64, (value >> 64) as u64) };
            let mut c_read = [0u64; 2];
            unsafe { c_get(our, c_read.as_mut_ptr()) };
            let c_read = (c_read[1] as u128) << 64 | c_read[0] as u128;
            let read = get(our);
            assert_eq!(read, c_read, "{what} reads differently, value {value:x} over {background:x}");
            let length = size_of::<T>() + 2 * GUARD;
            assert!(ours.0[..length] == theirs.0[..length], "{what} written differently, value {value:x} over {background:x}");
            unsafe { CHECKS += 1 };
        }
    }
}
`;

function rustProgram(shapes: RandomShapes, values: readonly Check[], places: readonly Check[]): string {
  const lines: string[] = [prologue, shapes.items(), 'extern "C"\n{'];
  for (const { record, accessor } of values) {
    const p = `p: *mut ${record}`;
    lines.push(`fn set_${record}_${accessor.name}(${p}, low: u64, high: u64);`);
    lines.push(`fn get_${record}_${accessor.name}(${p}, to: *mut u64);`);
  }
  for (const { record, accessor } of places) lines.push(`fn at_${record}_${accessor.name}() -> u64;`);
  lines.push("}", "fn main()", "{");
  for (const { record, accessor } of values) {
    const { name, second, type } = accessor;
    const rust = type.kind === "path" ? type.path : "";
    const to = rust === "bool" ? "value & 1 == 1" : `value as ${rust}`;
    const from = rust === "bool" ? `(p.${name}() as u128)` : `(p.${name}() as i128 as u128)`;
    lines.push(
      `check::<${record}>("${record}.${name}", ${rust === "bool"}, &|p, value| unsafe { p.${second}(${to}) }, ` +
        `&|p| unsafe { ${from} }, set_${record}_${name}, get_${record}_${name});`,
    );
  }
  for (const { record, accessor } of places) {
    lines.push(
      `{ let p = buffer(0); let r = unsafe { &*p.0.as_ptr().cast::<${record}>() }; ` +
        `assert_eq!(r.${accessor.name}() as usize - r as *const _ as usize, unsafe { at_${record}_${accessor.name}() } as usize); ` +
        "unsafe { CHECKS += 1 }; }",
    );
  }
  lines.push('println!("{} checks", unsafe { CHECKS });', "}");
  return lines.join("\n");
}
