/**
 * Operands in registers: any of a class, a named one, one that LLVM reserves, two at once. Rust Reference, "Inline assembly": Register
 * operands, Register names.
 */
import { atom } from "../atom.js";
import type { RustExpression } from "../rust-crate.js";
import type { Architecture } from "./architecture.js";
import { cast, hasEffects, registerValue, unsigned } from "./asm-value.js";
import type { Lowering, Slot } from "./lowering.js";
import type { ChosenOperand } from "./operand-choice.js";
import type { Flow } from "./register-flow.js";

/** @returns why the operand cannot be: a reserved register is saved, and no register is left to give by name */
export function lowerClass(
  register: string,
  operand: ChosenOperand,
  bytes: number,
  flow: Flow,
  state: Lowering,
): string | undefined {
  if (state.pinned && register.startsWith("reg")) {
    const family = spareFamily(bytes, state);
    if (family === undefined) return noSpare;
    lowerFixed(family, operand, bytes, flow, state);
    return undefined;
  }
  const { wish, ...rest } = flow;
  const slot: Slot = { wish, operand: { ...rest, register } };
  const shown = Math.max(operand.type?.bytes ?? 0, register === "reg_byte" ? 1 : 0);
  state.slots.push(slot);
  state.references[operand.index] = (modifier, name) =>
    state.architecture.registerText(name(slot), register, shown, modifier);
  return undefined;
}

export const noSpare = "a reserved register has to be saved, and no other register is left";

/** A register that nothing else in the statement has; of one byte only where the family has names of one byte. */
export function spareFamily(bytes: number, state: Lowering): string | undefined {
  const { architecture, taken } = state;
  const free = architecture.spare.find(
    (one) => !taken.has(one) && (bytes > 1 || architecture.wordBytes === 8 || "abcd".includes(one)),
  );
  if (free !== undefined) taken.add(free);
  return free;
}

export function lowerFixed(family: string, operand: ChosenOperand, bytes: number, flow: Flow, state: Lowering): void {
  const { architecture } = state;
  const { direction, value, place } = flow;
  state.explicit.push({
    name: undefined,
    direction,
    register: `"${architecture.fixedName(family, bytes)}"`,
    value,
    place,
  });
  state.references[operand.index] = (modifier) =>
    architecture.fixedText(family, operand.type?.bytes ?? bytes, modifier);
}

/** A register that LLVM keeps for itself (rbx): another one holds the operand, and the two are exchanged around the template. */
export function lowerSaved(family: string, operand: ChosenOperand, flow: Flow, state: Lowering): string | undefined {
  const { architecture } = state;
  if ((operand.type?.bytes ?? 0) < 2) return `a byte in the reserved register ${architecture.fixedName(family, 1)}`;
  // The exchange back comes last: by then a late output in the same register would have been written.
  const direction = flow.direction === "lateout" || flow.direction === "out" ? "out" : "inout";
  const place = flow.direction === "in" ? "_" : flow.place;
  const slot: Slot = { wish: flow.wish, operand: { direction, register: "reg", value: flow.value, place } };
  state.slots.push(slot);
  const whole = (operand.type?.bytes ?? 0) < architecture.wordBytes ? ":r" : "";
  const save = (name: (one: Slot) => string) => architecture.save(family, name(slot) + whole);
  state.opening.push((name) => (direction === "out" ? save(name).copy : save(name).swap));
  state.closing.unshift((name) => save(name).swap);
  state.references[operand.index] = (modifier) => architecture.fixedText(family, operand.type?.bytes ?? 0, modifier);
  state.notes.push(savedNote(family, architecture));
  return undefined;
}

export const savedNote = (family: string, architecture: Architecture): string =>
  `${architecture.fixedName(family, architecture.wordBytes)} is kept in another register meanwhile; LLVM reserves it.`;

/**
 * A value in two registers: x86 `A` of twice a word, 64 bits on Arm.
 * @param inputs what an output's registers hold before: all of it, or numbers that are in one of them
 */
export function lowerPair(
  operand: ChosenOperand,
  inputs: readonly ChosenOperand[],
  low: string,
  high: string,
  state: Lowering,
): string | undefined {
  const { architecture, context } = state;
  const { type, source, constraint } = operand;
  const word = architecture.wordBytes;
  if (type?.kind !== "integer" || type.bytes !== word * 2)
    return "only an integer of two words goes into two registers";
  const read = operand.output
    ? constraint.readWrite
      ? context.load(source.value)
      : undefined
    : context.value(source.value);
  const whole = inputs.find(({ choice }) => choice.kind !== "fixed");
  const value = read ?? (whole === undefined ? undefined : context.value(whole.source.value));
  if (constraint.readWrite && hasEffects(source.value)) return "it is read and written, and has side effects";
  const names = [low, high].map((family) => `"${architecture.fixedName(family, word)}"`);
  let halves: readonly (RustExpression | undefined)[] = [low, high].map((family) => {
    const half = inputs.find(({ choice }) => choice.kind === "fixed" && choice.family === family);
    if (half?.type === undefined) return undefined;
    return cast(registerValue(half.source.value, half.type, word, context), unsigned(word));
  });
  if (inputs.some(({ type: half }) => half?.kind === "float" || half?.kind === "vector"))
    return "a half of it is no integer";
  if (value !== undefined) {
    const name = context.fresh("asm_pair");
    state.before.push({
      kind: "let",
      name,
      mutable: false,
      type: unsigned(word * 2),
      value: cast(value, unsigned(word * 2)),
    });
    const upper: RustExpression = { kind: "binary", operator: ">>", left: atom(name), right: atom(String(word * 8)) };
    halves = [cast(atom(name), unsigned(word)), cast(upper, unsigned(word))];
  }
  const places = [low, high].map(() => (operand.output ? context.fresh("asm_half") : undefined));
  for (const at of [0, 1]) {
    const name = places[at];
    if (name !== undefined)
      state.before.push({ kind: "let", name, mutable: false, type: unsigned(word), value: undefined });
    const place = name === undefined ? undefined : atom(name);
    const half = halves[at];
    const direction = place === undefined ? "in" : half === undefined ? "out" : "inout";
    state.explicit.push({ name: undefined, direction, register: names[at], value: half, place });
  }
  if (places[0] !== undefined && places[1] !== undefined) {
    const wide = (name: string) => cast(atom(name), unsigned(word * 2));
    const upper: RustExpression = {
      kind: "binary",
      operator: "<<",
      left: wide(places[1]),
      right: atom(String(word * 8)),
    };
    const both: RustExpression = { kind: "binary", operator: "|", left: upper, right: wide(places[0]) };
    state.after.push(context.store(source.value, cast(both, type.rust)));
  }
  state.references[operand.index] = (modifier) => architecture.pairText(low, high, modifier);
  return undefined;
}
