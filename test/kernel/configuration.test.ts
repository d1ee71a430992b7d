/** config(5), one rule a test; the rules are those of config(8)'s scanner, grammar and mkoptions (see the files' heads). */
import { describe, expect, it } from "vitest";
import { configurationReport } from "../../src/kernel/index.js";
import { load } from "./small-tree.js";

const head = "cpu HAMMER\nident X\n";

/** Options that were set, `NAME=value`, without what config(8) adds of its own. */
function set(lines: string): readonly string[] {
  const { tree, said } = load(`${head}${lines}`);
  expect(said).toEqual([]);
  const implied = new Set(["MAXUSERS", "HAMMER", "AMD64", "DEV_PCI"]);
  return tree!.configuration.options
    .filter(({ name }) => !implied.has(name))
    .map(({ name, value }) => `${name}=${value}`);
}

describe("options", () => {
  it.each([
    ["options SMP\n", ["SMP=1"]],
    ["option SMP,DDB\n", ["DDB=1", "SMP=1"]],
    ["options SMP , DDB # comment, OTHER\n", ["DDB=1", "SMP=1"]],
    ["options SCSI_DELAY=5000\n", ["SCSI_DELAY=5000"]],
    ["options SCSI_DELAY = 0x10\n", ["SCSI_DELAY=0x10"]],
    ["options SCSI_DELAY=5,DDB\n", ["SCSI_DELAY=5,DDB"]],
    ["options SCSI_DELAY=(1+2)*3\n", ["SCSI_DELAY=(1+2)*3"]],
    ['options TEXT="a # b, c"\n', ["TEXT=a # b, c"]],
    ['options TEXT=\\"a b\\"\n', ['TEXT="a b"']],
    ['options "SMP"\n', ["SMP=1"]],
    ["options SMP; options DDB\n", ["DDB=1", "SMP=1"]],
    ["options\n\tSMP,\n DDB\n", ["DDB=1", "SMP=1"]],
    ["options SMP\noptions SMP=2\n", ["SMP=2"]],
    ["options SMP,DDB\nnooptions SMP\n", ["DDB=1"]],
    ["options SMP,DDB\nnooption SMP,DDB\n", []],
    ["nooptions SMP\noptions SMP\n", ["SMP=1"]],
    ['include "std.common"\n', ["DDB=1"]],
    ["include std\n", ["OTHER=1"]],
    ["include ./std\n", ["OTHER=1"]],
    ["options SMP # no newline at end", ["SMP=1"]],
    ["\n\n   # blank lines\n\t\noptions SMP\n", ["SMP=1"]],
  ])("%j", (lines, expected) => {
    const { tree, said } = load(`${head}${lines}`, {}, { "/src/sys/amd64/conf/std": "options OTHER\n" });
    expect(said).toEqual([]);
    const implied = new Set(["MAXUSERS", "HAMMER", "AMD64", "DEV_PCI"]);
    const options = tree!.configuration.options.filter(({ name }) => !implied.has(name));
    expect(options.map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  it("takes an old name of conf/options-compat for the new one", () => {
    expect(set("options OLD_NAME=3\n")).toEqual(["NEW_NAME=3"]);
  });

  it("knows where each was set, and which it could have set", () => {
    const report = configurationReport(load(`${head}include "std.common"\noptions SMP\n`).tree!);
    expect(report.options.map(({ name, setAt }) => [name, setAt])).toEqual([
      ["AMD64", "sys/amd64/conf/DEFAULTS:1:1"],
      ["DDB", "sys/conf/std.common:1:9"],
      ["DEV_PCI", "sys/amd64/conf/DEFAULTS:2:8"],
      ["HAMMER", "sys/amd64/conf/GENERIC:1:5"],
      ["MAXUSERS", undefined],
      ["SMP", "sys/amd64/conf/GENERIC:4:9"],
    ]);
    expect(report.unset.map(({ name }) => name)).toEqual(["NEW_NAME", "OTHER", "SCSI_DELAY", "TEXT"]);
  });
});

describe("opt_*.h", () => {
  it("exist for every option of conf/options, empty where none is set", () => {
    const headers = load(`${head}options SMP\noptions SCSI_DELAY=15000\n`).tree!.configuration.optionHeaders;
    expect(Object.fromEntries(headers)).toEqual({
      "opt_cpu.h": "#define HAMMER 1\n",
      "opt_ddb.h": "",
      "opt_global.h": "#define AMD64 1\n#define SMP 1\n",
      "opt_maxusers.h": "#define MAXUSERS 0\n",
      "opt_new.h": "",
      "opt_other.h": "",
      "opt_pci.h": "#define DEV_PCI 1\n",
      "opt_scsi.h": "#define SCSI_DELAY 15000\n",
      "opt_text.h": "",
    });
  });

  it.each([
    ["maxusers 32\n", "32"],
    ["maxusers 0x20\n", "32"],
    ["maxusers 1\n", "2"],
    ["maxusers 4\noptions MAXUSERS=9\n", "9"],
  ])("MAXUSERS after %j is %s", (lines, value) => {
    expect(load(head + lines).tree!.configuration.optionHeaders.get("opt_maxusers.h")).toBe(
      `#define MAXUSERS ${value}\n`,
    );
  });
});

describe("other directives", () => {
  const configuration = (lines: string) => load(head + lines).tree!.configuration;

  it("device and nodevice, with the options they imply", () => {
    expect(configuration("device a, b\ndevices c\nnodevice a\n").devices).toEqual(["pci", "b", "c"]);
    expect(configuration("nodevice pci\n").optionHeaders.get("opt_pci.h")).toBe("");
    expect(configuration("nodevices pci\n").devices).toEqual([]);
  });

  it("makeoptions and nomakeoptions", () => {
    const lines =
      'makeoptions A=1\nmakeoptions F,B\nmakeoptions C="x y"\nmakeoption C+=z\nmakeoptions D=4\nnomakeoption D\nmakeoptions E=\n';
    expect(configuration(lines).makeOptions).toEqual([
      { name: "A", value: "1" },
      { name: "F", value: "" },
      { name: "B", value: "" },
      { name: "C", value: "x y z" },
      { name: "E", value: "" },
    ]);
  });

  it("cpu and nocpu, files, hints, env and envvar", () => {
    const found = configuration(
      'cpu OTHER\nnocpu OTHER\nfiles "my.files"\nhints "a.hints"\nhints "b.hints"\nenv "my.env"\nenvvar x.y="1 2" # c\nprofile 0\n',
    );
    expect(found).toMatchObject({
      cpus: ["HAMMER"],
      files: ["my.files"],
      hints: ["b.hints", "a.hints"],
      env: ['x.y="1 2"', "my.env"],
    });
  });

  it("a configuration that config(8) wrote itself has its includes spelled out already", () => {
    expect(set('options CONFIG_AUTOGENERATED\ninclude "no.such.file"\noptions SMP\n')).toEqual(["SMP=1"]);
  });
});

describe("is refused at file:line:column", () => {
  const at = "sys/amd64/conf/GENERIC";
  it.each([
    ["options NO_SUCH=1\n", `${at}:3:9: error: unknown option "NO_SUCH"`],
    ["nonsense\n", `${at}:3:1: error: syntax error`],
    ["options\n", `${at}:3:8: error: syntax error`],
    ["options SMP DDB\n", `${at}:3:13: error: syntax error`],
    ["options SMP,\n", `${at}:3:13: error: syntax error`],
    ['options "SMP=1"\n', `${at}:3:9: error: The \`=' in options should not be quoted`],
    ['options TEXT="open\n', `${at}:3:14: error: unterminated string`],
    ["hints a.hints\n", `${at}:3:8: error: syntax error`],
    ["makeoptions A=1, B\n", `${at}:3:18: error: syntax error`],
    ["device 4\n", `${at}:3:8: error: syntax error`],
    ["maxusers many\n", `${at}:3:10: error: syntax error`],
    ["machine i386\n", `${at}:3:1: error: only one machine directive is allowed`],
    ['include "no.such"\n', `${at}:3:9: error: cannot open included file no.such`],
    ["include ../nothing\n", `${at}:3:9: error: cannot open included file ../nothing`],
    ["envvar\n", `${at}:3:7: error: syntax error`],
  ])("%j", (lines, expected) => {
    const { tree, said } = load(head + lines);
    expect(said).toEqual([expected]);
    expect(tree).toBeUndefined();
  });

  it("also in an included file, and goes on to the next error", () => {
    const { said } = load(
      `${head}include "bad"\nbogus\n`,
      {},
      { "/src/sys/amd64/conf/bad": "options SMP\nwrong here\n" },
    );
    expect(said).toEqual([
      "sys/amd64/conf/bad:2:1: error: syntax error",
      "sys/amd64/conf/GENERIC:4:1: error: syntax error",
    ]);
  });

  it("an include of itself ends", () => {
    expect(load(`${head}include GENERIC\n`).said).toEqual([
      "sys/amd64/conf/GENERIC:3:9: error: sys/amd64/conf/GENERIC includes itself",
    ]);
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`/src/sys/conf/f${i}`, `include f${i + 1}\ninclude f${i + 1}\n`]),
    );
    const { said } = load(`${head}include f0\n`, {}, { ...doubling, "/src/sys/conf/f40": "options SMP\n" });
    expect(said[0]).toMatch(/error: more than 1000 files included/);
  });

  it("without cpu or ident, or for another machine", () => {
    expect(load("ident X\n").said).toEqual(["<command line>: error: cpu type must be specified"]);
    expect(load("cpu HAMMER\n").said).toEqual(["<command line>: error: no ident line specified"]);
    const other = load("machine amd64 other\ncpu HAMMER\nident X\n").said;
    expect(load("cpu HAMMER\nident X\n", {}, { "/src/sys/amd64/conf/DEFAULTS": "machine i386\n" }).said).toEqual([
      "sys/amd64/conf/DEFAULTS:1:1: error: the configuration is for i386, not for amd64 amd64",
    ]);
    expect(other).toEqual([`${at}:1:1: error: the configuration is for amd64 other, not for amd64 amd64`]);
  });

  it("an option that conf/options lists twice", () => {
    const options = "SMP opt_global.h\nSMP opt_smp.h\nMAXUSERS\nDEV_PCI opt_pci.h\n";
    const { said } = load(head, {}, { "/src/sys/conf/options": options });
    expect(said).toEqual(["sys/conf/options:2:1: error: Duplicate option SMP."]);
  });
});

it("warns of a device that one file names twice, not of one that an included file repeats", () => {
  const { tree, said } = load(`${head}device a\ndevice a\ndevice pci\n`);
  expect(said).toEqual(["sys/amd64/conf/GENERIC:4:8: warning: duplicate device `a' encountered."]);
  expect(tree).toBeDefined();
});

it("reads a configuration by path, with the DEFAULTS of the tree and includes beside it first", () => {
  const { tree, said } = load(
    head,
    { kernconf: "/home/me/MINE" },
    {
      "/home/me/MINE": 'include "mine.std"\ninclude GENERIC\nident MINE\n',
      "/home/me/mine.std": "options OTHER\n",
    },
  );
  expect(said).toEqual([]);
  expect(tree!.configuration).toMatchObject({ ident: "MINE", devices: ["pci"] });
  expect(tree!.configuration.optionHeaders.get("opt_other.h")).toBe("#define OTHER 1\n");
});
