/**
 * C types as C text for people: a declaration as one writes it (C11 6.7.6), typedef names kept. In: a type and the declared name; out:
 * one line. A record or enum without a tag is `struct {...}`. Not for compilers: `verify/` has its own printer, which checks this room.
 */
import { assertNever } from "../base/index.js";
import type { CProgram } from "./c-program.js";
import type { CType, TypeId } from "./c-type.js";

/** What spelling a type needs of a program. */
export type TypeTables = Pick<CProgram, "types" | "records" | "enums" | "typedefs">;

/** @param name declared name, or empty for a type name: `char *`, `int (*f)(void)`, `u_char b[8]` */
export function declarationText(program: TypeTables, type: TypeId, name: string): string {
  return declarator(program, type, name).trimEnd();
}

function declarator(program: TypeTables, type: TypeId, inner: string): string {
  const row = program.types[type];
  switch (row.kind) {
    case "pointer":
    case "block-pointer":
      return pointer(program, row.kind === "pointer" ? "*" : "^", row.to, inner);
    case "array": {
      const length = row.length === "incomplete" ? "" : row.length === "variable" ? "*" : `${row.length}`;
      return declarator(program, row.of, `${inner}[${length}]`);
    }
    case "function": {
      const parameters = row.parameters.map((p) => declarationText(program, p.type, p.name ?? ""));
      if (row.variadic) parameters.push("...");
      if (parameters.length === 0 && row.prototype) parameters.push("void");
      return declarator(program, row.returns, `${inner}(${parameters.join(", ")})`);
    }
    case "qualified": {
      const space = row.addressSpace === undefined ? "" : `__attribute__((address_space(${row.addressSpace})))`;
      const words = [row.const ? "const" : "", row.volatile ? "volatile" : "", row.restrict ? "restrict" : "", space];
      const qualifiers = words.filter((word) => word !== "").join(" ");
      const of = program.types[row.of];
      if (of.kind === "pointer") return pointer(program, `*${qualifiers} `, of.to, inner);
      return `${qualifiers} ${declarator(program, row.of, inner)}`;
    }
    default:
      return `${baseName(program, row)} ${inner}`;
  }
}

function pointer(program: TypeTables, star: string, to: TypeId, inner: string): string {
  const kind = program.types[to].kind;
  const text = inner === "" ? star.trimEnd() : `${star}${inner}`;
  return declarator(program, to, kind === "array" || kind === "function" ? `(${text})` : text);
}

type Derived = "pointer" | "block-pointer" | "array" | "function" | "qualified";

function baseName(program: TypeTables, row: Exclude<CType, { readonly kind: Derived }>): string {
  switch (row.kind) {
    case "void":
      return "void";
    case "integer":
      return row.name === "bool" ? "_Bool" : row.name;
    case "float":
      return row.name;
    case "complex":
      return `_Complex ${row.of}`;
    case "record": {
      const { tagKind, tag } = program.records[row.record];
      return `${tagKind} ${tag ?? "{...}"}`;
    }
    case "enum":
      return `enum ${program.enums[row.enum].tag ?? "{...}"}`;
    case "typedef":
      return program.typedefs[row.typedef].name;
    case "vector":
      return `__attribute__((vector_size(${row.length} * sizeof(${declarationText(program, row.of, "")})))) ${declarationText(program, row.of, "")}`;
    case "atomic":
      return `_Atomic(${declarationText(program, row.of, "")})`;
    case "va-list":
      return "__builtin_va_list";
    case "sizeless":
      return row.name;
    case "error":
      return "<not understood>";
    default:
      return assertNever(row);
  }
}
