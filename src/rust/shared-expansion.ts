/**
 * Rules of one macro that differ in a few types, numbers and names only, as those for the words of `PCPU_GET(word)` do. In: a macro's rules. Out:
 * the same with each such body written once, in a rule of its own behind them that takes what differs: `(cpuid) => { $crate::PCPU_GET!(@1,
 * $crate::u_int, 52) };`. A call expands to what it did before.
 */
import { atom } from "./atom.js";
import type { RustExpression, RustMacroRule, RustType } from "./rust-crate.js";

/** A rule, and what its call has beside words: `$val:expr`. Undefined: it shares nothing. */
export interface SharingRule {
  readonly rule: RustMacroRule;
  readonly pattern: string | undefined;
}

/** What may differ between rules, by the fragment that a rule takes it as. */
type Hole =
  | { readonly fragment: "ty"; readonly is: RustType }
  | { readonly fragment: "expr"; readonly is: RustExpression }
  /** The name of a member. */
  | { readonly fragment: "ident"; readonly is: string };

type Group = readonly { readonly rule: RustMacroRule; readonly holes: readonly Hole[] }[];

/** Two rules are read as quickly as a rule and a table. */
const fewest = 3;

/** Letters of a body that fits its rule's line, nearly: it is clearer than a call. */
const lettersOfALine = 80;

/** @param macro path of the macro in its own rules: `$crate::PCPU_GET` */
export function withSharedExpansions(rules: readonly SharingRule[], macro: string): readonly RustMacroRule[] {
  const calls = new Map<RustMacroRule, RustMacroRule>();
  const shared: RustMacroRule[] = [];
  for (const { pattern, group } of groupsOf(rules)) {
    if (letters(group[0].rule.expansion) <= lettersOfALine) continue;
    const columns = columnsOf(group, pattern);
    const own = `@${shared.length + 1}`;
    shared.push(sharedRule(group[0].rule, columns, own, pattern));
    const forwarded = pattern === "" ? [] : [atom(pattern.replace(/:\w+/g, "").replaceAll(" $(,)?", ""))];
    for (const { rule, holes } of group) {
      const given = columns.map(({ at }) => argumentOf(holes[at[0]]));
      const value = { kind: "macro", name: macro, arguments: [atom(own), ...given, ...forwarded] } as const;
      calls.set(rule, { ...rule, expansion: { kind: "value", value } });
    }
  }
  return [...rules.map(({ rule }) => calls.get(rule) ?? rule), ...shared];
}

/** Rules that are alike but for holes. */
function groupsOf(rules: readonly SharingRule[]): { readonly pattern: string; readonly group: Group }[] {
  const groups = new Map<
    string,
    { readonly pattern: string; readonly group: { rule: RustMacroRule; holes: Hole[] }[] }
  >();
  for (const { rule, pattern } of rules) {
    if (pattern === undefined || (rule.expansion.kind !== "value" && rule.expansion.kind !== "block")) continue;
    const holes: Hole[] = [];
    const skeleton = withHoles(rule.expansion, (hole) => {
      holes.push(hole);
      return hole.fragment === "ty" ? pathType("") : hole.fragment === "expr" ? atom("") : "";
    });
    const key = JSON.stringify([pattern, skeleton]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { pattern, group: [{ rule, holes }] });
    else known.group.push({ rule, holes });
  }
  return [...groups.values()].filter(({ group }) => group.length >= fewest);
}

/** Holes that are filled alike in every rule, and not with the same in all of them: a parameter of the shared rule. */
interface Column {
  readonly name: string;
  readonly fragment: Hole["fragment"];
  /** Which holes, in their order. */
  readonly at: readonly number[];
}

function columnsOf(group: Group, pattern: string): readonly Column[] {
  const columns = new Map<string, Column & { readonly at: number[] }>();
  const taken = new Set(pattern.match(/\$\w+/g));
  group[0].holes.forEach(({ fragment }, at) => {
    const filled = group.map(({ holes }) => JSON.stringify(holes[at]));
    if (filled.every((one) => one === filled[0])) return;
    const key = filled.join();
    const known = columns.get(key);
    if (known !== undefined) {
      known.at.push(at);
      return;
    }
    const name = freeName(holeNames[fragment], taken);
    taken.add(name);
    columns.set(key, { name, fragment, at: [at] });
  });
  return [...columns.values()];
}

const holeNames = { ty: "$type", expr: "$value", ident: "$member" } as const;

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let nth = 1; ; nth++) {
    const one = nth === 1 ? name : `${name}_${nth}`;
    if (!taken.has(one)) return one;
  }
}

function sharedRule(
  { expansion }: RustMacroRule,
  columns: readonly Column[],
  own: string,
  pattern: string,
): RustMacroRule {
  const names = new Map(columns.flatMap(({ name, at }) => at.map((one) => [one, name])));
  let at = 0;
  const filled = withHoles(expansion, ({ fragment, is }) => {
    const name = names.get(at++);
    if (name === undefined) return is;
    return fragment === "ty" ? pathType(name) : fragment === "expr" ? atom(name) : name;
  });
  const taken = columns.map(({ name, fragment }) => `${name}:${fragment}`);
  return {
    shared: true,
    parameters: [],
    pattern: [own, ...taken, ...(pattern === "" ? [] : [pattern])].join(", "),
    expansion: filled,
  };
}

const argumentOf = ({ fragment, is }: Hole): RustExpression =>
  fragment === "ty" ? { kind: "type", type: is } : fragment === "expr" ? is : atom(is);

/** The data with each hole replaced. What `asm!` and other macros are given stays, for they look at its tokens. */
function withHoles<T>(data: T, fill: (hole: Hole) => Hole["is"]): T {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    const row = node as Readonly<Record<string, unknown>>;
    if (row.kind === "macro") return node;
    if (row.kind === "atom")
      return isMovable(row.text as string) ? fill({ fragment: "expr", is: node as RustExpression }) : node;
    const copy: Record<string, unknown> = {};
    for (const key in row) {
      const value = row[key];
      if (key === "type" && value !== undefined) copy[key] = fill({ fragment: "ty", is: value as RustType });
      else if (key === "generics") copy[key] = (value as readonly RustType[]).map((is) => fill({ fragment: "ty", is }));
      else if (key === "name" && row.kind === "field" && /^(r#)?[a-z_]\w*$/i.test(value as string))
        copy[key] = fill({ fragment: "ident", is: value as string });
      else if (key === "template" || row.direction === "sym" || row.direction === "const") copy[key] = value;
      else copy[key] = walk(value);
    }
    return copy;
  };
  return walk(data) as T;
}

/** Literals, and paths from the crate's root: what means the same wherever it is written. */
const isMovable = (text: string): boolean =>
  /^(?:\$crate::[\w:#]+|\d\w*|c?"(?:[^"\\]|\\[\s\S])*"|b?'(?:[^'\\]|\\.)+')$/.test(text);

const pathType = (path: string): RustType => ({ kind: "path", path });

/** How many letters its words have. */
function letters(data: unknown, key = ""): number {
  if (typeof data === "string") return key === "kind" ? 0 : data.length;
  if (typeof data !== "object" || data === null) return 0;
  return Object.entries(data).reduce((sum, [name, one]) => sum + letters(one, name), 0);
}
