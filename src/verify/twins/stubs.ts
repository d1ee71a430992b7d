/**
 * Functions of the kernel for twins to call: C text with the unit's own declarations, so that arguments arrive as both sides pass them. A
 * stub tells the harness which it is and its arguments, and answers with what the harness makes from the input's seed: the same to each
 * side. A second kind stands behind pointers to functions, one for each function type.
 */
import type { CFunction, CProgram, FunctionType, TypeId } from "../../semantics/index.js";
import type { DeclarationPrinter } from "../c-declaration.js";
import type { UnitShapes } from "./shape.js";

export const stubPrelude = [
  "void kpigen_enter(unsigned long);",
  "void kpigen_take(const void *, unsigned long);",
  "void kpigen_answer(void *, unsigned long);",
  "void kpigen_leave(void) __attribute__((noreturn));",
  "",
].join("\n");

/** A stub under the function's own name, on one line; undefined where C cannot spell it. */
export function functionStub(
  declared: CFunction,
  number: number,
  program: CProgram,
  printer: DeclarationPrinter,
  shapes: UnitShapes,
): string | undefined {
  const type = program.types[declared.type];
  if (type.kind !== "function") return undefined;
  return stub(declared.name, type, number, declared.noreturn || type.noreturn, printer, shapes);
}

/** `kpigen_pointed_N`. */
export function pointedStub(
  type: TypeId,
  row: number,
  number: number,
  printer: DeclarationPrinter,
  shapes: UnitShapes,
): string | undefined {
  const resolved = shapes.resolve(type);
  if (resolved.kind !== "function") return undefined;
  return stub(pointedName(row), resolved, number, resolved.noreturn, printer, shapes);
}

export function pointedName(row: number): string {
  return `kpigen_pointed_${row}`;
}

function stub(
  name: string,
  type: FunctionType,
  number: number,
  noreturn: boolean,
  printer: DeclarationPrinter,
  shapes: UnitShapes,
): string | undefined {
  const parameters: string[] = [];
  const takes: string[] = [];
  for (const [i, parameter] of type.parameters.entries()) {
    const text = printer.declare(parameter.type, `a${i}`);
    if (text === undefined) return undefined;
    parameters.push(text);
    const row = shapes.row(parameter.type);
    if (row !== undefined) takes.push(`kpigen_take(&a${i}, ${row});`);
  }
  if (type.variadic) parameters.push("...");
  else if (parameters.length === 0 && type.prototype) parameters.push("void");
  const convention = type.convention === undefined ? "" : `__attribute__((${type.convention})) `;
  const isVoid = shapes.resolve(type.returns).kind === "void";
  const head = printer.declare(type.returns, `${convention}${name}(${parameters.join(", ")})`);
  const result = isVoid ? "" : printer.declare(type.returns, "r");
  const row = shapes.row(type.returns);
  if (head === undefined || result === undefined || row === undefined) return undefined;
  const end = noreturn
    ? "kpigen_leave();"
    : isVoid
      ? ""
      : `${result.replace(/^(const|volatile) /, "")}; kpigen_answer((void *)&r, ${row}); return r;`;
  return `${head} { kpigen_enter(${number}); ${takes.join(" ")} ${end} }`;
}
