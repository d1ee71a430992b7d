/**
 * Structure for gotos (C11 6.8.6.1). A block's statements are put into regions: jumps forward to a label leave a block that ends where the
 * label is; jumps backward repeat a loop that begins there, and ends no earlier than the loops that begin in it. Labels that are jumped to
 * from outside of their block or loop stay unstructured, and the jump is refused where it stands.
 */
import type { LocalId, TypedStatement } from "../../semantics/index.js";
import { refuse } from "./body-state.js";
import { gotosIn, localsIn } from "./visit.js";

export interface JumpRegion {
  readonly kind: "region";
  readonly label: string;
  /** Jumps repeat it; else they leave it. */
  readonly again: boolean;
  readonly statements: readonly Region[];
  /** Declared in it and used behind it. */
  readonly ahead: readonly LocalId[];
}

export type Region = TypedStatement | JumpRegion;

/** Each is a pass over the block, and a block around what stands before it. */
const mostLabels = 200;

const jumpsTo = (of: Region, label: string): boolean => {
  if (of.kind === "goto") return of.target === label;
  return gotosIn(of).has(label);
};

export function regionsOf(statements: readonly TypedStatement[]): readonly Region[] {
  if (!statements.some((one) => one.kind === "label")) return statements;
  let list: readonly Region[] = statements;
  const labels = statements.flatMap((one) => (one.kind === "label" ? [one.name] : []));
  if (labels.length > mostLabels) refuse(`more than ${mostLabels} labels in one block`);
  // loops first: a forward jump out of one is then inside of the block around it
  for (const label of labels) list = backward(list, label);
  for (const label of labels) list = forward(list, label);
  return list;
}

/** The list that holds the label, or the loop that begins there, rebuilt, however deep the regions around it are. */
function rebuild(
  list: readonly Region[],
  label: string,
  change: (list: readonly Region[], at: number) => readonly Region[],
): readonly Region[] {
  const at = list.findIndex((one) =>
    one.kind === "region" ? one.again && one.label === label : one.kind === "label" && one.name === label,
  );
  if (at >= 0) return change(list, at);
  return list.map((one) =>
    one.kind === "region" ? { ...one, statements: rebuild(one.statements, label, change) } : one,
  );
}

function backward(list: readonly Region[], label: string): readonly Region[] {
  return rebuild(list, label, (own, at) => {
    let last = lastJump(own, at, label);
    if (last < 0) return own;
    // a loop that begins in this one ends in it, too
    for (let i = at + 1; i <= last; i++) {
      const one = own[i];
      if (one.kind === "label") last = Math.max(last, lastJump(own, i, one.name));
    }
    return wrapped(own, at, last, label, true);
  });
}

/** Where the last jump back to the label at `at` is; -1 where none is. */
function lastJump(own: readonly Region[], at: number, label: string): number {
  for (let i = own.length - 1; i > at; i--) if (jumpsTo(own[i], label)) return i;
  return -1;
}

function forward(list: readonly Region[], label: string): readonly Region[] {
  return rebuild(list, label, (own, at) => {
    const first = own.findIndex((one, index) => index < at && jumpsTo(one, label));
    return first < 0 ? own : wrapped(own, first, at - 1, label, false);
  });
}

/** Statements from..to (inclusive) as one region. */
function wrapped(list: readonly Region[], from: number, to: number, label: string, again: boolean): readonly Region[] {
  const inside = list.slice(from, to + 1);
  const behind = localsIn(list.slice(to + 1));
  const ahead = inside.flatMap((one) => declaredBy(one).filter((id) => behind.has(id)));
  return [...list.slice(0, from), { kind: "region", label, again, statements: inside, ahead }, ...list.slice(to + 1)];
}

/** Locals whose scope is the list that the region is in. */
function declaredBy(one: Region): readonly LocalId[] {
  if (one.kind === "local") return [one.local];
  return one.kind === "region" ? one.statements.flatMap(declaredBy) : [];
}
