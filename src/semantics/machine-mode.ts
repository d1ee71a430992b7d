/**
 * Types by machine mode: `__attribute__((mode(DI)))` (GCC: Common Variable Attributes; modes are those of GCC's internals, "Machine Modes"). In: the type
 * that the attribute stands on, of which only the kind and the sign count. Out: the type of that size.
 */
import type { IntegerKind } from "../base/index.js";
import { type Analysis, integerKind } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { floatKind } from "./conversion.js";

const modeSizes: Readonly<Record<string, number>> = { QI: 1, byte: 1, HI: 2, SI: 4, DI: 8, TI: 16 };

/** The integer or floating type of a machine mode that stands for `type`. */
export function modeType(a: Analysis, type: TypeId, mode: string, at: number): TypeId {
  const { target, types } = a;
  const floats = { HF: "_Float16", SF: "float", DF: "double", XF: "long double", TF: "__float128" } as const;
  // DC is the complex number of two DF.
  const complex = types.shape(type).kind === "complex";
  const float = floats[(complex ? mode.replace(/C$/, "F") : mode) as keyof typeof floats];
  if (float !== undefined && (complex ? mode.endsWith("C") : floatKind(a, type) !== undefined)) {
    // Where there is no __float128, a long double of 16 bytes is the quad format.
    const of = float === "__float128" && target.floats.__float128 === undefined ? "long double" : float;
    return types.qualify(complex ? types.complex(of) : types.float(of), types.qualifiers(type));
  }
  const kind = integerKind(a, type);
  const size = mode === "word" || mode === "pointer" || mode === "unwind_word" ? target.pointer.size : modeSizes[mode];
  if (kind !== undefined && size !== undefined) {
    const signed = kind === "char" || !(kind.startsWith("unsigned") || kind === "bool");
    const order: readonly IntegerKind[] = signed
      ? ["signed char", "short", "int", "long", "long long", "__int128"]
      : ["unsigned char", "unsigned short", "unsigned int", "unsigned long", "unsigned long long", "unsigned __int128"];
    const found = order.find((candidate) => target.integers[candidate]?.size === size);
    if (found !== undefined) return types.qualify(types.integer(found), types.qualifiers(type));
  }
  a.report("semantics/bad-specifiers", "error", at, `mode(${mode}) does not go with the type`);
  return types.error;
}
