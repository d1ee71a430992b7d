/**
 * The crate appears whole or not at all, and nothing of the user's is lost: on the real disk, and with a disk that fails at each of
 * its calls in turn.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { diskOutput, type OutputFiles, writeCrate, writeSingleFile } from "../../src/crate/index.js";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "kpigen-crate-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

const crate = (mark: string, more: Record<string, string> = {}): ReadonlyMap<string, string> => {
  const files = new Map([
    ["src/lib.rs", `// ${mark}\n`],
    ["src/sys/mod.rs", `// ${mark}\n`],
    ["Cargo.toml", `[package]\nname = "${mark}"\n\n[package.metadata.kpigen]\n`],
    ...Object.entries(more),
  ]);
  return files.set(".kpigen", `${[...files.keys()].sort().join("\n")}\n`);
};

/** Every file below a directory with its text. */
function snapshot(directory: string, below = ""): Record<string, string> {
  const out: Record<string, string> = {};
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) Object.assign(out, snapshot(path, `${below}${entry.name}/`));
    else out[below + entry.name] = readFileSync(path, "utf8");
  }
  return out;
}

const texts = (found: readonly { readonly code: string; readonly text: string }[]): readonly string[] =>
  found.map(({ code, text }) => `${code}: ${text}`);

describe("a crate", () => {
  test("appears with its parents, files readable by all", () => {
    expect(writeCrate(crate("one"), `${home}/a/b/kpi`, diskOutput)).toEqual([]);
    expect(snapshot(home)).toEqual(
      Object.fromEntries([...crate("one")].map(([path, text]) => [`a/b/kpi/${path}`, text])),
    );
    expect(statSync(`${home}/a/b/kpi/src/lib.rs`).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  test("replaces an earlier one and keeps what kpigen did not write", () => {
    writeCrate(crate("one", { "src/old.rs": "old", "src/gone/x.rs": "gone" }), `${home}/kpi`, diskOutput);
    mkdirSync(`${home}/kpi/.git/refs`, { recursive: true });
    mkdirSync(`${home}/kpi/src/own`);
    for (const path of [".git/HEAD", "LICENSE", "src/mine.rs", "src/own/x.rs", "src/gone/mine.rs"]) {
      writeFileSync(`${home}/kpi/${path}`, "mine");
    }
    expect(writeCrate(crate("two"), `${home}/kpi`, diskOutput)).toEqual([]);
    expect(snapshot(home)).toEqual({
      ...Object.fromEntries([...crate("two")].map(([path, text]) => [`kpi/${path}`, text])),
      "kpi/.git/HEAD": "mine",
      "kpi/LICENSE": "mine",
      "kpi/src/mine.rs": "mine",
      "kpi/src/own/x.rs": "mine",
      "kpi/src/gone/mine.rs": "mine",
    });
    expect(existsSync(`${home}/kpi/.git/refs`)).toBe(true);
  });

  test("does not replace a file that kpigen did not write, unless forced", () => {
    writeCrate(crate("one"), `${home}/kpi`, diskOutput);
    writeFileSync(`${home}/kpi/src/new.rs`, "mine");
    const before = snapshot(home);
    expect(texts(writeCrate(crate("two", { "src/new.rs": "new" }), `${home}/kpi`, diskOutput))).toEqual([
      `crate/write: ${home}/kpi/src/new.rs is in the way and kpigen did not write it; --force replaces it`,
    ]);
    expect(snapshot(home)).toEqual(before);
    expect(writeCrate(crate("two", { "src/new.rs": "new" }), `${home}/kpi`, diskOutput, { force: true })).toEqual([]);
    expect(readFileSync(`${home}/kpi/src/new.rs`, "utf8")).toBe("new");
  });

  test("an empty directory is taken, a foreign one only by force and then kept", () => {
    mkdirSync(`${home}/kpi`);
    expect(writeCrate(crate("one"), `${home}/kpi`, diskOutput)).toEqual([]);
    mkdirSync(`${home}/foreign/src`, { recursive: true });
    writeFileSync(`${home}/foreign/src/main.rs`, "mine");
    writeFileSync(`${home}/foreign/Cargo.toml`, '[package]\nname = "mine"\n');
    const before = snapshot(`${home}/foreign`);
    expect(texts(writeCrate(crate("one"), `${home}/foreign`, diskOutput))).toEqual([
      `crate/write: ${home}/foreign is not a crate that kpigen wrote; --force writes into it and keeps its other files`,
    ]);
    expect(snapshot(`${home}/foreign`)).toEqual(before);
    expect(writeCrate(crate("one"), `${home}/foreign`, diskOutput, { force: true })).toEqual([]);
    expect(snapshot(`${home}/foreign`)).toEqual({ ...Object.fromEntries(crate("one")), "src/main.rs": "mine" });
    expect(readdirSync(home).sort()).toEqual(["foreign", "kpi"]);
  });

  test("a file in its place is left alone; a parent that is a file is named", () => {
    writeFileSync(`${home}/kpi`, "mine");
    expect(texts(writeCrate(crate("one"), `${home}/kpi`, diskOutput))).toEqual([`crate/write: ${home}/kpi is a file`]);
    expect(texts(writeCrate(crate("one"), `${home}/kpi/deeper/crate`, diskOutput))[0]).toMatch(
      /^crate\/write: .*ENOTDIR|EEXIST/,
    );
    expect(snapshot(home)).toEqual({ kpi: "mine" });
  });

  test("through a symbolic link, the link stays", () => {
    mkdirSync(`${home}/real`);
    symlinkSync(`${home}/real`, `${home}/link`);
    expect(writeCrate(crate("one"), `${home}/link`, diskOutput)).toEqual([]);
    expect(snapshot(`${home}/real`)).toEqual(Object.fromEntries(crate("one")));
    expect(readdirSync(home).sort()).toEqual(["link", "real"]);
  });

  // Root may write everywhere: then the failing disk below has to do.
  test.skipIf(process.getuid?.() === 0)("a read-only directory gives a diagnostic", () => {
    mkdirSync(`${home}/locked`);
    chmodSync(`${home}/locked`, 0o555);
    expect(texts(writeCrate(crate("one"), `${home}/locked/kpi`, diskOutput))).toEqual([
      `crate/write: cannot write ${home}/locked/kpi: permission denied (EACCES)`,
    ]);
    chmodSync(`${home}/locked`, 0o755);
    expect(readdirSync(`${home}/locked`)).toEqual([]);
  });
});

const changes = ["makeDirectory", "makeTemporary", "write", "rename", "remove"] as const;

/** A disk whose change number `failing` fails (from 1); `dead`: and every one after it, as when the process was killed. */
function failingDisk(
  failing: number,
  code: string,
  dead = false,
): { readonly disk: OutputFiles; readonly count: () => number } {
  let count = 0;
  const disk = { ...diskOutput } as Record<string, unknown>;
  for (const name of changes) {
    const real = diskOutput[name] as (...values: string[]) => unknown;
    disk[name] = (...values: string[]): unknown => {
      count++;
      if (count === failing || (dead && count > failing)) throw Object.assign(new Error(code), { code });
      return real(...values);
    };
  }
  return { disk: disk as unknown as OutputFiles, count: () => count };
}

describe("a disk that fails at any change", () => {
  const prepare = (name: string): Record<string, string> => {
    writeCrate(crate("one", { "src/old.rs": "old" }), `${home}/${name}/kpi`, diskOutput);
    writeFileSync(`${home}/${name}/kpi/LICENSE`, "mine");
    writeFileSync(`${home}/${name}/kpi/src/mine.rs`, "mine");
    return snapshot(`${home}/${name}`);
  };
  const replaced = Object.fromEntries(
    [...crate("two"), ["LICENSE", "mine"], ["src/mine.rs", "mine"]].map(([path, text]) => [`kpi/${path}`, text]),
  );

  test.each(["ENOSPC", "EROFS", "EIO"])("%s: as before, or wholly new", (code) => {
    let failures = 0;
    for (let failing = 1; ; failing++) {
      const before = prepare(`${failing}`);
      const { disk, count } = failingDisk(failing, code);
      const found = writeCrate(crate("two"), `${home}/${failing}/kpi`, disk);
      if (count() < failing) {
        expect(found).toEqual([]);
        expect(snapshot(`${home}/${failing}`)).toEqual(replaced);
        break;
      }
      failures++;
      const after = snapshot(`${home}/${failing}`);
      expect(found).toHaveLength(1);
      expect(found[0].code).toBe("crate/write");
      expect(found[0].text).toContain(`(${code})`);
      // Only the last step, removing the earlier crate, may leave something, and says so.
      if (found[0].severity === "warning") expect(after).toMatchObject(replaced);
      else expect(after).toEqual(before);
    }
    expect(failures).toBeGreaterThan(10);
  });

  test("a new crate leaves nothing behind, parents neither", () => {
    for (let failing = 1; failing <= 8; failing++) {
      const { disk } = failingDisk(failing, "ENOSPC");
      expect(writeCrate(crate("one"), `${home}/${failing}/a/kpi`, disk)).toHaveLength(1);
      expect(readdirSync(home)).toEqual([]);
    }
  });

  test("killed at any point, the next run finds everything again", () => {
    for (let failing = 1; ; failing++) {
      prepare(`${failing}`);
      const { disk, count } = failingDisk(failing, "EIO", true);
      try {
        writeCrate(crate("two"), `${home}/${failing}/kpi`, disk);
      } catch {
        // Putting back fails as well: that is what being killed means.
      }
      if (count() < failing) break;
      for (const entry of readdirSync(`${home}/${failing}`)) {
        if (entry.includes(".kpigen-")) utimesSync(`${home}/${failing}/${entry}`, 0, 0);
      }
      expect(writeCrate(crate("two"), `${home}/${failing}/kpi`, diskOutput)).toEqual([]);
      expect(snapshot(`${home}/${failing}`)).toEqual(replaced);
    }
  });
});

describe("a single file", () => {
  test("is replaced whole; a directory or a full disk gives a diagnostic and changes nothing", () => {
    expect(writeSingleFile(`${home}/out.rs`, "one", diskOutput)).toEqual([]);
    expect(writeSingleFile(`${home}/out.rs`, "two", diskOutput)).toEqual([]);
    for (let failing = 1; failing <= 3; failing++) {
      expect(writeSingleFile(`${home}/out.rs`, "three", failingDisk(failing, "ENOSPC").disk)).toHaveLength(1);
      expect(snapshot(home)).toEqual({ "out.rs": "two" });
    }
    mkdirSync(`${home}/directory`);
    expect(texts(writeSingleFile(`${home}/directory`, "x", diskOutput))).toEqual([
      `crate/write: cannot write ${home}/directory: it is a directory`,
    ]);
    expect(texts(writeSingleFile(`${home}/missing/out.rs`, "x", diskOutput))).toEqual([
      `crate/write: cannot write ${home}/missing/out.rs: no such directory (ENOENT)`,
    ]);
  });
});
