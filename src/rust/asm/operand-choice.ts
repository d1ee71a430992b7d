/**
 * Which form each operand takes: a register, memory, an immediate (GCC: Simple Constraints; with several alternatives, the first one that
 * every operand can have). In: the statement and its architecture. Out: one choice an operand, or why there is none. Registers come
 * before memory, where both are allowed: `asm!` has no memory operands.
 */
import type { TypedAsm, TypedAsmOperand, TypedExpression } from "../../semantics/index.js";
import type { Architecture } from "./architecture.js";
import type { AsmContext, AsmType } from "./asm-context.js";
import { constantAddress, constantInteger, lvalueOf } from "./asm-value.js";
import { type Constraint, parseConstraint } from "./constraint.js";

export type Choice =
  /** `bytes` is what the value needs there, at least its own size. */
  | { readonly kind: "class"; readonly register: string; readonly bytes: number }
  | { readonly kind: "fixed"; readonly family: string; readonly bytes: number }
  | { readonly kind: "pair"; readonly low: string; readonly high: string }
  | { readonly kind: "memory"; readonly lvalue: TypedExpression }
  /** Memory at a constant address, as of `%gs:`. */
  | { readonly kind: "absolute"; readonly address: TypedExpression }
  | { readonly kind: "immediate" }
  | { readonly kind: "symbol"; readonly path: string }
  | { readonly kind: "zero" }
  | { readonly kind: "flag"; readonly condition: string }
  | { readonly kind: "tied"; readonly to: number };

export interface ChosenOperand {
  /** Its number in the template. */
  readonly index: number;
  readonly source: TypedAsmOperand;
  readonly output: boolean;
  readonly constraint: Constraint;
  /** Undefined only for memory of a type without a size. */
  readonly type: AsmType | undefined;
  readonly choice: Choice;
}

/** @param modifiers of the references to each operand, by its number */
export function chooseOperands(
  asm: TypedAsm,
  architecture: Architecture,
  context: AsmContext,
  modifiers: readonly (readonly string[])[],
  clobbers: readonly string[],
): readonly ChosenOperand[] | string {
  const sources = [...asm.outputs, ...asm.inputs];
  const parsed = sources.map((one) => parseConstraint(one.constraint, architecture.longNames));
  const alternatives = Math.max(1, ...parsed.map((one) => one.alternatives.length));
  const inRegisters = sources.flatMap(({ value }) => context.registerOf?.(lvalueOf(value) ?? value) ?? []);
  const named = new Set([...clobbers, ...inRegisters.map((one) => architecture.family(one))]);
  const freePairs = architecture.pairs.filter((pair) => !pair.some((one) => named.has(one)));
  let why = "";
  for (let alternative = 0; alternative < alternatives; alternative++) {
    const chosen: ChosenOperand[] = [];
    const pairs = [...freePairs];
    const failed = sources.some((source, index) => {
      const type = context.type(source.value);
      const input = { source, constraint: parsed[index], type, modifiers: modifiers[index] ?? [] };
      const output = index < asm.outputs.length;
      const choice = chooseOne(input, output, alternative, architecture, context, sources, pairs);
      if (typeof choice === "string") {
        why = `operand ${index} ("${source.constraint}"): ${choice}`;
        return true;
      }
      chosen.push({ index, source, output, constraint: parsed[index], type, choice });
      return false;
    });
    if (!failed) return chosen;
  }
  return why;
}

interface ChoiceInput {
  readonly source: TypedAsmOperand;
  readonly constraint: Constraint;
  readonly type: AsmType | undefined;
  readonly modifiers: readonly string[];
}

function chooseOne(
  input: ChoiceInput,
  output: boolean,
  alternative: number,
  architecture: Architecture,
  context: AsmContext,
  sources: readonly TypedAsmOperand[],
  pairs: (readonly [string, string])[],
): Choice | string {
  const { source, constraint, type } = input;
  if (type?.kind === "open") return chooseOpen(constraint, output, alternative, architecture);
  if (constraint.flag !== undefined) {
    const known = architecture.setFlag(constraint.flag, "0") !== undefined;
    return known ? { kind: "flag", condition: constraint.flag } : "no such condition of the flags";
  }
  if (constraint.tied !== undefined) {
    const named = sources.findIndex((one) => one.name === constraint.tied);
    return { kind: "tied", to: named >= 0 ? named : Number(constraint.tied) };
  }
  const letters = constraint.alternatives[alternative] ?? constraint.alternatives[0] ?? [];
  const forms = letters.map((letter) => ({ letter, form: architecture.form(letter) }));
  const unknown = forms.find((one) => one.form === undefined);
  if (unknown !== undefined) return `constraint letter "${unknown.letter}" is not known for ${architecture.name}`;
  if (!output) {
    const constant = chooseConstant(source.value, forms, context);
    if (constant !== undefined) return constant;
  }
  const bytes = type?.bytes ?? 0;
  const pinned = context.registerOf?.(lvalueOf(source.value) ?? source.value);
  for (const { letter, form } of forms) {
    if (form?.kind === "fixed") return { kind: "fixed", family: form.family, bytes };
    if (form?.kind === "pair") {
      return bytes <= architecture.wordBytes ? { kind: "fixed", family: form.low, bytes } : form;
    }
    const registers = form?.kind === "class" ? form.register : "gX".includes(letter) ? "reg" : undefined;
    if (registers === undefined) continue;
    if (pinned !== undefined) {
      const family = architecture.family(pinned);
      return family === undefined ? `the register ${pinned} is not known` : { kind: "fixed", family, bytes };
    }
    const room = registers.startsWith("reg") ? architecture.wordBytes : 64;
    const pair = registers === "reg" && bytes === 2 * architecture.wordBytes ? pairs.shift() : undefined;
    if (pair !== undefined) return { kind: "pair", low: pair[0], high: pair[1] };
    if (bytes === 0 || bytes > room) return `a value of ${bytes} bytes does not fit a register`;
    return { kind: "class", ...architecture.classFor(registers, bytes, input.modifiers) };
  }
  if (forms.some((one) => one.form?.kind === "memory")) return chooseMemory(source.value, architecture, context);
  const refused = forms.find((one) => one.form?.kind === "refused")?.form;
  if (refused?.kind === "refused") return refused.why;
  return "the constraint asks for a constant, and the value is known only when it runs";
}

/** Of what only a macro's caller knows: the value in a register, where its text is the same for all sizes, or a constant. */
function chooseOpen(
  { alternatives }: Constraint,
  output: boolean,
  alternative: number,
  architecture: Architecture,
): Choice | string {
  const letters = alternatives[alternative] ?? alternatives[0] ?? [];
  const forms = letters.map((letter) => architecture.form(letter));
  const register = forms.find((one) => one?.kind === "class");
  if (!output && register?.kind === "class" && !architecture.sizesShow)
    return { kind: "class", register: register.register, bytes: 0 };
  const immediate = forms.length > 0 && forms.every((one) => one?.kind === "immediate");
  return !output && immediate ? { kind: "immediate" } : "an operand of the caller's type";
}

type Forms = readonly { readonly letter: string; readonly form: ReturnType<Architecture["form"]> }[];

function chooseConstant(value: TypedExpression, forms: Forms, context: AsmContext): Choice | undefined {
  const expression = constantInteger(value, context);
  const constant = expression?.value;
  // What compilers print, and some of them ask the constraint about.
  const printed = BigInt.asIntN((context.type(value)?.bytes ?? 8) * 8, constant ?? 0n);
  const symbol = constant === undefined ? context.symbol(value) : undefined;
  for (const { letter, form } of forms) {
    if (constant === 0n && form?.kind === "zero") return { kind: "zero" };
    if (form?.kind !== "immediate") continue;
    // a size or an offset that only a macro's caller knows
    if (expression !== undefined && constant === undefined) return { kind: "immediate" };
    if (constant !== undefined && letter !== "s" && (form.fits(constant) || form.fits(printed)))
      return { kind: "immediate" };
    if (symbol !== undefined && "isSgX".includes(letter)) return { kind: "symbol", path: symbol };
  }
  return undefined;
}

function chooseMemory(value: TypedExpression, architecture: Architecture, context: AsmContext): Choice | string {
  const lvalue = lvalueOf(value);
  if (lvalue === undefined) return "a value that is no object would have to be in memory";
  const address = constantAddress(lvalue, context);
  // A displacement has 32 bits, which are extended by their sign.
  const near =
    address?.value !== undefined &&
    (architecture.wordBytes === 4 || BigInt.asIntN(32, address.value) === address.value);
  if (near && architecture.x86) return { kind: "absolute", address };
  return { kind: "memory", lvalue };
}
