/**
 * Record shapes with rustc and clang as judges: random records' Rust types have C's size, alignment and offsets; bit-fields written
 * by either language are read alike by the other. KPIGEN_RANDOM_RECORDS sets how many records.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layoutTargetOf, layoutTargets } from "../semantics/layout-targets.js";
import { randomProgram } from "../semantics/random-records.js";
import { findClang } from "../semantics/record-dump.js";
import { accessorTest } from "./accessor-test.js";
import { RandomShapes } from "./random-shapes.js";
import { hasRustc, host, inDirectory, run, rustMinor } from "./toolchain.js";

const clang = findClang();
if (!hasRustc) console.warn("record-shape: SKIPPED, no rustc found");

const count = Number(process.env.KPIGEN_RANDOM_RECORDS ?? 200);
const perProgram = 500;
const on = layoutTargetOf("x86_64-unknown-linux-gnu");

const seeds = Array.from({ length: Math.ceil(count / perProgram) }, (_, i) => i + 1);

describe.skipIf(!hasRustc || rustMinor < 89)("random records in Rust have C's layout on every target", () => {
  const all = layoutTargets.flatMap((target) => seeds.map((seed) => [target.target.rustTarget, seed, target] as const));
  it.each(all)(
    "%s, seed %i",
    (triple, seed, target) => {
      const shapes = new RandomShapes(
        randomProgram(target, seed + 2000, Math.min(count, perProgram)),
        target,
        rustMinor,
      );
      inDirectory((directory) => {
        const file = join(directory, "records.rs");
        writeFileSync(file, shapes.withoutCore());
        const out = ["--emit=metadata", "-o", join(directory, "records.rmeta")];
        const compiled = run("rustc", ["--target", triple, "--crate-type=lib", "--edition=2021", ...out, file]);
        expect(compiled).toEqual({ status: 0, stdout: "", stderr: "" });
      });
      expect(shapes.shaped.filter((s) => s.shape.opaque !== undefined)).toEqual([]);
    },
    600_000,
  );
});

describe.skipIf(!hasRustc || host !== on.target.triple)("random records in Rust", () => {
  it.each(seeds)(
    "have C's size, alignment and offsets, seed %i",
    (seed) => {
      const shapes = new RandomShapes(randomProgram(on, seed, Math.min(count, perProgram)), on, rustMinor);
      const checks = shapes.facts().map(([expression, value]) => `const _: () = assert!(${expression} == ${value});`);
      const crate = ["#![no_std]", "#![deny(warnings)]", "#![allow(dead_code, non_camel_case_types)]"];
      inDirectory((directory) => {
        const file = join(directory, "records.rs");
        writeFileSync(file, [...crate, shapes.items(), ...checks].join("\n"));
        const out = ["--emit=metadata", "-o", join(directory, "records.rmeta")];
        const compiled = run("rustc", ["--crate-type=lib", "--edition=2021", ...out, file]);
        expect(compiled).toEqual({ status: 0, stdout: "", stderr: "" });
      });
      expect(shapes.shaped.filter((s) => s.shape.opaque !== undefined)).toEqual([]);
    },
    600_000,
  );

  it.skipIf(clang === undefined).each(seeds)(
    "bit-fields and members are where C has them, seed %i",
    (seed) => {
      const program = randomProgram(on, seed + 1000, Math.min(count, perProgram));
      const { c, rust } = accessorTest(program, new RandomShapes(program, on, rustMinor));
      inDirectory((directory) => {
        const [cFile, object, file, binary] = ["c.c", "c.o", "main.rs", "main"].map((name) => join(directory, name));
        writeFileSync(cFile, c);
        writeFileSync(file, rust);
        const flags = ["-target", on.target.triple, "-std=gnu17", "-w", "-O1", "-c"];
        const compiled = run(clang!.command, [...clang!.arguments, ...flags, cFile, "-o", object]);
        expect(compiled).toEqual({ status: 0, stdout: "", stderr: "" });
        const link = ["--edition=2021", "--cap-lints=allow", `-Clink-arg=${object}`, "-o", binary, file];
        const linked = run("rustc", link);
        expect(linked).toEqual({ status: 0, stdout: "", stderr: "" });
        const ran = run(binary, []);
        expect(ran).toEqual({ status: 0, stdout: expect.stringMatching(/^[1-9]\d+ checks\n$/), stderr: "" });
      });
    },
    600_000,
  );
});
