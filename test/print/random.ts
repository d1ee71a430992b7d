/** Random crate data from a seed: types, items, and expressions that have a value in a small Rust world (`preamble`). */
import type { Doc, RustExpression, RustItem, RustType } from "../../src/rust/index.js";
import {
  a,
  alias,
  array,
  bin,
  block,
  blockOf,
  call,
  cast,
  constant,
  cptr,
  externFn,
  externStatic,
  field,
  fnType,
  gives,
  ifOf,
  literal,
  method,
  noDoc,
  option,
  ptr,
  record,
  t,
  un,
} from "./make.js";

export type Random = (below: number) => number;

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const word = (random: Random, longest: number): string =>
  "abcdefghijklmnopqrstuvwxyz_".repeat(6).slice(random(20), 21 + random(longest));

export function randomType(random: Random, depth: number): RustType {
  const inner = (): RustType => randomType(random, depth - 1);
  switch (depth === 0 ? random(2) : random(9)) {
    case 0:
      return t("c_int");
    case 1:
      return t(word(random, 20));
    case 2:
      return ptr(inner());
    case 3:
      return cptr(inner());
    case 4:
      return { kind: "array", of: inner(), length: "16" };
    case 5:
      return { kind: "tuple", of: Array.from({ length: random(3) }, inner) };
    case 6:
      return { kind: "never" };
    default: {
      const parameters = Array.from(
        { length: random(5) },
        () => [random(3) === 0 ? undefined : word(random, 9), inner()] as const,
      );
      return option(fnType(parameters, random(2) === 0 ? undefined : inner()));
    }
  }
}

const randomDoc = (random: Random): Doc =>
  random(3) === 0
    ? noDoc
    : {
        lines: Array.from({ length: random(3) }, () =>
          Array.from({ length: random(30) }, () => word(random, 6)).join(" "),
        ),
        notes: random(4) === 0 ? ["VOLATILE!"] : [],
        definedIn: random(2) === 0 ? undefined : "sys/sys/x.h:12",
      };

export function randomItem(random: Random): RustItem {
  const name = word(random, 30);
  const doc = randomDoc(random);
  const type = (): RustType => randomType(random, random(4));
  const parameters = () =>
    Array.from({ length: random(9) }, () => [random(5) === 0 ? undefined : word(random, 12), type()] as const);
  const attributes = random(4) === 0 ? ['link_name = "x"'] : [];
  switch (random(7)) {
    case 0:
      return constant(name, type(), a(`c"${word(random, 120)}"`), doc, attributes);
    case 1:
      return constant(name, type(), random(2) === 0 ? un("-", "1") : array("1", "2"), doc, attributes);
    case 2:
      return alias(name, type(), doc);
    case 3:
      return externFn(name, parameters(), random(2) === 0 ? undefined : type(), {
        doc,
        attributes,
        variadic: random(4) === 0,
      });
    case 4:
      return externStatic(name, type(), doc, attributes);
    case 5: {
      const fields = Array.from({ length: random(30) }, () => ({ name: word(random, 20), offset: random(5000) }));
      const key = "x" as RustItem["key"];
      return {
        kind: "assert",
        key,
        attributes,
        macro: "layout::check",
        record: name,
        size: random(9999),
        align: 8,
        fields,
      };
    }
    default: {
      const fields = Array.from({ length: random(6) }, () => [word(random, 20), type(), randomDoc(random)] as const);
      return record(name, fields, { doc, union: random(3) === 0 });
    }
  }
}

/** What the expressions below may name. */
export const preamble = `
#[derive(Copy, Clone)]
struct S { x: i64, f: fn(i64) -> i64 }
fn g(x: i64, y: i64) -> i64 { x ^ y }
fn h(x: i64) -> i64 { x + 1 }
`;

/** An expression of type i64 over the variables a, b, c: i64, p: bool, s: S, v: [i64; 4]. */
export function randomInteger(random: Random, depth: number): RustExpression {
  const integer = (): RustExpression => randomInteger(random, depth - 1);
  const truth = (): RustExpression => randomTruth(random, depth - 1);
  const pick = <T>(...of: readonly T[]): T => of[random(of.length)];
  if (depth <= 0) return pick(a("a"), a("b"), a("c"), a("3i64"), a("-7i64"), field("s", "x"));
  switch (random(17)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      return bin(integer(), pick("+", "-", "*", "&", "|", "^", "<<", ">>"), integer());
    case 5:
      return bin(integer(), pick("/", "%"), bin(bin(integer(), "&", "7"), "|", "1"));
    case 6:
      return un("-", integer());
    case 7:
      return un("!", integer());
    case 8:
      return un("*", un("&", integer()));
    case 9:
      return cast(cast(integer(), pick("i32", "u8", "i64")), "i64");
    case 10:
      return cast(truth(), "i64");
    case 11:
      return method(integer(), pick("wrapping_add", "wrapping_mul"), integer());
    case 12:
      return pick(call("g", integer(), integer()), call(field("s", "f"), integer()));
    case 13:
      return {
        kind: "index",
        of: pick(a("v"), array(integer(), "1", "2", "3")),
        index: cast(bin(integer(), "&", "3"), "usize"),
      };
    case 14:
      return ifOf(truth(), block(gives(integer())), block(gives(integer())));
    case 15:
      return blockOf(block(gives(integer())), random(2) === 0, random(3) === 0 ? "x" : undefined);
    default:
      return pick<() => RustExpression>(
        () => field(literal("S", { x: integer(), f: "h" }), "x"),
        () => field({ kind: "tuple", items: [integer()] }, "0"),
        () => field(bin(integer(), "..", integer()), "end"),
      )();
  }
}

export function randomTruth(random: Random, depth: number): RustExpression {
  const integer = (): RustExpression => randomInteger(random, depth - 1);
  const truth = (): RustExpression => randomTruth(random, depth - 1);
  const pick = <T>(...of: readonly T[]): T => of[random(of.length)];
  if (depth <= 0) return pick(a("p"), a("true"));
  switch (random(7)) {
    case 0:
    case 1:
      return bin(truth(), pick("&&", "||"), truth());
    case 2:
      return un("!", truth());
    case 3:
      return bin(truth(), pick("==", "!=", "<", "^", "|", "&"), truth());
    case 4:
      return bin(cast(integer(), "u8"), pick("<", "<=", ">", "=="), cast(integer(), "u8"));
    default:
      return bin(integer(), pick("==", "!=", "<", ">", "<=", ">="), integer());
  }
}

/** The same expression with parentheses around everything: no knowledge of precedence is in it. */
export function parenthesised(e: RustExpression): string {
  const p = parenthesised;
  switch (e.kind) {
    case "atom":
      return `(${e.text})`;
    case "unary":
      return `(${e.operator}${p(e.of)})`;
    case "binary":
      return `(${p(e.left)} ${e.operator} ${p(e.right)})`;
    case "cast":
      return `(${p(e.of)} as ${e.type.kind === "path" ? e.type.path : "?"})`;
    case "call":
      return `(${p(e.callee)}(${e.arguments.map(p).join(", ")}))`;
    case "method":
      return `(${p(e.of)}.${e.name}(${e.arguments.map(p).join(", ")}))`;
    case "field":
      return `(${p(e.of)}.${e.name})`;
    case "index":
      return `(${p(e.of)}[${p(e.index)}])`;
    case "struct":
      return `(${e.path} { ${e.fields.map(({ name, value }) => `${name}: ${p(value)}`).join(", ")} })`;
    case "array":
      return `([${e.items.map(p).join(", ")}])`;
    case "tuple":
      return `(${e.items.map((item) => `${p(item)},`).join(" ")})`;
    case "if": {
      const value = (of: typeof e.then): string =>
        of.statements[0].kind === "value" ? p(of.statements[0].value) : "?";
      return `(if ${p(e.condition)} { ${value(e.then)} } else { ${value(e.else!)} })`;
    }
    case "block":
      return e.body.statements[0].kind === "value" ? `({ ${p(e.body.statements[0].value)} })` : "?";
    default:
      throw new Error(`not random: ${e.kind}`);
  }
}
