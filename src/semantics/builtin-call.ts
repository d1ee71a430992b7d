/**
 * Calls of the compiler's builtins (GCC: Other Builtins; clang: Builtins.def): result types from rules/builtins.json, values where the
 * arguments are constant.
 */
import { assertNever } from "../base/index.js";
import type { Expression } from "../syntax/index.js";
import { type Analysis, integerFormat } from "./analysis.js";
import type { TypeId } from "./c-type.js";
import { wrapInteger } from "./constant.js";
import { convert, decay } from "./conversion.js";
import { pointee } from "./operator.js";
import type { BuiltinRule } from "./semantic-rules.js";
import { integerValue, rvalue, type Typed } from "./typed.js";

/** @param type types one expression in the scope of the call */
export function builtinCall(
  a: Analysis,
  rule: BuiltinRule,
  args: readonly Expression[],
  type: (expression: Expression) => Typed,
): Typed {
  const signature = readSignature(a, rule.signature);
  if (rule.fold === "constant-p") return constantP(a, signature.returns, args, type);
  const first =
    args.length > 0 && (rule.fold !== "none" || signature.generic !== undefined) ? type(args[0]) : undefined;
  if (isAlignment(rule)) return aligned(a, rule, args, type);
  if (signature.generic !== undefined) return rvalue(genericResult(a, signature.generic, first));
  const returns = signature.returns;
  if (first === undefined) {
    if (rule.fold === "infinity") return rvalue(returns, { kind: "float", value: Number.POSITIVE_INFINITY });
    return rvalue(returns);
  }
  if (rule.fold === "not-a-number") {
    // the payload that the plain one has, which is Rust's NAN: its highest bit alone, or none (GCC: __builtin_nan)
    const bits = first.text?.units.filter((unit) => unit !== 0).map((unit) => String.fromCharCode(unit));
    const isPlain = bits !== undefined && /^(0|0x0*|0x7fc00000)?$/i.test(bits.join(""));
    return rvalue(returns, isPlain ? { kind: "float", value: Number.NaN } : undefined);
  }
  if (rule.fold === "string-length") {
    const units = first.text?.units;
    if (units === undefined) return rvalue(returns);
    const end = units.indexOf(0);
    return integerValue(returns, BigInt(end < 0 ? units.length : end));
  }
  const parameter = signature.parameters[0] ?? returns;
  const value = convert(a, decay(a, first), parameter).value;
  if (value?.kind !== "integer") return rvalue(returns);
  const bits = integerFormat(a, parameter)?.bits ?? 0;
  const count = args.length > 1 ? convert(a, decay(a, type(args[1])), parameter).value : undefined;
  const folded = fold(rule, value.value, bits, count?.kind === "integer" ? count.value : undefined);
  return folded === undefined ? rvalue(returns) : convert(a, integerValue(parameter, folded), returns);
}

/**
 * `__builtin_constant_p`: 1 for what has a value, 0 for what plainly is not constant. An operation on constants that C leaves undefined
 * is folded by some compilers, so it has no answer here.
 */
function constantP(
  a: Analysis,
  returns: TypeId,
  args: readonly Expression[],
  type: (expression: Expression) => Typed,
): Typed {
  if (args.length !== 1) return rvalue(returns);
  const { value, text, lvalue } = type(args[0]);
  if (text !== undefined || (value !== undefined && value.kind !== "address")) return integerValue(returns, 1n);
  const plain = lvalue || value !== undefined || (args[0].kind === "call" && !isBuiltin(a, args[0].callee));
  return plain ? integerValue(returns, 0n) : rvalue(returns);
}

const isAlignment = (rule: BuiltinRule): boolean =>
  rule.fold === "align-up" || rule.fold === "align-down" || rule.fold === "is-aligned";

/** `__builtin_align_up(value, alignment)` and its like (clang: Alignment builtins): the type is the first argument's. */
function aligned(a: Analysis, rule: BuiltinRule, args: readonly Expression[], type: (e: Expression) => Typed): Typed {
  const [value, alignment] = args.map((argument) => decay(a, type(argument)));
  if (value === undefined || alignment === undefined) return rvalue(a.types.error);
  const result = rule.fold === "is-aligned" ? a.types.integer("bool") : value.type;
  if (value.value?.kind !== "integer" || alignment.value?.kind !== "integer") return rvalue(result);
  const [at, to] = [value.value.value, alignment.value.value];
  const format = integerFormat(a, value.type);
  if (format === undefined || to <= 0n || (to & (to - 1n)) !== 0n) return rvalue(result);
  const down = at & ~(to - 1n);
  if (rule.fold === "is-aligned") return integerValue(result, down === at ? 1n : 0n);
  return integerValue(result, wrapInteger(rule.fold === "align-down" || down === at ? down : down + to, format));
}

const isBuiltin = (a: Analysis, callee: Expression): boolean =>
  callee.kind === "name" && a.rules.builtins.has(callee.name);

/** @param count the second argument, where it is a number */
function fold(rule: BuiltinRule, value: bigint, bits: number, count: bigint | undefined): bigint | undefined {
  const unsigned = BigInt.asUintN(bits, value);
  switch (rule.fold) {
    case "first-argument":
      return value;
    case "byte-swap": {
      let swapped = 0n;
      for (let i = 0; i < bits; i += 8) swapped = (swapped << 8n) | ((unsigned >> BigInt(i)) & 0xffn);
      return swapped;
    }
    case "bit-reverse": {
      let reversed = 0n;
      for (let i = 0; i < bits; i++) reversed = (reversed << 1n) | ((unsigned >> BigInt(i)) & 1n);
      return reversed;
    }
    case "rotate-left":
      return count === undefined ? undefined : rotated(unsigned, bits, count);
    case "rotate-right":
      return count === undefined ? undefined : rotated(unsigned, bits, -count);
    case "find-first-set":
      return unsigned === 0n ? 0n : trailingZeros(unsigned) + 1n;
    case "count-trailing-zeros":
      return unsigned === 0n ? undefined : trailingZeros(unsigned);
    case "count-leading-zeros":
      return unsigned === 0n ? undefined : BigInt(bits - unsigned.toString(2).length);
    case "population-count":
      return populationCount(unsigned);
    case "parity":
      return populationCount(unsigned) & 1n;
    case "leading-sign-bits": {
      const magnitude = value < 0n ? ~value : value;
      return BigInt(bits - 1 - (magnitude === 0n ? 0 : magnitude.toString(2).length));
    }
    case "absolute":
      return value < 0n ? -value : value;
    case "none":
    case "constant-p":
    case "string-length":
    case "align-up":
    case "align-down":
    case "is-aligned":
    case "infinity":
    case "not-a-number":
      return undefined;
    default:
      return assertNever(rule.fold);
  }
}

/** To the left, by any number of bits. */
function rotated(value: bigint, bits: number, by: bigint): bigint {
  const left = BigInt.asUintN(Math.log2(bits), by);
  return BigInt.asUintN(bits, (value << left) | (value >> (BigInt(bits) - left)));
}

function trailingZeros(value: bigint): bigint {
  let count = 0n;
  for (let rest = value; (rest & 1n) === 0n; rest >>= 1n) count++;
  return count;
}

function populationCount(value: bigint): bigint {
  let count = 0n;
  for (let rest = value; rest !== 0n; rest >>= 1n) count += rest & 1n;
  return count;
}

function genericResult(a: Analysis, generic: "p" | "1", first: Typed | undefined): TypeId {
  if (first === undefined) return a.types.error;
  const type = decay(a, first).type;
  if (generic === "1") return type;
  const to = pointee(a, type);
  if (to === undefined) return a.types.error;
  const shape = a.types.shape(to);
  return shape.kind === "atomic" ? shape.of : a.types.unqualified(to);
}

export interface Signature {
  readonly returns: TypeId;
  readonly generic: "p" | "1" | undefined;
  readonly parameters: readonly TypeId[];
  readonly variadic: boolean;
}

/** The function type of a builtin; undefined where it depends on the arguments. */
export function builtinType(a: Analysis, rule: BuiltinRule): TypeId | undefined {
  const signature = readSignature(a, rule.signature);
  if (signature.generic !== undefined) return undefined;
  return a.types.function({
    returns: signature.returns,
    parameters: signature.parameters.map((type) => ({ name: undefined, type })),
    variadic: signature.variadic,
    prototype: true,
    noreturn: false,
  });
}

export function readSignature(a: Analysis, text: string): Signature {
  if (text === "p" || text === "1") return { returns: a.types.error, generic: text, parameters: [], variadic: true };
  const types: TypeId[] = [];
  let variadic = false;
  let at = 0;
  while (at < text.length) {
    if (text[at] === ".") {
      variadic = true;
      break;
    }
    let longs = 0;
    let signed: boolean | undefined;
    for (; "LSUW".includes(text[at]); at++) {
      if (text[at] === "L") longs++;
      else if (text[at] === "W") longs = int64Longs(a);
      else signed = text[at] === "S";
    }
    let type = codedType(a, text[at++], longs, signed);
    for (; at < text.length && "*CDR".includes(text[at]); at++) {
      const mark = text[at];
      if (mark === "*") type = a.types.pointer(type);
      else type = a.types.qualify(type, mark === "C" ? 1 : mark === "D" ? 2 : 4);
    }
    types.push(type);
  }
  return { returns: types[0] ?? a.types.void, generic: undefined, parameters: types.slice(1), variadic };
}

/** How many `long`s int64_t has on the target; its predefined macros say so where they are known. */
function int64Longs(a: Analysis): number {
  if (/__INT64_TYPE__ long long/.test(a.target.predefined)) return 2;
  return a.target.integers.long?.size === 8 ? 1 : 2;
}

function codedType(a: Analysis, code: string, longs: number, signed: boolean | undefined): TypeId {
  const { types, target } = a;
  switch (code) {
    case "v":
      return types.void;
    case "b":
      return types.integer("bool");
    case "c":
      return types.integer(signed === undefined ? "char" : signed ? "signed char" : "unsigned char");
    case "s":
      return types.integer(signed === false ? "unsigned short" : "short");
    case "i": {
      const kind = (["int", "long", "long long", "__int128"] as const)[longs];
      return types.integer(signed === false ? `unsigned ${kind}` : kind);
    }
    case "f":
      return types.float("float");
    case "d":
      return types.float(longs > 0 ? "long double" : "double");
    case "z":
      return types.integer(target.sizeType);
    case "Y":
      return types.integer(target.ptrdiffType);
    case "w":
      return types.integer(target.wcharType);
    case "a":
      return types.vaList;
    default:
      return types.error;
  }
}
