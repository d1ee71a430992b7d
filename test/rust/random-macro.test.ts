/**
 * Random macros called in C and in Rust: values, their types, what is changed, and how often an argument is evaluated. KPIGEN_RANDOM_MACROS says how many,
 * KPIGEN_RANDOM_SEED which. C's own use of the same macro is the judge.
 */
import { expect, test } from "vitest";
import { generator } from "../semantics/random-expressions.js";
import { clang, translateTexts } from "./body/twin.js";
import { MacroGenerator, preludeText, type RandomMacro } from "./random-macros.js";
import { hasRustc, inDirectory, runTogether, integerTypes as types } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("random-macro.test: no rustc or no clang here, so nothing is run");
const count = Number(process.env.KPIGEN_RANDOM_MACROS ?? 60);
const seed = Number(process.env.KPIGEN_RANDOM_SEED ?? 1);
const callsEach = 4;
/** Without bool, in which Rust has no literal of a number: any-type-macro.test has it. */
const numberTypes = types.slice(1);

const macros = new MacroGenerator(seed);
for (let i = 0; i < count; i++) macros.next();
const header = `${preludeText}${macros.made.map(({ text }) => text).join("\n")}\n`;
const random = generator(seed + 1);
const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
const numbers = ["0", "1", "2", "-1", "5", "100", "127", "-128", "255", "65535", "-70000", "2147483647", "4294967295"];

interface Call {
  readonly c: string;
  readonly rust: string;
}

/** With variables of random types; some arguments count how often they are evaluated. */
function callOf({ name, parameters, isStatement }: RandomMacro): Call {
  const cLines = ["int n = 0;"];
  const rustLines = ["let mut n = 0i32;"];
  const said: string[] = ["n"];
  const given = parameters.map((kind, i): readonly [string, string] => {
    if (kind === "record") return ["thing", "thing"];
    const [cType, rustType] = one(numberTypes);
    const value = one(numbers);
    cLines.push(`${cType} v${i} = (${cType})${value}l;`);
    rustLines.push(`let mut v${i} = ${value}i64 as ${rustType};`);
    said.push(`v${i}`);
    return kind === "value" && random() < 0.4 ? [`({ n++; v${i}; })`, `{ n += 1; v${i} }`] : [`v${i}`, `v${i}`];
  });
  const call = (way: 0 | 1): string => `${name}${way === 0 ? "" : "!"}(${given.map((one) => one[way]).join(", ")})`;
  const rest = said.map((one) => `say(${one});`).join(" ");
  const whole = (way: 0 | 1): string => (isStatement ? `${call(way)};` : `say(${call(way)});`);
  return { c: `{ ${cLines.join(" ")} ${whole(0)} ${rest} }`, rust: `{ ${rustLines.join(" ")} ${whole(1)} ${rest} }` };
}

test.runIf(able)("values, types and effects are C's", { timeout: 300_000 }, async () => {
  const { crate, text: bound } = await translateTexts({ "v.h": header });
  expect(crate.leftOut).toEqual([]);
  // what is a function in Rust takes arguments of one type: other tests call those
  const called = macros.made.filter(({ name }) => bound.includes(`macro_rules! ${name}\n`));
  expect(called.length).toBeGreaterThan(count / 2);
  const calls = called.flatMap((macro) => Array.from({ length: callsEach }, () => callOf(macro)));
  const c = `#include "v.h"
struct thing whole; static long *at;
#define say(e) ({ __auto_type said = (e); *at++ = (long)said; *at++ = sizeof(said) * 2 + ((__typeof__(said))-1 < 0); })
long set(void) { struct thing *thing = &whole; __builtin_memset(thing, 0, sizeof *thing); thing->narrow = 200; thing->half = -5; thing->bits = 21; thing->few = -9; thing->far = 0x1fffffff0; thing->wide = -123456789012; thing->row[1] = 250;
  thing->flag = 1; thing->both.word = 0xfedc1234; thing->in.inner = -77; return 0; }
long sum(void) { struct thing *t = &whole; long sums[] = { t->narrow, t->half, t->bits, t->few, t->far, t->wide, t->row[1], t->flag, t->both.word, t->in.inner }; long all = 0; for (int i = 0; i < 10; i++) all = all * 31 + sums[i]; return all; }
${calls.map(({ c: text }, i) => `static void call_${i}(struct thing *thing) { ${text} }`).join("\n")}
static void (*const all[])(struct thing *) = { ${calls.map((_, i) => `call_${i}`).join(", ")} };
long c_run(int i, long *into) { at = into; all[i](&whole); return at - into; }
`;
  const rust = `#![allow(warnings)]
include!("bound.rs");
extern "C" { static mut whole: thing; fn set() -> i64; fn sum() -> i64; fn c_run(i: i32, into: *mut i64) -> i64; }
static mut SAID: Vec<i64> = Vec::new();
trait Said: Copy { fn said(self) -> [i64; 2]; }
macro_rules! said { ($($t:ty)*) => { $(impl Said for $t { fn said(self) -> [i64; 2] { [self as i64, size_of::<$t>() as i64 * 2 + (<$t>::MIN != 0) as i64] } })* } }
said!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);
impl Said for bool { fn said(self) -> [i64; 2] { [self as i64, 2] } }
fn say<T: Said>(t: T) { unsafe { (*&raw mut SAID).extend(t.said()) } }
${calls.map(({ rust: text }, i) => `unsafe fn call_${i}(thing: *mut thing) { unsafe { ${text} } }`).join("\n")}
fn main() { unsafe {
    let calls: [unsafe fn(*mut thing); ${calls.length}] = [${calls.map((_, i) => `call_${i}`).join(", ")}];
    let mut agreed = 0;
    for (i, call) in calls.iter().enumerate() {
        let mut said = [0i64; 100];
        set();
        let length = c_run(i as i32, said.as_mut_ptr()) as usize;
        let after = sum();
        set();
        (*&raw mut SAID).clear();
        call(&raw mut whole);
        let ours: &[i64] = &*&raw const SAID;
        if ours == &said[..length] && sum() == after { agreed += 1; }
        else { println!("call {i}: C {:?}, {after}; Rust {:?}, {}", &said[..length], ours, sum()); }
    }
    println!("{agreed} agreed");
} }
`;
  const said = inDirectory((home) =>
    runTogether(home, { "v.h": header, "c.c": c, "main.rs": rust, "bound.rs": bound }, ["-std=gnu17", "-fwrapv"]),
  );
  const wrong = said.split("\n").flatMap((line) => {
    const at = /^call (\d+)/.exec(line)?.[1];
    if (at === undefined) return [];
    const macro = called[Math.floor(Number(at) / callsEach)];
    return [`${line}\n${macro.text}\n${calls[Number(at)].rust}`];
  });
  expect(wrong).toEqual([]);
  expect(said).toBe(`${calls.length} agreed\n`);
});
