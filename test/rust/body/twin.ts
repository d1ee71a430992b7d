/**
 * A C file and its translation by `kpigen bind`, for tests that look at the functions of the result. Whether these do what C does is asked
 * by test/verify/twins.test.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../../../src/index.js";
import type { RustCrate, RustItem } from "../../../src/rust/index.js";

export { clang } from "../toolchain.js";

export type FunctionItem = Extract<RustItem, { readonly kind: "function" }>;

export interface Translated {
  readonly crate: RustCrate;
  readonly text: string;
  readonly functions: readonly FunctionItem[];
}

export async function translateFile(
  path: string,
  clangArguments: readonly string[] = [],
  target = "x86_64-unknown-linux-gnu",
): Promise<Translated> {
  const { generation, diagnostics } = await generate({
    input: { kind: "bind", inputs: [path], target, clangArguments },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: 1,
  });
  if (generation === undefined) throw new Error(diagnostics.map((one) => one.text).join("\n"));
  const functions = generation.crate.modules.flatMap(({ items }) =>
    items.filter((one): one is FunctionItem => one.kind === "function"),
  );
  return { crate: generation.crate, text: generation.files.get("") ?? "", functions };
}

/** @param files name to text; the first is translated, and may include the others */
export async function translateTexts(
  files: Readonly<Record<string, string>>,
  clangArguments: readonly string[] = [],
  target?: string,
): Promise<Translated> {
  const home = mkdtempSync(join(tmpdir(), "kpigen-text-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    return await translateFile(join(home, Object.keys(files)[0]), clangArguments, target);
  } finally {
    rmSync(home, { recursive: true });
  }
}
