/**
 * `core::arch::asm!` → documents: on one line where it has one line of assembly and fits, else one argument a line.
 * Rust Reference, "Inline assembly".
 */
import type { RustAsm, RustAsmOperand } from "../rust/index.js";
import { type Document, indent, lines, list, newline } from "./document.js";
import { expressionDocument } from "./expression.js";

export function asmDocument(asm: RustAsm): Document {
  const options = asm.options.length === 0 ? [] : [`options(${asm.options.join(", ")})`];
  const items: Document[] = [
    ...asm.template.map((line) => (typeof line === "string" ? quoted(line) : expressionDocument(line))),
    ...asm.operands.map(operandDocument),
    ...options,
  ];
  if (asm.template.length <= 1) return list(`${asm.macro}!(`, items, ");", false);
  const parts = items.map((item, index): Document => (index < items.length - 1 ? [item, ","] : item));
  return [`${asm.macro}!(`, indent(newline, lines(parts)), newline, ");"];
}

/** A string literal; a tab is an escape, other control characters too. */
function quoted(text: string): string {
  const inner = text
    .replace(/["\\]/g, "\\$&")
    .replace(/\t/g, "\\t")
    .replace(/[^ -~]/g, escaped);
  return `"${inner}"`;
}

const escaped = (character: string): string => `\\u{${character.charCodeAt(0).toString(16)}}`;

function operandDocument(operand: RustAsmOperand): Document {
  const name = operand.name === undefined ? "" : `${operand.name} = `;
  const value: Document = operand.value === undefined ? "" : expressionDocument(operand.value);
  if (operand.register === "") return [name, operand.direction, " ", value];
  const place: Document =
    operand.place === undefined || operand.place === "_" ? (operand.place ?? "") : expressionDocument(operand.place);
  const arrow = operand.value !== undefined && operand.place !== undefined ? " => " : "";
  return [name, `${operand.direction}(${operand.register}) `, value, arrow, place];
}
