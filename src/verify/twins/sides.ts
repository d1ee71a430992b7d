/**
 * The text of both sides: for each twin a function `kpigen_twin_N(arguments, result)` that calls it, one a line in C, so that a refusal
 * leads back to its twin.
 */
import type { DeclarationPrinter } from "../c-declaration.js";
import type { Twin } from "./twin.js";

/** C text; undefined where C cannot spell a type. */
export function cSide(twin: Twin, index: number, printer: DeclarationPrinter): string | undefined {
  const statements: string[] = [];
  for (const [i, { type, offset }] of twin.arguments.entries()) {
    const declared = printer.declare(type, argumentName(i));
    const pointer = printer.declare(type, "*");
    if (declared === undefined || pointer === undefined) return undefined;
    statements.push(`${declared} = *(${pointer})(kpigen_a + ${offset});`);
  }
  const call = twin.c(twin.arguments.map((_, i) => argumentName(i)));
  switch (twin.result.kind) {
    case "none":
      statements.push(`${call};`);
      break;
    case "typed": {
      const result = printer.declare(twin.result.type, "kpigen_v");
      if (result === undefined) return undefined;
      // no assignment: a record may have const members
      statements.push(`${result} = ${call}; __builtin_memcpy(kpigen_r, (void *)&kpigen_v, sizeof kpigen_v);`);
      break;
    }
    case "scalar":
      statements.push(
        `__typeof__(${call}) kpigen_v = ${call}; kpigen_r[8] = sizeof kpigen_v;`,
        // of a float its bytes; NaNs are one
        "if (!_Generic(kpigen_v, float: 1, double: 1, default: 0)) *(unsigned long *)kpigen_r = (unsigned long)kpigen_v;",
        "else if (kpigen_v == kpigen_v) __builtin_memcpy(kpigen_r, &kpigen_v, sizeof kpigen_v); else *(long *)kpigen_r = -1;",
        "kpigen_r[9] = (__typeof__(kpigen_v))-1 < (__typeof__(kpigen_v))1;",
      );
  }
  return `void kpigen_twin_${index}(unsigned char *kpigen_a, unsigned char *kpigen_r) { ${statements.join(" ")} }`;
}

const argumentName = (index: number): string => `kpigen_a${index}`;

/** A module of the crate that is proven, so that one compilation has everything. Types follow from the functions called. */
export function rustSide(twins: ReadonlyMap<number, Twin>, root: string, edition: string): string {
  // older compilers than that edition's do not know the words that it wants
  const [noMangle, extern] =
    edition === "2024" ? ["unsafe(no_mangle)", "unsafe extern"] : (["no_mangle", "extern"] as const);
  const lines = rustPrelude(root, extern).split("\n");
  for (const [index, twin] of twins) {
    const names = twin.arguments.map((_, i) => argumentName(i));
    const lets = twin.arguments.map(
      ({ offset, rust }, i) =>
        `let mut ${names[i]} = core::ptr::read(kpigen_a.add(${offset}) as *const ${rust ?? "_"});`,
    );
    const call = twin.rust(names);
    const body = {
      none: `${call};`,
      typed: `core::ptr::write(kpigen_r as *mut _, ${call});`,
      scalar: `scalar(kpigen_r, ${call});`,
    }[twin.result.kind];
    const head = `#[${noMangle}] pub unsafe extern "C" fn kpigen_twin_${index}(kpigen_a: *mut u8, kpigen_r: *mut u8)`;
    lines[firstTwinLine + index] = `${head} { ${lets.join(" ")} ${body} }`;
  }
  return `${Array.from(lines, (line) => line ?? "").join("\n")}\n`;
}

/**
 * Lines (from 0) that stand before twin 0, on both sides: a macro that uses __LINE__ or line!() has the same value on both.
 */
export const firstTwinLine = 40;

const rustPrelude = (root: string, extern: string): string => `#![allow(warnings)]
use ${root}::*;
use core::ffi::*;
use kpigen_support::scalar;
mod kpigen_support { // where nothing of the crate hides what Rust knows
${extern} "C" { fn kpigen_panicked(text: *const u8, length: u64, line: u64) -> !; }
#[panic_handler]
fn panicked(info: &core::panic::PanicInfo) -> ! {
    let text = info.message().as_str().unwrap_or("panic");
    let line = match info.location() { Some(at) => at.line() as u64, None => 0 };
    unsafe { kpigen_panicked(text.as_ptr(), text.len() as u64, line) }
}
pub trait Scalar { fn word(&self) -> u64; const SIGNED: bool; }
macro_rules! scalars { ($($t:ty)*) => { $(impl Scalar for $t {
    fn word(&self) -> u64 { *self as u64 }
    const SIGNED: bool = <$t>::MIN != 0;
})* } }
scalars!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
macro_rules! floats { ($($t:ty)*) => { $(impl Scalar for $t {
    fn word(&self) -> u64 { if *self == *self { self.to_bits() as u64 } else { u64::MAX } }
    const SIGNED: bool = true;
})* } }
floats!(f32 f64);
impl Scalar for bool { fn word(&self) -> u64 { *self as u64 } const SIGNED: bool = false; }
impl<T> Scalar for *mut T { fn word(&self) -> u64 { *self as u64 } const SIGNED: bool = false; }
impl<T> Scalar for *const T { fn word(&self) -> u64 { *self as u64 } const SIGNED: bool = false; }
impl<T> Scalar for Option<T> {
    fn word(&self) -> u64 { unsafe { core::mem::transmute_copy(self) } }
    const SIGNED: bool = false;
}
pub unsafe fn scalar<T: Scalar>(to: *mut u8, value: T) {
    (to as *mut u64).write(value.word());
    to.add(8).write(core::mem::size_of::<T>() as u8);
    to.add(9).write(T::SIGNED as u8);
}
}`;

/** The twin whose function stands on a line (from 1) of what `rustSide` gave. */
export function twinOfLine(text: string, line: number): number | undefined {
  const match = /fn kpigen_twin_(\d+)\(/.exec(text.split("\n")[line - 1] ?? "");
  return match === null ? undefined : Number(match[1]);
}
