/**
 * Every rule of the crate's macros, called. In: a generation and both judges. A C compiler says what each macro of C takes; rustc must then take the
 * same call of the Rust macro. A rule for which no call is found that C takes has not been called, and is listed so.
 */
import { type CJudge, judgeChecks } from "../c-judge.js";
import type { CheckedItem, Ledger } from "../report.js";
import { type CompiledCrate, checkAgainst, firstError, messages, type RustJudge } from "../rust-proof.js";
import { standInChar, standInHelpers, standInText } from "../stand-in.js";
import type { Provable } from "../verify.js";
import { type CalledRule, type GuessedCall, macroCalls } from "./calls.js";

/** Which rules of macros were called. */
export interface MacroRun {
  readonly total: number;
  readonly called: number;
  readonly notCalled: readonly { readonly name: string; readonly place: string; readonly why: string }[];
}

interface Chosen {
  readonly item: CheckedItem;
  /** Calls that C takes, the likeliest first. */
  readonly calls: readonly GuessedCall[];
}

type NotCalled = MacroRun["notCalled"][number];

const mostRounds = 12;
/** Rounds in which another call is tried of a rule whose last one says nothing. */
const mostOthers = 8;
/** Rust's names of C's types that texts of types use, but for c_char, which may be another machine's. */
const typesOfC =
  "c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort, c_void";
/** What C takes only with a warning, and Rust does not take. */
const refusedWarnings = [
  "incompatible-pointer-types",
  "incompatible-function-pointer-types",
  "int-conversion",
  "pointer-sign",
  "implicit-function-declaration",
  "implicit-int",
  "pointer-integer-compare",
  "compare-distinct-pointer-types",
  "pointer-type-mismatch",
  "conditional-type-mismatch",
  "int-to-pointer-cast",
  "int-to-void-pointer-cast",
  "pointer-to-int-cast",
  "void-pointer-to-int-cast",
  "incompatible-pointer-types-discards-qualifiers",
  "return-type",
  "return-mismatch",
];

export async function proveMacros(
  proof: Provable,
  judges: { readonly c: CJudge; readonly rust: RustJudge },
  library: CompiledCrate,
  ledger: Ledger,
): Promise<MacroRun> {
  const root = proof.units[0];
  const rules =
    root === undefined ? [] : macroCalls(root.program, proof.crate, proof.sources, proof.environment.target);
  if (rules.length === 0) return { total: 0, called: 0, notCalled: [] };
  const pragmas = refusedWarnings.map((one) => `#pragma clang diagnostic error "-W${one}"\n`).join("");
  const before = `${judges.c.environment.preamble(root)}\n${pragmas}`;
  const { chosen, notCalled } = await callsThatCTakes(judges.c, before, rules);
  const unsure = await judgeRustCalls(proof, judges.rust, library, chosen, ledger);
  const missed = [...notCalled, ...unsure];
  return { total: rules.length, called: rules.length - missed.length, notCalled: missed };
}

/**
 * Does rustc refuse the pointer to void that C makes any other pointer by itself, or the reverse (C11 6.3.2.3p1)? The macro stores it in a member, or gives it
 * to a function behind one, and only its caller knows the type of either.
 */
export function isVoidConversion(refusal: string): boolean {
  const [, from, to] = /^the trait bound `(\*.*): (?:[\w:]*::)?Stored<(\*.*)>` is not satisfied/.exec(refusal) ?? [];
  return from !== undefined && [from, to].some((one) => /^\*(?:const|mut) (?:core::ffi::)?c_void$/.test(one));
}

async function callsThatCTakes(judge: CJudge, before: string, rules: readonly CalledRule[]) {
  const checks = rules.map(({ item, calls }) => calls.map(({ c }) => ({ item, line: c })));
  const judgement = await judgeChecks(judge, "macro-calls", before, checks.flat());
  const refused = new Map(judgement.refused.map(({ check, why }) => [check, why]));
  const chosen: Chosen[] = [];
  const notCalled: NotCalled[] = [];
  rules.forEach(({ item, calls }, row) => {
    const taken = judgement.broken !== undefined ? [] : calls.filter((_, i) => !refused.has(checks[row][i]));
    if (taken.length > 0) chosen.push({ item, calls: taken });
    else {
      const why = judgement.broken ?? `nothing tried is taken by C: ${refused.get(checks[row][0]) ?? ""}`;
      notCalled.push({ name: item.name, place: item.place, why });
    }
  });
  return { chosen, notCalled };
}

/** @returns those that no more than seemed to be called: Rust takes none of the loose calls that C takes */
async function judgeRustCalls(
  proof: Provable,
  judge: RustJudge,
  { library, target, isStandIn }: CompiledCrate,
  chosen: readonly Chosen[],
  ledger: Ledger,
): Promise<readonly NotCalled[]> {
  const isModule = proof.crate.mode === "single-file";
  const { charIsSigned, ffiCharIsSigned } = proof.environment.target;
  // the compiler's flags, which only a file of its own knows, may say so too
  const hasOtherChar = isStandIn || ffiCharIsSigned !== undefined;
  const prelude = [
    "#![no_std]",
    "#![allow(warnings)]",
    // macros of a file that is to be included are seen in its own crate only
    isModule ? 'mod kpi { include!("crate/bindings.rs"); }' : "#[macro_use] extern crate kpi;",
    "use kpi::*;",
    // by name: all of it would bring in modules, too, which hide the crate's types (`va_list`)
    `use core::ffi::{${typesOfC}};`,
    `use ${hasOtherChar ? `${isModule ? "crate" : "kpi"}::${standInChar} as c_char` : "core::ffi::c_char"};`,
    ...(hasOtherChar && isModule ? standInHelpers(charIsSigned) : []),
  ];
  let left = chosen;
  const judged: { readonly item: CheckedItem; readonly kind: "wrong" | "unproven"; readonly why: string }[] = [];
  const unsure = new Map<CheckedItem, string>();
  for (let round = 0; left.length > 0; round++) {
    const lines = [...prelude, ...left.map(({ calls }) => (hasOtherChar ? standInText(calls[0].rust) : calls[0].rust))];
    const against = { what: "macros", name: "macro_calls", edition: proof.edition, target, library };
    const result = await checkAgainst(judge, against, lines);
    if (result.exitCode === 0) break;
    const bad = new Map<Chosen, string>();
    for (const message of messages(result.stderr)) {
      if (message.level !== "error" || !message.file?.endsWith("macro_calls.rs")) continue;
      const at = left[message.line - prelude.length - 1];
      if (at !== undefined && !bad.has(at)) bad.set(at, message.text);
    }
    if (bad.size === 0 || round === mostRounds) {
      const why = bad.size === 0 ? firstError(result) : "new failures in every round";
      judged.push(...left.map(({ item }) => ({ item, kind: "unproven" as const, why })));
      break;
    }
    left = left.flatMap((one) => {
      const refusal = bad.get(one);
      if (refusal === undefined) return [one];
      const { item, calls } = one;
      const [{ rust, isLoose }, ...others] = calls;
      const why = `rustc refuses a call that C takes: ${refusal}: ${rust}`;
      if (!isLoose && !isVoidConversion(refusal)) judged.push({ item, kind: "wrong", why });
      else if (others.length === 0 || round >= mostOthers) unsure.set(item, why);
      else return [{ item, calls: others }];
      return [];
    });
  }
  for (const { item } of chosen) if (!unsure.has(item)) ledger.expect(item);
  for (const { item, kind, why } of judged) ledger.fail(item, kind, why);
  return [...unsure].map(([{ name, place }, why]) => ({ name, place, why }));
}
