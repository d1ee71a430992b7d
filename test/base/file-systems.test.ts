import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  type InputLog,
  isSameFile,
  joinInputs,
  MemoryFileSystem,
  OverlayFileSystem,
  RealFileSystem,
} from "../../src/base/index.js";

const root = mkdtempSync(join(tmpdir(), "kpigen-fs-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("RealFileSystem.isAsBefore", () => {
  const tree = `${root}/before`;
  mkdirSync(`${tree}/sys`, { recursive: true });
  mkdirSync(`${tree}/net`);

  /** What a run sees that reads a.h, looks for b.h in sys/ and finds it in net/. */
  function seen(): InputLog {
    for (const path of ["sys/a.h", "net/b.h", "net/unread.h"]) writeFileSync(`${tree}/${path}`, "int x;");
    for (const path of ["sys/b.h", "net/link.h"]) rmSync(`${tree}/${path}`, { force: true });
    symlinkSync("unread.h", `${tree}/net/link.h`);
    const log = new Map<string, string>();
    const files = new RealFileSystem(log);
    files.read(`${tree}/sys/a.h`);
    if (!files.isFile(`${tree}/sys/b.h`)) files.read(`${tree}/net/b.h`);
    files.isFile(`${tree}/net/link.h`);
    files.isFile(`${tree}/nowhere/c.h`);
    return log;
  }

  it("is true of a tree that nobody touched, and of one whose files were written again", () => {
    const log = seen();
    expect(RealFileSystem.isAsBefore(log)).toBe(true);
    writeFileSync(`${tree}/sys/a.h`, "int x;");
    writeFileSync(`${tree}/net/unread.h`, "int y;");
    expect(RealFileSystem.isAsBefore(log)).toBe(true);
  });

  it.each<[string, () => void]>([
    ["a file that was read has other bytes, as many", () => writeFileSync(`${tree}/sys/a.h`, "int y;")],
    ["a file is gone", () => rmSync(`${tree}/net/b.h`)],
    ["a file stands before the one that was found", () => writeFileSync(`${tree}/sys/b.h`, "int x;")],
    ["a directory is there that was not", () => mkdirSync(`${tree}/nowhere`)],
    [
      "a link leads elsewhere",
      () => {
        rmSync(`${tree}/net/link.h`);
        symlinkSync("/dev/null", `${tree}/net/link.h`);
      },
    ],
  ])("is false where %s", (_, change) => {
    const log = seen();
    change();
    expect(RealFileSystem.isAsBefore(log)).toBe(false);
    rmSync(`${tree}/nowhere`, { recursive: true, force: true });
  });

  it("is false where two saw different things", () => {
    const log = seen();
    const [question] = log.keys();
    expect(RealFileSystem.isAsBefore(joinInputs(log, log))).toBe(true);
    expect(RealFileSystem.isAsBefore(joinInputs(log, new Map([[question, "other"]])))).toBe(false);
    expect(RealFileSystem.isAsBefore(joinInputs(new Map([[question, "other"]]), log))).toBe(false);
  });
});

describe("RealFileSystem", () => {
  it("reads a file as latin1, one code unit a byte", () => {
    writeFileSync(`${root}/bytes.h`, Buffer.from([0x00, 0x41, 0xff, 0xc3, 0xa9]));
    expect(new RealFileSystem().read(`${root}/bytes.h`)).toEqual({ kind: "text", text: "\0A\xff\xc3\xa9" });
  });

  it("reads an empty file and one longer than its buffer", () => {
    writeFileSync(`${root}/empty.h`, "");
    const long = "x".repeat(3_000_000);
    writeFileSync(`${root}/long.h`, long);
    const files = new RealFileSystem();
    expect(files.read(`${root}/empty.h`)).toEqual({ kind: "text", text: "" });
    expect(files.read(`${root}/long.h`)).toEqual({ kind: "text", text: long });
    expect(files.read(`${root}/empty.h`)).toEqual({ kind: "text", text: "" });
  });

  it("takes a directory and a name below a file as missing", () => {
    mkdirSync(`${root}/dir.h`);
    writeFileSync(`${root}/plain.h`, "");
    const files = new RealFileSystem();
    expect(files.read(`${root}/dir.h`)).toEqual({ kind: "missing" });
    expect(files.isFile(`${root}/dir.h`)).toBe(false);
    expect(files.read(`${root}/plain.h/x.h`)).toEqual({ kind: "missing" });
    expect(files.isFile(`${root}/nowhere/x.h`)).toBe(false);
  });

  it("never waits for a FIFO or a device", () => {
    expect(spawnSync("mkfifo", [`${root}/fifo.h`]).status).toBe(0);
    symlinkSync("/dev/zero", `${root}/zero.h`);
    const files = new RealFileSystem();
    for (const name of ["fifo.h", "zero.h"]) {
      expect(files.read(`${root}/${name}`)).toEqual({ kind: "unreadable", reason: "not a regular file" });
      expect(files.isFile(`${root}/${name}`)).toBe(false);
    }
  });

  it("says why a file cannot be read", () => {
    writeFileSync(`${root}/secret.h`, "x");
    chmodSync(`${root}/secret.h`, 0);
    const read = new RealFileSystem().read(`${root}/secret.h`);
    // The superuser can read everything.
    expect(read).toEqual(
      process.getuid?.() === 0 ? { kind: "text", text: "x" } : { kind: "unreadable", reason: "EACCES" },
    );
  });

  it("follows symbolic links, and a link to nothing is missing", () => {
    writeFileSync(`${root}/target.h`, "t");
    symlinkSync("target.h", `${root}/link.h`);
    symlinkSync("nothing.h", `${root}/dangling.h`);
    const files = new RealFileSystem();
    expect(files.read(`${root}/link.h`)).toEqual({ kind: "text", text: "t" });
    expect(files.isFile(`${root}/dangling.h`)).toBe(false);
  });

  it("lists names sorted, directories with a slash", () => {
    mkdirSync(`${root}/tree/b`, { recursive: true });
    writeFileSync(`${root}/tree/c.h`, "");
    writeFileSync(`${root}/tree/a.h`, "");
    expect(new RealFileSystem().list(`${root}/tree`)).toEqual(["a.h", "b/", "c.h"]);
    expect(new RealFileSystem().list(`${root}/nowhere`)).toEqual([]);
  });
});

describe("MemoryFileSystem", () => {
  const files = new MemoryFileSystem({
    "/s/sys/a.h": "A",
    "/s/sys/x/b.h": "B",
    "/s/bad.h": { kind: "unreadable", reason: "EIO" },
    "c.h": "C",
  });

  it("implies the directories of its paths", () => {
    expect(files.list("/s")).toEqual(["bad.h", "sys/"]);
    expect(files.list("/s/sys")).toEqual(["a.h", "x/"]);
    expect(files.list("")).toEqual(["c.h"]);
    expect(files.isFile("/s/sys")).toBe(false);
  });

  it("can hold a file that is there and cannot be read", () => {
    expect(files.isFile("/s/bad.h")).toBe(true);
    expect(files.read("/s/bad.h")).toEqual({ kind: "unreadable", reason: "EIO" });
  });
});

describe("OverlayFileSystem", () => {
  const files = new OverlayFileSystem(
    new MemoryFileSystem({ "/s/a.h": "under", "/s/build/a.h": "hidden" }),
    "/s/build",
    new MemoryFileSystem({ "opt.h": "over" }),
  );

  it("asks the upper one below its point, by relative names, and the lower one elsewhere", () => {
    expect(files.read("/s/a.h")).toEqual({ kind: "text", text: "under" });
    expect(files.read("/s/build/opt.h")).toEqual({ kind: "text", text: "over" });
    expect(files.read("/s/build/a.h")).toEqual({ kind: "missing" });
    expect(files.list("/s/build")).toEqual(["opt.h"]);
    expect(files.isFile("/s/build/a.h")).toBe(false);
  });

  it("knows that a link of the upper one and what it leads to are one file", () => {
    const under = new MemoryFileSystem({ "/sys/amd64/include/cpu.h": "", "/sys/x86/include/cpu.h": "" });
    const over = Object.assign(new MemoryFileSystem({ "opt.h": "" }), {
      linked: (path: string) => (path.startsWith("machine/") ? `/sys/amd64/include${path.slice(7)}` : undefined),
    });
    const files = new OverlayFileSystem(under, "/build", over);
    const isSame = (one: string, other: string) => isSameFile(files, one, other);
    expect(isSame("/build/machine/cpu.h", "/sys/amd64/include/cpu.h")).toBe(true);
    expect(isSame("/sys/amd64/include/cpu.h", "/build/machine/cpu.h")).toBe(true);
    expect(isSame("/build/machine/cpu.h", "/sys/x86/include/cpu.h")).toBe(false);
    expect(isSame("/build/opt.h", "/sys/opt.h")).toBe(false);
  });
});
