import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { diagnostic, noPlace, type Place, SourceTable } from "../../src/base/index.js";
import type { Services } from "../../src/cli/command-run.js";
import { runCommandLine } from "../../src/cli/run.js";
import type { GenerateRequest, Generation, GenerationOutcome } from "../../src/generation.js";
import { memoryTerminal } from "./memory-terminal.js";

const directory = mkdtempSync(join(tmpdir(), "kpigen-cli-"));
afterAll(() => rmSync(directory, { recursive: true }));
const header = join(directory, "input.h");
writeFileSync(header, "int f(void);\n");

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  readonly request: GenerateRequest | undefined;
  readonly wrote: { readonly to: string; readonly force?: boolean } | undefined;
}

interface Stand {
  readonly leftOut?: Generation["summary"]["leftOut"];
  readonly outcome?: GenerationOutcome;
  readonly throws?: Error;
  readonly writeFails?: boolean;
  readonly isTerminal?: boolean;
}

/** Runs the command line over a pipeline that gives one file, or whatever `stand` says. */
async function kpigen(parameters: readonly string[], stand: Stand = {}): Promise<Run> {
  const terminal = memoryTerminal(stand.isTerminal);
  let request: GenerateRequest | undefined;
  let wrote: Run["wrote"];
  const failure = diagnostic("crate/write", "error", noPlace, "no space left");
  const services: Services = {
    async generate(asked) {
      request = asked;
      if (stand.throws !== undefined) throw stand.throws;
      asked.onProgress?.("parse", 1, 2);
      return stand.outcome ?? outcome(asked, stand.leftOut ?? []);
    },
    writeCrate(_files, to, force) {
      wrote = { to, force };
      return stand.writeFails === true ? [failure] : [];
    },
    writeFile(_text, to) {
      wrote = { to };
      return stand.writeFails === true ? [failure] : [];
    },
    layoutText: (_generation, record) => ({ value: record === "struct a" ? "struct a {\n" : "", diagnostics: [] }),
    runs: undefined,
  };
  const machine = { arch: "arm64", defaultSys: "/nowhere/sys", directory };
  const code = await runCommandLine(parameters, "1.2.3", { terminal, services, machine });
  return { code, ...terminal.written, request, wrote };
}

function outcome(request: GenerateRequest, leftOut: Generation["summary"]["leftOut"]): GenerationOutcome {
  const sources = new SourceTable();
  const generation = {
    sources,
    environment: { target: { triple: "x86_64-unknown-freebsd" } },
    kernel: undefined,
    files: new Map([[request.input.kind === "bind" ? "" : "src/lib.rs", "pub const A: i32 = 1;\n"]]),
    crate: { modules: [], counts: { big: 3n } },
    plan: { units: [] },
    units: [],
    summary: {
      counts: { functions: 1234, constants: 0 },
      leftOut,
      fates: new Map([
        ["a.h", { kind: "common" }],
        ["b.h", { kind: "refused", why: "#error no" }],
      ]),
      phases: [{ name: "parse", milliseconds: 12 }],
    },
    diagnostics: [],
  } as unknown as Generation;
  return { generation, diagnostics: [], sources };
}

const left = { name: "X", what: "macro", place: "a.h:1", why: "no value" } as const;

describe("what is typed becomes a request", () => {
  it("generate, with the machine's arch and the headers that come with kpigen", async () => {
    const run = await kpigen(["generate"]);
    expect(run.request?.input).toEqual({
      kind: "kernel",
      sys: undefined,
      arch: "arm64",
      kernconf: "GENERIC",
      headers: [],
      clangArguments: [],
    });
    expect(run.request?.rust).toEqual({ rustTarget: "stable", edition: "2021", enumStyle: "alias" });
    expect(run.wrote).toEqual({ to: "./freebsd-kpi", force: false });
    expect(run.error).toContain("no /nowhere/sys here and no --sys: using the FreeBSD 15 headers");
    expect(run.code).toBe(0);
  });

  it("config takes no compiler's arguments", async () => {
    const run = await kpigen(["config", "--", "-DX"]);
    expect([run.code, run.error]).toEqual([2, "kpigen: error: config takes no compiler's arguments [cli/usage]\n"]);
  });

  it("generate with everything", async () => {
    const list = join(directory, "list");
    writeFileSync(list, "# comment\nsys/a.h\n\n  sys/b.h\n");
    const flags = `--sys ${directory} --arch amd64 --kernconf MINE --out o --force --headers sys/{x,y}.h,@${list}`;
    const more = [
      "--only",
      "mtx_*,struct buf",
      "--rust-target",
      "1.80",
      "--edition",
      "2024",
      "--enum-style",
      "newtype",
    ];
    const run = await kpigen([
      "generate",
      ...flags.split(" "),
      ...more,
      "--jobs",
      "3",
      "--no-cache",
      "--declarations-only",
      "--",
      "-Imine",
      "-DX",
    ]);
    expect(run.request?.input).toEqual({
      kind: "kernel",
      sys: directory,
      arch: "amd64",
      kernconf: "MINE",
      headers: ["sys/{x,y}.h", "sys/a.h", "sys/b.h"],
      clangArguments: ["-Imine", "-DX"],
    });
    expect(run.request?.rust).toEqual({ rustTarget: "1.80", edition: "2024", enumStyle: "newtype" });
    expect(run.request?.selection.only).toEqual(["mtx_*", "struct buf"]);
    expect(run.request?.jobs).toBe(3);
    expect(run.request?.declarationsOnly).toBe(true);
    expect(run.wrote).toEqual({ to: "o", force: true });
  });

  it("bind, in the habits of bindgen", async () => {
    const habits = [
      "--allowlist-type",
      "a.*",
      "--blocklist-function",
      "b",
      "--opaque-type",
      "c",
      "--allowlist-var",
      "d",
      "--allowlist-file",
      ".*e\\.h",
      "--generate",
      "types",
      "--raw-line",
      "// one",
      "--raw-line",
      "// two",
    ];
    const run = await kpigen([
      "bind",
      header,
      "-o",
      "x.rs",
      ...habits,
      "--no-layout-tests",
      "--",
      "-I",
      "inc",
      "-DX=1",
    ]);
    expect(run.request?.input).toEqual({
      kind: "bind",
      inputs: [header],
      target: undefined,
      clangArguments: ["-I", "inc", "-DX=1"],
    });
    expect(run.request?.selection).toEqual({
      only: [],
      allow: ["type a.*", "var d", "file .*e\\.h"],
      block: ["function b", "function .*", "var .*"],
      opaque: ["c"],
    });
    expect(run.request?.rawLines).toEqual(["// one", "// two"]);
    expect(run.error.match(/note: .* has no effect/g)).toEqual(["note: --no-layout-tests has no effect"]);
    expect(run.wrote).toEqual({ to: "x.rs" });
  });

  it("bind without a habit says nothing about any", async () => {
    const run = await kpigen(["bind", header, "-o", "x.rs"]);
    expect(run.error).not.toContain("note:");
  });
});

describe("where the output goes", () => {
  it("bind without -o writes the file, and nothing else, to standard output", async () => {
    const run = await kpigen(["bind", header]);
    expect(run.out).toBe("pub const A: i32 = 1;\n");
    expect(run.wrote).toBeUndefined();
  });
  it("--quiet says nothing", async () => {
    const run = await kpigen(["generate", "--quiet"]);
    expect(run.out + run.error).toBe("");
  });
  it("--emit writes a stage and no crate", async () => {
    const run = await kpigen(["generate", "--emit", "crate"]);
    expect(JSON.parse(run.out)).toEqual({ modules: [], counts: { big: "3" } });
    expect(run.wrote).toBeUndefined();
  });
  it("--json is one object on standard output, complete", async () => {
    const run = await kpigen(["generate", "--json"], { leftOut: [left] });
    expect(JSON.parse(run.out)).toMatchObject({
      ok: true,
      counts: { functions: 1234 },
      headers: { "b.h": { kind: "refused", why: "#error no" } },
      leftOut: [left],
      output: "./freebsd-kpi",
      diagnostics: [],
    });
  });
  it("the summary counts, groups and says where", async () => {
    const { out } = await kpigen(["generate"], { leftOut: [left, { ...left, name: "Y" }] });
    expect(out).toContain("items     1,234 functions\n");
    expect(out).toContain("headers   2 (1 in the common unit, 1 refused)");
    expect(out).toContain("refused: b.h: #error no");
    expect(out).toContain("2  macro: no value (X a.h:1, Y a.h:1)");
    expect(out).toContain("written   ./freebsd-kpi");
    expect(out).not.toContain("\x1b");
  });
  it("progress and colours are for terminals", async () => {
    const { error, out } = await kpigen(["generate"], { isTerminal: true });
    expect(error).toContain("parse 1/2");
    expect(error.endsWith("\r\x1b[K")).toBe(true);
    expect(out).toContain("\x1b[1m");
  });
});

describe("exit codes", () => {
  const cases: readonly (readonly [string, readonly string[], Stand, number])[] = [
    ["done", ["generate"], {}, 0],
    ["help", ["--help"], {}, 0],
    ["version", ["--version"], {}, 0],
    ["left out", ["generate"], { leftOut: [left] }, 0],
    ["left out, strict", ["generate", "--strict"], { leftOut: [left] }, 1],
    ["nothing left out, strict", ["generate", "--strict"], {}, 0],
    ["no command", [], {}, 2],
    ["unknown command", ["frobnicate"], {}, 2],
    ["unknown flag", ["generate", "--frob"], {}, 2],
    ["bad value", ["generate", "--jobs", "0"], {}, 2],
    ["bad rust target", ["generate", "--rust-target", "2.0"], {}, 2],
    ["bad edition", ["generate", "--edition", "2018"], {}, 2],
    ["no input", ["bind"], {}, 2],
    ["missing input", ["bind", "/nowhere.h"], {}, 2],
    ["a directory for input", ["bind", directory], {}, 2],
    ["missing tree", ["generate", "--sys", "/nowhere"], {}, 2],
    ["missing list", ["generate", "--headers", "@/nowhere"], {}, 2],
    ["write failure", ["generate"], { writeFails: true }, 2],
    ["unknown record", ["layout", "struct b"], {}, 2],
    ["known record", ["layout", "struct a"], {}, 0],
    ["no usage counts", ["coverage"], {}, 2],
    ["usage counts that are not there", ["coverage", "--usage", join(directory, "none.json")], {}, 2],
    ["usage counts that are none", ["coverage", "--usage", header], {}, 2],
    ["bug", ["generate"], { throws: new Error("index out of range") }, 70],
  ];
  for (const [what, parameters, stand, code] of cases) {
    it(`${code} for: ${what}`, async () => {
      expect((await kpigen(parameters, stand)).code).toBe(code);
    });
  }

  it("a bug is called one, without a stack trace", async () => {
    const { error } = await kpigen(["generate"], { throws: new Error("index out of range") });
    expect(error).toContain("kpigen has a bug: index out of range");
    expect(error).not.toMatch(/^\s+at /m);
  });
});

describe("diagnostics", () => {
  const sources = new SourceTable();
  const text = "int a;\n\tint \xe9\x1b[31m b;\n";
  const source = sources.add({ path: "/x", display: "sys/x.h", includeName: "x.h", text, includedAt: noPlace });
  const at = (source.base + text.indexOf("b;")) as Place;
  const one = diagnostic("syntax/error", "error", at, "not C", [{ place: source.base, text: "included from here" }]);

  it("look like clang's, with line, caret and notes, and no control character of the input", async () => {
    const run = await kpigen(["generate"], { outcome: { generation: undefined, diagnostics: [one], sources } });
    expect(run.code).toBe(2);
    expect(run.error).toContain("sys/x.h:2:13: error: not C [syntax/error]\n");
    expect(run.error).toContain("    2 | \tint \ufffd?[31m b;\n      | \t           ^\n");
    expect(run.error).toContain("sys/x.h:1:1: note: included from here\n");
    expect(run.error).not.toContain("\x1b");
  });

  it("are capped, errors first, unless --verbose", async () => {
    const warning = diagnostic("preprocess/warning-directive", "warning", at, "careful");
    const diagnostics = [...Array.from({ length: 25 }, () => warning), one];
    const short = await kpigen(["generate"], { outcome: { generation: undefined, diagnostics, sources } });
    expect(short.error).toContain("error: not C");
    expect(short.error).toContain("and 6 more: 6 warnings (--verbose shows all)");
    const long = await kpigen(["generate", "--verbose"], { outcome: { generation: undefined, diagnostics, sources } });
    expect(long.error.match(/careful/g)).toHaveLength(25);
  });
});
