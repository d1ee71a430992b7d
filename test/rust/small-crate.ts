/** The crate of a small kernel tree, compiled by rustc for the machine itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generate } from "../../src/index.js";
import type { RustCrate } from "../../src/rust/index.js";
import { smallTree } from "../kernel/small-tree.js";
import { run } from "./toolchain.js";

export interface SmallCrate {
  readonly crate: RustCrate;
  /** What rustc says, warnings being errors. */
  readonly stderr: string;
  /** The library `kpi`, where rustc says nothing. */
  readonly rlib: string;
}

/** @param headers of sys/sys, by file name; they and the crate are written below a directory that is there for as long as `act` */
export async function withSmallCrate(
  headers: Readonly<Record<string, string>>,
  act: (made: SmallCrate, home: string) => void,
  enumStyle: "alias" | "newtype" = "alias",
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "kpigen-crate-"));
  try {
    act(await smallCrate(home, headers, enumStyle), home);
  } finally {
    rmSync(home, { recursive: true });
  }
}

async function smallCrate(
  home: string,
  headers: Readonly<Record<string, string>>,
  enumStyle: "alias" | "newtype",
): Promise<SmallCrate> {
  const sys = join(home, "src/sys");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [name, text] of Object.entries(smallTree)) write(join(home, name), text);
  for (const [name, text] of Object.entries(headers)) write(join(sys, "sys", name), text);
  const { generation, diagnostics } = await generate({
    input: {
      kind: "kernel",
      sys,
      arch: "amd64",
      kernconf: "GENERIC",
      headers: Object.keys(headers).map((name) => `sys/${name}`),
    },
    rust: { rustTarget: "stable", edition: "2021", enumStyle },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (generation === undefined) throw new Error(diagnostics.map((one) => one.text).join("\n"));
  const crate = join(home, "crate");
  for (const [name, text] of generation.files) write(join(crate, name), text);
  const rlib = join(home, "libkpi.rlib");
  const library = ["--crate-type", "rlib", "--crate-name", "kpi", "--edition", "2021", "-o", rlib];
  const { stderr } = run("rustc", [...library, "-Dwarnings", join(crate, "src/lib.rs")]);
  return { crate: generation.crate, stderr, rlib };
}
