/** The files of a crate: the module tree, the manifest; and cargo, where there is one, accepts the whole. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CrateIdentity, crateFiles, diskOutput, writeCrate } from "../../src/crate/index.js";
import { constant, crateOf, doc, externFn, moduleOf, record } from "../print/make.js";

const identity: CrateIdentity = {
  name: "freebsd-kpi",
  version: "14.0.0",
  release: "14.0-STABLE",
  machine: "arm64",
  machineArch: "aarch64",
  kernconf: 'MY"CONF\\',
  options: [
    { name: "INET", value: "1" },
    { name: "MAXUSERS", value: "0" },
    ...Array.from({ length: 40 }, (_, i) => ({ name: `AN_OPTION_${i}`, value: "1" })),
  ],
  kpigenVersion: "0.1.0",
  edition: "2021",
  rustVersion: "1.82",
};

/** Headers whose names are hard as modules: keywords, `mod`, `lib`, one that is a directory too. */
const crate = crateOf([
  moduleOf(["sys", "_mutex"], [record("mtx", [["lock", "u64"]], { doc: doc("sys/sys/_mutex.h:46") })]),
  moduleOf(["sys", "r#type"], [constant("T", "u32", "1")]),
  moduleOf(["sys", "r#mod"], [constant("M", "u32", "2")]),
  moduleOf(["sys", "disk"], [constant("D", "u32", "3")]),
  moduleOf(["sys", "disk", "mbr"], [constant("B", "u32", "4")]),
  moduleOf(["lib"], [constant("L", "u32", "5")]),
  moduleOf(["vm", "uses"], [externFn("f", [["m", "*mut mtx"]])], {
    imports: [{ path: "crate::sys::_mutex", names: ["mtx"] }],
  }),
  moduleOf(["own", "tcb"], [constant("T", "u32", "6")], { atRoot: false }),
  moduleOf(["vm", "empty"], []),
]);

test("a module is a file, a directory's is mod.rs, and none is taken for another", () => {
  const files = crateFiles(crate, identity);
  expect([...files.keys()].sort()).toEqual([
    ".kpigen",
    "Cargo.toml",
    "README.md",
    "src/lib.rs",
    "src/lib_.rs",
    "src/own/mod.rs",
    "src/own/tcb.rs",
    "src/sys/_mutex.rs",
    "src/sys/disk/mbr.rs",
    "src/sys/disk/mod.rs",
    "src/sys/mod.rs",
    "src/sys/mod_.rs",
    "src/sys/type.rs",
    "src/vm/empty.rs",
    "src/vm/mod.rs",
    "src/vm/uses.rs",
  ]);
  expect(files.get("src/sys/mod.rs")).toBe(
    'pub mod _mutex;\npub mod disk;\n#[path = "mod_.rs"]\npub mod r#mod;\npub mod r#type;\n',
  );
  expect(files.get("src/sys/disk/mod.rs")).toBe("//! `sys/disk.h`\n\npub mod mbr;\n\npub const D: u32 = 3;\n");
  expect(files.get(".kpigen")!.split("\n")).toContain("src/vm/uses.rs");
});

test("the root names what it is and brings every item but those of conflicting units", () => {
  const root = crateFiles(crate, identity).get("src/lib.rs")!;
  expect(root.split("\n")[0]).toBe(
    '//! FreeBSD 14.0-STABLE kernel programming interface for arm64 (aarch64), configuration MY"CONF\\.',
  );
  expect(root).toContain("`INET`, `MAXUSERS=0`");
  expect(root).toContain("\n#![no_std]\n");
  expect(root).toContain('\n#[path = "lib_.rs"]\npub mod lib;\n');
  expect(root.match(/^pub use .*$/gm)).toEqual([
    "pub use self::sys::_mutex::*;",
    "pub use self::sys::r#type::*;",
    "pub use self::sys::r#mod::*;",
    "pub use self::sys::disk::*;",
    "pub use self::sys::disk::mbr::*;",
    "pub use self::lib::*;",
    "pub use self::vm::uses::*;",
  ]);
});

test("the files do not depend on the order of the modules", () => {
  const turned = crateFiles({ ...crate, modules: [...crate.modules].reverse() }, identity);
  for (const [path, text] of crateFiles(crate, identity)) {
    if (path !== "src/lib.rs") expect(turned.get(path)).toBe(text);
  }
});

const haveCargo = spawnSync("cargo", ["--version"]).status === 0;
if (!haveCargo) console.warn("SKIPPED: no cargo on the PATH; the crate is not proven to build");

test.skipIf(!haveCargo)("cargo builds it without a warning, with and without its feature", { timeout: 60_000 }, () => {
  const home = mkdtempSync(join(tmpdir(), "kpigen-cargo-"));
  try {
    const files = crateFiles(crate, identity);
    expect(writeCrate(files, `${home}/kpi`, diskOutput)).toEqual([]);
    for (const more of [[], ["--features", "layout-asserts"]]) {
      const built = spawnSync("cargo", ["check", "--offline", "--quiet", ...more], {
        cwd: `${home}/kpi`,
        encoding: "utf8",
        env: { ...process.env, RUSTFLAGS: "-Dwarnings" },
      });
      expect(built.stderr).toBe("");
      expect(built.status).toBe(0);
    }
    // Build output stays through the next run.
    expect(writeCrate(files, `${home}/kpi`, diskOutput)).toEqual([]);
    expect(diskOutput.isDirectory(`${home}/kpi/target`)).toBe(true);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
