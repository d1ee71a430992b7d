/**
 * Macros that name members, as accessors: for every accessor that is made, C takes the address that its macro names in the same object, or
 * stores through it; Rust must come to the same place and the same bits.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { printItem } from "../../src/print/index.js";
import type { RustItem } from "../../src/rust/index.js";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("member-alias.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-that-name-members.c", import.meta.url));
const text = readFileSync(path, "latin1");
const { crate, text: rust } = await translateFile(path);

type FunctionItem = Extract<RustItem, { readonly kind: "function" }>;

interface Method {
  readonly record: string;
  readonly item: FunctionItem;
}

/** First methods of accessors whose name is one of the file's macros. */
const macros = new Set([...text.matchAll(/^#define (\w+)/gm)].map(([, name]) => name));
const methods: readonly Method[] = crate.modules.flatMap(({ items }) =>
  items.flatMap((impl) =>
    impl.kind !== "impl"
      ? []
      : impl.items.flatMap((item) =>
          item.kind === "function" && macros.has(cName(item)) && item.signature.parameters.length === 1
            ? [{ record: impl.header.replace(/^impl /, ""), item }]
            : [],
        ),
  ),
);

function cName({ name }: FunctionItem): string {
  return name.replace(/^r#/, "");
}

test("which records have which", () => {
  const found = new Map<string, string[]>();
  for (const { record, item } of methods) found.set(record, [...(found.get(record) ?? []), cName(item)]);
  expect(Object.fromEntries(found)).toEqual({
    // by C11 6.5.2.3: exactly where clang takes `((struct X *)0)->NAME`
    outer: [
      "o_kind",
      "o_third",
      "o_words",
      "o_word2",
      "o_leaf",
      "o_mid",
      "o_busy",
      "o_count",
      "o_alias",
      "match",
      "o_inner",
      "o_leader",
      "o_leader_count",
      "o_member",
      "o_number",
      "o_colour",
      "o_deep",
      "spot",
      "o_tail",
    ],
    other: ["o_two", "any_busy"],
    tight: ["any_busy"],
    outer_un: ["o_two"],
    outer_anon_1: ["o_inner"],
  });
});

test("what has none says why", () => {
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`).sort()).toEqual([
    "behind_bits: the member group->leader->mid of struct outer: a bit-field behind a pointer",
    "behind_volatile: the member group->leader->busy of struct outer: volatile, behind a pointer",
    "nowhere: no record has the member un.third",
    "set_own_bits: the member paint of struct outer: an accessor has that name",
  ]);
});

test("the form", () => {
  const printed = (name: string): string => {
    const found = methods.find(({ record, item }) => record === "outer" && item.name === name);
    return found === undefined ? "" : printItem(found.item, { edition: "2021" });
  };
  expect(printed("o_third").replace(/defined in .*\//, "defined in ")).toBe(`/// A scalar of a union.
/// Is \`un.part.third\`.
///
/// defined in macros-that-name-members.c:21
#[inline]
pub const
fn o_third(&self) -> *const c_short
{
    return (self as *const Self).cast::<u8>().wrapping_add(10).cast();
}`);
  expect(printed("o_leader_count")).toContain(`pub unsafe
fn o_leader_count(&self) -> *const c_long
`);
});

const cPrologue = `#include <stdlib.h>
#include <string.h>
static struct leaf leader;
static struct group one;
static int numbers[8];
void *kpigen_object(unsigned long size, unsigned char fill) { void *p = aligned_alloc(64, 4096); memset(p, fill, 4096); return p; }
void kpigen_link(struct outer *p) { p->group = &one; one.leader = &leader; one.numbers = numbers; }
`;

const isPlace = ({ item }: Method): boolean => item.signature.returns?.kind === "pointer";

function cFunctions({ record, item }: Method): string {
  const name = `${record}_${cName(item)}`;
  const type = record === "outer_un" ? "__typeof__(((struct outer *)0)->un)" : `struct ${record}`;
  const member = `((${type} *)p)->${cName(item)}`;
  if (isPlace({ record, item })) return `void *at_${name}(void *p) { return (void *)&${member}; }`;
  return `void set_${name}(void *p, long v) { ${member} = v; }\nlong get_${name}(void *p) { return ${member}; }`;
}

function rustCheck({ record, item }: Method): string {
  const name = `${record}_${cName(item)}`;
  const setter = `set_${cName(item)}`;
  const prologue = `let p = kpigen_object(512, fill).cast::<${record}>();${record === "outer" ? " kpigen_link(p.cast());" : ""}`;
  if (isPlace({ record, item })) {
    return `${prologue} assert_eq!((*p).${item.name}() as usize, at_${name}(p.cast()) as usize, "${name}");
      assert_eq!((*p).${cName(item)}_mut() as usize, at_${name}(p.cast()) as usize, "${name} mut");`;
  }
  return `${prologue} let q = kpigen_object(512, fill); core::ptr::copy(p.cast::<u8>(), q.cast(), 512);
      for v in [0, 1, -1, 5, 0x123456] {
        (*p).${setter}(v as _); set_${name}(q.cast(), v);
        assert!(core::slice::from_raw_parts(p.cast::<u8>(), 512) == core::slice::from_raw_parts(q.cast::<u8>(), 512), "${name}");
        assert_eq!((*p).${item.name}() as i64, get_${name}(p.cast()), "${name}");
      }`;
}

test.runIf(able)("C and Rust come to the same places", { timeout: 120_000 }, () => {
  // C cannot name an anonymous member's type
  const named = methods.filter(({ record }) => record !== "outer_anon_1");
  const externs = named.map((one) => {
    const name = `${one.record}_${cName(one.item)}`;
    return isPlace(one)
      ? `fn at_${name}(p: *mut c_void) -> *mut c_void;`
      : `fn set_${name}(p: *mut c_void, v: i64); fn get_${name}(p: *mut c_void) -> i64;`;
  });
  const said = inDirectory((home) => {
    writeFileSync(join(home, "c.c"), [text, cPrologue, ...named.map(cFunctions)].join("\n"));
    const c = run(clang ?? "", ["-w", "-std=gnu17", "-c", "-o", join(home, "c.o"), join(home, "c.c")]);
    if (c.status !== 0) return c.stderr;
    writeFileSync(join(home, "bound.rs"), rust);
    writeFileSync(
      join(home, "main.rs"),
      `include!("bound.rs");
use core::ffi::c_void;
extern "C" { fn kpigen_object(size: usize, fill: u8) -> *mut c_void; fn kpigen_link(p: *mut outer); ${externs.join("\n")} }
fn main() { unsafe { for fill in [0u8, 0xff, 0xa5] { ${named.map((one) => `{ ${rustCheck(one)} }`).join("\n")} } } println!("${named.length} agree"); }
`,
    );
    const allow = ["-Dwarnings", "-Aunused_unsafe", "-Adangerous_implicit_autorefs", "-Aunused_imports"];
    const args = ["--edition", "2021", ...allow, `-Clink-arg=${join(home, "c.o")}`, "-o", join(home, "main")];
    const built = run("rustc", [...args, join(home, "main.rs")]);
    if (built.status !== 0) return built.stderr;
    const ran = spawnSync(join(home, "main"), { encoding: "utf8" });
    return ran.stdout + ran.stderr;
  });
  expect(said).toBe(`${named.length} agree\n`);
});
