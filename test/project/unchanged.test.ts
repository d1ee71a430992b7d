/** The built command twice: the second run does nothing where nothing has changed, and all where anything has. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { smallTree } from "../kernel/small-tree.js";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "kpigen-unchanged-"));
const headers = join(folder, "list");
const out = join(folder, "crate");
const ofMutex = join(out, "src", "sys", "_mutex.rs");
const longAgo = new Date("2020-01-01");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly text: string;
  readonly isWritten: boolean;
}

/** @param home where the cache is */
function kpigen(more: readonly string[] = [], home = folder, file = ofMutex): Told {
  if (!existsSync(join(root, "dist", "bundle"))) throw new Error("not built: npm run build");
  if (existsSync(file)) utimesSync(file, longAgo, longAgo);
  const command = [join(root, "bin", "kpigen.js"), "generate", "--arch", "amd64", "--out", out];
  const text = execFileSync(process.execPath, [...command, "--headers", `@${headers}`, ...more], {
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: home },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { text, isWritten: statSync(file).mtimeMs !== longAgo.getTime() };
}

/** The summary without its times. */
const facts = ({ text }: Told): string => text.slice(0, text.indexOf("  time "));

let first: Told;

beforeAll(() => {
  writeFileSync(headers, "sys/_mutex.h\n");
  first = kpigen();
});

it("leaves the crate as it is and says again what there is", () => {
  const second = kpigen();
  expect(second.isWritten).toBe(false);
  expect(facts(second)).toBe(facts(first));
  expect(facts(second)).toContain("items");
  expect(second.text).toContain(`left as it was  ${out}`);
  expect(second.text).toContain("nothing has changed");
});

it("tells machines", () => {
  const one = JSON.parse(kpigen(["--json"]).text);
  const two = JSON.parse(kpigen(["--json"]).text);
  expect(one.unchanged).toBe(false);
  expect(two).toEqual({ ...one, unchanged: true, phases: [] });
  kpigen();
});

it("writes it where anything has changed, once", () => {
  expect(kpigen(["--no-cache"]).isWritten).toBe(true);
  expect(kpigen(["--declarations-only"]).isWritten).toBe(true);
  expect(kpigen(["--declarations-only"]).isWritten).toBe(false);
  writeFileSync(headers, "sys/_mutex.h\nsys/_lock.h\n");
  expect(kpigen().isWritten).toBe(true);
  writeFileSync(ofMutex, readFileSync(ofMutex, "utf8").replace("pub", "   "));
  expect(kpigen().isWritten).toBe(true);
  expect(readFileSync(ofMutex, "utf8")).toContain("pub");
  rmSync(join(out, "src", "lib.rs"));
  expect(kpigen().isWritten).toBe(true);
  expect(kpigen().isWritten).toBe(false);
});

it("writes it where what is remembered cannot be read, or not be kept", () => {
  kpigen();
  const other = join(folder, "other");
  cpSync(join(folder, "kpigen"), join(other, "kpigen"), { recursive: true });
  expect(kpigen([], other).isWritten).toBe(false);
  for (const name of execFileSync("ls", [join(other, "kpigen")], { encoding: "utf8" })
    .trim()
    .split("\n"))
    writeFileSync(join(other, "kpigen", name), "{");
  expect(kpigen([], other).isWritten).toBe(true);
  const occupied = join(folder, "occupied");
  writeFileSync(occupied, "");
  expect(kpigen([], occupied).isWritten).toBe(true);
  expect(kpigen([], occupied).isWritten).toBe(true);
});

it.each(["1", "2"])("writes it where a header has changed, or another one is found, with %s threads", (jobs) => {
  const sys = join(folder, `tree-${jobs}`, "src", "sys");
  for (const [path, text] of Object.entries(smallTree)) {
    mkdirSync(dirname(join(folder, `tree-${jobs}`, path)), { recursive: true });
    writeFileSync(join(folder, `tree-${jobs}`, path), text);
  }
  writeFileSync(join(sys, "sys", "zoo.h"), "#include <ape.h>\n");
  mkdirSync(join(sys, "contrib", "ck", "include"), { recursive: true });
  writeFileSync(join(sys, "contrib", "ck", "include", "ape.h"), "#define APES 1\n");
  const home = join(folder, `home-${jobs}`);
  const zoo = () => {
    const ape = join(out, "src", "ape.rs");
    const more = ["--sys", sys, "--headers", "sys/zoo.h", "--jobs", jobs];
    const { isWritten } = kpigen(more, home, ape);
    return [isWritten, /APES: c_int = (\d)/.exec(readFileSync(ape, "utf8"))?.[1]];
  };
  expect(zoo()).toEqual([true, "1"]);
  expect(zoo()).toEqual([false, "1"]);
  writeFileSync(join(sys, "contrib", "ck", "include", "ape.h"), "#define APES 2\n");
  expect(zoo()).toEqual([true, "2"]);
  expect(zoo()).toEqual([false, "2"]);
  writeFileSync(join(sys, "ape.h"), "#define APES 3\n");
  expect(zoo()).toEqual([true, "3"]);
});
