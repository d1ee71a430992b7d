/**
 * Initializers in full form (C11 6.7.9): designators followed, braces that were left out put in, what is overridden dropped. In: a type and
 * its initializer; out: every element in its place.
 */
import type { Designator, Initializer, InitializerList } from "../../syntax/index.js";
import type { RecordId, TypeId } from "../c-type.js";
import { compatible } from "../compatible-type.js";
import { foldedIntegerOf } from "../folded.js";
import { findMember } from "../member-lookup.js";
import type { Scope } from "../scope.js";
import { readString, type StringLiteral, textUnits } from "../text-literal.js";
import type { TypedInitializer } from "../typed-body.js";
import { type BodyState, type Built, refuse, wrong, wrongBefore } from "./body-state.js";
import { converted, rvalueOf } from "./conversion-node.js";
import { build } from "./expression-node.js";

/** What is known of a subobject while its list is read. */
type Cell =
  | { readonly kind: "given"; readonly value: TypedInitializer }
  | { readonly kind: "record"; readonly type: TypeId; readonly members: Map<number, Cell>; others?: number }
  | { readonly kind: "array"; readonly type: TypeId; readonly length: number; elements: Element[] };

interface Element {
  readonly first: number;
  readonly last: number;
  readonly cell: Cell;
  /** What a macro's caller gives for `...`: as many elements as that is, from `first` on. */
  readonly several?: boolean;
}

/** One aggregate being filled; `next` is the member or element that an item without designator goes to. */
interface Frame {
  readonly type: TypeId;
  readonly cell: Exclude<Cell, { kind: "given" }>;
  next: number;
}

export function buildInitializer(s: BodyState, type: TypeId, initializer: Initializer, scope: Scope): TypedInitializer {
  return formOf(cellOf(s, type, initializer, scope));
}

function cellOf(s: BodyState, type: TypeId, initializer: Initializer, scope: Scope): Cell {
  if (initializer.kind !== "initializer-list") {
    const whole = wholeValue(s, type, initializer, scope);
    if (whole.cell !== undefined) return whole.cell;
    return refuse(initializer.at, "an array or record initialized by a value of another type");
  }
  return listCell(s, type, initializer, scope);
}

function listCell(s: BodyState, type: TypeId, list: InitializerList, scope: Scope): Cell {
  const { items } = list;
  const only = items.length === 1 && items[0].designators.length === 0 ? items[0].value : undefined;
  if (items.length === 0 || (only?.kind === "number" && only.text === "0"))
    return { kind: "given", value: { kind: "zero", type } };
  if (!isAggregate(s, type)) {
    if (only === undefined) return refuse(list.at, "more than one initializer for a scalar");
    return cellOf(s, type, only, scope);
  }
  if (only?.kind === "string") {
    const text = textCell(s, type, only);
    if (text !== undefined) return text;
  }
  const root = newFrame(s, type, list.at);
  const stack: Frame[] = [root];
  for (const { designators, value } of items) {
    const others = membersOfCaller(value, scope);
    if (others !== undefined && root.cell.kind === "record") root.cell.others = others;
    else if (designators.length > 0) {
      stack.length = 1;
      designate(s, stack, designators, value, scope);
    } else {
      while (stack.length > 1 && isFull(s, stack[stack.length - 1])) stack.pop();
      const top = stack[stack.length - 1];
      if (isFull(s, top)) {
        const isOpen = top.cell.kind === "array" && top.cell.elements.at(-1)?.several === true;
        refuse(value.at, isOpen ? "any number of initializers before others" : "more initializers than members");
      }
      if (stack.length === 1 && top.cell.kind === "array" && areElementsOfCaller(value, scope))
        placeSeveral(s, top, top.cell, value, scope);
      else place(s, stack, nextPlace(s, top), value, scope);
    }
  }
  return root.cell;
}

/** What a macro's caller gives for `...`, where that is any number of `.member = value`. */
function membersOfCaller(value: Initializer, scope: Scope): number | undefined {
  const entity = value.kind === "name" ? scope.name(value.name) : undefined;
  return entity?.kind === "local" && entity.macroParameter?.members === true ? entity.macroParameter.index : undefined;
}

/** What a macro's caller gives for `...`, as initializers. */
function areElementsOfCaller(value: Initializer, scope: Scope): value is Exclude<Initializer, InitializerList> {
  const entity = value.kind === "name" ? scope.name(value.name) : undefined;
  return entity?.kind === "local" && entity.macroParameter?.elements === true;
}

/** Puts what the caller gives for `...` into the rest of the array. */
function placeSeveral(
  s: BodyState,
  frame: Frame,
  array: Extract<Cell, { kind: "array" }>,
  value: Exclude<Initializer, InitializerList>,
  scope: Scope,
): void {
  const { first } = nextPlace(s, frame);
  const { cell } = wholeValue(s, subtype(s, frame, first), value, scope);
  frame.next = array.length;
  splice(array, first, array.length - 1, cell ?? refuse(value.at, "any number of initializers"), true);
}

/** Puts a value into [first, last] of the innermost frame, descending where its braces were left out (6.7.9p20). */
function place(
  s: BodyState,
  stack: Frame[],
  at: { readonly first: number; readonly last: number },
  value: Initializer,
  scope: Scope,
): void {
  const frame = stack[stack.length - 1];
  const type = subtype(s, frame, at.first);
  frame.next = at.last + 1;
  if (value.kind === "initializer-list") {
    put(s, frame, at, listCell(s, type, value, scope));
    return;
  }
  const whole = wholeValue(s, type, value, scope);
  if (whole.cell !== undefined) {
    put(s, frame, at, whole.cell);
    return;
  }
  descend(s, stack, at, type, whole.built, value);
}

function descend(
  s: BodyState,
  stack: Frame[],
  from: { readonly first: number; readonly last: number },
  outer: TypeId,
  built: Built,
  value: Initializer,
): void {
  let at = from;
  let type = outer;
  for (;;) {
    const inner = enter(s, stack, at, type, value.at);
    at = nextPlace(s, inner);
    type = subtype(s, inner, at.first);
    inner.next = at.last + 1;
    const cell = value.kind === "string" ? textCell(s, type, value) : undefined;
    const found = cell ?? valueCell(s, type, built);
    if (found !== undefined) {
      put(s, inner, at, found);
      return;
    }
  }
}

/** Follows designators from the outermost frame (6.7.9p17); frames of the subobjects on the way are pushed. */
function designate(
  s: BodyState,
  stack: Frame[],
  designators: readonly Designator[],
  value: Initializer,
  scope: Scope,
): void {
  designators.forEach((designator, index) => {
    const last = index === designators.length - 1;
    const path = designatorPath(s, stack[stack.length - 1], designator, scope);
    path.forEach((at, step) => {
      const frame = stack[stack.length - 1];
      if (last && step === path.length - 1) {
        place(s, stack, at, value, scope);
        return;
      }
      frame.next = at.last + 1;
      enter(s, stack, at, subtype(s, frame, at.first), designator.at);
    });
  });
}

/** More than one step where the member is in an anonymous one. */
function designatorPath(
  s: BodyState,
  frame: Frame,
  designator: Designator,
  scope: Scope,
): readonly { first: number; last: number }[] {
  const shape = s.a.types.shape(frame.type);
  if (designator.kind === "member") {
    const found = shape.kind === "record" ? findMember(s.a, shape.record, designator.name) : undefined;
    if (found === undefined) return wrong(designator.at, `no member '${designator.name}' to initialize`);
    return found.path.indices.map((index) => ({ first: index, last: index }));
  }
  if (frame.cell.kind !== "array") return wrong(designator.at, "an index into what is no array");
  const first = foldedIntegerOf(s.a, designator.index, scope);
  const last = designator.last === undefined ? first : foldedIntegerOf(s.a, designator.last, scope);
  if (first === undefined || last === undefined || first < 0n || last < first || last >= BigInt(frame.cell.length))
    return refuse(designator.at, "an index outside the array");
  return [{ first: Number(first), last: Number(last) }];
}

/** The frame of a subobject, with what earlier designators gave it. */
function enter(
  s: BodyState,
  stack: Frame[],
  at: { readonly first: number; readonly last: number },
  type: TypeId,
  token: number,
): Frame {
  const outer = stack[stack.length - 1];
  const known = knownCell(outer, at);
  if (known?.kind === "given" && known.value.kind !== "zero")
    refuse(token, "part of a subobject initialized as a whole is initialized again");
  const frame = newFrame(s, type, token);
  if (known !== undefined && known.kind !== "given") {
    const inner: Frame = { ...frame, cell: known };
    stack.push(inner);
    return inner;
  }
  put(s, outer, at, frame.cell);
  stack.push(frame);
  return frame;
}

function knownCell(frame: Frame, { first, last }: { readonly first: number; readonly last: number }): Cell | undefined {
  const { cell } = frame;
  if (cell.kind === "record") return cell.members.get(first);
  const found = cell.elements.find((element) => element.first <= first && element.last >= last);
  if (found === undefined || (found.first === first && found.last === last)) return found?.cell;
  // Part of a range: from here on it is an element of its own.
  const own = copy(found.cell);
  splice(cell, first, last, own);
  return own;
}

function copy(cell: Cell): Cell {
  switch (cell.kind) {
    case "given":
      return cell;
    case "record":
      return { ...cell, members: new Map([...cell.members].map(([index, inner]) => [index, copy(inner)])) };
    case "array":
      return { ...cell, elements: cell.elements.map((element) => ({ ...element, cell: copy(element.cell) })) };
  }
}

function put(s: BodyState, frame: Frame, at: { readonly first: number; readonly last: number }, cell: Cell): void {
  if (frame.cell.kind === "array") {
    splice(frame.cell, at.first, at.last, cell);
    return;
  }
  // A union has one member that is initialized: the last.
  if (recordOf(s, frame.type).tagKind === "union") frame.cell.members.clear();
  frame.cell.members.set(at.first, cell);
}

/** Replaces [first, last]; ranges that reach into it are cut. */
function splice(
  array: Extract<Cell, { kind: "array" }>,
  first: number,
  last: number,
  cell: Cell,
  several = false,
): void {
  const own: Element = several ? { first, last, cell, several } : { first, last, cell };
  // one behind all others, as most are: tables of a million elements are read, too
  if (first > (array.elements.at(-1)?.last ?? -1)) {
    array.elements.push(own);
    return;
  }
  const kept: Element[] = [];
  for (const element of array.elements) {
    if (element.last < first || element.first > last) {
      kept.push(element);
      continue;
    }
    if (element.first < first) kept.push({ ...element, last: first - 1 });
    if (element.last > last) kept.push({ first: last + 1, last: element.last, cell: copy(element.cell) });
  }
  kept.push(own);
  array.elements = kept.sort((x, y) => x.first - y.first);
}

const isAggregate = (s: BodyState, type: TypeId): boolean => {
  const { kind } = s.a.types.shape(type);
  if (kind === "vector") refuse(-1, "initializer of a vector");
  return kind === "record" || kind === "array";
};

function recordOf(s: BodyState, type: TypeId) {
  const shape = s.a.types.shape(type);
  const definition = shape.kind === "record" ? s.a.tags.records[shape.record as RecordId].definition : undefined;
  return definition ?? refuse(-1, "initializer of an incomplete record");
}

function newFrame(s: BodyState, type: TypeId, at: number): Frame {
  const shape = s.a.types.shape(type);
  if (shape.kind === "record") {
    if (s.a.tags.records[shape.record].definition === undefined)
      wrongBefore(s, type, at, "initializer of an incomplete record");
    return { type, cell: { kind: "record", type, members: new Map() }, next: 0 };
  }
  if (shape.kind !== "array") return refuse(at, "an initializer that does not fit");
  if (typeof shape.length !== "number") return refuse(at, "initializer of an array of unknown length");
  return { type, cell: { kind: "array", type, length: shape.length, elements: [] }, next: 0 };
}

/** The next member that can be initialized: unnamed bit-fields are none (6.7.9p9). */
function nextPlace(s: BodyState, frame: Frame): { first: number; last: number } {
  let at = frame.next;
  if (frame.cell.kind === "record") {
    const { members } = recordOf(s, frame.type);
    while (at < members.length && members[at].name === undefined && members[at].bitWidth !== undefined) at++;
    if (at >= members.length) refuse(-1, "more initializers than members");
  } else if (at >= frame.cell.length) refuse(-1, "more initializers than elements");
  return { first: at, last: at };
}

function isFull(s: BodyState, frame: Frame): boolean {
  if (frame.cell.kind === "array") return frame.next >= frame.cell.length;
  const { members, tagKind } = recordOf(s, frame.type);
  if (tagKind === "union" && frame.next > 0) return true;
  for (let at = frame.next; at < members.length; at++)
    if (members[at].name !== undefined || members[at].bitWidth === undefined) return false;
  return true;
}

function subtype(s: BodyState, frame: Frame, index: number): TypeId {
  const shape = s.a.types.shape(frame.type);
  if (shape.kind === "array") return shape.of;
  return recordOf(s, frame.type).members[index].type;
}

/** An expression as the whole of an object; without cell where it is for a part of it. */
function wholeValue(
  s: BodyState,
  type: TypeId,
  value: Exclude<Initializer, InitializerList>,
  scope: Scope,
): { readonly built: Built; readonly cell: Cell | undefined } {
  const raw = build(s, value, scope);
  const text = value.kind === "string" ? textCell(s, type, value) : undefined;
  const { kind } = s.a.types.shape(type);
  // GNU: a compound literal may initialize an array.
  if (kind === "array" && raw.node.kind === "compound-literal")
    return { built: raw, cell: { kind: "given", value: raw.node.initializer } };
  const built = rvalueOf(s, raw);
  return { built, cell: text ?? valueCell(s, type, built) };
}

function valueCell(s: BodyState, type: TypeId, built: Built): Cell | undefined {
  const { types } = s.a;
  const { kind } = types.shape(type);
  const { node } = built;
  if (node.kind === "macro-parameter" && node.variadic) refuse(node.at, "any number of initializers");
  if (kind === "array") return undefined;
  if (kind === "record" && !compatible(s.a, types.unqualified(type), types.unqualified(built.typed.type)))
    return undefined;
  return { kind: "given", value: { kind: "value", value: converted(s, built, type).node } };
}

/** A string literal for an array of its character type (6.7.9p14). */
function textCell(s: BodyState, type: TypeId, value: { readonly pieces: readonly string[] }): Cell | undefined {
  const shape = s.a.types.shape(type);
  if (shape.kind !== "array" || s.a.types.shape(shape.of).kind !== "integer") return undefined;
  const literal: StringLiteral | undefined = readString(value.pieces, s.a.target);
  if (literal === undefined) return undefined;
  return {
    kind: "given",
    value: { kind: "string", ...textUnits(literal), type },
  };
}

function formOf(cell: Cell): TypedInitializer {
  switch (cell.kind) {
    case "given":
      return cell.value;
    case "record": {
      if (cell.members.size === 0) return { kind: "zero", type: cell.type };
      const members = [...cell.members].sort(([x], [y]) => x - y);
      return {
        kind: "record",
        members: members.map(([index, inner]) => ({ index, value: formOf(inner) })),
        ...(cell.others !== undefined && { others: cell.others }),
        type: cell.type,
      };
    }
    case "array": {
      if (cell.elements.length === 0) return { kind: "zero", type: cell.type };
      const elements = cell.elements.map(({ first, last, cell: inner, several }) => ({
        index: first,
        last,
        value: formOf(inner),
        ...(several === true && { several }),
      }));
      return { kind: "array", elements, length: cell.length, type: cell.type };
    }
  }
}
