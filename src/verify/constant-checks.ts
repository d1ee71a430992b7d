/**
 * Checks of macros, made where every macro is still defined: the value and the C type of integer constants, the bytes of strings. And the
 * question the other way round: is a macro that kpigen takes for something else an integer constant after all?
 */
import type { SourceTable } from "../base/index.js";
import type { CMacro, CProgram } from "../semantics/index.js";
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
      builder.check(item, stringCheck(macro.name, meaning.value, meaning.prefix));
    }
  }
  return builder;
}

function stringCheck(name: string, value: string, prefix: string): string {
  if (prefix === "" || prefix === "u8") {
    const bytes = [...value].map((c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`).join("");
    const size = value.length + 1;
    return `_Static_assert(sizeof(${name}) == ${size} && __builtin_memcmp(${name}, "${bytes}", ${size}) == 0, "bytes");`;
  }
  const units = [...value].map((_, i) => `(${name})[${i}] == ${value.charCodeAt(i)}`);
  const elements = `sizeof(${name}) / sizeof(*(${name})) == ${value.length + 1}`;
  return `_Static_assert(${[elements, ...units].join(" && ")}, "code units");`;
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
