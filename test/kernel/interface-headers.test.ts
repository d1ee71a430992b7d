/**
 * Headers that a build makes against the tree's own awk scripts: for every *.m, vnode_if.src and lists of devices, our text must have the
 * same tokens as what tools/makeobjops.awk, tools/vnode_if.awk and tools/usbdevs2h.awk and its like write.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { deviceHeader, deviceLists } from "../../src/kernel/device-list.js";
import { interfaceDialect, vnodeDialect } from "../../src/kernel/interface-dialect.js";
import { interfaceHeader } from "../../src/kernel/interface-header.js";
import { vnodeHeaders } from "../../src/kernel/vnode-interface.js";
import { cTokens } from "./c-tokens.js";
import { sourceTrees } from "./source-trees.js";

const current = interfaceDialect(undefined);
const hasAwk = spawnSync("awk", ["BEGIN { exit 0 }"]).status === 0;
if (!hasAwk) console.warn("SKIPPED: comparison with the trees' awk scripts; there is no awk");

function interfaceSources(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    return entry.isDirectory() ? interfaceSources(path) : entry.name.endsWith(".m") ? [path] : [];
  });
}

/** Runs an awk script over inputs in a directory of its own; gives what it wrote, by file name. */
function awkOutput(script: string, args: readonly string[]): ReadonlyMap<string, string> {
  const scratch = mkdtempSync(join(tmpdir(), "kpigen-awk-"));
  const run = spawnSync("awk", ["-f", script, ...args], { cwd: scratch, encoding: "utf8" });
  expect(run.stderr.replace(/.*warning.*\n/g, "")).toBe("");
  const written = new Map(readdirSync(scratch).map((name) => [name, readFileSync(join(scratch, name), "latin1")]));
  rmSync(scratch, { recursive: true });
  return written;
}

for (const { major, sys } of hasAwk ? sourceTrees([11, 12, 13, 14]) : []) {
  describe(`FreeBSD ${major}`, () => {
    it("makes of every interface what makeobjops.awk makes", () => {
      const script = `${sys}/tools/makeobjops.awk`;
      const dialect = interfaceDialect(readFileSync(script, "latin1"));
      // Two machines may have an interface of one name, and awk writes it to one file: as many runs as names recur.
      let rest = interfaceSources(sys);
      expect(rest.length).toBeGreaterThan(20);
      while (rest.length > 0) {
        const batch = new Map(rest.map((path) => [basename(path, ".m"), path]));
        rest = rest.filter((path) => batch.get(basename(path, ".m")) !== path);
        const written = awkOutput(script, [...batch.values(), "-h"]);
        for (const [name, path] of batch) {
          const ours = interfaceHeader(readFileSync(path, "latin1"), dialect);
          if (ours.kind === "refused") throw new Error(`${path}:${ours.line}: ${ours.why}`);
          expect(cTokens(ours.text), path).toEqual(cTokens(written.get(`${name}.h`) ?? ""));
        }
      }
    });

    it("makes of vnode_if.src what vnode_if.awk makes", () => {
      const script = `${sys}/tools/vnode_if.awk`;
      const source = `${sys}/kern/vnode_if.src`;
      const written = awkOutput(script, [source, "-h", "-p", "-q"]);
      const ours = vnodeHeaders(readFileSync(source, "latin1"), vnodeDialect(readFileSync(script, "latin1")));
      if (ours.kind === "refused") throw new Error(`${source}:${ours.line}: ${ours.why}`);
      expect(cTokens(ours.calls)).toEqual(cTokens(written.get("vnode_if.h") ?? ""));
      expect(cTokens(ours.vector)).toEqual(cTokens(written.get("vnode_if_newproto.h") ?? ""));
      expect(cTokens(ours.types)).toEqual(cTokens(written.get("vnode_if_typedef.h") ?? ""));
    });

    // sdiodevs2h.awk takes the first line for a comment of its own, where 14's list begins one of several lines: what it writes is no C
    it.each(deviceLists().filter(({ header }) => header !== "sdiodevs.h"))(
      "makes of $from what its awk makes",
      (list) => {
        const written = awkOutput(`${sys}/tools/${list.header.replace(".h", "2h.awk")}`, [
          `${sys}/${list.from}`,
          ...(list.header === "usbdevs.h" ? ["-h"] : []),
        ]);
        const ours = deviceHeader(readFileSync(`${sys}/${list.from}`, "latin1"), list.words);
        const tokens = cTokens(ours);
        expect(tokens.length).toBeGreaterThan(500);
        expect(tokens).toEqual(cTokens(written.get(list.header) ?? ""));
      },
    );
  });
}

/** Written by hand after kobj(9) and the language's description in interface-header.ts. */
describe("an interface description", () => {
  const text = `
#include <sys/bus.h>
# a comment
/**
 * @brief Things
 */
INTERFACE thing;
HEADER {
	struct item;
		int indented;
};
CODE {
	static int none(void) { return (0); }
};
/**
 * @brief Takes one
 */
METHOD struct item * take {
	device_t	dev;
	const char *name;	int  count;
} DEFAULT none;
STATICMETHOD void drop { kobj_class_t cls; };
`;

  it("becomes a descriptor, a type and an inline call per method", () => {
    const made = interfaceHeader(text, current);
    expect(made.kind === "header" && cTokens(made.text)).toEqual(
      cTokens(`
#ifndef _thing_if_h_
#define _thing_if_h_
struct item; int indented;
extern struct kobjop_desc thing_take_desc;
typedef struct item * thing_take_t(device_t dev, const char *name, int count);
static __inline struct item * THING_TAKE(device_t dev, const char *name, int count) {
  kobjop_t _m; struct item * rc;
  KOBJOPLOOKUP(((kobj_t)dev)->ops, thing_take);
  rc = ((thing_take_t *)_m)(dev, name, count);
  return (rc);
}
extern struct kobjop_desc thing_drop_desc;
typedef void thing_drop_t(kobj_class_t cls);
static __inline void THING_DROP(kobj_class_t cls) {
  kobjop_t _m;
  KOBJOPLOOKUP(cls->ops, thing_drop);
  ((thing_drop_t *)_m)(cls);
}
#endif
`),
    );
  });

  it("keeps a method's comment in front of its inline call", () => {
    const made = interfaceHeader(text, current);
    expect(made.kind === "header" && made.text).toMatch(/Takes one\n \*\/\nstatic __inline struct item \* THING_TAKE/);
  });

  it("puts PROLOG before the call and EPILOG between it and the return", () => {
    const made = interfaceHeader(
      "INTERFACE t;\nPROLOG {\n\tbefore();\n}\nEPILOG {\n\tafter(rc);\n}\nMETHOD int m { t x; };\n",
      current,
    );
    expect(made.kind === "header" && made.text.replace(/\s+/g, " ")).toContain(
      "int rc; before(); KOBJOPLOOKUP(((kobj_t)x)->ops, t_m); rc = ((t_m_t *)_m)(x); after(rc); return (rc);",
    );
  });

  it.each([
    ["METHOD int m { t x; };", 1, "No interface name defined"],
    ["INTERFACE Thing;", 1, "Invalid interface name 'Thing', use [a-z_][a-z0-9_]*"],
    ["INTERFACE t;\n\nMETHOD int M { t x; };", 3, "Invalid method name 'M', use [a-z_][a-z0-9_]*"],
    ["INTERFACE t;\nMETHOD int m { t x; };\nMETHOD int m { t x; };", 3, "Duplicate method name"],
    ["INTERFACE t;\nMETHOD int m {\n\tt x;\n", 3, "Premature end of file"],
    ["INTERFACE t;\nMETHOD int m { x; };", 2, "no type for 'x'"],
    ["INTERFACE t;\nNONSENSE", 2, "Invalid line encountered"],
    ["INTERFACE t;\nHEADER {\n\tint x;", 3, "block not closed at end of file"],
    ["/** open", 1, "comment not closed at end of file"],
  ])("is refused with the line and the reason: %j", (bad, line, why) => {
    expect(interfaceHeader(bad, current)).toEqual({ kind: "refused", line, why });
  });
});

describe("vnode_if.src", () => {
  it.each([
    ["vop_x {\n\tstruct vnode *vp;\n};", 2, 'No IN/OUT direction for "struct vnode *vp;".'],
    ["vop_x {\n\tIN struct vnode *vp\n};", 2, 'Missing end-of-line ; in "struct vnode *vp".'],
    ["vop_x {\n\tIN struct vnode *vp;\n", 3, 'Unable to read through the arguments for "vop_x"'],
    ["%% lookup dvp L L", 1, "Invalid %% construction"],
    ["%! lookup never f", 1, "Invalid %! construction"],
  ])("is refused with the line and the reason: %j", (bad, line, why) => {
    expect(vnodeHeaders(bad, vnodeDialect(undefined))).toEqual({ kind: "refused", line, why });
  });

  it("lets only operations without hooks call the vector directly", () => {
    const made = vnodeHeaders(
      "%! a pre f\nvop_a {\n\tIN struct vnode *vp;\n};\nvop_b {\n\tIN WILLRELE struct vnode *vp;\n\tOUT int *n;\n};\n",
      vnodeDialect(undefined),
    );
    expect(made.kind === "headers" && made.calls).not.toContain("v_op->vop_a(&a)");
    expect(made.kind === "headers" && made.calls).toContain("v_op->vop_b(&a)");
  });
});

describe("a list of devices", () => {
  it.each([
    ["usbdevs.h", "vendor ACME\t0x1234\tAcme, Inc. # Ltd", "#define USB_VENDOR_ACME 0x1234 /* Acme, Inc. (Ltd) */"],
    ["usbdevs.h", "product ACME 4X  0x0001 4X hub", "#define USB_PRODUCT_ACME_4X 0x0001 /* 4X hub */"],
    ["sdiodevs.h", "product ACME 4X 0x0001 4X", "#define SDIO_PRODUCT_ACME_4X 0x0001 /* 4X */"],
    ["miidevs.h", "oui ACME 0x001234 Acme", "#define MII_OUI_ACME 0x001234 /* Acme */"],
    ["miidevs.h", "model ACME P1 0x02 P1 PHY", '#define MII_MODEL_ACME_P1 0x02\n#define MII_STR_ACME_P1 "P1 PHY"'],
    ["miidevs.h", "/* any other line */", "/* any other line */"],
  ])("makes of a line of %s's list its defines: %s", (header, line, defines) => {
    const words = deviceLists().find((list) => list.header === header)?.words ?? [];
    expect(deviceHeader(`$FreeBSD$\n${line}`, words).replace(/\t/g, " ")).toBe(`\n${defines}`);
  });
});
