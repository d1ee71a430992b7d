/** Expressions that may be evaluated twice, or not at all, without anybody noticing: no calls of C code, no assignments, no volatile access. */
import { assertNever } from "../../base/index.js";
import type { RustExpression } from "../rust-crate.js";

const pureMethods =
  /^(wrapping_\w+|is_null|is_some|is_none|is_ok|is_err|cast|cast_mut|cast_const|as_ptr|unwrap_unchecked|swap_bytes|count_ones|\w+_zeros)$/;
const pureFunctions = /^(::)?core::(mem::(size_of|align_of|zeroed|transmute)|ptr::null(_mut)?)$/;

export function isPure(rust: RustExpression): boolean {
  switch (rust.kind) {
    // a macro's argument may be anything
    case "atom":
      return !rust.text.startsWith("$");
    case "type":
    case "closure":
      return true;
    case "beside-list":
      return false;
    case "unary":
    case "cast":
    case "field":
      return isPure(rust.of);
    case "binary":
      return isPure(rust.left) && isPure(rust.right);
    case "index":
      return isPure(rust.of) && isPure(rust.index);
    case "method":
      return pureMethods.test(rust.name) && isPure(rust.of) && rust.arguments.every(isPure);
    case "call":
      return rust.callee.kind === "atom" && pureFunctions.test(rust.callee.text) && rust.arguments.every(isPure);
    case "macro":
      return rust.name.endsWith("offset_of");
    case "struct":
      return rust.fields.every((one) => isPure(one.value)) && (rust.rest === undefined || isPure(rust.rest));
    case "array":
    case "tuple":
      return rust.items.every(isPure);
    case "repeat":
      return isPure(rust.value);
    case "if":
      return (
        isPure(rust.condition) && [rust.then, rust.else].every((one) => one === undefined || isValue(one.statements))
      );
    case "block":
      return isValue(rust.body.statements);
    case "assign":
      return false;
    default:
      return assertNever(rust);
  }
}

function isValue(statements: Extract<RustExpression, { readonly kind: "block" }>["body"]["statements"]): boolean {
  return statements.length === 1 && statements[0].kind === "value" && isPure(statements[0].value);
}
