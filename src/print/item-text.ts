/**
 * The short way: items that need no decision because they fit their lines are put together as strings. A crate has tens of thousands
 * of those and few others. Whatever does not fit goes through `itemDocument` and `layout`, which give the same text for what fits
 * (test/print/fast-path.test.ts compares them on random items).
 */
import type { RustAttribute, RustField, RustItem } from "../rust/index.js";
import { attributeDocument } from "./attribute.js";
import { docText } from "./doc-comment.js";
import { assertParts, fieldDocument, isTuple, itemDocument, type LayoutAssert, recordName } from "./item.js";
import { layout } from "./layout.js";
import { parametersText, returnsText, typeText } from "./rust-type.js";
import { lineWidth } from "./wrap.js";

/**
 * @param margin columns before each line
 * @returns the item's lines without a line end after the last
 */
export function itemText(item: RustItem, margin: number): string {
  return shortText(item, margin) ?? layout(itemDocument(item), margin);
}

/** Undefined where the general way has to decide. */
export function shortText(item: RustItem, margin: number): string | undefined {
  const space = margin === 0 ? "" : " ".repeat(margin);
  switch (item.kind) {
    case "const": {
      // Lists have a form of their own, other values may need parentheses.
      if (item.value.kind !== "atom") return undefined;
      return oneLine(item, space, `${space}pub const ${item.name}: ${typeText(item.type)} = ${item.value.text};`);
    }
    case "type":
      return oneLine(item, space, `${space}pub type ${item.name} = ${typeText(item.type)};`);
    case "extern-static": {
      const mutable = item.mutable ? "mut " : "";
      return oneLine(item, space, `${space}pub static ${mutable}${item.name}: ${typeText(item.type)};`);
    }
    case "extern-function": {
      const { signature } = item;
      const text = `${space}fn ${item.name}(${parametersText(signature, "_")})${returnsText(signature)};`;
      if (text.length > lineWidth) return undefined;
      return `${docText(item.doc, space)}${attributesText(item.attributes, space)}${space}pub\n${text}`;
    }
    case "record":
      return isTuple(item.fields) ? undefined : recordText(item, margin, space);
    case "assert":
      return assertText(item, space);
    default:
      return undefined;
  }
}

function oneLine(item: Extract<RustItem, { kind: "const" | "type" | "extern-static" }>, space: string, text: string) {
  if (text.length > lineWidth) return undefined;
  return docText(item.doc, space) + attributesText(item.attributes, space) + text;
}

function attributesText(attributes: readonly RustAttribute[], space: string): string {
  let out = "";
  for (const attribute of attributes) {
    const text = `${space}#[${attribute}]\n`;
    out += text.length <= lineWidth ? text : `${layout(attributeDocument("#[", attribute), space.length)}\n`;
  }
  return out;
}

function recordText(item: Extract<RustItem, { kind: "record" }>, margin: number, space: string): string {
  let out = docText(item.doc, space) + attributesText(item.attributes, space);
  out += `${space}pub ${item.union ? "union" : "struct"} ${recordName(item)}\n${space}{\n`;
  const inner = `${space}    `;
  for (const field of item.fields) out += `${fieldText(field, margin + 4, inner)}\n`;
  return `${out}${space}}`;
}

function fieldText(field: RustField, margin: number, space: string): string {
  const text = `${space}${field.public ? "pub " : ""}${field.name}: ${typeText(field.type)},`;
  return text.length > lineWidth ? layout(fieldDocument(field), margin) : docText(field.doc, space) + text;
}

/** One line, or the parts filled into lines between the parentheses. */
function assertText(item: LayoutAssert, space: string): string {
  const head = `${attributesText(item.attributes, space)}${space}${item.macro}!(`;
  const parts = assertParts(item);
  const inner = `${space}    `;
  let width = space.length + item.macro.length + 4 + item.record.length;
  for (let i = 0; i < parts.length; i++) width += parts[i].length + 2;
  if (width <= lineWidth) return `${head}${item.record}, ${parts.join(", ")});`;
  let text = `${head}\n${inner}${item.record},`;
  let column = inner.length + item.record.length + 1;
  for (let i = 0; i < parts.length; i++) {
    const part = i < parts.length - 1 ? `${parts[i]},` : parts[i];
    if (column + 1 + part.length > lineWidth) {
      text += `\n${inner}${part}`;
      column = inner.length + part.length;
    } else {
      text += ` ${part}`;
      column += 1 + part.length;
    }
  }
  return `${text}\n${space});`;
}
