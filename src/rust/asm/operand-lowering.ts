/**
 * Chosen operands → operands of `asm!`, with what has to stand before and after it. In: choices. Out: slots (operands that the template
 * names), explicit registers, how each reference is written, statements around. Rust Reference, "Inline assembly": Operand type.
 */

import { assertNever } from "../../base/index.js";
import { atom } from "../atom.js";
import type { RustAsmOperand, RustExpression, RustStatement } from "../rust-crate.js";
import type { Architecture } from "./architecture.js";
import type { AsmContext, AsmType } from "./asm-context.js";
import { cast, constantInteger, fromRegister, hasEffects, path, unsigned } from "./asm-value.js";
import type { Lowering, Reference, Slot } from "./lowering.js";
import type { ChosenOperand } from "./operand-choice.js";
import { flowOf, temporary, wishOf } from "./register-flow.js";
import { lowerClass, lowerFixed, lowerPair, lowerSaved, noSpare, savedNote, spareFamily } from "./register-operand.js";

export interface LoweredOperands {
  readonly slots: readonly Slot[];
  readonly explicit: readonly RustAsmOperand[];
  /** By number in the template. */
  readonly references: readonly Reference[];
  readonly before: readonly RustStatement[];
  readonly after: readonly RustStatement[];
  /** Assembly before and after the template: reserved registers, flags. */
  readonly opening: readonly ((slot: (one: Slot) => string) => string)[];
  readonly closing: readonly ((slot: (one: Slot) => string) => string)[];
  readonly notes: readonly string[];
  /** Slots that hold an address, and whether what is there is written: decides `options`. */
  readonly memory: "none" | "read" | "written";
}

/**
 * @param operands in the order of their numbers
 * @param references numbers that the template refers to
 * @returns a text where an operand has no twin
 */
export function lowerOperands(
  operands: readonly ChosenOperand[],
  clobbers: readonly string[],
  referenced: ReadonlyMap<number, readonly string[]>,
  architecture: Architecture,
  context: AsmContext,
): LoweredOperands | string {
  const families = new Set<string>(clobbers);
  for (const { choice } of operands) {
    if (choice.kind === "fixed") families.add(choice.family);
    if (choice.kind === "pair") families.add(choice.low).add(choice.high);
  }
  const state: Lowering = {
    architecture,
    context,
    slots: [],
    addresses: new Map(),
    explicit: [],
    references: [],
    before: [],
    after: [],
    opening: [],
    closing: [],
    notes: [],
    taken: families,
    pinned: [...families].some((one) => architecture.saved.has(one)),
  };
  let memory: LoweredOperands["memory"] = "none";
  const inputs = mergedInputs(operands);
  if (typeof inputs === "string") return inputs;
  for (const operand of operands) {
    if (operand.choice.kind === "memory" || operand.choice.kind === "absolute") {
      memory = operand.output ? "written" : memory === "none" ? "read" : memory;
    }
    const merged = operands.filter(({ index }) => inputs.get(index) === operand.index);
    const into = inputs.get(operand.index);
    if (into !== undefined) {
      state.references[operand.index] = tiedReference(operands[into], operand, state);
      continue;
    }
    const why = lowerOne(operand, merged, referenced.get(operand.index), state);
    if (why !== undefined) return `operand ${operand.index} ("${operand.source.constraint}"): ${why}`;
  }
  lowerClobbers(clobbers, state);
  const slots = state.slots.filter((one) => state.addresses.get(one) !== false || !givenTwice(one, state));
  if (slots.some((one) => state.addresses.has(one))) state.notes.unshift(addressNote);
  return { ...state, slots, memory };
}

const addressNote = "operands in memory are given by their addresses; asm! has only registers.";

/** Whether another operand, which the template names, is the same address. */
function givenTwice(idle: Slot, state: Lowering): boolean {
  const address = JSON.stringify(idle.operand.value);
  const named = state.slots.filter((one) => state.addresses.get(one) !== false).map((one) => one.operand);
  return [...named, ...state.explicit].some(
    ({ direction, value }) => direction === "in" && JSON.stringify(value) === address,
  );
}

/** Inputs that share the register of an output, by number: tied ones, and those of the same explicit register. */
function mergedInputs(operands: readonly ChosenOperand[]): ReadonlyMap<number, number> | string {
  const out = new Map<number, number>();
  for (const operand of operands) {
    if (operand.output) continue;
    const registers = registersOf(operand);
    const into =
      operand.choice.kind === "tied"
        ? operand.choice.to
        : operands.findIndex((one) => one.output && registersOf(one).some((family) => registers.includes(family)));
    if (into < 0) continue;
    if (operands[into]?.output !== true) return `operand ${operand.index} is tied to an operand that is no output`;
    const others = operands.filter(({ index }) => out.get(index) === into);
    // several share a pair of registers where each is in a half of its own
    const all = [operand, ...others].map(registersOf);
    const apart = all.every((one) => one.length === 1) && new Set(all.flat()).size === all.length;
    if ((others.length > 0 && !apart) || operands[into].constraint.readWrite) return `operand ${into} has two inputs`;
    out.set(operand.index, into);
  }
  return out;
}

/** Families of the registers that the operand names; none for one in any register of a class. */
function registersOf({ choice }: ChosenOperand): readonly string[] {
  if (choice.kind === "fixed") return [choice.family];
  return choice.kind === "pair" ? [choice.low, choice.high] : [];
}

function tiedReference(into: ChosenOperand, operand: ChosenOperand, state: Lowering): Reference {
  const { choice } = operand;
  if (choice.kind === "fixed" && into.choice.kind === "pair")
    return (modifier) => state.architecture.fixedText(choice.family, operand.type?.bytes ?? 0, modifier);
  return (modifier, slot) => {
    const other = state.references[into.index];
    // The register is the output's, the size that shows is this operand's own.
    const size = operand.type?.bytes;
    const own = state.architecture.x86 && modifier === "" && size !== into.type?.bytes;
    return other(own ? ({ 1: "b", 2: "w", 4: "k", 8: "q" }[size ?? 0] ?? "") : modifier, slot);
  };
}

function lowerOne(
  operand: ChosenOperand,
  inputs: readonly ChosenOperand[],
  modifiers: readonly string[] | undefined,
  state: Lowering,
): string | undefined {
  const { choice } = operand;
  const input = inputs.at(0);
  switch (choice.kind) {
    case "memory":
      return lowerMemory(operand, choice.lvalue, modifiers !== undefined, state);
    case "absolute": {
      const value = immediateValue(choice.address, state.architecture.wordBytes, false, state.context);
      const slot: Slot = { wish: undefined, operand: { direction: "const", register: "", value, place: undefined } };
      if (modifiers !== undefined) state.slots.push(slot);
      state.references[operand.index] = (modifier, name) => state.architecture.absoluteText(name(slot), modifier);
      return undefined;
    }
    case "immediate":
      lowerImmediate(operand, modifiers ?? [], state);
      return undefined;
    case "symbol": {
      const slot: Slot = {
        wish: wishOf(operand, undefined),
        operand: { direction: "sym", register: "", value: atom(choice.path), place: undefined },
      };
      if (modifiers !== undefined) state.slots.push(slot);
      state.references[operand.index] = (modifier, name) => state.architecture.symbolText(name(slot), modifier);
      return undefined;
    }
    case "zero":
      state.references[operand.index] = (modifier) => state.architecture.zeroText(operand.type?.bytes ?? 0, modifier);
      return undefined;
    case "flag":
      return lowerFlag(operand, choice.condition, state);
    case "pair":
      return lowerPair(operand, inputs, choice.low, choice.high, state);
    case "class":
    case "fixed": {
      const bytes = Math.max(choice.bytes, input?.type?.bytes ?? 0);
      const flow = flowOf(operand, input, bytes, state);
      if (typeof flow === "string") return flow;
      if (choice.kind === "class") return lowerClass(choice.register, operand, bytes, flow, state);
      if (state.architecture.saved.has(choice.family)) return lowerSaved(choice.family, operand, flow, state);
      lowerFixed(choice.family, operand, bytes, flow, state);
      return undefined;
    }
    case "tied":
      return "it is tied to nothing";
    default:
      return assertNever(choice);
  }
}

function lowerMemory(
  operand: ChosenOperand,
  lvalue: ChosenOperand["source"]["value"],
  named: boolean,
  state: Lowering,
): string | undefined {
  const { architecture, context } = state;
  const address = context.address(lvalue);
  // A register that is written holds the address only before.
  const known = state.slots.find(
    ({ operand }) =>
      operand.direction === "in" &&
      operand.register === architecture.addressClass &&
      JSON.stringify(operand.value) === JSON.stringify(address),
  );
  if (known !== undefined && !state.pinned && !hasEffects(lvalue)) {
    if (named && state.addresses.has(known)) state.addresses.set(known, true);
    state.references[operand.index] = (modifier, name) => architecture.memoryText(name(known), modifier);
    return undefined;
  }
  const family = state.pinned ? spareFamily(architecture.wordBytes, state) : undefined;
  if (state.pinned && family === undefined) return noSpare;
  if (family !== undefined) {
    const register = `"${architecture.fixedName(family, architecture.wordBytes)}"`;
    state.explicit.push({ name: undefined, direction: "in", register, value: address, place: undefined });
    state.references[operand.index] = () => architecture.fixedText(family, architecture.wordBytes, "a");
    if (!state.notes.includes(addressNote)) state.notes.push(addressNote);
  } else {
    const slot: Slot = {
      wish: wishOf(operand, address),
      operand: { direction: "in", register: architecture.addressClass, value: address, place: undefined },
    };
    state.slots.push(slot);
    state.addresses.set(slot, named || hasEffects(lvalue));
    state.references[operand.index] = (modifier, name) => architecture.memoryText(name(slot), modifier);
  }
  return undefined;
}

/**
 * The number that GCC and clang print: the constant's bits, extended by the sign bit of its type, whether that has a sign or not.
 * @param bytes BYTES of that type
 */
function immediateValue(
  expression: ChosenOperand["source"]["value"],
  bytes: number,
  negated: boolean,
  context: AsmContext,
): RustExpression {
  const constant = constantInteger(expression, context);
  if (constant?.value === undefined) {
    const value = context.value(constant ?? expression);
    return negated ? { kind: "unary", operator: "-", of: cast(value, path("i64")) } : value;
  }
  const printed = BigInt.asIntN(bytes * 8, constant.value);
  const literal = constant.kind === "integer" && constant.name === undefined;
  const asWritten = printed === constant.value && context.type(constant)?.kind === "integer";
  const number = negated ? -printed : printed;
  const small = BigInt.asIntN(32, number) === number;
  if (!asWritten || (literal && (negated || !small))) return atom(small ? String(number) : `${number}i64`);
  const value = context.value(constant);
  return negated ? { kind: "unary", operator: "-", of: cast(value, path("i64")) } : value;
}

/** `%n0` is a constant of its own. */
function lowerImmediate(operand: ChosenOperand, modifiers: readonly string[], state: Lowering): void {
  const { architecture, context } = state;
  const { type, source } = operand;
  const value = (negated: boolean) => immediateValue(source.value, type?.bytes ?? 8, negated, context);
  const constant = { direction: "const", register: "", place: undefined } as const;
  const slot: Slot = { wish: wishOf(operand, undefined), operand: { ...constant, value: value(false) } };
  const negated: Slot = { wish: undefined, operand: { ...constant, value: value(true) } };
  if (modifiers.some((one) => one !== "n")) state.slots.push(slot);
  if (modifiers.includes("n")) state.slots.push(negated);
  state.references[operand.index] = (modifier, name) =>
    modifier === "n" ? `{${name(negated)}}` : architecture.immediateText(name(slot), modifier);
}

/** `=@ccz`: the template ends in an instruction that makes the flag a value. */
function lowerFlag(operand: ChosenOperand, condition: string, state: Lowering): string | undefined {
  const { architecture, context } = state;
  const { type, source } = operand;
  if (type === undefined || type.kind === "float" || type.kind === "vector") return "a flag is no such value";
  const { register, bytes } = architecture.flagClass;
  const flagType: AsmType = { kind: "integer", bytes, rust: unsigned(bytes) };
  const place = type.kind === "integer" && type.bytes === bytes ? context.place(source.value) : undefined;
  let into = place;
  if (into === undefined) {
    const name = temporary(flagType, bytes, undefined, state);
    into = atom(name);
    const isBool = type.kind === "bool";
    state.after.push(
      context.store(source.value, isBool ? fromRegister(into, type, bytes, context) : cast(into, type.rust)),
    );
  }
  const family = state.pinned ? spareFamily(bytes, state) : undefined;
  if (state.pinned && family === undefined) return noSpare;
  if (family !== undefined) {
    const name = architecture.fixedName(family, bytes);
    state.explicit.push({ name: undefined, direction: "out", register: `"${name}"`, value: undefined, place: into });
    state.closing.push(() => (architecture.setFlag(condition, "") ?? "").replace(/\{[^}]*\}/, `%${name}`));
  } else {
    const slot: Slot = {
      wish: wishOf(operand, into),
      operand: { direction: "lateout", register, value: undefined, place: into },
    };
    state.slots.push(slot);
    state.closing.push((name) => architecture.setFlag(condition, name(slot)) ?? "");
  }
  state.references[operand.index] = () => undefined;
  state.notes.push("the last instruction reads the flags; asm! has no flag outputs.");
  return undefined;
}

/** Registers that the template overwrites. */
function lowerClobbers(clobbers: readonly string[], state: Lowering): void {
  const { architecture } = state;
  for (const family of clobbers) {
    if (!architecture.saved.has(family)) {
      const register = `"${architecture.fixedName(family, architecture.wordBytes)}"`;
      state.explicit.push({ name: undefined, direction: "out", register, value: undefined, place: "_" });
      continue;
    }
    const slot: Slot = { wish: "saved", operand: { direction: "out", register: "reg", value: undefined, place: "_" } };
    state.slots.push(slot);
    state.opening.push((name) => architecture.save(family, name(slot)).copy);
    state.closing.unshift((name) => architecture.save(family, name(slot)).restore);
    state.notes.push(savedNote(family, architecture));
  }
}
