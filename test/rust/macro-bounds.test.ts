/**
 * Macros that nobody sane writes: expansions without end, a thousand parameters, brackets that do not pair, names that Rust does not have. Every one
 * is translated into what compiles or is listed, in bounded time.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

const bombs = [
  "#define Q0(x) x x x x",
  ...upTo(15).map((i) => `#define Q${i + 1}(x) Q${i}(Q${i}(x))`),
  "#define S0(x) ((x) + (x))",
  ...upTo(24).map((i) => `#define S${i + 1}(x) S${i}(S${i}(x))`),
  `#define MANY(${upTo(1000).map((i) => `p${i}`)}) (p0 + p999)`,
  `#define LONG(x) (${upTo(100_000)
    .map(() => "(x)")
    .join("+")})`,
  `#define DEEP(x) ${"(".repeat(20_000)}x${")".repeat(20_000)}`,
  `#define NOT(x) ${"!".repeat(1900)}(x)`,
  `#define CHOOSE(x) ${"(x) ? 1 : ".repeat(600)}0`,
  `#define IFS(x) do { ${"if (x) ".repeat(800)}(x); } while (0)`,
  `#define SUM(x) (${upTo(900)
    .map(() => "(x)")
    .join("+")})`,
  `#define BLOCKS(x) ${"{".repeat(1500)}x;${"}".repeat(1500)}`,
];

const odd = String.raw`
#define PASTE_BAD(a) + ## a
#define PASTE_BAD_TOO(a, b) a ## + ## b
#define OPEN_PAREN(x) ((x)
#define CLOSE_PAREN(x) x)
#define OPEN_BRACE(x) if (x) {
#define CLOSE_BRACE(x) } (x)
#define OPEN_BRACKET(x) x[
#define SEMICOLONS(x) ;;;
#define ELSE(x) else x
#define CASE(x) case x:
#define LABEL(x) x:
#define GOTO(x) goto x
#define STRAY(x) @ x $ \
  y
#define STRING(x) "unterminated x
#define COMMENT(x) /* open x
*/ x
#define ARGUMENTS(...) __VA_ARGS__
#define COMMA(...) , ## __VA_ARGS__
#define ITSELF(x) ITSELF(x)(x)
#define PING(x) PONG(x)
#define PONG(x) PING(x)
#define RETURN(x) return x
#define TYPEDEF(t) typedef struct { int a; } t
#define FUNCTION(n) static inline int n(int a) { return a; }
#define STATEMENTS(x) ({ x })
#define BREAKS(x) ({ while (x) { break; } })
#define ARRAY(n) int a[n]
#define SIZE(n) sizeof(int[n])
#define DIVISION(x) ((x) / 0)
#define SHIFT(x) ((x) << 100)
#define BIG(x) ((x) + 123456789012345678901234567890)
#define DOLLAR($a, a$) ($a - a$)
#define LETTER(é) é
#define crate(x) (x)
#define self(x) (x)
#define Self(x) (x)
#define type(x) (x)
#define core(x) (x)
#define u8(x) (x)
#define std(x) (x)
#define assert(x) ((x) ? 0 : 1)
#define RESERVED(crate, self, Self, super, _) ((crate) + (self) + (Self) + (super) + (_))
#define TAKEN(value, place, size, first) ({ (value)++; (place) += sizeof(size); for (; first; ) ; })
extern int f(int, ...);
#define NAMED(arguments, ...) f(arguments, __VA_ARGS__)
struct linked { struct linked *next; };
extern void link(struct linked *, unsigned long);
#define OFFSET_OF_VALUE(ptr, field) link(&(ptr)->field, __builtin_offsetof(__typeof__(*(ptr)), field))
#define OFFSET_OF_TYPE(type, field) __builtin_offsetof(type, field)
#define MEMBER_OF_REST(ptr, field...) link(&(ptr)->field, 1)
extern void note(const char *text, unsigned long size);
#define SAID(text) do { static const char said[] = "x: " text; note(said, sizeof(said)); } while (0)
#define EACH(i, ...) for ((i) = 0; (i) < 10; (i)++)
#define KEPT(s) ({ static const char *kept = s; kept; })
#define PER_CPU(field) ({ static struct linked __attribute__((address_space(256))) *here = 0; here->field; })
#define REGISTER(p, field) (((volatile struct linked *)(p))->field)
#define SET_REGISTER(p, field, v) (((volatile struct linked *)(p))->field = (v))
struct counted { int plain; volatile int count; };
#define COUNTED(field) (((struct counted *)4096)->field)
#define COUNTED_AT(field) (&((struct counted *)4096)->field)
#define ADD_COUNTED(field) (((struct counted *)4096)->field++)
extern int perhaps(int) __attribute__((weak));
struct maybe { int (*f)(int); };
static const struct maybe maybe = { perhaps };
#define MICRO(x) note("µ" #x, 1)
#define LOOP(i, body) for ((i) = 0; (i) < (body); (i)++)
`;

test("bombs go off in bounded time", { timeout: 60_000 }, async () => {
  const { crate, text, errors } = await translated(bombs.join("\n"));
  expect(text.length).toBeLessThan(3_000_000);
  const made = new Set(crate.modules.flatMap(({ items }) => items.flatMap((one) => ("name" in one ? [one.name] : []))));
  const listed = new Set(crate.leftOut.map(({ name }) => name));
  for (const [, name] of bombs.join("\n").matchAll(/^#define (\w+)/gm))
    expect([name, made.has(name) !== listed.has(name)]).toEqual([name, true]);
  expect(crate.leftOut.find(({ name }) => name === "MANY")?.why).toBe("more parameters than kpigen looks at");
  expect(crate.leftOut.find(({ name }) => name === "LONG")?.why).toBe("its expansion is of more than 4000 tokens");
  expect(errors).toBe("");
});

test("what cannot be Rust is listed, and the rest compiles", { timeout: 60_000 }, async () => {
  const { crate, errors } = await translated(odd);
  expect(errors).toBe("");
  for (const name of [
    "PASTE_BAD",
    "OPEN_PAREN",
    "CLOSE_PAREN",
    "OPEN_BRACE",
    "CLOSE_BRACE",
    "OPEN_BRACKET",
    "ELSE",
    "CASE",
    "STRAY",
    "ITSELF",
    "PING",
    "PONG",
    "BIG",
    "MEMBER_OF_REST",
    "SAID",
    "EACH",
    "ARGUMENTS",
    "KEPT",
    "PER_CPU",
  ])
    expect([name, crate.leftOut.filter((one) => one.name === name).length]).toEqual([name, 1]);
});

test("a tag that only the caller of a macro makes is no type of the crate", { timeout: 60_000 }, async () => {
  const { text, errors } = await translated(
    "struct thread { int id; };\nint absent(struct thread *, void *);\n" +
      "#define ABSENT(name) int sys_##name(struct thread *td, struct name##_args *uap) { return absent(td, (void *)uap); }\n",
  );
  expect(text).toContain("pub struct thread");
  expect(text).not.toContain("__kpigen");
  expect(errors).toBe("");
});

test("chains of typedefs are walked, and a body of labels without end is a reason", { timeout: 60_000 }, async () => {
  const { crate, errors } = await translated(
    [
      "typedef int t0;",
      ...upTo(8000).map((i) => `typedef t${i} t${i + 1};`),
      "extern t8000 last;",
      `static inline void jumps(int x) { ${upTo(5000)
        .map((i) => `l${i}: if (x == ${i}) goto l${i};`)
        .join(" ")} }`,
    ].join("\n"),
  );
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual(["jumps: more than 200 labels in one block"]);
  expect(errors).toBe("");
});

test("a record in a body of a type that only the caller knows is a reason", { timeout: 60_000 }, async () => {
  const { crate, text, errors } = await translated(
    "#define FIRST_OF(type, list, result) do { struct { type *first; } s; s.first = (list); (result) = s.first; } while (0)\n" +
      "#define TWICE(x, result) do { struct { int low, high; } pair = { (x), (x) }; (result) = pair.low + pair.high; } while (0)\n",
  );
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "FIRST_OF: its body declares a type that is made of its caller's",
  ]);
  expect(text).not.toContain("__kpigen");
  // it stands where its macro does
  expect(text).toMatch(/defined in \S*macros\.h:2\n(?: *#.*\n)* *pub struct/);
  expect(errors).toBe("");
});

async function translated(text: string) {
  const made = await translateTexts({ "macros.h": text });
  return { ...made, errors: compiled(made.text) };
}

/** rustc's errors. */
function compiled(text: string): string {
  if (!hasRustc) return "";
  return inDirectory((home) => {
    writeFileSync(join(home, "bound.rs"), text);
    writeFileSync(join(home, "main.rs"), 'include!("bound.rs");\nfn main() {}\n');
    return run("rustc", [
      "--edition",
      "2021",
      "-Awarnings",
      "--emit=metadata",
      "-o",
      join(home, "m"),
      join(home, "main.rs"),
    ]).stderr;
  });
}
