/**
 * Checks of everything that has a name in C besides records and macros, made where macros are undefined, so that none hides a name:
 * functions and variables are declared again (C11 6.2.7p2: two declarations of one object need compatible types, and clang refuses
 * others), enumerators, enums and typedefs are asserted.
 */
import type { SourceTable } from "../base/index.js";
import { type CFunction, type CProgram, type CVariable, isOverloadable, type TypeId } from "../semantics/index.js";
import type { DeclarationPrinter } from "./c-declaration.js";
import { type Check, type CheckList, CheckListBuilder, equalsInteger } from "./check.js";

export function functionChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  for (const declared of program.functions) {
    const kind = declared.storage === "static" || declared.body !== undefined ? "inline functions" : "functions";
    const item = builder.item(kind, declared.name, declared.origin);
    const text = printer.declare(declared.type, declared.name);
    if (text === undefined) {
      const call = callCheck(program, printer, declared);
      builder.check(item, call ?? `__typeof__(${declared.name}) ${declared.name};`);
      builder.weakly(
        item,
        `a tag of its own parameter list; ${call === undefined ? "only its name is checked" : "checked by a call"}`,
      );
      continue;
    }
    const noreturn = declared.noreturn ? noreturnCheck(program, printer, declared) : "";
    const attribute = isOverloadable(declared) ? "__attribute__((overloadable)) " : "";
    builder.check(item, `${attribute}${declared.storage} ${text}${asmLabel(declared)};${noreturn}`);
  }
  return builder;
}

/** Clang refuses another label than the first declaration's. */
function asmLabel(declared: { readonly asmLabel: string | undefined }): string {
  return declared.asmLabel === undefined ? "" : ` __asm__(${JSON.stringify(declared.asmLabel)})`;
}

/**
 * For a function with a tag that is declared in its own parameter list: no other declaration can have that type (C11 6.2.1p4). A call with
 * null pointers in those places still shows the number of parameters and the type of the result.
 */
function callCheck(program: CProgram, printer: DeclarationPrinter, declared: CFunction): string | undefined {
  const type = program.types[declared.type];
  if (type.kind !== "function") return undefined;
  const returned = program.types[type.returns];
  // a function cannot be called where its result is of an enum that is not complete
  if (returned.kind === "enum" && !program.enums[returned.enum].complete) return undefined;
  const result = printer.typeName(type.returns);
  const values: string[] = [];
  for (const parameter of type.parameters) {
    const pointer = printer.declare(parameter.type, "(*)");
    if (pointer === undefined && program.types[parameter.type].kind !== "pointer") return undefined;
    values.push(pointer === undefined ? "(void *)0" : `*(${pointer})0`);
  }
  if (result === undefined) return undefined;
  const call = `${declared.name}(${values.join(", ")})`;
  return `_Static_assert(__builtin_types_compatible_p(__typeof__(${call}), ${result}), "call");`;
}

/**
 * Lines that a compiler refuses if the function or variable has external linkage, as kpigen says: C lets `extern` follow `static`, but
 * not the other way round (C11 6.2.2p4, p7).
 */
export function linkageProbes(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): readonly Check[] {
  const builder = new CheckListBuilder(sources);
  for (const declared of program.functions) {
    // clang lets a definition of the program's own follow a gnu_inline one, static or not
    // and a declaration without `overloadable` follow one that has it
    if (declared.storage !== "extern" || declared.attributes.some(({ name }) => name === "gnu_inline")) continue;
    if (isOverloadable(declared)) continue;
    const text = printer.declare(declared.type, declared.name);
    const kind = declared.body !== undefined ? "inline functions" : "functions";
    if (text !== undefined) builder.check(builder.item(kind, declared.name, declared.origin), `static ${text};`);
  }
  for (const declared of program.variables) {
    if (declared.storage !== "extern" || declared.threadLocal) continue;
    const pointer = printer.declare(declared.type, declared.name);
    if (pointer !== undefined)
      builder.check(builder.item("variables", declared.name, declared.origin), `static ${pointer};`);
  }
  return builder.checks;
}

/**
 * A function that returns nothing after a call that does not return is no error; after any other call it is one
 * (`-Werror=return-type`). Only the claim is checked: a noreturn that kpigen does not know costs nothing but `-> !`.
 */
function noreturnCheck(program: CProgram, printer: DeclarationPrinter, declared: CFunction): string {
  const type = program.types[declared.type];
  if (type.kind !== "function") return "";
  const values = type.parameters.map((parameter) => {
    const pointer = printer.declare(parameter.type, "(*)");
    return `*(${pointer ?? "int *"})0`;
  });
  return ` static int kpigen_noreturn_${declared.name}(void) { ${declared.name}(${values.join(", ")}); }`;
}

export function variableChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  for (const declared of program.variables) {
    const item = builder.item("variables", declared.name, declared.origin);
    const line = variableCheck(program, printer, declared);
    builder.check(item, line ?? `_Static_assert(sizeof(&${declared.name}) > 0, "variable");`);
    if (line === undefined) builder.weakly(item, "a tag of its own parameter list; only its name is checked");
  }
  return builder;
}

function variableCheck(program: CProgram, printer: DeclarationPrinter, declared: CVariable): string | undefined {
  // clang takes no qualified enum without a tag for its integer type where one is declared again
  const row = program.types[declared.type];
  const qualified = row.kind === "qualified" ? untaggedEnumType(program, printer, row.of) : undefined;
  if (qualified !== undefined)
    return `_Static_assert(__builtin_types_compatible_p(__typeof__(${declared.name}), ${qualified}), "type");`;
  if (declared.storage === "extern") {
    const text = printer.declare(declared.type, declared.name);
    return text === undefined
      ? undefined
      : `extern ${declared.threadLocal ? "__thread " : ""}${text}${asmLabel(declared)};`;
  }
  // an enum without a tag is compatible with its integer type, which is what there is to say of it, but pointers to the two are not
  if (holdsUntaggedEnum(program, declared.type)) {
    const text = printer.declare(declared.type, declared.name);
    return text === undefined ? undefined : `static ${declared.threadLocal ? "__thread " : ""}${text};`;
  }
  // A static object of incomplete type cannot be declared again (C11 6.9.2p3).
  const pointer = printer.declare(declared.type, "(*)");
  if (pointer === undefined) return undefined;
  return `_Static_assert(__builtin_types_compatible_p(__typeof__(&${declared.name}), ${pointer}), "type");`;
}

function holdsUntaggedEnum(program: CProgram, type: TypeId): boolean {
  const t = program.types[type];
  switch (t.kind) {
    case "enum":
      return program.enums[t.enum].tag === undefined;
    case "qualified":
    case "array":
      return holdsUntaggedEnum(program, t.of);
    case "pointer":
      return holdsUntaggedEnum(program, t.to);
    default:
      return false;
  }
}

export function enumChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  for (const declared of program.enums) {
    if (declared.scope !== "file") continue;
    const type = printer.typeName(declared.type);
    if (declared.tag !== undefined && declared.complete) {
      const item = builder.item("enums", `enum ${declared.tag}`, declared.origin);
      if (type === undefined) builder.cannot(item, "its type cannot be spelled in C");
      else builder.check(item, `_Static_assert(__builtin_types_compatible_p(enum ${declared.tag}, ${type}), "type");`);
    }
    // those that fit int are int, as in C before C23; beside a wider one they have the enum's type since clang 20, whatever the -std
    const isWide = declared.enumerators.some((one) => one.type !== declared.enumerators[0].type);
    for (const enumerator of declared.enumerators) {
      const item = builder.item("enumerators", enumerator.name, enumerator.origin);
      const own = printer.typeName(enumerator.type);
      if (own === undefined) {
        builder.cannot(item, "its type cannot be spelled in C");
        continue;
      }
      const is = (one: string) => `__builtin_types_compatible_p(__typeof__(${enumerator.name}), ${one})`;
      const isOwn = isWide && type !== undefined ? `(__clang_major__ >= 20 ? ${is(type)} : ${is(own)})` : is(own);
      builder.check(
        item,
        `_Static_assert(${equalsInteger(enumerator.name, enumerator.value)}, "value"); _Static_assert(${isOwn}, "type");`,
      );
    }
  }
  return builder;
}

export function typedefChecks(program: CProgram, printer: DeclarationPrinter, sources: SourceTable): CheckList {
  const builder = new CheckListBuilder(sources);
  for (const declared of program.typedefs) {
    if (declared.scope !== "file") continue;
    const item = builder.item("typedefs", declared.name, declared.origin);
    const pointer = printer.declare(declared.type, "(*)");
    if (pointer === undefined) {
      builder.check(item, `_Static_assert(sizeof(${declared.name} *) > 0, "typedef");`);
      builder.weakly(item, "a tag of its own parameter list; only its name is checked");
      continue;
    }
    const underlying = untaggedEnumType(program, printer, declared.type);
    const enumType =
      underlying === undefined
        ? ""
        : ` _Static_assert(__builtin_types_compatible_p(${declared.name}, ${underlying}), "enum");`;
    const aligned =
      declared.aligned === undefined
        ? ""
        : ` _Static_assert(_Alignof(${declared.name}) == ${declared.aligned}, "alignment");`;
    builder.check(
      item,
      `_Static_assert(__builtin_types_compatible_p(${declared.name} *, ${pointer}), "type");${enumType}${aligned}`,
    );
  }
  return builder;
}

/** Compatible integer type of an enum that only the typedef names. */
function untaggedEnumType(program: CProgram, printer: DeclarationPrinter, type: TypeId): string | undefined {
  const t = program.types[type];
  if (t.kind !== "enum" || program.enums[t.enum].tag !== undefined) return undefined;
  return printer.typeName(program.enums[t.enum].type);
}
