/**
 * The view of a module sees what matters and nothing else. Expected: what readelf(1) shows of the C module, and that compilers' freedom
 * (another optimization level) is no difference while one changed flag of a sysctl is.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileC, generateKernel, link, root } from "./build-module.js";
import { readElf } from "./elf-object.js";
import { type ModuleView, moduleView, plainName } from "./module-view.js";

const directory = mkdtempSync(join(tmpdir(), "kpigen-kld-"));
const source = readFileSync(join(root, "examples/hello_kld/c/hello_kld.c"), "utf8");
let view: (name: string, text: string) => ModuleView;

beforeAll(async () => {
  const generation = await generateKernel();
  view = (name, text) => {
    const path = (suffix: string) => join(directory, name + suffix);
    writeFileSync(path(".c"), text);
    compileC(generation, path(".c"), path(".o"), directory);
    link(path(".o"), path(".ko"));
    return moduleView(readElf(readFileSync(path(".ko"))));
  };
});
afterAll(() => rmSync(directory, { recursive: true }));

it("shows the linker sets, their entries followed to the end", () => {
  const { linkerSets, sections } = view("plain", source);
  expect(Object.entries(linkerSets).map(([set, entries]) => [set, entries.length])).toEqual([
    ["set_sysinit_set", 3],
    ["set_sysuninit_set", 2],
    ["set_sysctl_set", 4],
    ["set_modmetadata_set", 3],
  ]);
  expect(sections).toContain("set_sysctl_set 1 2");
  expect(sections).toContain("set_sysinit_set 1 3");
  // MODULE_VERSION: mod_metadata of version 1, type MDT_VERSION (3), of a mod_version 1
  expect(linkerSets.set_modmetadata_set).toContainEqual('64→{0100000003000000 64→{01000000}+0 64→"hello_kld"}+0');
  expect(linkerSets.set_sysctl_set.filter((entry) => entry.includes("64→sysctl_handle_int+0"))).toHaveLength(3);
});

it("has no difference where only code differs, and one where a sysctl's flags do", () => {
  const plain = view("plain", source);
  const padded = view("padded", source.replace("hello_ticks++;", "hello_ticks++; hello_ticks += hello_count & 0;"));
  expect(padded).toEqual(plain);
  const changed = view("changed", source.replace("CTLFLAG_RWTUN", "CTLFLAG_RW"));
  expect(changed.linkerSets).not.toEqual(plain.linkerSets);
  expect({ ...changed, linkerSets: {}, objects: [] }).toEqual({ ...plain, linkerSets: {}, objects: [] });
});

it("sees visibility and what is undefined", () => {
  const { definedSymbols, undefinedSymbols } = view("plain", source);
  expect(definedSymbols).toEqual([
    "M_HELLO global default object 112 in .data",
    "sysctl___kern_hello global default object 112 in .data",
  ]);
  expect(undefinedSymbols).toContain("__start_set_sysctl_set weak default");
  expect(undefinedSymbols).toContain("uiomove global default");
  const quiet = view("quiet", source.replace("MALLOC_DEFINE(", "static MALLOC_DEFINE("));
  expect(quiet.definedSymbols).toEqual(["sysctl___kern_hello global default object 112 in .data"]);
});

it("demangles both of Rust's manglings to the last part", () => {
  expect(plainName("_ZN9hello_kld10hello_read17hcd451eeec472eb95E")).toBe("hello_read");
  expect(plainName("_RNvCs9eR4nuXgiJ4_9hello_kld10hello_read")).toBe("hello_read");
  expect(plainName("hello_read")).toBe("hello_read");
});
