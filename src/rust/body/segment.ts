/**
 * Objects in the segments of %gs and %fs (clang: Memory references to specified segments), which Rust has no pointers to: one instruction of
 * inline assembly for each access. A compound assignment is one instruction as well, for that is what makes it whole against interrupts
 * in per-CPU data (amd64 pcpu.h). Only on x86-64.
 */
import type { RustAsm, RustExpression, RustStatement } from "../rust-crate.js";
import { type BodyState, corePath, fresh, refuse } from "./body-state.js";
import { isPointerKey } from "./body-type.js";
import { atom, block, comment, declare } from "./make.js";
import { addressOf, type Place } from "./place.js";

/** AT&T's suffix and Rust's operand modifier, by size in BYTES. */
const forms: Readonly<Record<number, { readonly suffix: string; readonly class: string; readonly modifier: string }>> =
  {
    1: { suffix: "b", class: "reg_byte", modifier: "" },
    2: { suffix: "w", class: "reg", modifier: ":x" },
    4: { suffix: "l", class: "reg", modifier: ":e" },
    8: { suffix: "q", class: "reg", modifier: "" },
  };

const changed = comment("CHANGED: inline assembly for an object in a segment of its own; Rust has no pointers to it.");

interface Access {
  readonly form: (typeof forms)[number];
  readonly segment: string;
  readonly pointer: RustExpression;
}

function accessOf(s: BodyState, place: Place): Access {
  const size = s.types.size(place.cType) ?? 0;
  const plain = s.types.integer(place.key) !== undefined || isPointerKey(place.key);
  const form = forms[size];
  if (s.t.input.target.machineArch !== "amd64" || place.segment === undefined) return refuse("an object in a segment");
  if (!plain || form === undefined) return refuse(`an object of type ${place.key} in a segment of its own`);
  return { form, segment: place.segment, pointer: addressOf({ ...place, segment: undefined }, true).rust };
}

function instruction(
  s: BodyState,
  text: string,
  operands: RustAsm["operands"],
  options: readonly string[],
): RustStatement {
  return {
    kind: "asm",
    macro: corePath(s, "arch::asm"),
    template: [text],
    operands,
    options: ["att_syntax", "nostack", ...options],
  };
}

/** `{ let value: T; asm!("movq %gs:({pointer}), {value}", …); value }` */
export function segmentLoad(s: BodyState, place: Place, volatile: boolean): RustExpression {
  const { form, segment, pointer } = accessOf(s, place);
  const name = fresh(s, "value");
  const text = `mov${form.suffix} %${segment}:({pointer}), {value${form.modifier}}`;
  const operands: RustAsm["operands"] = [
    { name: "value", direction: "out", register: form.class, value: undefined, place: atom(name) },
    { name: "pointer", direction: "in", register: "reg", value: pointer, place: undefined },
  ];
  const options = ["preserves_flags", ...(volatile ? [] : ["readonly"])];
  const statements = [changed, declare(name, place.type, undefined), instruction(s, text, operands, options)];
  return {
    kind: "block",
    label: undefined,
    unsafe: false,
    body: block([...statements, { kind: "value", value: atom(name) }]),
  };
}

export function segmentStore(s: BodyState, place: Place, value: RustExpression): RustStatement[] {
  return written(s, place, "mov", value, ["preserves_flags"]);
}

const instructions: Readonly<Record<string, string>> = { "+": "add", "-": "sub", "&": "and", "|": "or", "^": "xor" };

/** Undefined where no one instruction does it. */
export function segmentUpdate(
  s: BodyState,
  place: Place,
  operator: string,
  value: RustExpression,
): RustStatement[] | undefined {
  const name = instructions[operator];
  return name === undefined ? undefined : written(s, place, name, value, []);
}

function written(
  s: BodyState,
  place: Place,
  name: string,
  value: RustExpression,
  options: readonly string[],
): RustStatement[] {
  const { form, segment, pointer } = accessOf(s, place);
  const text = `${name}${form.suffix} {value${form.modifier}}, %${segment}:({pointer})`;
  // a literal alone would be an i32
  const kept = fresh(s, "given");
  const operands: RustAsm["operands"] = [
    { name: "value", direction: "in", register: form.class, value: atom(kept), place: undefined },
    { name: "pointer", direction: "in", register: "reg", value: pointer, place: undefined },
  ];
  return [declare(kept, place.type, value), changed, instruction(s, text, operands, options)];
}

export const asExpression = (statements: readonly RustStatement[]): RustExpression => ({
  kind: "block",
  label: undefined,
  unsafe: false,
  body: block(statements),
});
