/** The tree as a whole: release, search path, generated headers, header set, requests that cannot be met. */
import { describe, expect, it } from "vitest";
import { createPreprocessor } from "../../src/preprocess/index.js";
import { load } from "./small-tree.js";

const generic = "cpu HAMMER\nident X\noptions SMP\n";
const tree = () => load(generic).tree!;
const build = "/src/sys/compile/X";

describe("a source tree", () => {
  it("says its release", () => {
    expect(tree().release).toEqual({ major: 14, minor: 0, osreldate: 1400097, name: "14.0-STABLE" });
  });

  it("is searched as a module's build searches it", () => {
    const { environment } = tree();
    expect(environment.includePath.map(({ path, display }) => [path, display])).toEqual([
      [build, ""],
      ["/src/sys", "sys/"],
    ]);
    expect(environment.forcedIncludes).toEqual(["opt_global.h"]);
    expect(environment.options.get("SCSI_DELAY")).toBe("opt_scsi.h");
  });

  it("starts from the macros of a module's build for its release", () => {
    const lines = tree().environment.predefined.split("\n");
    for (const line of [
      "_KERNEL 1",
      "KLD_MODULE 1",
      "__FreeBSD__ 14",
      "__STDC_HOSTED__ 0",
      "__code_model_kernel__ 1",
    ]) {
      expect(lines).toContain(`#define ${line}`);
    }
    expect(lines.filter((line) => line.startsWith("#define __STDC_HOSTED__"))).toHaveLength(1);
    expect(lines.some((line) => line.includes("__SSE__"))).toBe(false);
  });

  it("has machine, x86 and i386 in its build directory, shown by where they really are", () => {
    const { files, includePath } = tree().environment;
    expect(files.read(`${build}/machine/cpu.h`)).toEqual({ kind: "text", text: "/* amd64 */" });
    expect(files.read(`${build}/i386/cpu.h`)).toEqual({ kind: "text", text: "/* i386 */" });
    expect(files.isFile(`${build}/machine/no.h`)).toBe(false);
    expect(files.list(`${build}/machine`)).toEqual(["cpu.h"]);
    expect(includePath[0].aliases).toEqual([
      { prefix: "machine/", display: "sys/amd64/include/" },
      { prefix: "x86/", display: "sys/x86/include/" },
      { prefix: "i386/", display: "sys/i386/include/" },
    ]);
  });

  it("has headers of the lists of devices that the tree has", () => {
    const { files } = load(generic, {}, { "/src/sys/dev/usb/usbdevs": "/* list */\nvendor ACME 0x1234 Acme\n" }).tree!
      .environment;
    const text = "/* list */\n#define\tUSB_VENDOR_ACME\t0x1234\t/* Acme */\n";
    expect(files.read(`${build}/usbdevs.h`)).toEqual({ kind: "text", text });
    expect(files.list(build)).toContain("usbdevs.h");
    expect(files.list(build)).not.toContain("miidevs.h");
    expect(files.isFile(`${build}/miidevs.h`)).toBe(false);
  });

  it("makes interface headers from where conf/files or the tree has them, and says where one is bad", () => {
    const { files } = tree().environment;
    const made = files.read(`${build}/thing_if.h`);
    expect(made.kind === "text" && made.text).toContain("THING_GO(device_t dev)");
    expect(files.read(`${build}/lone_if.h`)).toEqual({
      kind: "unreadable",
      reason: "sys/dev/hidden/lone_if.m:2: Invalid line encountered",
    });
    expect(files.isFile(`${build}/no_such_if.h`)).toBe(false);
    expect(files.isFile(`${build}/vnode_if.h`)).toBe(false);
  });

  it("takes the machine's own interface of several with one name", () => {
    const others = {
      "/src/sys/arm64/arm64/pic_if.m": "INTERFACE wrong;\n",
      "/src/sys/amd64/amd64/pic_if.m": "INTERFACE pic;\n",
    };
    const read = load(generic, {}, others).tree!.environment.files.read(`${build}/pic_if.h`);
    expect(read.kind === "text" && read.text).toContain("_pic_if_h_");
  });

  it("lists what may define a missing name: no machine's own directories, no generated tree", () => {
    expect(tree().available).toEqual([
      "dev/usb/net/deep.h",
      "dev/usb/usb.h",
      "i386/cpu.h",
      "machine/cpu.h",
      "net/if.h",
      "opt_cpu.h",
      "opt_ddb.h",
      "opt_global.h",
      "opt_maxusers.h",
      "opt_new.h",
      "opt_other.h",
      "opt_pci.h",
      "opt_scsi.h",
      "opt_text.h",
      "sys/disk/apm.h",
      "sys/param.h",
      "sys/systm.h",
      "sys/zoo.h",
      "thing_if.h",
      "x86/x86_var.h",
    ]);
  });
});

describe("the header set", () => {
  it("is by default the prelude, then sys, vm, machine, net and netinet with what is below them", () => {
    expect(tree().prelude).toEqual(["sys/param.h", "sys/systm.h", "machine/cpu.h", "net/if.h"]);
    expect(tree().headers).toEqual([...tree().prelude, "sys/zoo.h", "sys/disk/apm.h"]);
    expect([tree().isUsualSet, load(generic, { headers: ["sys/zoo.h"] }).tree!.isUsualSet]).toEqual([true, false]);
  });

  it("has headers for assembler sources behind all others, but where the user says the order", () => {
    const others = { "/src/sys/amd64/include/asm.h": "", "/src/sys/net/bpf.h": "" };
    const behind = ({ tree: loaded }: ReturnType<typeof load>) => loaded!.headers.slice(loaded!.prelude.length);
    expect(behind(load(generic, {}, others))).toEqual(["sys/zoo.h", "sys/disk/apm.h", "net/bpf.h", "machine/asm.h"]);
    const headers = ["machine/asm.h", "net/bpf.h"];
    expect(behind(load(generic, { headers }, others))).toEqual(headers);
  });

  it.each([
    [["dev/usb/**"], ["dev/usb/usb.h", "dev/usb/net/deep.h"]],
    [["dev/usb/*.h"], ["dev/usb/usb.h"]],
    [["dev/usb/*"], ["dev/usb/usb.h"]],
    [["dev/usb"], ["dev/usb/usb.h"]],
    [["dev/**/deep.h"], ["dev/usb/net/deep.h"]],
    [["**/usb.h"], ["dev/usb/usb.h"]],
    [["sys/{zoo,disk/apm}.h"], ["sys/zoo.h", "sys/disk/apm.h"]],
    [["sys/z[a-o]o.h", "sys/[!p-s]oo.h", "sys/zo?.h"], ["sys/zoo.h"]],
    [
      ["x86/*.h", "thing_if.h"],
      ["x86/x86_var.h", "thing_if.h"],
    ],
    [["./sys//zoo.h"], ["sys/zoo.h"]],
  ])("%j", (headers, expected) => {
    const loaded = load(generic, { headers });
    expect(loaded.said).toEqual([]);
    expect(loaded.tree!.headers.slice(loaded.tree!.prelude.length)).toEqual(expected);
  });

  it("finds what only some sources are built with where a header of theirs is asked for, behind all else", () => {
    const linux = "/src/sys/compat/linuxkpi/common/include";
    const others = { [`${linux}/linux/list.h`]: "", [`${linux}/net/cfg80211.h`]: "", [`${linux}/net/if.h`]: "" };
    const headers = (...patterns: readonly string[]) => {
      const { headers: all, prelude, environment } = load(generic, { headers: patterns }, others).tree!;
      return { found: all.slice(prelude.length), path: environment.includePath.map(({ path }) => path) };
    };
    expect(headers("net/*.h")).toEqual({ found: [], path: [build, "/src/sys"] });
    const both = headers("net/*.h", "linux/*.h");
    expect(both.found).toEqual(["net/cfg80211.h", "linux/list.h"]);
    expect(both.path).toEqual([build, "/src/sys", linux]);
    expect(headers("compat/linuxkpi/common/include/linux/**").path).toEqual([build, "/src/sys", linux]);
  });

  it("finds them where each driver that is asked for includes some, and the set is as it was", () => {
    const linux = "/src/sys/compat/linuxkpi/common/include";
    const others = {
      [`${linux}/linux/list.h`]: "",
      [`${linux}/net/cfg80211.h`]: "",
      "/src/sys/dev/one/one.h": "#include <linux/list.h>\n",
      "/src/sys/dev/one/sub/part.h": "int part;\n",
      "/src/sys/dev/two/two.h": "int two;\n",
    };
    const headers = (...patterns: readonly string[]) => {
      const { headers: all, prelude, environment, available } = load(generic, { headers: patterns }, others).tree!;
      const isSearched = environment.includePath.some(({ path }) => path === linux);
      return { found: all.slice(prelude.length), isSearched, isAvailable: available.includes("linux/list.h") };
    };
    const one = ["dev/one/one.h", "dev/one/sub/part.h"];
    expect(headers("dev/one/**", "net/*.h")).toEqual({ found: one, isSearched: true, isAvailable: true });
    const both = { found: [...one, "dev/two/two.h"], isSearched: false, isAvailable: false };
    expect(headers("dev/one/**", "dev/two/**")).toEqual(both);
    expect(headers("dev/one/sub/*.h").isSearched).toBe(false);
  });

  it("searches a driver's own directory where no other driver is asked for, and calls its headers as ever", () => {
    const others = {
      "/src/sys/dev/one/api/part.h": '#include "api/base.h"\nextern base_t part;\n',
      "/src/sys/dev/one/api/base.h": "typedef int base_t;\n",
      "/src/sys/dev/two/two.h": "int two;\n",
    };
    const seen = (...patterns: readonly string[]) => {
      const { environment, sources } = load(generic, { headers: patterns }, others).tree!;
      const { failed } = createPreprocessor(environment, sources).include("dev/one/api/part.h");
      return { failed, names: sources.all.map(({ includeName }) => includeName).filter((one) => one.includes("one")) };
    };
    const names = ["dev/one/api/part.h", "dev/one/api/base.h"];
    expect(seen("dev/one/**")).toEqual({ failed: false, names });
    expect(seen("dev/one/**", "dev/two/**")).toEqual({ failed: true, names: names.slice(0, 1) });
  });

  it("is none where no pattern matches", () => {
    const { tree, said } = load(generic, { headers: ["sys/no*.h", "nothing/**"] });
    expect(tree).toBeUndefined();
    expect(said).toHaveLength(2);
  });

  it("says which pattern matches nothing", () => {
    expect(load(generic, { headers: ["sys/zoo.h", "sys/no*.h"] }).said).toEqual([
      "<command line>: error: no header matches sys/no*.h",
    ]);
  });
});

describe("a request", () => {
  it.each(["amd64", "x86_64", "AMD64", "amd64.amd64", "x86_64-unknown-freebsd14.1"])(
    "may call the machine %s",
    (arch) => {
      expect(load(generic, { arch }).tree!.configuration.machineArch).toBe("amd64");
    },
  );

  it("for an unknown machine is told which there are", () => {
    expect(load(generic, { arch: "vax" }).said[0]).toMatch(/unknown architecture vax; known are .*amd64.*riscv64/);
  });

  it("for a directory that is no source tree is told so", () => {
    expect(load(generic, { sys: "/src" }).said).toEqual([
      "<command line>: error: /src is not a FreeBSD kernel source tree: sys/param.h not found",
    ]);
  });

  it("for a configuration that is not there is told where it was looked for", () => {
    const { tree: none, said } = load(generic, { kernconf: "MINE" });
    expect(said).toEqual(["<command line>: error: sys/amd64/conf/MINE: No such file or directory"]);
    expect(none).toBeUndefined();
  });

  it("for a release that rules/ does not know goes on with a warning", () => {
    const { tree: found, said } = load(generic, {}, { "/src/sys/sys/param.h": "#define __FreeBSD_version 9900000\n" });
    expect(said[0]).toMatch(/warning: FreeBSD 99.0/);
    expect(found!.release.major).toBe(99);
  });
});
