/**
 * Checks of macros, made where every macro is still defined: the value and the C type of integer constants, the bytes of strings, the type of other expressions. And the
 * question the other way round: is a macro that kpigen takes for something else an integer constant after all?
 */
import type { SourceTable } from "../base/index.js";
import type { CMacro, CProgram, ExpressionMeaning } from "../semantics/index.js";
import type { DeclarationPrinter } from "./c-declaration.js";
import { type Check, type CheckList, CheckListBuilder, equalsInteger } from "./check.js";

export function constantChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  for (const macro of program.macros) {
    const meaning = macro.meaning;
    if (meaning.kind === "integer") {
      const item = builder.item("integer constants", macro.name, macro.origin);
      const type = printer.typeName(meaning.type);
      if (type === undefined) {
        builder.cannot(item, "its type cannot be spelled in C");
        continue;
      }
      builder.check(
        item,
        `_Static_assert(__builtin_types_compatible_p(__typeof__(${macro.name}), ${type}), "type"); ` +
          `_Static_assert(${equalsInteger(macro.name, meaning.value)}, "value");`,
      );
    } else if (meaning.kind === "string") {
      const item = builder.item("strings", macro.name, macro.origin);
      builder.check(item, stringCheck(macro.name, meaning.units, meaning.prefix));
    } else if (meaning.kind === "expression" && meaning.outcome.kind === "typed") {
      const item = builder.item("expressions", macro.name, macro.origin);
      const lines = expressionCheck(macro.name, meaning, printer, `kpigen_expression_${macro.id}`);
      if (lines === undefined) builder.cannot(item, "its type cannot be spelled in C");
      else builder.check(item, lines);
    }
  }
  return builder;
}

/** The type; of a pointer that is an integer constant the value; that a list in braces initializes an object of its type. */
function expressionCheck(
  name: string,
  { form, type, address }: ExpressionMeaning,
  printer: DeclarationPrinter,
  variable: string,
): string | undefined {
  if (form === "initializer" || form === "list") {
    const declared = printer.declare(type, `const ${variable}`);
    return declared === undefined ? undefined : `${declared} = ${form === "list" ? `{ ${name} }` : name};`;
  }
  const spelled = printer.typeName(type);
  if (spelled === undefined) return undefined;
  const expression = form === "object" ? `&(${name})` : `(${name})`;
  // GNU C allows statement expressions in functions only
  const check =
    `__attribute__((unused)) static void ${variable}(void) ` +
    `{ _Static_assert(__builtin_types_compatible_p(__typeof__(${expression}), ${spelled}), "type"); }`;
  if (address === undefined) return check;
  return `${check} _Static_assert((__UINTPTR_TYPE__)(${name}) == (__UINTPTR_TYPE__)${address}LL, "value");`;
}

function stringCheck(name: string, units: readonly number[], prefix: string): string {
  if (prefix === "" || prefix === "u8") {
    const bytes = units.map((unit) => `\\${unit.toString(8).padStart(3, "0")}`).join("");
    const size = units.length + 1;
    return `_Static_assert(sizeof(${name}) == ${size} && __builtin_memcmp(${name}, "${bytes}", ${size}) == 0, "bytes");`;
  }
  const each = units.map((unit, i) => `(${name})[${i}] == (__typeof__(*(${name})))${unit}U`);
  const elements = `sizeof(${name}) / sizeof(*(${name})) == ${units.length + 1}`;
  return `_Static_assert(${[elements, ...each].join(" && ")}, "code units");`;
}

const integerTypes = [
  ..."_Bool|char|signed char|unsigned char|short|unsigned short|int|unsigned int".split("|"),
  ..."long|unsigned long|long long|unsigned long long".split("|"),
]
  .map((type) => `${type}: 1`)
  .join(", ");

/**
 * Lines that a compiler refuses unless the macro is an integer constant. Macros that kpigen already claims as integers are left out, and
 * so are empty ones.
 */
export function constantProbes(program: CProgram, sources: SourceTable): readonly Check[] {
  const builder = new CheckListBuilder(sources);
  for (const macro of program.macros) {
    if (!isProbed(macro)) continue;
    const item = builder.item("integer constants", macro.name, macro.origin);
    const n = builder.checks.length;
    const question = `0 * (1 / _Generic((${macro.name}), ${integerTypes}, default: 0)) + (${macro.name})`;
    builder.check(item, `enum { kpigen_probe_${n} = ${question} };`);
  }
  return builder.checks;
}

function isProbed(macro: CMacro): boolean {
  return macro.meaning.kind !== "integer" && macro.meaning.kind !== "string" && macro.meaning.kind !== "empty";
}
