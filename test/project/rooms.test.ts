/**
 * The rooms of the project and what they may know: a room imports doors (`../x/index.js`) of rooms upstream of it and of base/, nothing
 * else; only cli/ touches `process`. docs/architecture.md explains why.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..", "src");
/** Upstream first. diff/ may not be there yet. */
const order = "base kernel bind preprocess unit front syntax semantics rust print crate verify coverage diff cli".split(
  " ",
);
/** Files beside the rooms, and which of them a room may import. */
const journey = ["generation", "pipeline", "index"];
const mayImportJourney: Readonly<Record<string, readonly string[]>> = { cli: ["generation", "pipeline"] };

/** Other people's packages, by the rooms that need them: a room's secret, such as the parser, stays its own. */
const packages: Readonly<Record<string, readonly string[]>> = {
  base: [],
  kernel: ["fast-glob"],
  bind: [],
  preprocess: [],
  unit: [],
  front: [],
  syntax: ["web-tree-sitter"],
  semantics: [],
  rust: [],
  print: [],
  crate: [],
  verify: ["p-limit"],
  coverage: [],
  diff: [],
  cli: ["commander"],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly from: string;
}

function filesOf(room: string): readonly string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
}

/** `import … from "x"`, `export … from "x"`, `import "x"`, `import("x")`, `new Worker(new URL("x"))` is a file of the room itself. */
function importsOf(room: string): readonly Import[] {
  return filesOf(room).flatMap((file) => {
    const text = withoutComments(readFileSync(join(root, room, file), "utf8"));
    const found = text.matchAll(
      /^(?:(?:import|export)\b[^"=;(]*?\bfrom\s+|import\s+)"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
    );
    return [...found].map((match) => ({ file: `${room}/${file}`, room, from: match[1] ?? match[2] }));
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

const rooms = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && filesOf(entry.name).length > 0)
  .map((entry) => entry.name);
const imports = rooms.flatMap(importsOf);

function fault({ file, room, from }: Import): string | undefined {
  if (from.startsWith("node:")) return undefined;
  if (!from.startsWith(".")) {
    const name = from.startsWith("@") ? from.split("/").slice(0, 2).join("/") : from.split("/")[0];
    return packages[room].includes(name) ? undefined : `${file} imports the package ${name}`;
  }
  const path = posix.join(posix.dirname(file), from);
  const [top, ...rest] = path.split("/");
  if (rest.length === 0) {
    const allowed =
      journey.includes(top.replace(/\.js$/, "")) && (mayImportJourney[room] ?? []).includes(top.replace(/\.js$/, ""));
    return allowed ? undefined : `${file} imports ${from}`;
  }
  // within a room: files of the same folder or of one around it; a folder below only by its own door
  if (top === room) {
    const isAround = `${posix.dirname(file)}/`.startsWith(`${posix.dirname(path)}/`);
    return isAround || rest.at(-1) === "index.js" ? undefined : `${file} imports ${from}, which is no door`;
  }
  const door = rest.join("/") === "index.js" ? top : undefined;
  if (door === undefined) return `${file} imports ${from}, which is no door`;
  if (order.indexOf(door) >= order.indexOf(room)) return `${file} imports ${door}/, which is not upstream of ${room}/`;
  return undefined;
}

describe("rooms", () => {
  it("are the ones that the design names", () => {
    expect(rooms.filter((room) => !order.includes(room))).toEqual([]);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("import doors of upstream rooms, and only the packages that are theirs", () => {
    expect(imports.map(fault).filter((text) => text !== undefined)).toEqual([]);
  });

  it("would be caught: a side door, a downstream room, a stray package", () => {
    const wrong = ["../print/item.js", "../cli/index.js", "../pipeline.js", "commander", "./deep/er.js"];
    for (const from of wrong) expect(fault({ file: "rust/x.ts", room: "rust", from })).toBeDefined();
    expect(fault({ file: "rust/x.ts", room: "rust", from: "../semantics/index.js" })).toBeUndefined();
  });

  it("leave the process to cli/", () => {
    const uses = rooms
      .filter((room) => room !== "cli")
      .flatMap((room) => filesOf(room).map((file) => `${room}/${file}`))
      .filter((file) =>
        /(?<![\w.$"'`-])process\s*\.(?!\s*js\b)|from "node:process"/.test(
          withoutComments(readFileSync(join(root, file), "utf8")),
        ),
      );
    expect(uses).toEqual([]);
  });

  it("have no door that nobody owns: every room has an index.ts", () => {
    expect(rooms.filter((room) => !filesOf(room).includes("index.ts"))).toEqual([]);
  });
});
