/**
 * Macros that are a list of initializers without a type: `{ &x, f }` (C11 6.7.9). Which record they are for follows from the members that they
 * name, or from the types of their values, where exactly one record of file scope, or of the macro's own header, has members of those. In: the
 * list. Out: the record and the list in full form, or why that is not known.
 */
import type { Place } from "../../base/index.js";
import type { ExpansionTable, TokenStream } from "../../preprocess/index.js";
import type { Expression, InitializerList } from "../../syntax/index.js";
import type { Analysis } from "../analysis.js";
import type { CRecord, TypeId } from "../c-type.js";
import { compatible } from "../compatible-type.js";
import { isArithmetic } from "../conversion.js";
import { findMember } from "../member-lookup.js";
import type { Scope } from "../scope.js";
import type { BodyRefusal, ParameterHint, TypedExpression, TypedInitializer } from "../typed-body.js";
import { type BodyState, type Built, newState, refuse } from "./body-state.js";
import { isOpen } from "./conversion-node.js";
import { buildValue } from "./expression-node.js";
import { buildInitializer } from "./initializer-form.js";
import { bindParameters, type MacroParameter, refusals } from "./type-body.js";

export interface BareInitializerInput {
  readonly list: InitializerList;
  /** Where the macro is defined: of several records that fit, the one of the same header is meant. */
  readonly macro: Place;
  /** Of what it initializes, where that is known: rules/initializers.json. */
  readonly type: TypeId | undefined;
  /** Those that it may be for: that have a member that it names or, where it names none, as many members as it has values. */
  readonly records: readonly CRecord[];
  readonly parameters: readonly MacroParameter[];
  readonly scope: Scope;
  readonly tokens: TokenStream;
  readonly expansions: ExpansionTable;
}

export type BareInitializerOutcome =
  | {
      readonly kind: "typed";
      readonly type: TypeId;
      readonly initializer: TypedInitializer;
      readonly hints: readonly ParameterHint[];
    }
  /** Null pointers and addresses of members of the caller's: of an "open-list". */
  | { readonly kind: "pointers"; readonly values: readonly (TypedExpression | undefined)[] }
  | { readonly kind: "refused"; readonly refusal: BodyRefusal };

export function typeBareInitializer(a: Analysis, input: BareInitializerInput): BareInitializerOutcome {
  const { list, type: known, records, parameters, tokens, expansions } = input;
  const s = newState(a, { tokens, expansions, comments: false, function: undefined });
  const scope = input.scope.inner("block");
  bindParameters(s, scope, parameters);
  return refusals(list.at, () => {
    if (known !== undefined)
      return {
        kind: "typed",
        type: known,
        initializer: buildInitializer(s, known, list, scope),
        hints: s.hints,
      } as const;
    const values: (Outcome | undefined)[] = [];
    const built = (index: number, value: Expression): Outcome => {
      values[index] ??= refusals(value.at, () => ({ kind: "built", built: buildValue(s, value, scope) }) as const);
      return values[index];
    };
    const pointers = pointersIn(s, list, built);
    if (pointers !== undefined) return { kind: "pointers", values: pointers } as const;
    const header = a.sources.of(input.macro)?.id;
    const isOwn = ({ origin }: CRecord): boolean => origin.source === header;
    const all = records.filter((record) => fits(s, record, list, built, isOwn(record)));
    const own = all.filter(isOwn);
    const fitting = own.length === 1 ? own : all;
    if (fitting.length === 0) return refuse(list.at, "a list of initializers that no record fits");
    if (fitting.length > 1) return refuse(list.at, "a list of initializers that more than one record fits");
    const type = a.types.record(fitting[0].id);
    s.hints.length = 0;
    return { kind: "typed", type, initializer: buildInitializer(s, type, list, scope), hints: s.hints } as const;
  });
}

type Outcome =
  | { readonly kind: "built"; readonly built: Built }
  | { readonly kind: "refused"; readonly refusal: BodyRefusal };

/** A list that says nothing but that members are pointers: which record it is for, the place says where it stands. */
function pointersIn(
  s: BodyState,
  { items }: InitializerList,
  built: (index: number, value: Expression) => Outcome,
): readonly (TypedExpression | undefined)[] | undefined {
  const values: (TypedExpression | undefined)[] = [];
  for (const [index, { value, designators }] of items.entries()) {
    if (designators.length > 0 || value.kind === "initializer-list") return undefined;
    const outcome = built(index, value);
    if (outcome.kind === "refused") return undefined;
    const { node, typed } = outcome.built;
    if (typed.nullPointer && s.a.types.shape(typed.type).kind === "pointer") values.push(undefined);
    else if (node.kind === "address-of" && node.of.kind === "open-member") values.push(node);
    else return undefined;
  }
  return values;
}

/**
 * By the members named, through anonymous ones; where none are, by values of which at least one says its type.
 * @param isOwn of the macro's own header: there a cast to a number's type says it, and 0 may be a number
 */
function fits(
  s: BodyState,
  record: CRecord,
  { items }: InitializerList,
  built: (index: number, value: Expression) => Outcome,
  isOwn: boolean,
): boolean {
  let named = 0;
  for (const { designators } of items) {
    const [first] = designators;
    if (first === undefined) continue;
    if (first.kind !== "member" || findMember(s.a, record.id, first.name) === undefined) return false;
    named++;
  }
  const unnamed = items.length - named;
  if (record.tagKind === "union") return items.length === 1 && named === 1;
  const all = record.definition?.members ?? [];
  if (named === 0 && all.length < unnamed) return false;
  const members = all.filter((one) => one.name !== undefined);
  if (named === 0 && members.length !== unnamed) return false;
  let says = named;
  for (let index = 0; index < unnamed; index++) {
    const { value, designators } = items[index];
    if (designators.length > 0 || value.kind === "initializer-list" || members[index] === undefined) return false;
    const outcome = built(index, value);
    if (outcome.kind === "refused") return false;
    const evidence = asMember(s, outcome.built, members[index].type, isOwn);
    if (evidence === undefined) return false;
    if (evidence === "exact") says++;
  }
  return says > 0;
}

function asMember(s: BodyState, { node, typed }: Built, member: TypeId, isOwn: boolean): "exact" | "any" | undefined {
  const { types } = s.a;
  if (isOpen(s, typed.type)) return "any";
  const { kind } = types.shape(member);
  if (typed.nullPointer && kind === "pointer") return "any";
  if (typed.nullPointer && !isOwn) return undefined;
  const fitting = compatible(s.a, types.unqualified(member), types.unqualified(typed.type));
  if (!fitting) return isArithmetic(s.a, member) && isArithmetic(s.a, typed.type) ? "any" : undefined;
  const isCast = node.kind === "convert" && node.explicit;
  return kind === "pointer" || kind === "enum" || (isCast && isOwn) ? "exact" : "any";
}
