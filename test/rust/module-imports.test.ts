/** What an item needs of other headers is imported by its module, whatever kind of item it is. The judge is rustc. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withSmallCrate } from "./small-crate.js";
import { hasRustc, host, run } from "./toolchain.js";

const able = hasRustc && host?.startsWith("x86_64") === true;
if (!able) console.warn("module-imports.test: no rustc for amd64 here, so nothing is compiled");

const declarations = `
struct parse_type { const struct parse_type *super; const void *info; int (*parse)(int); };
extern const struct parse_type parse_type_int, parse_type_text;
extern int parse_level;
int parse_number(int);
static inline int parse_twice(int n) { return parse_number(parse_number(n)); }
#define PARSE_LIMIT 7
enum parse_kind { PARSE_ALL = 3 };
static int parse_mine = 4;
`;
const users = `#include <sys/parse.h>
static const struct parse_type of_struct = { &parse_type_int, &parse_level, parse_number };
static struct parse_type of_mine = { &parse_type_text, &of_struct, parse_twice };
static const struct parse_type of_none = { 0, 0, parse_number };
static int of_limit = PARSE_LIMIT + PARSE_ALL;
static inline int of_inline(int n) { return parse_twice(n) + parse_level + parse_mine; }
`;

/** Without guards the second header has declarations of its own of what the first has, so it is a unit of its own. */
const trees = [
  ["of one unit", `#ifndef P\n#define P\n${declarations}#endif\n`, true, []],
  ["of another unit", declarations, false, ["of_inline"]],
] as const;

test.runIf(able).each(trees)(
  "statics, constants and functions of a header %s",
  { timeout: 60_000 },
  async (_, text, common, left) => {
    await withSmallCrate({ "parse.h": text, "use.h": users }, ({ crate, stderr }) => {
      expect(stderr).toBe("");
      // a static of another unit is another file's
      expect(crate.leftOut.map(({ name }) => name)).toEqual(left);
      const module = crate.modules.find(({ header }) => header === "sys/use.h");
      expect(module?.atRoot).toBe(common);
      const kinds = module?.items.flatMap((one) => ("name" in one ? [`${one.kind} ${one.name}`] : []));
      const all = ["const of_none", "function of_inline", "static of_limit", "static of_mine", "static of_struct"];
      expect(kinds?.sort()).toEqual(all.filter((one) => !left.some((name) => one.endsWith(name))));
    });
  },
);

/** Each header on its own conflicts with the first one, and with nothing else. */
const units = {
  "base.h": "#ifndef B\n#define B\ntypedef long word_t;\n#endif\n",
  "holder.h": "#ifndef H\n#define H\ntypedef int word_t;\nstruct rec;\nstruct holder { struct rec *r; };\n#endif\n",
  "rec.h": "#ifndef R\n#define R\ntypedef int word_t;\nstruct rec { int a; };\n#endif\n",
  "use.h":
    "#include <sys/holder.h>\n#include <sys/rec.h>\ntypedef int word_t;\n" +
    "static inline int a_of(struct holder *h) { struct rec *r = h->r; return r->a; }\n",
};

test.runIf(able)("a tag is one type in units of their own, too", { timeout: 60_000 }, async () => {
  await withSmallCrate(units, ({ crate, stderr }) => {
    expect(stderr).toBe("");
    expect(crate.leftOut).toEqual([]);
    const records = crate.modules.flatMap(({ header, items }) =>
      items.flatMap((one) => (one.kind === "record" ? [`${header} ${one.name}`] : [])),
    );
    expect(records).toEqual(["sys/holder.h holder", "sys/rec.h rec"]);
    expect(crate.modules.some(({ items }) => items.some((one) => one.kind === "function"))).toBe(true);
  });
});

/** What rustc says of a crate that uses the small one, `kpi`. */
function errorsOfUser(home: string, rlib: string, text: string): string {
  const user = join(home, "user.rs");
  writeFileSync(user, text);
  const library = ["--crate-type", "rlib", "--edition", "2024", "--extern", `kpi=${rlib}`];
  return run("rustc", [...library, "-o", join(home, "user.rlib"), user]).stderr;
}

/** `own.h` does not fit beside `base.h`, whose types it names without seeing their definitions. */
const forward = {
  "base.h":
    "typedef long word_t;\nstruct rec { int a; };\nenum kind { LEAST = -1, MOST };\nint take(struct rec *, enum kind);\n",
  "own.h": "typedef int word_t;\nstruct rec;\nint of_own(struct rec *);\nenum kind kind_of_own(struct rec *);\n",
};

test.runIf(able).each(["alias", "newtype"] as const)(
  "what a unit of its own only names is what the common unit defines (%s)",
  { timeout: 60_000 },
  async (enumStyle) => {
    const user =
      "pub unsafe fn both(r: *mut kpi::sys::base::rec) -> core::ffi::c_int { unsafe { kpi::take(r, kpi::sys::own::kind_of_own(r)) } }\n";
    await withSmallCrate(
      forward,
      ({ crate, stderr, rlib }, home) => {
        expect(stderr).toBe("");
        expect(crate.leftOut).toEqual([]);
        expect(errorsOfUser(home, rlib, user)).toBe("");
      },
      enumStyle,
    );
  },
);

/** `pair.h` is laid out in two ways: what it names is aligned in another one where a unit of its own reads it. */
const twice = {
  "word.h": "#ifndef W\n#define W\n#define HERE common\ntypedef unsigned long u64;\n#endif\n",
  "pair.h": "#ifndef P\n#define P\nstruct pair { u64 a; };\ntypedef union { u64 a; int b; } either_t;\n#endif\n",
  "own.h":
    "typedef unsigned long u64 __attribute__((aligned(4)));\n#include <sys/pair.h>\nstruct holder { int before; struct pair pair; };\n" +
    "struct other_holder { int before; either_t either; };\n",
};

test.runIf(able)(
  "a record that is aligned otherwise in a unit of its own is another one there",
  { timeout: 60_000 },
  async () => {
    await withSmallCrate(twice, ({ crate, stderr, rlib }, home) => {
      expect(stderr).toBe("");
      const own = crate.modules.find(({ header }) => header === "sys/own.h");
      expect(own?.items.flatMap((one) => (one.kind === "record" ? [one.name] : []))).toEqual(
        expect.arrayContaining(["pair", "holder", "either_t", "other_holder"]),
      );
      // clang: sizeof(struct holder) is 12, of an array of two 24; behind word.h's u64 it would be 16
      const user =
        "const _: () = assert!(size_of::<kpi::sys::own::holder>() == 12 && size_of::<kpi::sys::own::other_holder>() == 12 && align_of::<kpi::sys::pair::pair>() == 8);\n";
      expect(errorsOfUser(home, rlib, user)).toBe("");
    });
  },
);

/** Two drivers of which each names a tag in one header and defines it in another. None of the headers fits beside the first one. */
const drivers = Object.fromEntries(
  ["a", "b"].flatMap((driver) => {
    const [named, defined] = [`${driver}_named.h`, `${driver}_list.h`];
    const clash = "typedef int word_t;\n";
    return [
      [
        named,
        `#ifndef ${driver}N\n#define ${driver}N\n${clash}struct command { struct list *of; int ${driver}; };\n#endif\n`,
      ],
      [
        defined,
        `#include <sys/${named}>\n${clash}struct list { int count; long ${driver}; };\n` +
          "static inline int count_of(struct command *c) { struct list *l = c->of; return l->count; }\n",
      ],
    ];
  }),
);

test.runIf(able)("a tag that two drivers define is that of the driver's own headers", { timeout: 60_000 }, async () => {
  await withSmallCrate({ "base.h": "typedef long word_t;\n", ...drivers }, ({ crate, stderr }) => {
    expect(stderr).toBe("");
    expect(crate.leftOut).toEqual([]);
    const lists = crate.modules.flatMap(({ header, items }) =>
      items.flatMap((one) => (one.kind === "record" && one.name === "list" ? [header] : [])),
    );
    expect(lists).toEqual(["sys/a_list.h", "sys/b_list.h"]);
  });
});

/** A header of which the common unit sees only the first line; what stands behind it is of types that nobody else names. */
const conditional = {
  "part.h":
    "#define PART_ALWAYS 1\n#define PART_MASK MASK_OF(3)\n#ifdef WHOLE\n#define PART_LIMIT 3\nstruct part { int a; struct { long b; } c; };\n" +
    "typedef struct { char d; } part_t;\nenum part_kind { PART_FIRST };\nint part_of(struct part *);\n#endif\n",
  "rest.h": "#include <sys/part.h>\nextern int rest;\n",
  "whole.h":
    "#define WHOLE\n#define PART_ALWAYS 1\n#define MASK_OF(n) (1 << (n))\n#include <sys/part.h>\nstatic const long rest;\n",
};

test.runIf(able)("what a unit of its own alone sees of a header is given", { timeout: 60_000 }, async () => {
  await withSmallCrate(conditional, ({ crate, stderr }) => {
    expect(stderr).toBe("");
    const module = crate.modules.find(({ header }) => header === "sys/whole.h");
    const names = module?.items.flatMap((one) => ("name" in one ? [one.name] : [])) ?? [];
    expect(names).toEqual(
      expect.arrayContaining([
        "PART_LIMIT",
        "PART_MASK",
        "part",
        "part_c",
        "part_t",
        "part_kind",
        "PART_FIRST",
        "part_of",
      ]),
    );
    expect(crate.modules.some(({ header }) => header === "sys/part.h")).toBe(true);
    expect(crate.leftOut.map(({ name }) => name)).toEqual(["MASK_OF"]);
  });
});

/** Both `put` and `LIMIT` are other ones in the header that `use.h` includes than in the common unit. */
const namesakes = {
  "base.h":
    "#ifndef B\n#define B\nstruct first { int n; };\n#define LIMIT 5\nstatic inline int put(struct first *f) { return f->n; }\n#endif\n",
  "other.h":
    "#ifndef O\n#define O\nstruct second { long m; };\n#undef LIMIT\n#define LIMIT 7\nstatic inline long put(struct second *s) { return s->m; }\n#endif\n",
  "use.h":
    "#include <sys/other.h>\nstatic inline long both(struct second *s) { return put(s); }\nstatic int room[LIMIT];\n" +
    "static inline int limit(int i) { return i < LIMIT ? LIMIT : 1; }\n",
};

test.runIf(able)("a unit of its own has what its own headers say of a name", { timeout: 60_000 }, async () => {
  await withSmallCrate(namesakes, ({ crate, stderr }) => {
    expect(stderr).toBe("");
    const module = crate.modules.find(({ header }) => header === "sys/use.h");
    const imports = module?.imports.flatMap(({ path, names }) => names.map((name) => `${path}::${name}`)) ?? [];
    expect(imports.filter((one) => /put|LIMIT/.test(one)).sort()).toEqual([
      "crate::sys::other::LIMIT",
      "crate::sys::other::put",
    ]);
  });
});
