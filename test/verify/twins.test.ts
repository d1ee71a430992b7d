/**
 * `verify --run`: twins agree where the translation is right, and a difference of any kind is found where it is not. The damage is done to
 * the Rust text, behind the translation's back; what C does is clang's word.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../src/index.js";
import { findTools, runProcess, type Tools, type VerifyReport, verify } from "../../src/verify/index.js";
import { hasRustc, host } from "../rust/toolchain.js";

const able = hasRustc && host === "x86_64-unknown-linux-gnu";
if (!able) console.warn("twins.test: rustc for x86_64-unknown-linux-gnu is not here, so nothing is run");

const folder = mkdtempSync(join(tmpdir(), "kpigen-twins-"));
let tools: Tools;
beforeAll(async () => {
  tools = (await findTools({ cc: undefined }, runProcess)).value;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Damage = readonly [from: string, to: string];

const plainRust = { rustTarget: "stable", edition: "2021", enumStyle: "alias" } as const;
const otherRust = { rustTarget: "stable", edition: "2024", enumStyle: "newtype" } as const;

async function run(
  path: string,
  damages: readonly Damage[],
  inputs = 300,
  rust: typeof plainRust | typeof otherRust = plainRust,
): Promise<VerifyReport> {
  const included = path.endsWith("asks.h") ? [`-I${resolve(dirname(path), "included")}`] : [];
  const clangArguments = path.endsWith("c23.h") ? ["-std=gnu23"] : included;
  const { generation } = await generate({
    input: { kind: "bind", inputs: [path], target: "x86_64-unknown-linux-gnu", clangArguments },
    rust,
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (generation === undefined) throw new Error("the header is not understood");
  let text = generation.files.get("") ?? "";
  for (const [from, to] of damages) {
    expect(text.split(from), from).toHaveLength(2);
    text = text.replace(from, to);
  }
  const { sources, environment, crate, plan } = generation;
  const units = generation.units.map(({ name, program }, i) => ({ name, program, ...preprocessed(plan.units[i]) }));
  const files = new Map([["", text]]);
  const proof = { sources, environment, units, crate, files, edition: rust.edition, whole: true } as const;
  return verify(proof, { tools, jobs: 2, twins: { inputs, seed: 1 } });
}

const preprocessed = <T>({ preprocessed }: { readonly preprocessed: T }) => ({ preprocessed });

const wrong = ({ failures }: VerifyReport) =>
  failures.map(({ kind, verdict, name, why }) => [kind, verdict, name, why]);

describe.runIf(able)("twins agree", () => {
  /** Functions that Rust does not have, which is the translation's word. */
  const refused: readonly (readonly [file: string, names: readonly string[]])[] = [
    ["rust/inline-functions-of-every-kind.c", []],
    ["run/every-construct.h", ["duff", "frame_is_own", "goto_into_block", "size_known", "size_of_member"]],
  ];
  for (const [name, names] of refused) {
    it(name, async () => {
      const report = await run(fileURLToPath(new URL(`../cases/${name}`, import.meta.url)), [], 500);
      expect(wrong(report)).toEqual([]);
      expect(report.passed).toBe(true);
      const notRun = report.twins?.notRun ?? [];
      expect(notRun.map((one) => one.name).sort()).toEqual(names);
      for (const { why } of notRun) expect(why).toMatch(/^left out of the crate: /);
      expect(report.twins?.groups[0]).toMatchObject({ name: "inline functions" });
      expect(report.twins?.groups[0].run).toBeGreaterThan(100);
    });
  }
});

it.runIf(able)("twins agree about the place of a header that is shown where it is, below one that is not", async () => {
  const path = fileURLToPath(new URL("../cases/run/place/asks.h", import.meta.url));
  const report = await run(relative(process.cwd(), path), [], 20);
  expect(wrong(report)).toEqual([]);
  expect(report.twins?.groups[0].run).toBe(1);
});

it.runIf(able)("a crate in which nothing is left to run", async () => {
  const path = join(folder, "nothing.h");
  writeFileSync(path, 'static inline __attribute__((naked)) void bare(void) { __asm__("ret"); }\n');
  const report = await run(path, [], 20);
  expect(wrong(report)).toEqual([]);
  expect(report.twins?.notRun.map((one) => one.name)).toEqual(["bare"]);
});

it.runIf(able)("twins agree in C23", { timeout: 60_000 }, async () => {
  const report = await run(fileURLToPath(new URL("../cases/run/c23.h", import.meta.url)), [], 100);
  expect(wrong(report)).toEqual([]);
  expect(report.twins?.notRun).toEqual([]);
  expect(report.twins?.groups[0].run).toBe(10);
});

it.runIf(able)("twins agree in the newer edition, enums being types of their own", { timeout: 60_000 }, async () => {
  const report = await run(
    fileURLToPath(new URL("../cases/run/every-construct.h", import.meta.url)),
    [],
    20,
    otherRust,
  );
  expect(wrong(report)).toEqual([]);
  expect(report.passed).toBe(true);
  expect(report.twins?.notRun).toHaveLength(5);
});

it.runIf(able)(
  "twins of enums that are types of their own agree, macros over them too",
  { timeout: 60_000 },
  async () => {
    const path = fileURLToPath(new URL("../hard-cases/newtypes.h", import.meta.url));
    const report = await run(path, [], 300, otherRust);
    expect(wrong(report)).toEqual([]);
    expect(report.twins?.notRun).toEqual([]);
    expect(report.twins?.compared).toBeGreaterThan(5_000);
  },
);

const small = `
struct list { struct list *next; int value; unsigned bits : 3; };
struct pair { long first; int second; };
extern int limit;
extern struct list *found(struct list *, int);
extern int put(const char *, long);
extern void stop(const char *, ...) __attribute__((noreturn));
extern int (*hook)(int, long);
static inline int add(int a, int b) { return a + b; }
static inline int increment(int a) { return a + 1; }
static inline void store(struct list *l, int v) { if (l->next != 0) l->next->value = v; }
static inline void set_bits(struct list *l, int v) { l->bits = v; }
static inline int twice(struct list *l) { put("one", l->value); return put("two", limit); }
static inline void count(void) { limit += 3; }
static inline int last(struct list *l) { return found(l, 7)->value; }
static inline int check(int a) { if (a == 4711) stop("never %d", a); return a; }
static inline struct pair both(long a, int b) { struct pair p = { .first = a, .second = b }; return p; }
static inline int call(int a) { return hook(a, 5); }
static inline int length(const struct list *l) { int n = 0; while (l != 0) { n++; l = l->next; } return n; }
`;

describe.runIf(able)("a difference is found", () => {
  const header = join(folder, "small.h");
  beforeAll(() => writeFileSync(header, small));

  it("where there is none, nothing is", async () => {
    const report = await run(header, []);
    expect(wrong(report)).toEqual([]);
    const groups = [{ name: "inline functions", total: 11, run: 11 }];
    expect(report.twins).toMatchObject({ groups, notRun: [] });
  });

  it("in values, memory, calls and ends", async () => {
    const damages: readonly (readonly [name: string, from: string, to: string, why: RegExp])[] = [
      [
        "add",
        "a.wrapping_add(b)",
        "a.wrapping_sub(b)",
        /Rust debug: the result differs.*C 0x.*Rust 0x.*input \d+: a0=/,
      ],
      ["both", "second: b", "second: -1", /the result differs/],
      ["call", "(a, 5)", "(a, 6)", /calls of kernel functions differ/],
      ["check", "a == 4711", "a == 4712", /C (returns, Rust calls a|calls a function that does not return, Rust) /],
      ["count", "limit.wrapping_add(3)", "limit.wrapping_add(4)", /limit differs at/],
      ["increment", "a.wrapping_add(1)", "a + 1", /Rust panics: attempt to add with overflow/],
      ["last", "found(l, 7)", "found(l, 8)", /calls of kernel functions differ/],
      ["length", "n = n.wrapping_add(1)", "n = n.wrapping_add(2)", /the result differs/],
      ["set_bits", ".set_bits(v as c_uint)", ".set_bits(v as c_uint & 3)", /memory differs at/],
      ["store", "(*(*l).next).value = v", "(*l).value = v", /memory differs at|C faults, Rust returns/],
      ["twice", 'c"one".as_ptr()', 'c"two".as_ptr()', /calls of kernel functions differ/],
    ];
    const report = await run(
      header,
      damages.map(([, from, to]) => [from, to]),
    );
    expect(report.passed).toBe(false);
    const found = wrong(report).sort(([, , a], [, , b]) => (a < b ? -1 : 1));
    expect(found).toEqual(damages.map(([name, , , why]) => ["twins", "wrong", name, expect.stringMatching(why)]));
  });
});

const macros = `
struct list { struct list *next; int value; };
extern struct list *head;
extern int put(const char *, int);
#define FIRST (head->next)
#define TOTAL (head->value + 1)
#define howmany(x, y) (((x) + ((y) - 1)) / (y))
#define is_odd(x) (((x) & 1) != 0)
#define flag(x) ((x) | ((x) > 5 ? 0x80000000u : 0))
#define value_of(l) ((l)->value)
#define swap(a, b) do { int swapped = *(a); *(a) = *(b); *(b) = swapped; } while (0)
#define say(x) put(__func__, (x) + __LINE__)
#define walk(l) for (; (l) != 0; (l) = (l)->next)
`;

describe.runIf(able)("macros have twins", () => {
  const header = join(folder, "macros.h");
  beforeAll(() => writeFileSync(header, macros));

  it("with arguments of several types, and the type of the result is compared as well", async () => {
    const report = await run(header, []);
    expect(wrong(report)).toEqual([]);
    expect(report.twins?.groups).toEqual([
      { name: "function-like macros", total: 7, run: 6 },
      { name: "macros that are expressions", total: 2, run: 2 },
    ]);
    expect(report.twins?.notRun.map(({ name, why }) => [name, why])).toEqual([["walk", "takes a statement"]]);
  });

  it("whose differences are found", async () => {
    const report = await run(header, [
      ["c_math::sub($y", "c_math::add($y"],
      ["(*l).value", "(*l).value ^ 1"],
    ]);
    const names = new Set(wrong(report).map(([, , name]) => String(name).replace(/\(.*/, "")));
    expect([...names].sort()).toEqual(["howmany", "value_of"]);
  });
});

describe.runIf(able)("what is not run has its reason", () => {
  it("by what a process may not do, by what no two calls agree on, by its type", async () => {
    const header = join(folder, "reasons.h");
    writeFileSync(
      header,
      `static inline void off(void) { __asm__ volatile("cli"); }
static inline unsigned long stamp(void) { unsigned a, d; __asm__ volatile("rdtsc" : "=a"(a), "=d"(d)); return a | (unsigned long)d << 32; }
static inline int wild(void) { return *(volatile int *)16; }
static inline int forever(int a) { for (;;) a++; }
static inline int fine(int a) { return a; }
`,
    );
    const report = await run(header, [], 50);
    expect(wrong(report)).toEqual([]);
    expect(report.twins?.groups).toEqual([{ name: "inline functions", total: 5, run: 1 }]);
    expect(Object.fromEntries(report.twins?.notRun.map(({ name, why }) => [name, why]) ?? [])).toEqual({
      off: "privileged instruction",
      stamp: "reads the time stamp counter: no two calls agree",
      wild: "faults on every input (SIGSEGV)",
      forever: "does not end on any input",
    });
  });
});
