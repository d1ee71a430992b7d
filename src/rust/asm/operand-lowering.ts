/**
 * Chosen operands → operands of `asm!`, with what has to stand before and after it. In: choices. Out: slots (operands that the template
 * names), explicit registers, how each reference is written, statements around. Rust Reference, "Inline assembly": Operand type.
 */
import { assertNever } from "../../base/index.js";
import type { RustAsmOperand, RustExpression, RustStatement } from "../rust-crate.js";
import type { Architecture } from "./architecture.js";
import type { AsmContext, AsmType } from "./asm-context.js";
import {
  asRegister,
  atom,
  cast,
  constantInteger,
  fromRegister,
  hasEffects,
  path,
  registerType,
  registerValue,
  unsigned,
} from "./asm-value.js";
import type { ChosenOperand } from "./operand-choice.js";

/** An operand of `asm!` that the template refers to by name or number. */
export interface Slot {
  /** Name it would like to have. */
  readonly wish: string | undefined;
  readonly operand: Omit<RustAsmOperand, "name">;
}

/** Text of a reference; undefined for a modifier without a twin. `slot` gives a slot's final name. */
export type Reference = (modifier: string, slot: (one: Slot) => string) => string | undefined;

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

/** What several rules of one statement add to. */
interface Lowering {
  readonly architecture: Architecture;
  readonly context: AsmContext;
  readonly slots: Slot[];
  readonly explicit: RustAsmOperand[];
  readonly references: Reference[];
  readonly before: RustStatement[];
  readonly after: RustStatement[];
  readonly opening: ((slot: (one: Slot) => string) => string)[];
  readonly closing: ((slot: (one: Slot) => string) => string)[];
  readonly notes: string[];
  /** Families taken by operands and clobbers. */
  readonly taken: Set<string>;
  /** Operands of a class get registers by name: a reserved register is saved around the template, and must not be one of theirs. */
  readonly pinned: boolean;
}

/** What one register operand carries: the way in, the way out. */
interface Flow {
  readonly direction: "in" | "out" | "lateout" | "inout" | "inlateout";
  readonly value: RustExpression | undefined;
  readonly place: RustExpression | "_" | undefined;
  readonly wish: string | undefined;
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
    const merged = [...inputs].find(([, into]) => into === operand.index)?.[0];
    const into = inputs.get(operand.index);
    if (into !== undefined) {
      state.references[operand.index] = tiedReference(operands[into], operand, state);
      continue;
    }
    const input = merged === undefined ? undefined : operands[merged];
    const why = lowerOne(operand, input, referenced.get(operand.index), state);
    if (why !== undefined) return `operand ${operand.index} ("${operand.source.constraint}"): ${why}`;
  }
  lowerClobbers(clobbers, state);
  return { ...state, memory };
}

/** Inputs that share the register of an output, by number: tied ones, and those of the same explicit register. */
function mergedInputs(operands: readonly ChosenOperand[]): ReadonlyMap<number, number> | string {
  const out = new Map<number, number>();
  for (const operand of operands) {
    if (operand.output) continue;
    const { choice } = operand;
    const into =
      choice.kind === "tied"
        ? choice.to
        : choice.kind === "fixed"
          ? operands.findIndex(
              (one) => one.output && one.choice.kind === "fixed" && one.choice.family === choice.family,
            )
          : -1;
    if (into < 0) continue;
    if (operands[into]?.output !== true) return `operand ${operand.index} is tied to an operand that is no output`;
    if ([...out.values()].includes(into) || operands[into].constraint.readWrite) {
      return `operand ${into} has two inputs`;
    }
    out.set(operand.index, into);
  }
  return out;
}

function tiedReference(into: ChosenOperand, operand: ChosenOperand, state: Lowering): Reference {
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
  input: ChosenOperand | undefined,
  modifiers: readonly string[] | undefined,
  state: Lowering,
): string | undefined {
  const { choice } = operand;
  switch (choice.kind) {
    case "memory":
      return lowerMemory(operand, choice.lvalue, state);
    case "absolute": {
      const slot = constantSlot(constantInteger(choice.address), state);
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
      return lowerPair(operand, input, choice.low, choice.high, state);
    case "class":
    case "fixed": {
      const bytes = Math.max(choice.bytes, input?.type?.bytes ?? 0);
      const flow = flowOf(operand, input, bytes, state);
      if (typeof flow === "string") return flow;
      if (choice.kind === "class") lowerClass(choice.register, operand, bytes, flow, state);
      else if (state.architecture.saved.has(choice.family)) return lowerSaved(choice.family, operand, flow, state);
      else lowerFixed(choice.family, operand, bytes, flow, state);
      return undefined;
    }
    case "tied":
      return "it is tied to nothing";
    default:
      return assertNever(choice);
  }
}

/** The values that go in and out of a register operand; statements around it where Rust has no place for them. */
function flowOf(
  operand: ChosenOperand,
  input: ChosenOperand | undefined,
  bytes: number,
  state: Lowering,
): Flow | string {
  const { context } = state;
  const { source, type, constraint } = operand;
  if (type === undefined || ![1, 2, 4, 8, 16, 32, 64].includes(type.bytes)) {
    return `a value of ${type?.bytes ?? "unknown"} bytes fits no register`;
  }
  if (!operand.output) {
    const value = registerValue(source.value, type, bytes, context);
    return { direction: "in", value, place: undefined, wish: wishOf(operand, value) };
  }
  const late = !constraint.early;
  const direct = type.kind !== "bool" && type.kind !== "other" && type.bytes >= bytes;
  const place = direct ? context.place(source.value) : undefined;
  const wish = wishOf(operand, place);
  const value = input?.type === undefined ? undefined : registerValue(input.source.value, input.type, bytes, context);
  if (place !== undefined) {
    if (constraint.readWrite) return { direction: late ? "inlateout" : "inout", value: place, place: undefined, wish };
    if (value === undefined) return { direction: late ? "lateout" : "out", value, place, wish };
    return { direction: late ? "inlateout" : "inout", value, place, wish };
  }
  if (constraint.readWrite && hasEffects(source.value)) return "it is read and written, and has side effects";
  const before = constraint.readWrite ? asRegister(context.load(source.value), type, bytes, context) : value;
  const name = temporary(type, bytes, before, state);
  state.after.push(context.store(source.value, fromRegister(atom(name), type, bytes, context)));
  if (before === undefined) return { direction: late ? "lateout" : "out", value: before, place: atom(name), wish };
  return { direction: late ? "inlateout" : "inout", value: atom(name), place: undefined, wish };
}

/** A variable that takes the register's value. */
function temporary(type: AsmType, bytes: number, value: RustExpression | undefined, state: Lowering): string {
  const name = state.context.fresh("asm_value");
  state.before.push({
    kind: "let",
    name,
    mutable: value !== undefined,
    type: registerType(type, bytes),
    value,
  });
  return name;
}

/** The operand's own name, or that of the variable it is. */
function wishOf(operand: ChosenOperand, expression: RustExpression | undefined): string | undefined {
  return operand.source.name ?? (expression === undefined ? undefined : variableOf(expression));
}

function variableOf(expression: RustExpression): string | undefined {
  switch (expression.kind) {
    case "atom":
      return /^[a-z_][a-z0-9_]*$/.test(expression.text) && expression.text !== "_" ? expression.text : undefined;
    case "cast":
      return variableOf(expression.of);
    case "unary":
      return variableOf(expression.of);
    case "method":
      return expression.arguments.length === 0 ? variableOf(expression.of) : undefined;
    default:
      return undefined;
  }
}

function lowerClass(register: string, operand: ChosenOperand, bytes: number, flow: Flow, state: Lowering): void {
  const family = state.pinned && register.startsWith("reg") ? spareFamily(bytes, state) : undefined;
  if (family !== undefined) {
    lowerFixed(family, operand, bytes, flow, state);
    return;
  }
  const { wish, ...rest } = flow;
  const slot: Slot = { wish, operand: { ...rest, register } };
  const shown = Math.max(operand.type?.bytes ?? 0, register === "reg_byte" ? 1 : 0);
  state.slots.push(slot);
  state.references[operand.index] = (modifier, name) =>
    state.architecture.registerText(name(slot), register, shown, modifier);
}

/** A register that nothing else in the statement has; of one byte only where the family has names of one byte. */
function spareFamily(bytes: number, state: Lowering): string | undefined {
  const { architecture, taken } = state;
  const free = architecture.spare.find(
    (one) => !taken.has(one) && (bytes > 1 || architecture.wordBytes === 8 || "abcd".includes(one)),
  );
  if (free !== undefined) taken.add(free);
  return free;
}

function lowerFixed(family: string, operand: ChosenOperand, bytes: number, flow: Flow, state: Lowering): void {
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
function lowerSaved(family: string, operand: ChosenOperand, flow: Flow, state: Lowering): string | undefined {
  const { architecture } = state;
  if ((operand.type?.bytes ?? 0) < 2) return `a byte in the reserved register ${architecture.fixedName(family, 1)}`;
  const direction = flow.direction === "lateout" ? "out" : flow.direction === "inlateout" ? "inout" : flow.direction;
  const slot: Slot = {
    wish: flow.wish,
    operand: { direction, register: "reg", value: flow.value, place: flow.place },
  };
  state.slots.push(slot);
  const whole = (operand.type?.bytes ?? 0) < architecture.wordBytes ? ":r" : "";
  const save = (name: (one: Slot) => string) => architecture.save(family, name(slot) + whole);
  state.opening.push((name) => (direction === "out" ? save(name).copy : save(name).swap));
  state.closing.unshift((name) => save(name).swap);
  state.references[operand.index] = (modifier) => architecture.fixedText(family, operand.type?.bytes ?? 0, modifier);
  state.notes.push(savedNote(family, architecture));
  return undefined;
}

const savedNote = (family: string, architecture: Architecture): string =>
  `${architecture.fixedName(family, architecture.wordBytes)} is kept in another register meanwhile; LLVM reserves it.`;

function lowerMemory(
  operand: ChosenOperand,
  lvalue: ChosenOperand["source"]["value"],
  state: Lowering,
): string | undefined {
  const { architecture, context } = state;
  const address = context.address(lvalue);
  const known = state.slots.find(
    (one) => one.operand.register === "reg" && JSON.stringify(one.operand.value) === JSON.stringify(address),
  );
  if (known !== undefined && !state.pinned && !hasEffects(lvalue)) {
    state.references[operand.index] = (modifier, name) => architecture.memoryText(name(known), modifier);
    return undefined;
  }
  const family = state.pinned ? spareFamily(architecture.wordBytes, state) : undefined;
  if (family !== undefined) {
    const register = `"${architecture.fixedName(family, architecture.wordBytes)}"`;
    state.explicit.push({ name: undefined, direction: "in", register, value: address, place: undefined });
    state.references[operand.index] = () => architecture.fixedText(family, architecture.wordBytes, "a");
  } else {
    const slot: Slot = {
      wish: wishOf(operand, address),
      operand: { direction: "in", register: "reg", value: address, place: undefined },
    };
    state.slots.push(slot);
    state.references[operand.index] = (modifier, name) => architecture.memoryText(name(slot), modifier);
  }
  const note = "operands in memory are given by their addresses; asm! has only registers.";
  if (!state.notes.includes(note)) state.notes.push(note);
  return undefined;
}

function constantSlot(expression: ChosenOperand["source"]["value"], state: Lowering): Slot {
  const value = state.context.value(expression);
  return { wish: undefined, operand: { direction: "const", register: "", value, place: undefined } };
}

/** `%n0` is a constant of its own. */
function lowerImmediate(operand: ChosenOperand, modifiers: readonly string[], state: Lowering): void {
  const { architecture, context } = state;
  const value = context.value(constantInteger(operand.source.value));
  const wish = wishOf(operand, undefined);
  const slot: Slot = { wish, operand: { direction: "const", register: "", value, place: undefined } };
  const source = constantInteger(operand.source.value);
  const plain = source.kind === "integer" && source.name === undefined;
  const negative: RustExpression = plain
    ? atom(String(-source.value))
    : { kind: "unary", operator: "-", of: cast(value, path("i64")) };
  const negated: Slot = {
    wish: undefined,
    operand: { ...slot.operand, value: negative },
  };
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

/** A value in two registers: x86 `A` of twice a word. */
function lowerPair(
  operand: ChosenOperand,
  input: ChosenOperand | undefined,
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
  const value = read ?? (input === undefined ? undefined : context.value(input.source.value));
  if (constraint.readWrite && hasEffects(source.value)) return "it is read and written, and has side effects";
  const names = [low, high].map((family) => `"${architecture.fixedName(family, word)}"`);
  let halves: readonly (RustExpression | undefined)[] = [undefined, undefined];
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
  state.references[operand.index] = (modifier) => architecture.fixedText(low, word, modifier);
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
