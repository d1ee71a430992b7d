/**
 * Directives (C11 6.10): each line that begins with # is carried out here. In: a row of the directive columns. What the lexer linked
 * (conditionals) and cut (header names) is used as it is.
 */
import type { Place, Source } from "../base/index.js";
import { closeConditionals, endOfGroup, openConditional } from "./conditional.js";
import { foldSpaces } from "./conditional-table.js";
import { defineDirective, undefDirective } from "./define.js";
import { expandAlone } from "./expand.js";
import { headerName } from "./feature-query.js";
import { findHeader } from "./include.js";
import { fixed } from "./known-spelling.js";
import { LINE_MARKER, NOT_A_DIRECTIVE, NULL_DIRECTIVE } from "./lexed-text.js";
import { pragmaDirective } from "./pragma.js";
import { lineDirective } from "./presumed-line.js";
import { isReadOnce, markOnce } from "./read-once.js";
import type { FileFrame, UnitState } from "./unit-state.js";

const IF = fixed("if");
const IFDEF = fixed("ifdef");
const IFNDEF = fixed("ifndef");
const ELIF = fixed("elif");
const ELIFDEF = fixed("elifdef");
const ELIFNDEF = fixed("elifndef");
const ELSE = fixed("else");
const ENDIF = fixed("endif");
const DEFINE = fixed("define");
const UNDEF = fixed("undef");
const INCLUDE = fixed("include");
const INCLUDE_NEXT = fixed("include_next");
const IMPORT = fixed("import");
const ERROR = fixed("error");
const WARNING = fixed("warning");
const PRAGMA = fixed("pragma");
const LINE = fixed("line");
const IDENT = fixed("ident");
const SCCS = fixed("sccs");

/** Files opened for one header of the unit. */
const openingLimit = 100_000;

/** Carries out the directive that `frame` stands at and moves behind it. */
export function directive(u: UnitState, frame: FileFrame): void {
  const row = frame.directive;
  const { directives } = u.lexed;
  frame.token = directives.end[row];
  frame.directive = row + 1;
  switch (directives.kind[row]) {
    case IF:
    case IFDEF:
    case IFNDEF:
      openConditional(u, frame, row);
      return;
    case ELIF:
    case ELIFDEF:
    case ELIFNDEF:
    case ELSE:
    case ENDIF:
      endOfGroup(u, frame, row);
      return;
    case DEFINE:
      defineDirective(u, row);
      return;
    case UNDEF:
      undefDirective(u, row);
      return;
    case INCLUDE:
    case INCLUDE_NEXT:
    case IMPORT:
      includeDirective(u, row);
      return;
    case ERROR:
      message(u, row, "error");
      return;
    case WARNING:
      message(u, row, "warning");
      return;
    case PRAGMA:
      pragmaDirective(u, row);
      return;
    case LINE:
    case LINE_MARKER: {
      const { from, to } = expandAlone(u, directives.token[row], directives.end[row]);
      lineDirective(u, frame, directives.place[row] as Place, from, to);
      u.stack.results.count = from;
      return;
    }
    case NULL_DIRECTIVE:
    case IDENT:
    case SCCS:
      return;
    default:
      unknown(u, row);
  }
}

/** The same among the arguments of a macro call, where no file can be opened. */
export function directiveInArguments(u: UnitState, frame: FileFrame): void {
  const kind = u.lexed.directives.kind[frame.directive];
  if (kind !== INCLUDE && kind !== INCLUDE_NEXT && kind !== IMPORT) {
    const { inCondition } = u;
    directive(u, frame);
    u.inCondition = inCondition;
    return;
  }
  const place = u.lexed.directives.place[frame.directive];
  u.report("preprocess/directive", "error", place, "#include among the arguments of a macro");
  frame.token = u.lexed.directives.end[frame.directive];
  frame.directive++;
}

function unknown(u: UnitState, row: number): void {
  const { directives } = u.lexed;
  const kind = directives.kind[row];
  const text = kind === NOT_A_DIRECTIVE ? "no directive's name behind #" : `unknown directive #${u.text[kind]}`;
  u.report("preprocess/directive", "error", directives.place[row], text);
}

/** The rest of a directive's line as written. */
export function lineText(u: UnitState, row: number): string {
  const { directives } = u.lexed;
  const source = u.sources.of(directives.place[row] as Place);
  if (source === undefined) return "";
  return foldSpaces(
    source.text.substring(directives.textFrom[row] - source.base, directives.textTo[row] - source.base),
  );
}

function message(u: UnitState, row: number, severity: "error" | "warning"): void {
  const code = severity === "error" ? "preprocess/error-directive" : "preprocess/warning-directive";
  u.report(code, severity, u.lexed.directives.place[row], `#${severity} ${lineText(u, row)}`.trim().slice(0, 1000));
}

function includeDirective(u: UnitState, row: number): void {
  const { directives, tokens } = u.lexed;
  const place = directives.place[row] as Place;
  const from = directives.token[row];
  const kind = directives.kind[row];
  let header = from < directives.end[row] ? headerName(u, tokens, from, from + 1) : undefined;
  if (header === undefined) {
    const expanded = expandAlone(u, from, directives.end[row]);
    header = headerName(u, u.stack.results, expanded.from, expanded.to);
    u.stack.results.count = expanded.from;
  }
  if (header === undefined) {
    u.report("preprocess/directive", "error", place, '#include takes "file" or <file>');
    return;
  }
  includeHeader(u, header.name, header.quoted, kind === INCLUDE_NEXT, kind === IMPORT, place);
}

/** @param place of the #include; noPlace for what the unit asks for itself */
export function includeHeader(
  u: UnitState,
  name: string,
  quoted: boolean,
  next: boolean,
  once: boolean,
  place: Place,
): Source | undefined {
  const found = findHeader(u, name, quoted, next, place);
  if (found === undefined) {
    u.report("preprocess/include-not-found", "error", place, `'${name.slice(0, 256)}' is on no search path`);
    return undefined;
  }
  if (found.kind === "unreadable") {
    u.report("preprocess/include-unreadable", "error", place, `'${found.path}' cannot be read: ${found.reason}`);
    return undefined;
  }
  const { source } = found;
  u.includes.push(source.id, u.group);
  if (isReadOnce(u, source)) return source;
  if (once) markOnce(u, source);
  const lexed = u.open(source);
  if (lexed.guard !== 0 && u.macros.active[lexed.guard] !== 0) return source;
  openFrame(u, source, place, found.directory);
  return source;
}

/** Begins to read a source. */
export function openFrame(u: UnitState, source: Source, includedAt: Place, directory: number): void {
  // Headers that include each other twice would double with each level: after the first report recursion is over.
  if (u.recursed && u.frames.some((frame) => frame.lexed.source === source)) return;
  if (u.frames.length > u.limits.includeDepth) {
    const text = `'${source.display}' would be included more than ${u.limits.includeDepth} levels deep`;
    u.report("preprocess/include-depth", "error", includedAt, text);
    u.recursed = true;
    return;
  }
  if (++u.opened > openingLimit) {
    if (u.opened === openingLimit + 1) {
      u.report("preprocess/limit", "error", includedAt, `more than ${openingLimit} inclusions; the rest is not read`);
    }
    return;
  }
  const lexed = u.open(source);
  u.frames.push({
    lexed,
    includedAt,
    directory,
    token: lexed.tokenFrom,
    directive: lexed.directiveFrom,
    conditionals: [],
    lineShift: 0,
    presumedName: undefined,
    unclosedCalls: 0,
    problem: 0,
  });
}

/** Ends the innermost source: reports what it left open. */
export function closeFrame(u: UnitState, frame: FileFrame): void {
  closeConditionals(u, frame);
  for (const problem of frame.lexed.problems) {
    if (problem.token !== frame.lexed.tokenTo) continue;
    u.report("preprocess/lex", problem.severity, problem.place, problem.text);
  }
  u.frames.pop();
}
