/**
 * The package as a user gets it: `npm pack`, the tarball unpacked into an empty folder, its dependencies linked (they are npm's business and
 * too large to copy), and the command run from there.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "kpigen-pack-"));
const installed = join(folder, "node_modules", "kpigen");

/** Runs the installed command in the empty folder. */
function kpigen(...parameters: string[]): string {
  return execFileSync(process.execPath, [join(installed, manifest.bin.kpigen), ...parameters], {
    cwd: folder,
    encoding: "utf8",
  });
}

beforeAll(() => {
  if (!existsSync(join(root, "dist", "cli", "index.js"))) throw new Error("not built: npm run build");
  const packed = execFileSync("npm", ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", installed, "--strip-components=1"]);
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, "node_modules", name);
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the installed package", () => {
  it("answers", () => {
    expect(kpigen("--version").trim()).toBe(manifest.version);
    expect(kpigen("--help")).toContain("Exit codes:");
  });

  it("translates a header", () => {
    writeFileSync(
      join(folder, "input.h"),
      "struct point { int x; long y; };\n#define LIMIT 0x10\nint distance(struct point *);\n",
    );
    kpigen("bind", "input.h", "-o", "out.rs", "--quiet", "--target", "x86_64-unknown-freebsd");
    const text = readFileSync(join(folder, "out.rs"), "utf8");
    expect(text).toMatch(/pub struct point\n\s*\{/);
    expect(text).toContain("pub const LIMIT: c_int = 0x10;");
    expect(text).toMatch(/fn distance\(/);
  });

  it("has bindgen's habits: what the file is made of, and what it begins with", () => {
    mkdirSync(join(folder, "inc $1"), { recursive: true });
    writeFileSync(join(folder, "inc $1", "a b.h"), "typedef int number;\n");
    writeFileSync(join(folder, "outer.h"), '#include "a b.h"\nextern number total;\nint gone(void);\n');
    const more = ["--depfile", "outer.d", "--raw-line", "// generated", "--ignore-functions", "--", "-Iinc $1"];
    kpigen("bind", "outer.h", "-o", "outer.rs", "--quiet", ...more);
    expect(readFileSync(join(folder, "outer.d"), "utf8")).toBe("outer.rs: outer.h inc\\ $$1/a\\ b.h\n");
    const text = readFileSync(join(folder, "outer.rs"), "utf8");
    expect(text).toMatch(/^\/\/ Written by kpigen\.\n\n\/\/ generated\n\n/);
    expect(text).toContain("pub static mut total: number;");
    expect(text).not.toContain("gone");
  });

  it("is a library with types, used as the README says", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const example = /```ts\n([^`]*)```/.exec(readme)?.[1] ?? "";
    writeFileSync(join(folder, "use.mjs"), example);
    expect(execFileSync(process.execPath, ["use.mjs"], { cwd: folder, encoding: "utf8" })).toMatch(
      /pub struct point\n.*\[\]\n$/s,
    );
    expect(existsSync(join(installed, manifest.exports["."].types))).toBe(true);
  });

  it("is built where a clone that never was is packed", () => {
    expect(manifest.scripts.prepack).toContain("run --silent build");
  });

  it("holds what it needs and nothing else", () => {
    for (const needed of ["README.md", "rules", "dist/index.js"])
      expect(existsSync(join(installed, needed))).toBe(true);
    for (const own of ["src", "test", "bench", ".ci"]) expect(existsSync(join(installed, own))).toBe(false);
  });
});
