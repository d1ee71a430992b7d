/** What an item needs of other headers is imported by its module, whatever kind of item it is. The judge is rustc. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { smallCrate } from "./small-crate.js";
import { hasRustc, host } from "./toolchain.js";

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
`;
const users = `#include <sys/parse.h>
static const struct parse_type of_struct = { &parse_type_int, &parse_level, parse_number };
static struct parse_type of_mine = { &parse_type_text, &of_struct, parse_twice };
static const struct parse_type of_none = { 0, 0, parse_number };
static int of_limit = PARSE_LIMIT + PARSE_ALL;
static inline int of_inline(int n) { return parse_twice(n) + parse_level; }
`;

/** Without guards the second header has declarations of its own of what the first has, so it is a unit of its own. */
const trees = [
  ["of one unit", `#ifndef P\n#define P\n${declarations}#endif\n`, true],
  ["of another unit", declarations, false],
] as const;

test.runIf(able).each(trees)(
  "statics, constants and functions of a header %s",
  { timeout: 60_000 },
  async (_, text, common) => {
    const home = mkdtempSync(join(tmpdir(), "kpigen-imports-"));
    try {
      const { crate, stderr } = await smallCrate(home, { "parse.h": text, "use.h": users });
      expect(stderr).toBe("");
      expect(crate.leftOut).toEqual([]);
      const module = crate.modules.find(({ header }) => header === "sys/use.h");
      expect(module?.atRoot).toBe(common);
      const kinds = module?.items.flatMap((one) => ("name" in one ? [`${one.kind} ${one.name}`] : []));
      expect(kinds?.sort()).toEqual([
        "const of_none",
        "function of_inline",
        "static of_limit",
        "static of_mine",
        "static of_struct",
      ]);
    } finally {
      rmSync(home, { recursive: true });
    }
  },
);
