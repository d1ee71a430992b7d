/**
 * Random integer constant expressions, each as C text and as a syntax tree, from a fixed seed: literals of every form, casts, all operators,
 * conditionals, sizeof, enumerators, builtins, _Generic, null pointer arithmetic, floating detours.
 */
import type { BinaryOperator, Expression, ExternalDeclaration, TypeName } from "../../src/syntax/index.js";
import { abstract, basic, named, pointerTo, specifiers, typeName } from "./expression-world.js";

export interface RandomExpression {
  readonly text: string;
  readonly tree: Expression;
}

const at = 0;

/** mulberry32. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const types = [
  "_Bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short int",
  "int",
  "unsigned",
  "long",
  "unsigned long",
  "long long int",
  "unsigned long long",
];

/** Enumerators of the prelude, in C and as a tree. None that fits int stands beside one that does not: clang 20 gives it another type than clang 19. */
export const preludeText =
  "enum small { SMALL_A, SMALL_B = -5, SMALL_C };\n" +
  "enum wide { WIDE_A = 0x80000005, WIDE_B = 0x80000000 };\n" +
  "enum huge { HUGE_A = -2147483649, HUGE_B = 0x80000000, HUGE_C };\n" +
  "enum top { TOP_A = 0xffffffffffffffff };\n" +
  "enum __attribute__((packed)) tiny { TINY_A = 200 };\n" +
  "typedef enum tiny tiny_t;\ntypedef unsigned short port_t;\n" +
  "struct inner { char c; short s[3]; };\n" +
  "struct outer { int a; struct inner in[4]; union { long l; char d; }; unsigned b : 3; };\n";

const number = (text: string): Expression => ({ kind: "number", text, at });

export function preludeTree(): ExternalDeclaration[] {
  const enumOf = (tag: string, list: readonly [string, string | undefined][], packed = false): ExternalDeclaration => ({
    kind: "declaration",
    specifiers: specifiers({
      kind: "enum",
      tag: { name: tag, at },
      enumerators: list.map(([name, value]) => ({
        name,
        value:
          value === undefined
            ? undefined
            : value.startsWith("-")
              ? { kind: "unary" as const, operator: "-" as const, of: number(value.slice(1)), at }
              : number(value),
        attributes: [],
        at,
      })),
      underlying: undefined,
      attributes: packed ? [{ name: "packed", at, arguments: [] }] : [],
      at,
    }),
    declarators: [],
    at,
    end: at,
  });
  const typedef = (name: string, type: Parameters<typeof specifiers>[0]): ExternalDeclaration => ({
    kind: "declaration",
    specifiers: specifiers(type, "typedef"),
    declarators: [{ declarator: named(name), asmLabel: undefined, attributes: [], initializer: undefined, at }],
    at,
    end: at,
  });
  const member = (type: Parameters<typeof specifiers>[0], name?: string, length?: string, width?: string) => ({
    kind: "members" as const,
    specifiers: specifiers(type),
    declarators:
      name === undefined
        ? []
        : [
            {
              declarator:
                length === undefined
                  ? named(name)
                  : {
                      kind: "array" as const,
                      of: named(name),
                      size: number(length),
                      qualifiers: specifiers(type).qualifiers,
                      static: false,
                      at,
                    },
              width: width === undefined ? undefined : number(width),
              attributes: [],
              at,
            },
          ],
    at,
    end: at,
  });
  const record = (
    tagKind: "struct" | "union",
    tag: string | undefined,
    members: ReturnType<typeof member>[] | undefined,
  ) => ({
    kind: "record" as const,
    tagKind,
    tag: tag === undefined ? undefined : { name: tag, at },
    members,
    attributes: [],
    pragmas: { pack: 0, msStruct: false },
    at,
  });
  const only = (type: Parameters<typeof specifiers>[0]): ExternalDeclaration => ({
    kind: "declaration",
    specifiers: specifiers(type),
    declarators: [],
    at,
    end: at,
  });
  return [
    enumOf("small", [
      ["SMALL_A", undefined],
      ["SMALL_B", "-5"],
      ["SMALL_C", undefined],
    ]),
    enumOf("wide", [
      ["WIDE_A", "0x80000005"],
      ["WIDE_B", "0x80000000"],
    ]),
    enumOf("huge", [
      ["HUGE_A", "-2147483649"],
      ["HUGE_B", "0x80000000"],
      ["HUGE_C", undefined],
    ]),
    enumOf("top", [["TOP_A", "0xffffffffffffffff"]]),
    enumOf("tiny", [["TINY_A", "200"]], true),
    typedef("tiny_t", {
      kind: "enum",
      tag: { name: "tiny", at },
      enumerators: undefined,
      underlying: undefined,
      attributes: [],
      at,
    }),
    typedef("port_t", basic("unsigned short")),
    only(record("struct", "inner", [member(basic("char"), "c"), member(basic("short"), "s", "3")])),
    only(
      record("struct", "outer", [
        member(basic("int"), "a"),
        member(record("struct", "inner", undefined), "in", "4"),
        member(record("union", undefined, [member(basic("long"), "l"), member(basic("char"), "d")])),
        member(basic("unsigned"), "b", undefined, "3"),
      ]),
    ),
  ];
}

export class ExpressionGenerator {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)];
  }

  #type(): { text: string; tree: TypeName } {
    if (this.#random() < 0.15) {
      const name = this.#pick(["tiny_t", "port_t"]);
      return { text: name, tree: typeName({ kind: "typedef-name", name, at }) };
    }
    const text = this.#pick(types);
    return { text, tree: typeName(basic(text)) };
  }

  expression(depth: number): RandomExpression {
    if (depth <= 0) return this.#leaf();
    const roll = this.#random();
    if (roll < 0.45) return this.#binary(depth);
    if (roll < 0.57) return this.#unary(depth);
    if (roll < 0.72) return this.#cast(this.expression(depth - 1));
    if (roll < 0.8) return this.#conditional(depth);
    if (roll < 0.85) return this.#floating(depth);
    if (roll < 0.9) return this.#builtin(depth);
    if (roll < 0.94) return this.#generic(depth);
    if (roll < 0.97) return this.#pointers(depth);
    return this.#leaf();
  }

  #binary(depth: number): RandomExpression {
    const operators = [
      "*",
      "/",
      "%",
      "+",
      "-",
      "<<",
      ">>",
      "<",
      ">",
      "<=",
      ">=",
      "==",
      "!=",
      "&",
      "^",
      "|",
      "&&",
      "||",
    ] as const;
    const operator: BinaryOperator = this.#pick(operators);
    const left = this.expression(depth - 1);
    const shift = operator === "<<" || operator === ">>";
    const right = shift ? literal(String(Math.floor(this.#random() * 34))) : this.expression(depth - 1);
    return {
      text: `(${left.text} ${operator} ${right.text})`,
      tree: { kind: "binary", operator, left: left.tree, right: right.tree, at },
    };
  }

  #unary(depth: number): RandomExpression {
    const operator = this.#pick(["+", "-", "~", "!"] as const);
    const of = this.expression(depth - 1);
    return { text: `(${operator} ${of.text})`, tree: { kind: "unary", operator, of: of.tree, at } };
  }

  #cast(of: RandomExpression): RandomExpression {
    const type = this.#type();
    return { text: `((${type.text})${of.text})`, tree: { kind: "cast", type: type.tree, of: of.tree, at } };
  }

  #conditional(depth: number): RandomExpression {
    const [condition, then, otherwise] = [
      this.expression(depth - 1),
      this.expression(depth - 1),
      this.expression(depth - 1),
    ];
    const short = this.#random() < 0.2;
    return {
      text: `(${condition.text} ? ${short ? "" : then.text} : ${otherwise.text})`,
      tree: {
        kind: "conditional",
        condition: condition.tree,
        then: short ? undefined : then.tree,
        else: otherwise.tree,
        at,
      },
    };
  }

  /** An integer through a floating type and back. */
  #floating(depth: number): RandomExpression {
    const float = literal(this.#pick(["1.5", "2.25f", "0x1.8p3", "1e3", ".5", "100.L", "7.0F"]));
    const operator = this.#pick(["+", "-", "*", "<", ">=", "=="] as const);
    const other = this.#random() < 0.5 ? literal(String(Math.floor(this.#random() * 1000))) : this.#leafSmall();
    const tree: Expression = { kind: "binary", operator, left: other.tree, right: float.tree, at };
    const text = `(${other.text} ${operator} ${float.text})`;
    if (depth < 0) return { text, tree };
    const to = typeName(basic("int"));
    return { text: `((int)${text})`, tree: { kind: "cast", type: to, of: tree, at } };
  }

  #leafSmall(): RandomExpression {
    return this.#pick([name("SMALL_B"), name("TINY_A"), literal("'a'"), literal("3u")]);
  }

  #builtin(depth: number): RandomExpression {
    const callee = this.#pick([
      "__builtin_bswap16",
      "__builtin_bswap32",
      "__builtin_bswap64",
      "__builtin_ffs",
      "__builtin_ffsll",
      "__builtin_popcount",
      "__builtin_popcountl",
      "__builtin_parityll",
      "__builtin_clrsb",
      "__builtin_constant_p",
    ]);
    const of = this.expression(depth - 1);
    return {
      text: `${callee}(${of.text})`,
      tree: { kind: "call", callee: { kind: "name", name: callee, at }, arguments: [of.tree], at },
    };
  }

  #generic(depth: number): RandomExpression {
    const control = this.expression(depth - 1);
    const [hit, miss] = [this.expression(depth - 1), this.#leaf()];
    const type = this.#pick(["int", "unsigned", "long", "unsigned long"]);
    return {
      text: `_Generic(${control.text}, ${type}: ${hit.text}, default: ${miss.text})`,
      tree: {
        kind: "generic",
        control: control.tree,
        associations: [
          { type: typeName(basic(type)), value: hit.tree },
          { type: undefined, value: miss.tree },
        ],
        at,
      },
    };
  }

  /** The classic offsetof, and differences of absolute addresses. */
  #pointers(_depth: number): RandomExpression {
    const path = this.#pick(["a", "l", "d", "in"]);
    const struct = typeName(
      {
        kind: "record",
        tagKind: "struct",
        tag: { name: "outer", at },
        members: undefined,
        attributes: [],
        pragmas: { pack: 0, msStruct: false },
        at,
      },
      pointerTo(abstract),
    );
    const base: Expression = { kind: "cast", type: struct, of: number("0"), at };
    let member: Expression = { kind: "member", of: base, arrow: true, name: path, at };
    let text = `((struct outer *)0)->${path}`;
    if (path === "in") {
      const index = Math.floor(this.#random() * 4);
      member = { kind: "subscript", of: member, index: number(String(index)), at };
      member = { kind: "member", of: member, arrow: false, name: "s", at };
      text += `[${index}].s`;
    }
    const type = this.#pick(["unsigned long", "long long int", "unsigned"]);
    return {
      text: `((${type})(&${text}))`,
      tree: { kind: "cast", type: typeName(basic(type)), of: { kind: "unary", operator: "&", of: member, at }, at },
    };
  }

  #leaf(): RandomExpression {
    const roll = this.#random();
    if (roll < 0.5) return this.#number();
    if (roll < 0.6)
      return literal(
        this.#pick([
          "'a'",
          "'\\0'",
          "'\\377'",
          "'\\x7f'",
          "'ab'",
          "'\\n'",
          "L'x'",
          "u'\\xffff'",
          "U'\\U0001F600'",
          "'abcd'",
        ]),
      );
    if (roll < 0.75)
      return name(
        this.#pick([
          "SMALL_A",
          "SMALL_B",
          "SMALL_C",
          "WIDE_A",
          "WIDE_B",
          "HUGE_A",
          "HUGE_B",
          "HUGE_C",
          "TOP_A",
          "TINY_A",
        ]),
      );
    if (roll < 0.85) {
      const type = this.#type();
      if (this.#random() >= 0.4)
        return { text: `sizeof(${type.text})`, tree: { kind: "sizeof-type", type: type.tree, at } };
      const preferred = this.#random() < 0.5;
      return {
        text: `${preferred ? "__alignof__" : "_Alignof"}(${type.text})`,
        tree: { kind: "alignof-type", type: type.tree, preferred, at },
      };
    }
    if (roll < 0.9) {
      const text = this.#pick(['"abc"', '""', '"a\\0b"', 'L"xy"', 'u8"z"']);
      return {
        text: `sizeof ${text}`,
        tree: { kind: "sizeof-expression", of: { kind: "string", pieces: [text], at }, at },
      };
    }
    return this.#offsetOf();
  }

  #offsetOf(): RandomExpression {
    const [text, path] = this.#pick([
      ["a", [{ kind: "member", name: "a", at }]],
      ["d", [{ kind: "member", name: "d", at }]],
      [
        "in[2].s[1]",
        [
          { kind: "member", name: "in", at },
          { kind: "index", index: number("2"), last: undefined, at },
          { kind: "member", name: "s", at },
          { kind: "index", index: number("1"), last: undefined, at },
        ],
      ],
    ] as const);
    const type = typeName({
      kind: "record",
      tagKind: "struct",
      tag: { name: "outer", at },
      members: undefined,
      attributes: [],
      pragmas: { pack: 0, msStruct: false },
      at,
    });
    return { text: `__builtin_offsetof(struct outer, ${text})`, tree: { kind: "offsetof", type, path, at } };
  }

  #number(): RandomExpression {
    const bits = this.#pick([1, 3, 7, 8, 15, 16, 31, 32, 33, 63, 64]);
    let value = 0n;
    for (let i = 0; i < bits; i++) value = (value << 1n) | (this.#random() < 0.5 ? 1n : 0n);
    if (this.#random() < 0.2) value = (1n << BigInt(bits)) - 1n;
    const suffix = this.#pick(["", "", "", "u", "l", "ul", "ll", "LLU", "U", "uLL"]);
    const form = this.#pick([10, 10, 16, 8, 2]);
    // A decimal literal that no signed type holds is an error or unsigned, by compiler.
    if (form === 10 && value >= 1n << 63n && !/u/i.test(suffix)) value >>= 1n;
    const digits = value.toString(form);
    const text = form === 16 ? `0x${digits}` : form === 8 ? `0${digits}` : form === 2 ? `0b${digits}` : digits;
    return literal(text + suffix);
  }
}

function literal(text: string): RandomExpression {
  if (text.includes("'")) return { text, tree: { kind: "character", text, at } };
  return { text, tree: number(text) };
}

function name(text: string): RandomExpression {
  return { text, tree: { kind: "name", name: text, at } };
}
