/**
 * Every macro that defines things is called in C and in Rust with the same arguments; the objects, linker sets and symbols that come of it are
 * compared. Expected: clang's. A macro that clang accepts with none of the arguments that are tried is counted, and not compared.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Generation } from "../../src/index.js";
import { clang, compileC, compileRust, generateKernel, link, rustTarget, trees } from "./build-module.js";
import { attempts, type Definition, type Twin, twinOf } from "./definition-twins.js";
import { readElf } from "./elf-object.js";
import { type ModuleView, moduleView } from "./module-view.js";

const headers = (
  "sys/param.h sys/systm.h sys/kernel.h sys/module.h sys/conf.h sys/malloc.h sys/lock.h sys/mutex.h sys/sx.h sys/rwlock.h sys/rmlock.h " +
  "sys/queue.h sys/tree.h sys/sysctl.h sys/eventhandler.h sys/taskqueue.h sys/bus.h sys/kobj.h sys/linker_set.h sys/sdt.h sys/pcpu.h " +
  "sys/mount.h sys/domain.h sys/protosw.h sys/socket.h sys/vnode.h sys/firmware.h sys/cons.h sys/callout.h sys/counter.h sys/smp.h net/vnet.h"
).split(" ");

const directory = mkdtempSync(join(tmpdir(), "kpigen-definitions-"));
afterAll(() => rmSync(directory, { recursive: true }));
const target = rustTarget();
if (target === undefined)
  console.warn("SKIPPED: definition twins need cargo and rustc with the target x86_64-unknown-none");

/** A driver: its methods, their class, the module. The headers of interfaces are made from a source tree. */
const driver: Twin = {
  name: "driver",
  c:
    "int d_probe(device_t); int d_attach(device_t); static device_method_t d_methods[] = { DEVMETHOD(device_probe, d_probe), " +
    "DEVMETHOD(device_attach, d_attach), DEVMETHOD_END }; DEFINE_CLASS_0(d, d_driver, d_methods, 16); " +
    "DRIVER_MODULE(d, pci, d_driver, NULL, NULL); MODULE_DEPEND(d, pci, 1, 1, 1);",
  rust: `extern "C" { fn d_probe(_: device_t) -> c_int; fn d_attach(_: device_t) -> c_int; }
    static mut d_methods: [device_method_t; 3] = unsafe
    {
        [DEVMETHOD!(device_probe, Some(d_probe)), DEVMETHOD!(device_attach, Some(d_attach)), DEVMETHOD_END]
    };
    DEFINE_CLASS_0!(d, d_driver, (&raw mut d_methods).cast(), 16);
    DRIVER_MODULE!(d, pci, d_driver, None, core::ptr::null_mut());
    MODULE_DEPEND!(d, pci, 1, 1, 1);`,
};

/** Twins of the macros that clang accepts, and the names of the others. */
function acceptedTwins(generation: Generation, at: string): { twins: readonly Twin[]; refused: readonly string[] } {
  const { program } = generation.units[0];
  const macros = program.functionMacros.filter((one): one is Definition => one.meaning.kind === "definitions");
  const made = new Set(
    generation.crate.modules.flatMap(({ items }) => items.map((item) => ("name" in item ? item.name : ""))),
  );
  let open = macros.filter(({ name }) => made.has(name)).map((macro, id) => ({ macro, id: String(id), tried: 0 }));
  const twins: Twin[] = [];
  const refused: string[] = [];
  while (open.length > 0) {
    const calls = open.map(({ macro, id, tried }) => twinOf(program, macro, id, attempts(macro)[tried]));
    writeFileSync(join(at, "try.c"), cText(calls));
    const { stderr } = clang(generation, ["-fsyntax-only", "-ferror-limit=0", join(at, "try.c")], at);
    const wrong = new Set([...stderr.matchAll(/^kpigen-calls:(\d+):\d+: error/gm)].map(([, line]) => Number(line) - 1));
    const next: typeof open = [];
    open.forEach((one, row) => {
      if (!wrong.has(row)) twins.push(calls[row]);
      else if (one.tried + 1 < attempts(one.macro).length) next.push({ ...one, tried: one.tried + 1 });
      else refused.push(one.macro.name);
      if (process.env.KPIGEN_SHOW !== undefined && wrong.has(row))
        console.log(
          calls[row].c,
          [...stderr.matchAll(new RegExp(`^kpigen-calls:${row + 1}:\\d+: error: (.*)`, "gm"))].map(([, t]) => t),
        );
    });
    open = next;
  }
  return { twins, refused };
}

const cText = (twins: readonly Twin[]): string =>
  [...headers.map((header) => `#include <${header}>`), '#line 1 "kpigen-calls"', ...twins.map(({ c }) => c), ""].join(
    "\n",
  );

const rustText = (twins: readonly Twin[]): string => `#![no_std]
#![no_builtins]
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, unused_imports, unused_unsafe)]

${twins
  .map(
    ({ name, rust }) => `pub mod ${name}
{
    use core::ffi::{c_int, c_void};
    use freebsd_kpi::*;

    ${rust}
}
`,
  )
  .join("\n")}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> !
{
    loop
    {
    }
}
`;

/** A macro's own functions have the caller's words in their names in C alone; no symbol tells them apart but the place. */
const withoutFunctionNames = (view: ModuleView): ModuleView =>
  JSON.parse(JSON.stringify(view).replace(/→\w+\(\)/g, "→function"));

it.skipIf(target === undefined).each(trees)(
  "macros that define things define them in Rust as in C: %s",
  { timeout: 300_000 },
  async (_, sys) => {
    const at = mkdtempSync(join(directory, "tree-"));
    const generation = await generateKernel(sys, headers);
    const { twins: found, refused } = acceptedTwins(generation, at);
    const twins = sys === undefined ? found : [...found, driver];
    console.log(`${found.length} macros that define things compared; no arguments found for ${refused.join(", ")}`);
    writeFileSync(join(at, "c.c"), cText(twins));
    compileC(generation, join(at, "c.c"), join(at, "c.o"), at);
    mkdirSync(join(at, "src"));
    writeFileSync(join(at, "src/lib.rs"), rustText(twins));
    compileRust(generation, target!, at);
    writeFileSync(join(at, "headers.c"), cText([]));
    compileC(generation, join(at, "headers.c"), join(at, "headers.o"), at);
    const ofHeaders = readElf(readFileSync(join(at, "headers.o"))).symbols;
    const ignored = new Set(ofHeaders.flatMap(({ name, section }) => (section === 0 && name !== "" ? [name] : [])));
    const view = (name: string) => {
      link(join(at, `${name}.o`), join(at, `${name}.ko`));
      return moduleView(readElf(readFileSync(join(at, `${name}.ko`))), ignored);
    };
    const rust = withoutFunctionNames(view("rust"));
    const c = withoutFunctionNames(view("c"));
    expect(rust.linkerSets).toEqual(c.linkerSets);
    expect(rust.definedSymbols).toEqual(c.definedSymbols);
    expect(rust.undefinedSymbols).toEqual(c.undefinedSymbols);
    expect(rust.objects).toEqual(c.objects);
    // one that is only written, and that nobody else can see, may be gone
    const missing = [...c.zeroed];
    for (const size of rust.zeroed) expect(missing.splice(missing.indexOf(size), 1)).toEqual([size]);
    expect(rust.sections).toEqual(c.sections);
    expect(found.length).toBeGreaterThan(100);
  },
);
