/**
 * Statements (C11 6.8): TypedStatement → RustStatements, in C's order. Expressions as statements lose what only their value needed: an
 * assignment is one, a comma is two, `a && f()` is an `if`.
 */
import { assertNever } from "../../base/index.js";
import type { TypedBlock, TypedExpression, TypedStatement } from "../../semantics/index.js";
import type { RustBlock, RustExpression, RustStatement } from "../rust-crate.js";
import { asmStatements } from "./asm-operand.js";
import { assignmentStatements, incrementStatements, operatorAssignmentStatements } from "./assignment.js";
import { type BodyState, corePath, refuse } from "./body-state.js";
import { isFloatKey } from "./body-type.js";
import { builtinStatements } from "./builtin.js";
import { constantOf } from "./constant-value.js";
import { condition, rvalue } from "./expression.js";
import { flattened, hoist } from "./hoist.js";
import { initialValue } from "./initializer.js";
import { breakStatements, continueStatements, gotoStatements } from "./jump.js";
import { localStatements } from "./local.js";
import { doStatements, forStatements, whileStatements } from "./loop.js";
import { block, call, comment, does, not } from "./make.js";
import { math, openKey, settledValue } from "./open.js";
import { isAnyPointer, isPointer } from "./open-kind.js";
import { isPure } from "./purity.js";
import { type Region, regionsOf } from "./region.js";
import { regionStatements } from "./region-statement.js";
import { switchStatements } from "./switch.js";
import { coerce } from "./value.js";
import { labelsIn } from "./visit.js";

/** Runs `work` with nothing pending from outside: what it declares belongs into its own block. */
export function scoped<T>(s: BodyState, work: (inner: BodyState) => T): T {
  return work({ ...s, pending: [] });
}

export function translateBlock(s: BodyState, of: TypedBlock): RustBlock {
  return scoped(s, (inner) => block(translateStatements(inner, of)));
}

/** Statements of a block, with what gotos in it need. */
export function translateStatements(s: BodyState, of: TypedBlock): RustStatement[] {
  return translateRegions(s, regionsOf(of.statements));
}

export function translateRegions(s: BodyState, regions: readonly Region[]): RustStatement[] {
  const out: RustStatement[] = [];
  for (const one of regions) {
    const made = one.kind === "region" ? regionStatements(s, one) : translateStatement(s, one);
    out.push(...s.pending.splice(0), ...made);
  }
  return out;
}

function translateStatement(s: BodyState, statement: TypedStatement): RustStatement[] {
  switch (statement.kind) {
    case "block": {
      const inner = translateBlock(s, statement.block);
      return inner.statements.length === 0 ? [] : [{ kind: "block", label: undefined, unsafe: false, body: inner }];
    }
    case "local":
      return localStatements(s, statement);
    case "expression":
      return hoisted(s, expressionStatements(s, statement.expression));
    case "if":
      return ifStatements(s, statement);
    case "while":
      return whileStatements(s, statement);
    case "do":
      return doStatements(s, statement);
    case "for":
      return forStatements(s, statement);
    case "switch":
      return switchStatements(s, statement);
    case "case":
    case "default":
      return refuse("a case label inside of another statement", statement.at);
    case "label":
      // nothing jumps to it, or a region has taken it
      return [];
    case "goto":
      return gotoStatements(s, statement.target, statement.at);
    case "break":
      return breakStatements(s, statement.at);
    case "continue":
      return continueStatements(s, statement.at);
    case "return":
      return returnStatements(s, statement);
    case "asm":
      return asmStatements(s, statement);
    case "comment":
      return [comment(...statement.text.split("\n").map((line) => line.trimEnd()))];
    default:
      return assertNever(statement);
  }
}

const isUnique = (s: BodyState) => (name: string) => !s.shared.has(name);

/** Statements that the first thing evaluated consists of, taken out. */
export function hoisted(s: BodyState, statements: readonly RustStatement[]): RustStatement[] {
  return statements.flatMap((one) => flattened(one, isUnique(s)));
}

/** A condition, and the statements that may stand before the statement it is in. */
export function hoistedCondition(
  s: BodyState,
  e: TypedExpression,
): { readonly before: readonly RustStatement[]; readonly rust: RustExpression } {
  return hoist(condition(s, e), isUnique(s));
}

function ifStatements(s: BodyState, e: TypedStatement & { readonly kind: "if" }): RustStatement[] {
  const known = constantOf(s, e.condition);
  // what a compiler leaves out need not have a translation; a label in it may be jumped to
  if (known === 0n && labelsIn(e.then).size === 0)
    return e.else === undefined ? [] : inBlock(translateBlock(s, e.else));
  if (known !== undefined && known !== 0n && (e.else === undefined || labelsIn(e.else).size === 0))
    return inBlock(translateBlock(s, e.then));
  const { before, rust } = hoistedCondition(s, e.condition);
  const then = translateBlock(s, e.then);
  const otherwise = e.else === undefined ? undefined : translateBlock(s, e.else);
  const only = otherwise?.statements.length === 1 ? otherwise.statements[0] : undefined;
  const tail = only?.kind === "if" ? only : otherwise;
  const empty = tail !== undefined && "statements" in tail && tail.statements.length === 0;
  if (then.statements.length === 0 && tail !== undefined && !empty && "statements" in tail)
    return [...before, { kind: "if", condition: not(rust), then: tail, else: undefined }];
  return [...before, { kind: "if", condition: rust, then, else: empty ? undefined : tail }];
}

function inBlock(of: RustBlock): RustStatement[] {
  if (of.statements.length === 0) return [];
  if (of.statements.every((one) => one.kind !== "let" && one.kind !== "item")) return [...of.statements];
  return [{ kind: "block", label: undefined, unsafe: false, body: of }];
}

/** What a macro returns from its caller's function, whose type is not known here. */
function callersResult(s: BodyState, e: TypedExpression): RustExpression {
  const value = rvalue(s, e);
  // of any type, null as well
  if (value.literal === 0n) return call(corePath(s, "mem::zeroed"));
  // C converts a number to the type that the function returns
  const mayBeNumber =
    value.key === openKey
      ? !isPointer(s, e) && !isAnyPointer(s, e)
      : isFloatKey(value.key) || value.key === "bool" || s.types.integer(value.key) !== undefined;
  if (mayBeNumber) return math(s, "stored", settledValue(s, value));
  return coerce(s, value, s.types.key(e.type), s.types.rust(e.type), false);
}

function returnStatements(s: BodyState, { value }: TypedStatement & { readonly kind: "return" }): RustStatement[] {
  const { type } = s.returns;
  if (s.returns.noreturn) return value === undefined ? [] : hoisted(s, expressionStatements(s, value));
  if (value === undefined)
    return [{ kind: "return", value: type === undefined ? undefined : initialValue(s, { kind: "zero", type }, type) }];
  if (type === undefined && s.macro !== undefined && s.types.canonical(value.type).kind !== "void")
    return hoisted(s, [{ kind: "return", value: callersResult(s, value) }]);
  if (type === undefined) return [...hoisted(s, expressionStatements(s, value)), { kind: "return", value: undefined }];
  const rust = coerce(s, rvalue(s, value), s.types.key(type), s.types.rust(type));
  return hoisted(s, [{ kind: "return", value: rust }]);
}

/** An expression for its effects only. */
export function expressionStatements(s: BodyState, e: TypedExpression): RustStatement[] {
  switch (e.kind) {
    case "assign":
      return assignmentStatements(s, e);
    case "assign-operator":
      return operatorAssignmentStatements(s, e);
    case "increment":
      return incrementStatements(s, e);
    case "comma":
      return [...expressionStatements(s, e.left), ...expressionStatements(s, e.right)];
    case "convert":
      return expressionStatements(s, e.of);
    case "conditional": {
      if (e.then === undefined) break;
      const then = scoped(s, (inner) => block(withPending(inner, e.then as TypedExpression)));
      const other = scoped(s, (inner) => block(withPending(inner, e.else)));
      const test = condition(s, e.condition);
      if (then.statements.length === 0 && other.statements.length === 0) return effects(test);
      if (then.statements.length === 0) return [{ kind: "if", condition: not(test), then: other, else: undefined }];
      return [{ kind: "if", condition: test, then, else: other.statements.length === 0 ? undefined : other }];
    }
    case "logical": {
      const test = condition(s, e.left);
      const then = scoped(s, (inner) => block(withPending(inner, e.right)));
      if (then.statements.length === 0) return effects(test);
      return [{ kind: "if", condition: e.operator === "&&" ? test : not(test), then, else: undefined }];
    }
    case "statement-expression": {
      const inner = scoped(s, (own) => {
        const statements = translateStatements(own, e.body);
        return e.value === undefined ? statements : [...statements, ...withPending(own, e.value)];
      });
      return inner.length === 0 ? [] : [{ kind: "block", label: undefined, unsafe: false, body: block(inner) }];
    }
    case "builtin": {
      const made = builtinStatements(s, e);
      if (made !== undefined) return made;
      break;
    }
    case "macro-parameter": {
      const { role } = s.macro?.parameters[e.index] ?? {};
      const { rust } = rvalue(s, e);
      // the block behind the call
      if (role === "block") return [does(rust)];
      // the caller's expression may do something, even where nobody wants its value
      return role === "value" || role === "unused" ? ignored(rust) : effects(rust);
    }
    // an object that is only named is not read
    case "local":
    case "variable":
      return [];
    case "load":
      if (!e.volatile) return expressionStatements(s, e.of);
      break;
    case "member":
    case "dereference":
      return expressionStatements(s, e.of);
    default:
      break;
  }
  return effects(rvalue(s, e).rust);
}

function withPending(s: BodyState, e: TypedExpression): RustStatement[] {
  const made = hoisted(s, expressionStatements(s, e));
  return [...s.pending.splice(0), ...made];
}

/** What is left of an expression whose value nobody wants. */
function effects(rust: RustExpression): RustStatement[] {
  if (isPure(rust)) return [];
  // rustc warns of arithmetic and of methods' results for nobody, at the end of a block too
  if (rust.kind === "block" && rust.label === undefined) {
    const last = rust.body.statements.at(-1);
    if (last?.kind === "value" && isWarnedOf(last.value))
      return [does({ ...rust, body: block([...rust.body.statements.slice(0, -1), ...effects(last.value)]) })];
  }
  if (rust.kind === "call" || rust.kind === "assign" || rust.kind === "if" || rust.kind === "block")
    return [does(rust)];
  if (rust.kind === "cast") return effects(rust.of);
  if (rust.kind === "method" && /^(write_|set_|store$)/.test(rust.name)) return [does(rust)];
  return ignored(rust);
}

const ignored = (rust: RustExpression): RustStatement[] => [
  does({ kind: "assign", operator: "=", left: { kind: "atom", text: "_" }, right: rust }),
];

const isWarnedOf = (rust: RustExpression): boolean =>
  rust.kind === "unary" || rust.kind === "binary" || rust.kind === "method";
