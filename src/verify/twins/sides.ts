/**
 * The text of both sides: for each twin a function `kpigen_twin_N(arguments, result)` that calls it, one a line in C, so that a refusal
 * leads back to its twin.
 */
import type { DeclarationPrinter } from "../c-declaration.js";
import type { Twin } from "./twin.js";

/** C text; undefined where C cannot spell a type. */
export function cSide(twin: Twin, index: number, printer: DeclarationPrinter): string | undefined {
  const list: string[] = [];
  for (const { type, offset } of twin.arguments) {
    const name = printer.declare(type, "*");
    if (name === undefined) return undefined;
    list.push(`*(${name})(a + ${offset})`);
  }
  const call = `${twin.callee}(${list.join(", ")})`;
  const result = twin.returns === undefined ? "" : printer.declare(twin.returns, "*");
  if (result === undefined) return undefined;
  const body = twin.returns === undefined ? `${call};` : `*(${result})r = ${call};`;
  return `void kpigen_twin_${index}(unsigned char *a, unsigned char *r) { ${body} }`;
}

/** A module of the crate that is proven, so that one compilation has everything. Types follow from the functions called. */
export function rustSide(twins: ReadonlyMap<number, Twin>): string {
  const calls = [...twins].map(([index, twin]) => {
    const list = twin.arguments.map(({ offset }) => `core::ptr::read(a.add(${offset}) as *const _)`);
    const call = `${twin.rust}(${list.join(", ")})`;
    const body = twin.returns === undefined ? `${call};` : `core::ptr::write(r as *mut _, ${call});`;
    return `#[no_mangle] pub unsafe extern "C" fn kpigen_twin_${index}(a: *mut u8, r: *mut u8) { ${body} }`;
  });
  return `#![allow(warnings)]
extern "C" { fn kpigen_panicked(text: *const u8, length: u64, line: u64) -> !; }
#[panic_handler]
fn panicked(info: &core::panic::PanicInfo) -> ! {
    let text = info.message().as_str().unwrap_or("panic");
    let line = match info.location() { Some(at) => at.line() as u64, None => 0 };
    unsafe { kpigen_panicked(text.as_ptr(), text.len() as u64, line) }
}
${calls.join("\n")}
`;
}

/** The twin whose function stands on a line (from 1) of what `rustSide` gave. */
export function twinOfLine(text: string, line: number): number | undefined {
  const match = /fn kpigen_twin_(\d+)\(/.exec(text.split("\n")[line - 1] ?? "");
  return match === null ? undefined : Number(match[1]);
}
