/**
 * Loops (C11 6.8.5): `while` stays one where its condition is an expression in Rust as well, else it is a `loop` that breaks. The step of
 * a `for` stands at the end of the body and before each `continue`, or behind a block that `continue` leaves, where its names could
 * mean something else inside.
 */
import type { TypedBlock, TypedExpression, TypedStatement } from "../../semantics/index.js";
import type { RustBlock, RustExpression, RustStatement } from "../rust-crate.js";
import { type BodyState, fresh } from "./body-state.js";
import type { JumpTarget } from "./jump.js";
import { assign, atom, block, declare, does, not } from "./make.js";
import { expressionStatements, hoisted, hoistedCondition, translateBlock } from "./statement.js";
import { continues, visitRows } from "./visit.js";

type Loop = JumpTarget & { readonly kind: "loop" };

function within<T>(s: BodyState, target: JumpTarget, work: () => T): T {
  s.jumps.push(target);
  try {
    return work();
  } finally {
    s.jumps.pop();
  }
}

const leave: RustStatement = { kind: "break", label: undefined, value: undefined };

/** `while c body`, `loop body`, or `loop { before; if !c { break; } body }`. */
function looping(
  label: string | undefined,
  test: { readonly before: readonly RustStatement[]; readonly rust: RustExpression } | undefined,
  body: RustBlock,
): RustStatement {
  const always = test === undefined || (test.rust.kind === "atom" && test.rust.text === "true");
  if (test === undefined || (always && test.before.length === 0)) return { kind: "loop", label, body };
  if (test.before.length === 0) return { kind: "while", label, condition: test.rust, body };
  const exit: RustStatement[] = always
    ? []
    : [{ kind: "if", condition: not(test.rust), then: block([leave]), else: undefined }];
  return { kind: "loop", label, body: block([...test.before, ...exit, ...body.statements]) };
}

export function whileStatements(s: BodyState, e: TypedStatement & { readonly kind: "while" }): RustStatement[] {
  const target: Loop = { kind: "loop", label: undefined, onContinue: { kind: "continue" } };
  const test = hoistedCondition(s, e.condition);
  const body = within(s, target, () => translateBlock(s, e.body));
  if (test.rust.kind === "atom" && test.rust.text === "false" && test.before.length === 0) return [];
  return [looping(target.label, test, body)];
}

export function forStatements(s: BodyState, e: TypedStatement & { readonly kind: "for" }): RustStatement[] {
  const test = e.condition === undefined ? undefined : hoistedCondition(s, e.condition);
  const { step } = e;
  if (step !== undefined && holdsCallerBlock(s, e.body)) return callerLoop(s, e, step, test);
  if (step === undefined || !continues(e.body)) {
    const target: Loop = { kind: "loop", label: undefined, onContinue: { kind: "continue" } };
    const body = within(s, target, () => translateBlock(s, e.body));
    const after = step === undefined ? [] : stepStatements(s, step);
    return [looping(target.label, test, ended(s, body, after))];
  }
  const statements = (): RustStatement[] => stepStatements(s, step);
  if (s.shared.size === 0 && statements().length <= 2) {
    const target: Loop = { kind: "loop", label: undefined, onContinue: { kind: "step", statements } };
    const body = within(s, target, () => translateBlock(s, e.body));
    return [looping(target.label, test, ended(s, body, statements()))];
  }
  return [byBlock(s, e.body, test, "next", stepStatements(s, step))];
}

/** Is the statement behind a macro's call in it, which may `continue`? */
function holdsCallerBlock(s: BodyState, body: TypedBlock): boolean {
  let found = false;
  visitRows(body, (row) => {
    if (row.kind === "macro-parameter" && s.macro?.parameters[row.index as number]?.role === "block") found = true;
    return !found;
  });
  return found;
}

/** The step stands first, left out once: wherever the caller's block goes on from, it comes there. */
function callerLoop(
  s: BodyState,
  e: TypedStatement & { readonly kind: "for" },
  step: TypedExpression,
  test: ReturnType<typeof hoistedCondition> | undefined,
): RustStatement[] {
  const first = fresh(s, "first");
  const target: Loop = { kind: "loop", label: undefined, onContinue: { kind: "continue" } };
  const body = within(s, target, () => translateBlock(s, e.body));
  const onward: RustStatement = {
    kind: "if",
    condition: not(atom(first)),
    then: block(stepStatements(s, step)),
    else: undefined,
  };
  const exit: RustStatement[] =
    test === undefined
      ? []
      : [...test.before, { kind: "if", condition: not(test.rust), then: block([leave]), else: undefined }];
  const statements = [onward, does(assign(atom(first), atom("false"))), ...exit, ...body.statements];
  return [
    declare(first, undefined, atom("true"), true),
    { kind: "loop", label: target.label, body: block(statements) },
  ];
}

function stepStatements(s: BodyState, step: TypedExpression): RustStatement[] {
  return hoisted(s, expressionStatements(s, step));
}

/** Nothing behind a body that never ends. Names of the body's own are not meant in what stands behind it (C11 6.2.1p4). */
function ended(s: BodyState, body: RustBlock, after: readonly RustStatement[]): RustBlock {
  const last = body.statements.at(-1)?.kind;
  if (last === "return" || last === "break" || last === "continue" || after.length === 0) return body;
  const hides = body.statements.some((one) => one.kind === "let" && s.shared.has(one.name));
  const inner: readonly RustStatement[] = hides
    ? [{ kind: "block", label: undefined, unsafe: false, body }]
    : body.statements;
  return block([...inner, ...after]);
}

/** The body in a block that `continue` leaves, then `after`. */
function byBlock(
  s: BodyState,
  body: TypedBlock,
  test: ReturnType<typeof hoistedCondition> | undefined,
  wish: string,
  after: readonly RustStatement[],
): RustStatement {
  const onContinue: Loop["onContinue"] = { kind: "block", wish, label: undefined };
  const target: Loop = { kind: "loop", label: undefined, onContinue };
  const inner = within(s, target, () => translateBlock(s, body));
  const labelled: RustStatement = { kind: "block", label: onContinue.label, unsafe: false, body: inner };
  return looping(target.label, test, block([labelled, ...after]));
}

export function doStatements(s: BodyState, e: TypedStatement & { readonly kind: "do" }): RustStatement[] {
  const test = hoistedCondition(s, e.condition);
  const constant = test.rust.kind === "atom" && test.before.length === 0 ? test.rust.text : undefined;
  if (constant === "false") {
    const target: JumpTarget = { kind: "once", label: undefined };
    const inner = within(s, target, () => translateBlock(s, e.body));
    return inner.statements.length === 0 ? [] : [{ kind: "block", label: target.label, unsafe: false, body: inner }];
  }
  const exit: RustStatement[] =
    constant === "true"
      ? []
      : [...test.before, { kind: "if", condition: not(test.rust), then: block([leave]), else: undefined }];
  if (continues(e.body)) return [byBlock(s, e.body, undefined, "next", exit)];
  const target: Loop = { kind: "loop", label: undefined, onContinue: { kind: "continue" } };
  const body = within(s, target, () => translateBlock(s, e.body));
  return [{ kind: "loop", label: target.label, body: ended(s, body, exit) }];
}
