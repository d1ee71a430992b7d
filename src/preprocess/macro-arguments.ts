/**
 * The arguments of a macro call (C11 6.10.3p10-12), collected without expansion into the results buffer. GNU: the variable arguments
 * may be left out altogether.
 */
import type { DiagnosticNote, Place } from "../base/index.js";
import { PAINTED } from "./expansion-stack.js";
import { COMMA, LPAREN, RPAREN } from "./known-spelling.js";
import { MacroFlag } from "./macro.js";
import { type RawToken, readRaw } from "./raw-token.js";
import type { UnitState } from "./unit-state.js";

export interface MacroCall {
  /** Rows [from[i], to[i]) of `stack.results` are argument i as written. */
  readonly from: number[];
  readonly to: number[];
  /** The variable arguments were left out, not merely empty: `, ##` then swallows its comma (GCC: Variadic Macros). */
  readonly elided: boolean;
}

/** Calls of one file that are searched for their end again after one had none. */
const patientUnclosed = 8;

/**
 * Reads from `(` to its `)`.
 * @param expansion the expansion the macro's name came from
 * @param id the expansion that the call makes; arguments written beside the name belong to it
 * @returns undefined where the call is wrong (reported); the name then stands for itself
 */
export function collectArguments(
  u: UnitState,
  base: number,
  macro: number,
  spelling: number,
  place: number,
  expansion: number,
  id: number,
): MacroCall | undefined {
  const { stack, macros } = u;
  const { results } = stack;
  const parameters = macros.parameters[macro].length;
  const variadic = (macros.flags[macro] & MacroFlag.variadic) !== 0;
  const lastOpen = variadic ? parameters - 1 : -1;
  const frame = u.readsFile ? u.frame : undefined;
  const resumeToken = frame?.token ?? 0;
  const resumeDirective = frame?.directive ?? 0;
  const from = [results.count];
  const to: number[] = [];
  const token: RawToken = { spelling: 0, place: 0, flags: 0, expansion: 0 };
  readRaw(u, base, token); // the `(`
  let depth = 1;
  const before = results.count;
  while (readRaw(u, base, token)) {
    const s = token.spelling;
    if (s === LPAREN) depth++;
    else if (s === RPAREN) {
      if (--depth === 0) {
        to.push(results.count);
        u.work += results.count - before;
        return checkCount(u, macro, spelling, place, expansion, { from, to, elided: false }, variadic);
      }
    } else if (s === COMMA && depth === 1 && to.length !== lastOpen) {
      to.push(results.count);
      from.push(results.count);
      continue;
    }
    let flags = token.flags;
    const active = macros.active[s];
    if (active > 0 && macros.disabled[active - 1] === 1) flags |= PAINTED;
    const own = token.expansion === expansion || token.expansion < 0 ? id : token.expansion;
    results.push(s, token.place, flags, own);
  }
  u.report(
    "preprocess/macro-arguments",
    "error",
    place,
    `unterminated call of macro '${u.text[spelling]}'`,
    expansion,
    definedHere(u, macro),
  );
  // What follows is not lost: it is read again as text, unless a directive was carried out or it happens too often.
  if (
    frame !== undefined &&
    base === 0 &&
    frame.directive === resumeDirective &&
    frame.unclosedCalls++ < patientUnclosed
  ) {
    frame.token = Math.max(resumeToken, 0);
  }
  return undefined;
}

/** C11 6.10.3p4: as many arguments as parameters. */
function checkCount(
  u: UnitState,
  macro: number,
  spelling: number,
  place: number,
  expansion: number,
  call: MacroCall,
  variadic: boolean,
): MacroCall | undefined {
  const parameters = u.macros.parameters[macro].length;
  const given = call.to.length;
  if (given === parameters) {
    const nothing = variadic && given === 1 && call.to[0] === call.from[0];
    return nothing ? { ...call, elided: true } : call;
  }
  if (parameters === 0 && given === 1 && call.to[0] === call.from[0]) return { from: [], to: [], elided: false };
  if (variadic && given === parameters - 1) {
    const end = call.to[given - 1];
    return { from: [...call.from, end], to: [...call.to, end], elided: true };
  }
  const amount = given < parameters ? "few" : "many";
  const text = `too ${amount} arguments for macro '${u.text[spelling]}': ${given} given, ${parameters} wanted`;
  u.report("preprocess/macro-arguments", "error", place, text, expansion, definedHere(u, macro));
  return undefined;
}

function definedHere(u: UnitState, macro: number): DiagnosticNote[] {
  return [{ place: u.macros.place[macro] as Place, text: `macro '${u.text[u.macros.name[macro]]}' defined here` }];
}
