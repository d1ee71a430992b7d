import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { printItem } from "../../../src/print/index.js";
import { clang, translateTexts } from "./twin.js";

async function translated(c: string, clangArguments: readonly string[] = []) {
  const { crate, functions } = await translateTexts({ "input.h": c }, clangArguments);
  const text = (name: string): string => {
    const item = functions.find((one) => one.name === name);
    if (item === undefined) return `no function ${name}`;
    const printed = printItem({ ...item, doc: { ...item.doc, definedIn: undefined } }, { edition: crate.edition });
    return printed.slice(printed.indexOf("fn "));
  };
  return { crate, text, refused: crate.leftOut.map(({ name, why }) => `${name}: ${why}`) };
}

test("C's names, order and comments stay; casts only where Rust wants them", async () => {
  const { text } = await translated(`
typedef unsigned long size_t;
#define LIMIT 16
struct buf { unsigned char *data; size_t length; unsigned flags : 4; };
static inline int fill(struct buf *b, int type, size_t n) {
  size_t i;
  /* Leave the tail alone. */
  for (i = 0; i < n && i < LIMIT; i++) {
    if (b->data[i] == 0)
      continue;
    b->data[i] = type;
  }
  b->flags |= 2;
  b->length += n;
  return b->length > 100 ? -1 : 0;
}`);
  expect(text("fill")).toBe(`fn fill(b: *mut buf, r#type: c_int, n: usize) -> c_int
{
    let mut i: usize;
    // Leave the tail alone.
    i = 0;

    while i < n && i < LIMIT as usize
    {
        if *(*b).data.wrapping_add(i) == 0
        {
            i = i.wrapping_add(1);
            continue;
        }

        *(*b).data.wrapping_add(i) = r#type as c_uchar;
        i = i.wrapping_add(1);
    }

    (*b).set_flags((*b).flags() | 2);
    (*b).length = (*b).length.wrapping_add(n);
    return if (*b).length > 100 { -1 } else { 0 };
}`);
});

test("a condition that assigns, a chain of assignments, gotos", async () => {
  const { text } = await translated(`
struct node { struct node *next; int count; };
struct node *pop(struct node **);
static inline int drain(struct node **list, int limit) {
  struct node *n;
  int total, error;
  total = error = 0;
again:
  if ((n = pop(list)) == 0)
    goto out;
  total += n->count;
  if (total < limit)
    goto again;
  error = 1;
out:
  return error;
}`);
  expect(text("drain")).toBe(`fn drain(list: *mut *mut node, limit: c_int) -> c_int
{
    let mut n: *mut node;
    let mut total: c_int;
    let mut error: c_int;
    error = 0;
    total = error;

    'out:
    {
        'again: loop
        {
            n = pop(list);

            if n.is_null()
            {
                break 'out;
            }

            total = total.wrapping_add((*n).count);

            if total < limit
            {
                continue 'again;
            }

            break;
        }

        error = 1;
    }

    return error;
}`);
});

test("an enumerator without a value has no item, nor has what needs it", async () => {
  const { crate, refused } = await translated(`
enum e { FIRST = 1, UNKNOWN = sizeof(struct nowhere), BEHIND, LAST = 7 };
enum too_large { LEAST = -1, MOST = 0xffffffffffffffff };
int takes(enum e e);
static inline int reads(void) { return BEHIND; }
static inline int last(enum too_large t) { return LAST; }
#define AGAIN (UNKNOWN + 1)
`);
  const constants = crate.modules.flatMap(({ items }) => items.filter(({ kind }) => kind === "const"));
  expect(constants.map((one) => "name" in one && one.name)).toEqual(["FIRST", "LAST", "LEAST", "MOST"]);
  expect(refused.map((text) => text.replace(/:.*/, ""))).toEqual(
    expect.arrayContaining(["enum e", "enum too_large", "takes", "reads", "last", "AGAIN"]),
  );
});

test("what has no translation is refused, and so is what calls it", async () => {
  const { refused } = await translated(`
typedef __builtin_va_list va_list;
static inline int sum(int n, ...) { return n; }
static inline int sized(int n) { int a[n]; a[0] = 1; return a[0]; }
static inline int into(int n) { if (n) goto inside; while (n < 3) { inside: n++; } return n; }
static inline int deep(int n, int k) { switch (n) { case 0: do { k++; case 1: k--; } while (k); } return k; }
static inline void *frame(void) { return __builtin_frame_address(0); }
static inline long double far(long double x) { return x * 2; }
static inline int caller(int n) { return into(n) + 1; }
static int hidden __attribute__((section("table"), used));
static inline int reads(void) { return hidden; }
static inline int unequal(long double x) { return x != x; }
static inline int truth(_Float16 *x) { return *x ? 1 : 2; }
static inline int stored(const __fp16 *x) { return *x > 1; }
static inline void store(__fp16 *x, float y) { *x = y; }
static inline int counted(int n, int list[n++], int sized[sizeof(n++)]) { return list[n]; }
static inline int elsewhere(int n) { int declared_here(int) __asm__("there"); return declared_here(n); }
static inline int again(int n) { int far_away(int); return far_away(n); }
int far_away(int);
`);
  expect(refused).toEqual([
    "sum: stable Rust has no variadic definitions",
    "sized: array of variable length",
    "into: goto inside: a jump that no block or loop of Rust makes",
    "deep: a case label inside of another statement",
    "frame: __builtin_frame_address: the frame is not Rust's to read",
    "far: Rust has no numbers of the type long double",
    "caller: needs into, which is left out",
    "reads: uses hidden: static: C registers one for every file that has it",
    "unequal: Rust cannot compare the type long double",
    "truth: Rust cannot compare the type _Float16",
    "stored: Rust has no conversion from __fp16 to f32",
    "store: Rust has no conversion from f32 to __fp16",
    "counted: the length of a parameter's array changes something",
    "elsewhere: declares declared_here, which nothing else declares, with a symbol of its own",
    "again: 'far_away' is declared only behind its use",
    "hidden: static: C registers one for every file that has it",
  ]);
});

test("functions that clang tells apart by their types are none, nor is one that would call itself by its builtin", async () => {
  const { refused, text } = await translated(`
typedef unsigned long size_t;
static inline size_t strlen(const char *s) { return __builtin_strlen(s); }
__attribute__((overloadable)) int one(int);
static inline __attribute__((overloadable)) float half(float x) { return x / 2; }
static inline __attribute__((overloadable)) double half(double x) { return x / 2; }
static inline double quarter(double x) { return half(half(x)); }
int plain(int);
long __attribute__((overloadable)) plain(long);
static inline long either(long x) { return plain(x); }
long len(const char *p);
static inline __attribute__((overloadable)) long len(const char *const p __attribute__((pass_object_size(0)))) { return 7; }
static inline long lens(const char *p) { return len(p); }
static inline unsigned long width(void) { return sizeof(half(1.0)); }
static inline int twice(int x) { int y = 0; if (x) foo: [[maybe_unused]] bar: y = 1; if (x == 7) goto foo; if (x == 8) goto bar; return y; }
static inline int kept(int x) { return x; }`);
  expect(refused.sort()).toEqual([
    "either: 'plain' is overloadable: its arguments say which function it is",
    "half: overloadable: several functions have the name",
    "lens: 'len' is overloadable: its arguments say which function it is",
    "one: overloadable: its symbol is put together from its type",
    "quarter: 'half' is overloadable: its arguments say which function it is",
    "strlen: __builtin_strlen: strlen is an inline function here",
    "twice: its body was not understood",
    "width: 'half' is overloadable: its arguments say which function it is",
  ]);
  expect(text("kept")).toContain("return x;");
});

test("of a constexpr local only its value is left, but where it has an address", async () => {
  const { text } = await translated(
    `
static inline double half(int a) { constexpr double HALF = 0.5; return a * HALF; }
static inline const int *at(void) { static constexpr int THREE = 3; return &THREE; }
`,
    ["-std=gnu23"],
  );
  expect(text("half")).toBe(`fn half(a: c_int) -> f64
{
    return a as f64 * 0.5;
}`);
  expect(text("at")).toBe(`fn at() -> *const c_int
{
    static mut THREE: c_int = 3;

    return &raw const THREE;
}`);
});

test.runIf(clang !== undefined)("functions that clang knows to return twice are not called", async () => {
  const names = "setjmp _setjmp sigsetjmp __sigsetjmp savectx getcontext vfork longjmp mysetjmp fork".split(" ");
  const given = (name: string): string => (name === "vfork" ? "" : "p");
  const c = names
    .map((name) => {
      const parameters = given(name) === "" ? "void" : "void *";
      return `int ${name}(${parameters});\nstatic inline int calls_${name}(void *p) { return ${name}(${given(name)}); }\n`;
    })
    .join("");
  const flags = ["-S", "-emit-llvm", "-w", "-x", "c", "-o", "-", "-"];
  const uses = names.map((name) => `int use_${name}(void *p) { return calls_${name}(p); }\n`).join("");
  const { stdout } = spawnSync(clang!, flags, { input: c + uses, encoding: "utf8" });
  const numbers = [...stdout.matchAll(/^attributes (#\d+) = \{ .*\breturns_twice\b/gm)].map((found) => found[1]);
  const twice = names.filter((name) =>
    numbers.some((number) => new RegExp(`^declare .*@${name}\\(.*\\) ${number}$`, "m").test(stdout)),
  );
  expect(twice).toHaveLength(7);
  const { refused } = await translated(c);
  const notCalled = refused
    .filter((one) => /^calls_\w+: calls \w+: returns twice/.test(one))
    .map((one) => one.split(":")[0]);
  expect(notCalled.sort()).toEqual(twice.map((name) => `calls_${name}`).sort());
});
