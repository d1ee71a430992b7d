/** The caller's line, file and function, and strings that are put together where a macro is called (C11 6.10.3.2, 6.10.8.1). */
import { type CType, placeholderPieces, type TypedExpression } from "../../semantics/index.js";
import { escapedBytes } from "../constant-literal.js";
import type { ItemKey, RustExpression, RustStatement, RustType } from "../rust-crate.js";
import { charName } from "../rust-type.js";
import { type BodyState, corePath, fresh, refuse } from "./body-state.js";
import type { TypeKey } from "./body-type.js";
import { atom, cast, method, path, unary, withStatements } from "./make.js";
import { closure, math, parameterName } from "./open.js";
import type { Value } from "./value.js";

/** The caller's line, or its file as a C string. */
export function callerPlace(s: BodyState, e: TypedExpression & { readonly kind: "caller-place" }): Value {
  if (e.name === "__LINE__")
    return {
      rust: cast(atom(corePath(s, "line!()")), s.types.rust(e.type)),
      key: s.types.key(e.type),
      type: s.types.rust(e.type),
    };
  return refuse(`${e.name}, which Rust does not have`, e.at);
}

/** Of one argument: Rust's text of a list of them has other spaces than C's. */
function textOfParameter(s: BodyState, index: number): string {
  const { role, optional } = s.macro?.parameters[index] ?? {};
  if (role === "variadic") return refuse("the text of variable arguments");
  const name = parameterName(s, index);
  if (role === "literal") return name;
  return `${s.t.spelling.core}::stringify!(${optional === true ? `$(${name})?` : name})`;
}

/** Bytes as a literal of Rust's `str`, which `concat!` takes: that is UTF-8. */
function textLiteral(bytes: string): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    return refuse("text that is not UTF-8 and stands beside a part of the caller's");
  }
  const escaped = Array.from(text, (c) => (c > "\x7f" ? `\\u{${c.codePointAt(0)!.toString(16)}}` : escapedBytes(c)));
  return `"${escaped.join("")}"`;
}

/** A Rust literal; a `concat!` where the caller has a part in the text. */
export function callersText(s: BodyState, text: string): string {
  const { core } = s.t.spelling;
  const pieces = placeholderPieces(text).map((piece) => {
    if (typeof piece === "string") return textLiteral(piece);
    return textOfParameter(s, piece.parameter);
  });
  return pieces.length === 1 && pieces[0].startsWith('"') ? pieces[0] : `${core}::concat!(${pieces.join(", ")})`;
}

/** `concat!` of the text and the zero behind it (6.4.5p6). */
const withZero = (s: BodyState, pieces: readonly string[]): RustExpression => ({
  kind: "macro",
  name: `${s.t.spelling.core}::concat`,
  arguments: [...pieces, '"\\0"'].map(atom),
});

const callersPieces = (s: BodyState, { pieces }: TypedExpression & { readonly kind: "stringized" }): string[] =>
  pieces.map((piece) => (typeof piece === "string" ? textLiteral(piece) : textOfParameter(s, piece.parameter)));

/** `sizeof` such a string: its bytes and the zero (6.5.3.4p2). Of an expression Rust's text has other spaces than C's. */
export function callersTextSize(s: BodyState, e: TypedExpression & { readonly kind: "stringized" }): Value {
  for (const piece of e.pieces) {
    const role = typeof piece === "string" ? "literal" : s.macro?.parameters[piece.parameter].role;
    if (role !== "literal" && role !== "name") return refuse("the length of an argument's text", e.at);
  }
  return { rust: method(withZero(s, callersPieces(s, e)), "len"), key: "usize", type: path("usize") };
}

/** A C string that is put together where the macro is called: a pointer to it. */
export function callerText(s: BodyState, e: TypedExpression, char: RustType, charKey: TypeKey): Value {
  const core = s.t.spelling.core;
  const pieces: string[] = [];
  if (e.kind === "caller-place") {
    if (e.name !== "__FILE__" && e.name !== "__FILE_NAME__") return refuse(`${e.name}, which Rust does not have`, e.at);
    pieces.push(`${core}::file!()`);
  } else if (e.kind === "stringized") {
    pieces.push(...callersPieces(s, e));
  }
  const text = withZero(s, pieces);
  const type: RustType = { kind: "pointer", mutable: false, to: char };
  const isName = e.kind === "caller-place" && e.name === "__FILE_NAME__";
  const start = isName ? math(s, "file_name", text) : method(text, "as_ptr");
  return { rust: cast(start, type), key: `*const ${charKey}`, type };
}

/** Bytes that the name of a caller is kept in. */
const nameRoom = 64;

/** `__func__` of the function that the macro stands in: kept in an object of the place's own, since Rust's text of it ends in no zero. */
export function callersName(s: BodyState, row: CType): Value {
  if (row.kind !== "array") return refuse("the name of a function that is no array");
  const room = fresh(s, "__func__");
  const u8 = path("u8");
  const declared: RustStatement = {
    kind: "item",
    item: {
      kind: "static",
      key: `static ${room}` as ItemKey,
      name: room,
      type: { kind: "array", of: u8, length: String(nameRoom) },
      mutable: true,
      value: atom(`[0; ${nameRoom}]`),
      attributes: [],
      doc: undefined,
    },
  };
  const name = math(s, "function_name", closure(atom("()")), unary("&raw mut ", atom(room)));
  const type: RustType = { kind: "pointer", mutable: false, to: s.types.rust(row.of) };
  // Rust's c_char, unless flags gave plain char the other sign
  const text = charName(s.t.input.target) === "c_char" ? name : cast(name, type);
  return { rust: withStatements([declared], text), key: `*const ${s.types.key(row.of)}`, type };
}
