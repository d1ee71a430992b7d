/**
 * What typing one body shares: the unit's analysis with a `report` that refuses, the local variables so far, the tokens that names of
 * constants are read from. A refusal travels inside this folder as an exception; its doors give it out as data.
 */
import type { DiagnosticCode } from "../../base/index.js";
import type { ExpansionTable, TokenStream } from "../../preprocess/index.js";
import type { Analysis } from "../analysis.js";
import type { Origin, TypeId } from "../c-type.js";
import type { Scope } from "../scope.js";
import { rvalue, type Typed } from "../typed.js";
import type { LocalId, LocalVariable, ParameterHint, TypedExpression } from "../typed-body.js";

/** No Error: it is caught a few calls up, and nobody reads its stack. */
export class Refused {
  constructor(
    readonly at: number,
    readonly why: string,
    readonly isError: boolean,
    readonly incomplete?: string,
    readonly undeclared?: boolean,
  ) {}
}

/** C that is not handled here, or not yet. */
export function refuse(at: number, why: string): never {
  throw new Refused(at, why, false);
}

/** What C does not allow: a compiler reports it as well. */
export function wrong(at: number, why: string): never {
  throw new Refused(at, why, true);
}

/** An error that would be none behind the definition of a struct or union, if `type` is one that has a tag. */
export function wrongBefore(s: BodyState, type: TypeId, at: number, why: string): never {
  const shape = s.a.types.shape(type);
  const record = shape.kind === "record" ? s.a.tags.records[shape.record] : undefined;
  throw new Refused(at, why, true, record?.scope === "file" ? record.tag : undefined);
}

/** What the rules of typing report with these codes is no C; with others it may be a limit of theirs. */
const errorCodes: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  "semantics/unknown-type",
  "semantics/unknown-name",
  "semantics/bad-expression",
  "semantics/incomplete-type",
  "semantics/bad-specifiers",
]);

type Growing<T> = { -readonly [K in keyof T]: T[K] };

export interface BodyState {
  /** Errors of typing are refusals. */
  readonly a: Analysis;
  readonly locals: Growing<LocalVariable>[];
  /** The stream that `at` counts in, and the expansions it names. */
  readonly tokens: TokenStream | undefined;
  readonly expansions: ExpansionTable | undefined;
  /** Whether `tokens` is the unit's own stream: comments are read beside it. */
  readonly comments: boolean;
  /** Undefined in a macro's body. `end`: the token of the unit behind its closing brace. */
  readonly function: { readonly name: string; readonly returns: TypeId; readonly end: number } | undefined;
  readonly labels: Set<string>;
  readonly gotos: { readonly target: string; readonly at: number }[];
  /** Promoted types of the switches around, innermost last. */
  readonly switches: TypeId[];
  /** What the uses of macro parameters without a type say about it. */
  readonly hints: ParameterHint[];
  unresolved: boolean;
}

/** One for all bodies of an analysis: there are thousands of them. */
const refusingOnes = new WeakMap<Analysis, Analysis>();

/** An analysis that refuses at the first error, with a nesting count of its own. */
export function refusing(a: Analysis): Analysis {
  let known = refusingOnes.get(a);
  if (known === undefined) {
    known = {
      ...a,
      nesting: { level: 0 },
      report: (code, severity, at, text) => {
        if (severity === "error")
          throw new Refused(at, text, errorCodes.has(code), undefined, code === "semantics/unknown-name");
      },
    };
    refusingOnes.set(a, known);
  }
  // a refusal leaves it where it was
  known.nesting.level = 0;
  return known;
}

export function newState(
  a: Analysis,
  { tokens, expansions, comments, function: of }: Pick<BodyState, "tokens" | "expansions" | "comments" | "function">,
): BodyState {
  const inner = refusing(a);
  return {
    a: of === undefined ? inner : { ...inner, functionName: of.name },
    tokens,
    expansions,
    comments,
    function: of,
    locals: [],
    labels: new Set(),
    gotos: [],
    switches: [],
    hints: [],
    unresolved: false,
  };
}

export function addLocal(
  s: BodyState,
  scope: Scope,
  local: Pick<LocalVariable, "name" | "type" | "kind" | "at"> & Partial<LocalVariable>,
): LocalId {
  const id = s.locals.length as LocalId;
  const { name, type, kind, at, aligned, register, like } = local;
  s.locals.push({ id, name, type, kind, addressTaken: false, assigned: false, at, aligned, register, like });
  scope.names.set(local.name, { kind: "local", type: local.type, local: id, aligned: local.aligned });
  return id;
}

/** An expression both as the rules of typing see it and as the node it becomes. */
export interface Built {
  readonly typed: Typed;
  readonly node: TypedExpression;
  /** Some constant of it is written as a name or a sizeof: kept as it is written rather than folded. */
  readonly symbolic: boolean;
}

export function value(node: TypedExpression, symbolic = false): Built {
  return { typed: rvalue(node.type), node, symbolic };
}

/** Notes what is done to the variable that an lvalue is, or is a part of. */
export function markLocal(s: BodyState, lvalue: TypedExpression, as: "assigned" | "addressTaken"): void {
  let node = lvalue;
  while (node.kind === "member") node = node.of;
  if (node.kind === "local") s.locals[node.local][as] = true;
  // An element of an array variable: *(decay(a) + i).
  if (node.kind !== "dereference" || as !== "assigned") return;
  let pointer = node.of;
  while (pointer.kind === "pointer-offset") pointer = pointer.pointer;
  if (pointer.kind === "decay") markLocal(s, pointer.of, as);
}

/** Bodies are typed when the unit is complete; C sees them where they stand. Names in a macro's body are looked up at the unit's end. */
export function isDeclaredLater(s: BodyState, origin: Origin): boolean {
  return s.function !== undefined && origin.firstToken >= s.function.end;
}

/** A struct or union that nothing has defined so far (C11 6.2.5p1, 6.7.2.3p5). */
export function isIncomplete(s: BodyState, type: TypeId): boolean {
  const shape = s.a.types.shape(type);
  if (shape.kind !== "record") return false;
  const { definition, origin } = s.a.tags.records[shape.record];
  return definition === undefined || isDeclaredLater(s, origin);
}

/** Rust's arrays have a type of elements and a length that is constant. */
export const openArrayReason = "an array of what only the caller knows";
