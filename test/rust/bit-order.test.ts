/**
 * Bit-fields in each byte order (KPIGEN_RANDOM_RECORDS: of every target): clang initialises a bit-field in an object file of the target, and the generated
 * functions, run here with the target's byte order, must make the same bytes and read the same value back.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { printItem } from "../../src/print/index.js";
import { layoutHelperItems } from "../../src/rust/layout-helper.js";
import { elfSymbolBytes } from "../../src/verify/elf.js";
import { type LayoutTarget, layoutTargets } from "../semantics/layout-targets.js";
import { randomProgram } from "../semantics/random-records.js";
import { type Clang, findClang } from "../semantics/record-dump.js";
import { RandomShapes } from "./random-shapes.js";
import { hasRustc, inDirectory, run, rustMinor } from "./toolchain.js";

const clang = findClang();
if (clang === undefined || !hasRustc) console.warn("bit-order: SKIPPED, no clang or no rustc found");

const count = Number(process.env.KPIGEN_RANDOM_RECORDS ?? 120);
const largest = 2048;
/** Each byte order and word size; all targets where more records than usual are asked for. */
const targets = layoutTargets.filter(
  ({ target }) =>
    process.env.KPIGEN_RANDOM_RECORDS !== undefined || /^(x86_64|i386|powerpc64)-.*freebsd/.test(target.triple),
);

interface Sample {
  readonly symbol: string;
  readonly c: string;
  /** Rust statements that check the bytes of the symbol. */
  readonly rust: (image: Uint8Array) => string;
}

function samples(target: LayoutTarget): { readonly source: string; readonly samples: readonly Sample[] } {
  const program = randomProgram(target, 4000, count);
  const { shaped } = new RandomShapes(program, target, rustMinor);
  const found: Sample[] = [];
  for (const { record, name, shape } of shaped) {
    if (record.tag === undefined || shape.size > largest) continue;
    for (const accessor of shape.accessors) {
      if (accessor.kind !== "bit-field") continue;
      const { offset, width, value: kind } = accessor;
      // Every bit of a value differs from its neighbour or its mirror image somewhere.
      const pattern = (0x9c3b_57e1_0f2d_846an ^ BigInt(found.length)) & ((1n << BigInt(Math.min(width, 64))) - 1n);
      const value = kind === "bool" ? 1n : pattern;
      const symbol = `sample_${found.length}`;
      const prefix = width > 64 ? "wide_" : "";
      found.push({
        symbol,
        c: `${record.tagKind} ${name} ${symbol} = { .${accessor.name} = ${value}ull };`,
        rust: (image) => {
          const generics = `[u8; ${image.length}], ${offset}, ${width}`;
          return `{ let c = [${[...image].join(", ")}]; let mut r = [0; ${image.length}];
${prefix}bits_set::<${generics}>(&mut r, ${value}); assert_eq!(r, c, "${name}.${accessor.name}");
assert_eq!(${prefix}bits_get::<${generics}>(&c), ${value}, "${name}.${accessor.name}"); }`;
        },
      });
    }
  }
  return { source: program.source, samples: found };
}

function images(cc: Clang, target: LayoutTarget, c: string, symbols: ReadonlySet<string>, directory: string) {
  const [source, object] = ["bits.c", "bits.o"].map((file) => join(directory, file));
  writeFileSync(source, c);
  const flags = ["-target", target.target.triple, "-std=gnu17", "-w", "-c", source, "-o", object];
  expect(run(cc.command, [...cc.arguments, ...flags])).toEqual({ status: 0, stdout: "", stderr: "" });
  return elfSymbolBytes(readFileSync(object), symbols)!;
}

it.skipIf(clang === undefined || !hasRustc).each(targets.map((t) => [t.target.triple, t] as const))(
  "%s",
  (_, target) => {
    const { source, samples: all } = samples(target);
    expect(all.length).toBeGreaterThan(count / 4);
    inDirectory((directory) => {
      const c = [source, ...all.map((s) => s.c)].join("\n");
      const found = images(clang!, target, c, new Set(all.map((s) => s.symbol)), directory);
      const helpers = layoutHelperItems(new Set(["bits", "wide_bits"]))
        .map((item) => printItem(item, { edition: "2021" }))
        .join("\n\n")
        .replaceAll('cfg!(target_endian = "big")', `${target.target.endian === "big"}`);
      const [file, binary] = ["main.rs", "main"].map((name) => join(directory, name));
      writeFileSync(file, `${helpers}\nfn main() {\n${all.map((s) => s.rust(found.get(s.symbol)!)).join("\n")}\n}`);
      const compiled = run("rustc", ["--edition=2021", "--cap-lints=allow", "-o", binary, file]);
      expect(compiled).toEqual({ status: 0, stdout: "", stderr: "" });
      expect(run(binary, [])).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  },
  600_000,
);
