/**
 * Items → documents: docs, attributes, then the item in the KPI style: modifiers on a line of their own before `fn`, braces on lines
 * of their own. Rust Reference, "Items". `item-text.ts` is the short way for what fits its line anyway.
 */
import { assertNever } from "../base/index.js";
import type { RustField, RustItem, RustMacroRule } from "../rust/index.js";
import { attributeLines } from "./attribute.js";
import { commaList } from "./comma-entries.js";
import { docDocument } from "./doc-comment.js";
import { commaParts, type Document, fill, group, indent, line, lines, list, newline, softLine } from "./document.js";
import { assignment, firstInMacro } from "./expression.js";
import { itemsDocument } from "./item-sequence.js";
import { parameterList, typeDocument } from "./rust-type.js";
import { blockDocument, tail } from "./statement.js";
import { lineWidth } from "./wrap.js";

/** @param visible items of a block take no `pub` */
export function itemDocument(item: RustItem, visible = true): Document {
  const pub = visible ? "pub " : "";
  switch (item.kind) {
    case "record":
      return [opening(item), recordDocument(item, pub)];
    case "type":
      return [opening(item), group(`${pub}type ${item.name} =`, indent(line, typeDocument(item.type))), ";"];
    case "const": {
      // one without a name is nobody's to see
      if (item.name === "_" && item.value.kind === "block")
        return [opening(item), "const _: () =", newline, blockDocument(item.value.body), ";"];
      const head: Document = [`${pub}const ${item.name}: `, typeDocument(item.type), " ="];
      return [opening(item), assignment(head, item.value), ";"];
    }
    case "extern-function":
      return [
        opening(item),
        visible ? ["pub", newline] : "",
        parameterList(`fn ${item.name}(`, item.signature, "_"),
        ";",
      ];
    case "extern-static": {
      const head = `${pub}static ${item.mutable ? "mut " : ""}${item.name}:`;
      return [opening(item), group(head, indent(line, typeDocument(item.type))), ";"];
    }
    case "extern-block": {
      const items = item.items.map((one) => itemDocument(one, false));
      return [`${item.unsafe ? "unsafe " : ""}extern "C"`, newline, "{", ...inBraces(lines(items)), "}"];
    }
    case "static": {
      const head: Document = [
        `${pub}static ${item.mutable ? "mut " : ""}${item.name}: `,
        typeDocument(item.type),
        " =",
      ];
      return [
        item.doc === undefined ? "" : docDocument(item.doc),
        attributeLines(item.attributes),
        assignment(head, item.value),
        ";",
      ];
    }
    case "function":
      return [opening(item), functionDocument(item, visible)];
    case "impl":
      return [implHeader(item.header), newline, "{", ...inBraces(itemsDocument(item.items)), "}"];
    case "trait-impl":
      return [group("unsafe impl ", typeDocument(item.trait), ` for ${item.name}`), newline, "{", newline, "}"];
    case "use":
      return [opening(item), useDocument(item, pub)];
    case "assert":
      return [attributeLines(item.attributes), assertDocument(item)];
    case "macro":
      return [opening(item), macroDocument(item)];
    case "verbatim":
      return [docDocument(item.doc), lines(item.lines)];
    default:
      return assertNever(item);
  }
}

/** Rules with a blank line between where they are long; a macro that is not exported is at least had by its path. */
function macroDocument({
  name,
  rules,
  attributes,
  besideValue,
}: Extract<RustItem, { readonly kind: "macro" }>): Document {
  const isExported = attributes.includes("macro_export");
  const isApart = besideValue === true && !isExported;
  const module = `${name.replace(/^r#/, "")}_macro`;
  // by another name inside, for `use` of the same one would take what Rust's prelude has of it, too
  const own = isApart ? module : name;
  const used = isApart ? `${module} as ${name}` : name;
  const body = [`macro_rules! ${own}`, newline, "{", ...inBraces(lines(rules.map(ruleDocument))), "}"];
  const whole = isExported ? body : [...body, newline, `pub(crate) use ${used};`];
  if (!isApart) return whole;
  return [`mod ${module}`, newline, "{", ...inBraces(whole), "}", newline, `pub(crate) use ${module}::${name};`];
}

/** `(pattern) => { value };` where it fits its line. */
function ruleDocument({ pattern, expansion }: RustMacroRule): Document {
  const head = patternDocument(pattern);
  switch (expansion.kind) {
    case "value":
      return group(head, line, "{", indent(line, tail(expansion.value, firstInMacro)), line, "};");
    case "type":
      return group(head, line, "{", indent(line, typeDocument(expansion.type)), line, "};");
    case "block":
      return expansion.body.statements.length === 0
        ? [head, " {{}};"]
        : [head, newline, "{", blockDocument(expansion.body), "};"];
    case "items":
      return [head, newline, "{", ...inBraces(itemsDocument(expansion.items)), "};"];
    default:
      return assertNever(expansion);
  }
}

/** A long pattern is filled, as parameters are. */
function patternDocument(pattern: string): Document {
  if (pattern.length < lineWidth / 2) return `(${pattern}) =>`;
  const { open, entries, close } = commaList(pattern);
  return entries.length === 1 ? `(${pattern}) =>` : list(`(${open}`, entries, `${close}) =>`);
}

/** Docs, then attributes, each on a line. */
function opening(item: Extract<RustItem, { readonly attributes: unknown; readonly doc: unknown }>): Document {
  return [docDocument(item.doc), attributeLines(item.attributes)];
}

const inBraces = (content: Document): readonly Document[] => [indent(newline, content), newline];

function recordDocument(item: Extract<RustItem, { readonly kind: "record" }>, pub: string): Document {
  const head = `${pub}${item.union ? "union" : "struct"} ${recordName(item)}`;
  if (isTuple(item.fields)) {
    const fields = item.fields.map((field): Document => [field.public ? "pub " : "", typeDocument(field.type)]);
    return list(`${head}(`, fields, ");");
  }
  if (item.fields.length === 0) return [head, newline, "{", newline, "}"];
  return [head, newline, "{", ...inBraces(lines(item.fields.map(fieldDocument))), "}"];
}

/** `name`, `name<T>`. */
export const recordName = ({ name, generics = [] }: Extract<RustItem, { readonly kind: "record" }>): string =>
  generics.length === 0 ? name : `${name}<${generics.join(", ")}>`;

/** A record whose fields are called `0`, `1`, ... is a tuple struct. */
export const isTuple = (fields: readonly RustField[]): boolean => fields.length > 0 && fields[0].name === "0";

export function fieldDocument(field: RustField): Document {
  const head = `${field.public ? "pub " : ""}${field.name}:`;
  return [docDocument(field.doc), group(head, indent(line, typeDocument(field.type))), ","];
}

/** The order that Rust's grammar wants (Reference, "Functions"). */
const modifierOrder = ["pub", "$visibility", "const", "unsafe", 'extern "C"'] as const;

function functionDocument(item: Extract<RustItem, { readonly kind: "function" }>, visible: boolean): Document {
  const modifiers = modifierOrder.filter((word) => item.modifiers.includes(word) && (visible || word !== "pub"));
  const generics = item.generics.length === 0 ? "" : `<${item.generics.join(", ")}>`;
  return [
    modifiers.length === 0 ? "" : [modifiers.join(" "), newline],
    parameterList(`fn ${item.name}${generics}(`, item.signature, "_"),
    item.where.length === 0 ? "" : [newline, "where", indent(newline, fill(commaParts(item.where)))],
    newline,
    blockDocument(item.body),
  ];
}

const implHeader = (header: string): string => (/^(unsafe )?impl\b/.test(header) ? header : `impl ${header}`);

function useDocument(item: Extract<RustItem, { readonly kind: "use" }>, pub: string): Document {
  const head = `${item.public ? pub : ""}use ${item.path}`;
  return item.name === undefined ? `${head};` : `${head} as ${item.name};`;
}

export type LayoutAssert = Extract<RustItem, { readonly kind: "assert" }>;

/** What follows the record's name: `size 32`, `align 8`, `mtx_lock 24`. */
export function assertParts({ size, align, fields }: LayoutAssert): string[] {
  const parts = [`size ${size}`, `align ${align}`];
  for (let i = 0; i < fields.length; i++) parts.push(`${fields[i].name} ${fields[i].offset}`);
  return parts;
}

/** Filled where it is long: a field a line would be most of the crate's lines. */
function assertDocument(item: LayoutAssert): Document {
  const parts = fill(commaParts([item.record, ...assertParts(item)]));
  return group(`${item.macro}!(`, indent(softLine, parts), softLine, ");");
}
