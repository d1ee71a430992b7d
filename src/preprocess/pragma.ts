/**
 * #pragma and _Pragma (C11 6.10.6; GCC: Pragmas): once, push_macro, pop_macro, pack and ms_struct are carried out here; GCC system_header and
 * diagnostics are dropped; the rest (weak, redefine_extname, ...) is handed on as text.
 */
import type { Place } from "../base/index.js";
import { foldSpaces } from "./conditional-table.js";
import { lineText } from "./directive.js";
import { expandAlone } from "./expand.js";
import { COMMA, fixed, LPAREN, RPAREN } from "./known-spelling.js";
import { markOnce } from "./read-once.js";
import { TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

const ONCE = fixed("once");
const PACK = fixed("pack");
const WEAK = fixed("weak");
const REDEFINE_EXTNAME = fixed("redefine_extname");
const PUSH = fixed("push");
const POP = fixed("pop");
const SHOW = fixed("show");
const PUSH_MACRO = fixed("push_macro");
const POP_MACRO = fixed("pop_macro");
/** Pragmas that say nothing about declarations: warnings, and marks for people. */
const dropped =
  /^((GCC|clang) (system_header|diagnostic|poison|warning|error|dependency|assume_nonnull)|mark|region|endregion|message|STDC|comment)\b/;

export function pragmaDirective(u: UnitState, row: number): void {
  const { directives } = u.lexed;
  pragma(u, directives.token[row], directives.end[row], directives.place[row] as Place, () => lineText(u, row));
}

/** `_Pragma("text")`. */
export function pragmaText(u: UnitState, text: string, place: Place): void {
  const { from, to } = u.store.lexText(text, u.lexOptions);
  u.macros.cover();
  u.lexed.tokens.place.fill(place, from, to);
  pragma(u, from, to, place, () => foldSpaces(text));
  u.lexed.tokens.count = from;
}

function pragma(u: UnitState, from: number, to: number, place: Place, text: () => string): void {
  if (from === to || u.aside) return;
  switch (u.lexed.tokens.spelling[from]) {
    case ONCE:
      if (u.frame !== undefined) markOnce(u, u.frame.lexed.source);
      return;
    case PACK:
      packPragma(u, from + 1, to, place);
      return;
    case PUSH_MACRO:
    case POP_MACRO:
      macroPragma(u, from, to, place);
      return;
    case WEAK:
    case REDEFINE_EXTNAME:
      u.pragmas.push({ at: u.out.count, text: expandedText(u, from, to), place });
      return;
    default: {
      const written = text();
      const align = /^(?:options )?align ?= ?(\w+)$/.exec(written);
      const order = /^scalar_storage_order (\S+)$/.exec(written);
      if (align !== null) alignPragma(u, align[1], place);
      else if (order !== null) storageOrderPragma(u, order[1]);
      else if (/^ms_struct\b/.test(written)) msStructPragma(u, written, place);
      else if (!dropped.test(written)) u.pragmas.push({ at: u.out.count, text: written, place });
    }
  }
}

/** Its tokens, macros expanded as clang does it for these; the pragma's own name stays. */
function expandedText(u: UnitState, lineFrom: number, lineTo: number): string {
  const { from, to } = expandAlone(u, lineFrom + 1, lineTo);
  const tokens = [...u.stack.results.spelling.slice(from, to)].map((one) => u.text[one]);
  const text = [u.text[u.lexed.tokens.spelling[lineFrom]], ...tokens].join(" ");
  u.stack.results.count = from;
  return text;
}

/** `#pragma ms_struct on`, `off` or `reset`, the command line's, which is off (clang: Sema::ActOnPragmaMSStruct). */
function msStructPragma(u: UnitState, written: string, place: Place): void {
  const how = /^ms_struct (on|off|reset)$/.exec(written)?.[1];
  if (how === undefined) {
    u.report("preprocess/directive", "warning", place, "#pragma ms_struct takes on, off or reset; ignored");
    return;
  }
  u.msStruct = how === "on";
  u.addPackChange();
}

/** `#pragma options align=packed`, Apple's form of `pack` with the same stack (clang: Sema::ActOnPragmaOptionsAlign). */
function alignPragma(u: UnitState, how: string, place: Place): void {
  switch (how) {
    case "packed":
      push(u, "", 1);
      return;
    case "native":
    case "natural":
    case "power":
      push(u, "", 0);
      return;
    case "reset":
      if (u.packLevels.length > 0) pop(u, "", undefined, place);
      return;
    default:
      push(u, "", undefined);
      u.unsupported = `#pragma align=${how}`;
      u.addPackChange();
  }
}

/** GCC: Structure-Layout Pragmas. clang knows no order but the target's. */
function storageOrderPragma(u: UnitState, order: string): void {
  const isTargets = order === "default" || order === `${u.environment.target.endian}-endian`;
  u.unsupported = isTargets ? undefined : `#pragma scalar_storage_order ${order}`;
  u.addPackChange();
}

function macroPragma(u: UnitState, from: number, to: number, place: Place): void {
  const { spelling } = u.lexed.tokens;
  const literal = u.text[spelling[from + 2]] ?? "";
  const wellFormed =
    to - from >= 4 && spelling[from + 1] === LPAREN && spelling[from + 3] === RPAREN && /^".+"$/.test(literal);
  if (!wellFormed) {
    u.report("preprocess/directive", "warning", place, `#pragma ${u.text[spelling[from]]} takes ("name"); ignored`);
    return;
  }
  const name = u.intern(literal.slice(1, -1));
  if (spelling[from] === PUSH_MACRO) u.macros.pushMacro(name);
  else if (!u.macros.popMacro(name)) {
    u.report("preprocess/directive", "warning", place, `#pragma pop_macro(${literal}) without push_macro; ignored`);
  }
}

/** `pack ( [push|pop|show] [, label] [, n] )`; its tokens are macro-expanded first, as clang does. */
function packPragma(u: UnitState, lineFrom: number, lineTo: number, place: Place): void {
  const { from, to } = expandAlone(u, lineFrom, lineTo);
  const request = packRequest(u, u.stack.results.spelling.slice(from, to));
  u.stack.results.count = from;
  if (request === undefined) {
    u.report("preprocess/directive", "warning", place, "malformed #pragma pack; ignored");
    return;
  }
  const { action, label, value } = request;
  if (value !== undefined && ![0, 1, 2, 4, 8, 16].includes(value)) {
    u.report("preprocess/directive", "error", place, "#pragma pack takes 1, 2, 4, 8 or 16");
  } else if (action === PUSH) {
    push(u, label, value);
  } else if (action === POP) pop(u, label, value, place);
  else if (action !== SHOW) u.addPack(value ?? 0);
}

interface PackRequest {
  /** PUSH, POP, SHOW, or 0 where there is only a value. */
  readonly action: number;
  readonly label: string;
  readonly value: number | undefined;
}

/** @param tokens spelling ids of what follows `pack`; @returns undefined where it is malformed */
function packRequest(u: UnitState, tokens: Int32Array): PackRequest | undefined {
  const end = tokens.indexOf(RPAREN);
  if (end < 0 || tokens[0] !== LPAREN) return undefined;
  const parts: number[] = [];
  for (let at = 1; at < end; at += 2) {
    parts.push(tokens[at]);
    if (at + 1 < end && tokens[at + 1] !== COMMA) return undefined;
  }
  const first = parts[0];
  const acts = first === PUSH || first === POP || first === SHOW;
  let label = "";
  let value: number | undefined;
  for (const part of acts ? parts.slice(1) : parts) {
    const kind = u.spellings.kind[part];
    if (kind === TokenKind.identifier && acts && label === "") label = u.text[part];
    else if (kind === TokenKind.number && value === undefined) value = Number(u.text[part].replace(/[uUlL]+$/, ""));
    else return undefined;
  }
  return { action: acts ? first : 0, label, value };
}

function push(u: UnitState, label: string, value: number | undefined): void {
  u.packLevels = [...u.packLevels, { label, pack: u.pack, unsupported: u.unsupported }];
  if (value !== undefined) u.addPack(value);
}

function pop(u: UnitState, label: string, value: number | undefined, place: Place): void {
  let at = u.packLevels.length - 1;
  if (label !== "") while (at >= 0 && u.packLevels[at].label !== label) at--;
  if (at < 0) {
    u.report("preprocess/directive", "warning", place, "#pragma pack(pop) without its push");
    if (value !== undefined) u.addPack(value);
    return;
  }
  const { pack, unsupported } = u.packLevels[at];
  u.unsupported = unsupported;
  u.packLevels = u.packLevels.slice(0, at);
  u.addPack(value ?? pack);
}
