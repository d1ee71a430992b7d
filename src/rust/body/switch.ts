/**
 * `switch` as `match` (C11 6.8.4.2). Sections that end in a jump are arms. Sections that fall through into the next are one arm together:
 * each runs if the value is one of its own labels or of those before it. In: a typed switch; out: a match, in a labelled block where a
 * `break` stands inside of other statements.
 */
import type { TypedStatement } from "../../semantics/index.js";
import type { RustExpression, RustStatement } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import { type BodyState, fresh, localOf, refuse } from "./body-state.js";
import type { TypeKey } from "./body-type.js";
import { completes } from "./completes.js";
import { constantOf } from "./constant-value.js";
import { rvalue } from "./expression.js";
import { hoist } from "./hoist.js";
import type { JumpTarget } from "./jump.js";
import { atom, binary, block, comment, declare, not } from "./make.js";
import { math, openKey, settledValue } from "./open.js";
import { isPure } from "./purity.js";
import { aheadOf } from "./region-statement.js";
import { translateStatements } from "./statement.js";
import { literalText, typed } from "./value.js";
import { holdsDeepCase, labelsIn, localsIn, visitRows } from "./visit.js";

type Switch = TypedStatement & { readonly kind: "switch" };
type Case = TypedStatement & { readonly kind: "case" };

interface Section {
  readonly cases: readonly Case[];
  readonly isDefault: boolean;
  readonly statements: TypedStatement[];
}

/** Each case that falls through asks for all that lead to it. */
const mostTests = 100_000;

export function switchStatements(s: BodyState, e: Switch): RustStatement[] {
  const { statements } = e.body;
  if (holdsDeepCase(statements)) return refuse("a case label inside of another statement", e.at);
  const first = statements.findIndex((one) => one.kind === "case" || one.kind === "default");
  const known = constantOf(s, e.on);
  if (known !== undefined && first >= 0 && labelsIn(statements).size === 0)
    return constantSwitch(s, statements.slice(0, first), sectionsOf(statements.slice(first)), known);
  const value = rvalue(s, e.on);
  // the C type decides what labels mean
  const key = s.types.key(e.on.type);
  const on = typed(s, value, key, s.types.rust(e.on.type));
  const asked = key === openKey && wantsPromoted(statements) ? math(s, "switched", settledValue(s, value)) : on;
  const { before, rust } = hoist(asked, (name) => !s.shared.has(name));
  if (first < 0) return [...before];
  const sections = sectionsOf(statements.slice(first));
  const out: RustStatement[] = [...before];
  for (const one of statements.slice(0, first)) if (one.kind === "local") out.push(...aheadOf(s, one.local));
  for (const section of sections) out.push(...sharedLocals(s, section, sections));
  const target: JumpTarget & { kind: "switch" } = { kind: "switch", label: undefined };
  s.jumps.push(target);
  const made = arms(s, sections, { rust, key, changes: mayChange(s, e) }, out);
  s.jumps.pop();
  if (target.label === undefined) return [...out, made];
  return [...out, { kind: "block", label: target.label, unsafe: false, body: block([made]) }];
}

/** Has one of the labels a value that not all of the types have that the caller may give, and have all of them one that an int has (C11 6.8.4.2p5)? */
function wantsPromoted(statements: readonly TypedStatement[]): boolean {
  const ends = statements.flatMap((one) => (one.kind === "case" ? [one.first, one.last] : []));
  return ends.some((one) => one < 0n || one > 0x7fn) && ends.every((one) => BigInt.asIntN(32, one) === one);
}

/** Only the sections that the constant leads to. */
function constantSwitch(
  s: BodyState,
  before: readonly TypedStatement[],
  sections: readonly Section[],
  known: bigint,
): RustStatement[] {
  const named = sections.findIndex((one) => one.cases.some(({ first, last }) => first <= known && known <= last));
  const entry = named >= 0 ? named : sections.findIndex((one) => one.isDefault);
  if (entry < 0) return [];
  const run: Section[] = [];
  for (const section of sections.slice(entry)) {
    run.push(section);
    if (!completes(section.statements) || endsInBreak(section)) break;
  }
  const out: RustStatement[] = [];
  for (const one of [...before, ...sections.flatMap(({ statements }) => statements)])
    if (one.kind === "local" && localsIn(run.map(({ statements }) => statements)).has(one.local))
      out.push(...aheadOf(s, one.local));
  const target: JumpTarget & { kind: "switch" } = { kind: "switch", label: undefined };
  s.jumps.push(target);
  const body = run.flatMap((section, index) => sectionStatements(s, section, index === run.length - 1));
  s.jumps.pop();
  if (body.length === 0) return out;
  return [...out, { kind: "block", label: target.label, unsafe: false, body: block(body) }];
}

/** Labels in a row share what follows them; comments between labels go with it. */
function sectionsOf(statements: readonly TypedStatement[]): Section[] {
  const sections: { cases: Case[]; isDefault: boolean; statements: TypedStatement[] }[] = [];
  for (const one of statements) {
    const last = sections.at(-1);
    if (one.kind !== "case" && one.kind !== "default") {
      last?.statements.push(one);
      continue;
    }
    let into = last;
    if (into === undefined || into.statements.some((inner) => inner.kind !== "comment")) {
      into = { cases: [], isDefault: false, statements: [] };
      sections.push(into);
    }
    if (one.kind === "case") into.cases.push(one);
    else into.isDefault = true;
  }
  return sections;
}

/** Declared in one section and named in another: they are in one block in C. */
function sharedLocals(s: BodyState, section: Section, sections: readonly Section[]): RustStatement[] {
  const declared = section.statements.flatMap((one) => (one.kind === "local" ? [one.local] : []));
  if (declared.length === 0) return [];
  const named = localsIn(sections.filter((one) => one !== section).map((one) => one.statements));
  return declared.filter((id) => named.has(id)).flatMap((id) => aheadOf(s, id));
}

interface On {
  readonly rust: RustExpression;
  readonly key: TypeKey;
  /** Sections may give what is asked for another value: C asks once, before all of them. */
  readonly changes: boolean;
}

const assignments = new Set<unknown>(["assign", "assign-operator", "increment"]);

function mayChange(s: BodyState, { on, body }: Switch): boolean {
  let found = false;
  visitRows(on, (row) => {
    found ||= row.kind === "variable" || row.kind === "macro-parameter";
    return !found;
  });
  const locals = [...localsIn(on)];
  if (found || locals.some((id) => localOf(s, id).addressTaken)) return true;
  visitRows(body, (row) => {
    const changed = row.kind === "asm" ? row : assignments.has(row.kind) ? row.target : undefined;
    found ||= changed !== undefined && locals.some((id) => localsIn(changed).has(id));
    return !found;
  });
  return found;
}

function arms(s: BodyState, sections: readonly Section[], on: On, out: RustStatement[]): RustStatement {
  for (const section of sections) if (labelsIn(section.statements).size > 0) refuseCrossing(section, sections);
  const runs: Section[][] = [];
  let open: Section[] | undefined;
  for (const section of sections) {
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push(section);
    if (!completes(section.statements) || endsInBreak(section)) open = undefined;
  }
  let value = on;
  if (runs.some((run) => run.length > 1) && (on.changes || !isPure(on.rust) || on.rust.kind !== "atom")) {
    const name = fresh(s, "on");
    out.push(declare(name, undefined, on.rust));
    value = { ...on, rust: atom(name) };
  }
  const made = runs.map((run) => {
    const cases = run.flatMap((one) => one.cases);
    if (run.length > 1 && run.length * cases.length > mostTests) refuse(`${run.length} cases that fall through`);
    const isDefault = run.some((one) => one.isDefault);
    const body = run.length === 1 ? sectionStatements(s, run[0], true) : chain(s, run, value);
    return { pattern: isDefault ? "_" : pattern(s, cases, value.key, body), isDefault, body: block(body) };
  });
  const last = made.filter((one) => one.isDefault);
  const rest = made.filter((one) => !one.isDefault);
  const otherwise = last.length > 0 ? last : [{ pattern: "_", isDefault: true, body: block([]) }];
  return {
    kind: "match",
    on: value.rust,
    arms: [...rest, ...otherwise].map(({ pattern: text, body }) => ({ pattern: text, body })),
  };
}

function refuseCrossing(section: Section, sections: readonly Section[]): void {
  const labels = labelsIn(section.statements);
  const others = JSON.stringify(
    sections.filter((one) => one !== section).map((one) => one.statements),
    (_key, value) => (typeof value === "bigint" ? String(value) : value),
  );
  for (const label of labels)
    if (others.includes(`"kind":"goto","target":"${label}"`)) refuse(`goto ${label}: a jump into another case`);
}

const lastStatement = (section: Section): TypedStatement | undefined =>
  section.statements.filter((one) => one.kind !== "comment").at(-1);

const endsInBreak = (section: Section): boolean => lastStatement(section)?.kind === "break";

/** @param alone the section's own break ends the arm by itself */
function sectionStatements(s: BodyState, section: Section, alone: boolean): RustStatement[] {
  const last = lastStatement(section);
  const kept = alone && last?.kind === "break" ? section.statements.filter((one) => one !== last) : section.statements;
  // the only statement of a section is often a block of its own
  const blocks = kept.filter((one) => one.kind === "block");
  if (alone && kept.length === 1 && blocks.length === 1 && kept[0].kind === "block") {
    const inner = kept[0].block.statements;
    const end = inner.at(-1);
    const own = end?.kind === "break" ? inner.slice(0, -1) : inner;
    return translateStatements({ ...s, pending: [] }, { statements: own, at: section.statements[0]?.at ?? -1 });
  }
  return translateStatements({ ...s, pending: [] }, { statements: kept, at: section.statements[0]?.at ?? -1 });
}

/** Sections that fall through, one after the other: each behind the question whether control has come to it. */
function chain(s: BodyState, run: readonly Section[], on: On): RustStatement[] {
  const out: RustStatement[] = [];
  const entry = run.findIndex((one) => one.isDefault);
  run.forEach((section, index) => {
    const last = index === run.length - 1;
    for (const one of section.statements) if (one.kind === "local") out.push(...aheadOf(s, one.local));
    const statements = sectionStatements(s, section, last);
    if (last) {
      out.push(...statements);
      return;
    }
    if (statements.length === 0) return;
    const later = run.slice(index + 1).flatMap((one) => one.cases);
    const reached = run.slice(0, index + 1).flatMap((one) => one.cases);
    const test = entry >= 0 && index >= entry ? not(matches(s, later, on)) : matches(s, reached, on);
    if (test.kind === "atom" && test.text === "true") out.push(...statements);
    else out.push({ kind: "if", condition: test, then: block(statements), else: undefined });
  });
  return out;
}

function matches(s: BodyState, cases: readonly Case[], on: On): RustExpression {
  if (cases.length === 0) return atom("false");
  if (cases.length === 1 && cases[0].first === cases[0].last)
    return binary(on.rust, "==", atom(patternOf(s, cases[0], on.key)));
  return {
    kind: "macro",
    name: "matches",
    arguments: [on.rust, atom(cases.map((one) => patternOf(s, one, on.key)).join(" | "))],
  };
}

/** Names where a constant has the very type; numbers else, with the name in a comment. */
function pattern(s: BodyState, cases: readonly Case[], key: TypeKey, body: RustStatement[]): string {
  const lost = cases
    .filter((one) => one.name !== undefined && patternOf(s, one, key) !== rustName(one.name))
    .map((one) => one.name ?? "");
  if (lost.length > 0) body.unshift(comment(lost.join(", ")));
  return cases.map((one) => patternOf(s, one, key)).join(" | ");
}

function patternOf(s: BodyState, { name, first, last }: Case, key: TypeKey): string {
  if (first !== last) return `${literalText(first, undefined)}..=${literalText(last, undefined)}`;
  const known = name === undefined ? undefined : s.scope.constant(name);
  if (name !== undefined && known !== undefined && known.key === key && known.value === first) {
    s.values.add(name);
    return rustName(name);
  }
  if (key === "bool") return first === 0n ? "false" : "true";
  return literalText(first, undefined);
}
