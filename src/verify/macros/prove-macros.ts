/**
 * Every rule of the crate's macros, called. In: a generation and both judges. A C compiler says what each macro of C takes; rustc must then take the
 * same call of the Rust macro. A rule for which no call is found that C takes has not been called, and is listed so.
 */
import { type CJudge, judgeChecks } from "../c-judge.js";
import type { CheckedItem, Ledger } from "../report.js";
import { type CompiledCrate, checkAgainst, firstError, messages, type RustJudge } from "../rust-proof.js";
import { standInChar, standInHelpers, standInText } from "../stand-in.js";
import type { Provable } from "../verify.js";
import { type CalledRule, macroCalls } from "./calls.js";

/** Which rules of macros were called. */
export interface MacroRun {
  readonly total: number;
  readonly called: number;
  readonly notCalled: readonly { readonly name: string; readonly place: string; readonly why: string }[];
}

interface Chosen {
  readonly item: CheckedItem;
  readonly rust: string;
}

const mostRounds = 12;
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
  for (const { item } of chosen) ledger.expect(item);
  await judgeRustCalls(proof, judges.rust, library, chosen, ledger);
  return { total: rules.length, called: chosen.length, notCalled };
}

async function callsThatCTakes(judge: CJudge, before: string, rules: readonly CalledRule[]) {
  const checks = rules.map(({ item, calls }) => calls.map(({ c }) => ({ item, line: c })));
  const judgement = await judgeChecks(judge, "macro-calls", before, checks.flat());
  const refused = new Map(judgement.refused.map(({ check, why }) => [check, why]));
  const chosen: Chosen[] = [];
  const notCalled: { name: string; place: string; why: string }[] = [];
  rules.forEach(({ item, calls }, row) => {
    const taken = judgement.broken !== undefined ? -1 : checks[row].findIndex((check) => !refused.has(check));
    if (taken >= 0) chosen.push({ item, rust: calls[taken].rust });
    else {
      const why = judgement.broken ?? `nothing tried is taken by C: ${refused.get(checks[row][0]) ?? ""}`;
      notCalled.push({ name: item.name, place: item.place, why });
    }
  });
  return { chosen, notCalled };
}

async function judgeRustCalls(
  proof: Provable,
  judge: RustJudge,
  { library, target, isStandIn }: CompiledCrate,
  chosen: readonly Chosen[],
  ledger: Ledger,
): Promise<void> {
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
    "use core::ffi::*;",
    ...(hasOtherChar ? [`use ${isModule ? "crate" : "kpi"}::${standInChar} as c_char;`] : []),
    ...(hasOtherChar && isModule ? standInHelpers(charIsSigned) : []),
  ];
  let left = chosen;
  for (let round = 0; round < mostRounds && left.length > 0; round++) {
    const lines = [...prelude, ...left.map(({ rust }) => (hasOtherChar ? standInText(rust) : rust))];
    const against = { what: "macros", name: "macro_calls", edition: proof.edition, target, library };
    const result = await checkAgainst(judge, against, lines);
    if (result.exitCode === 0) return;
    const bad = new Map<Chosen, string>();
    for (const message of messages(result.stderr)) {
      if (message.level !== "error" || !message.file?.endsWith("macro_calls.rs")) continue;
      const at = left[message.line - prelude.length - 1];
      if (at !== undefined && !bad.has(at)) bad.set(at, message.text);
    }
    for (const [{ item, rust }, why] of bad)
      ledger.fail(item, "wrong", `rustc refuses a call that C takes: ${why}: ${rust}`);
    if (bad.size === 0) {
      const why = firstError(result);
      for (const { item } of left) ledger.fail(item, "unproven", why);
      return;
    }
    left = left.filter((one) => !bad.has(one));
  }
  for (const { item } of left) ledger.fail(item, "unproven", "new failures in every round");
}
