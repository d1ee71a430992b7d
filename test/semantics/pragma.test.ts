/** Pragmas that change declarations: symbols and their weakness as clang's assembly has them. Skips, loudly, without clang. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { analyze } from "./analyzed.js";
import { findClang } from "./record-dump.js";

const clang = findClang();
if (clang === undefined) console.warn("pragma: SKIPPED, no clang-19 and no `zig clang` found");

const source = `
#define NAMED expanded
#pragma redefine_extname before symbol_of_before
extern int before(void);
extern int behind(void);
_Pragma("redefine_extname behind symbol_of_behind")
#pragma redefine_extname variable symbol_of_variable
extern int variable;
extern int labelled(void) __asm__("label");
#pragma redefine_extname labelled not_this
#pragma weak NAMED
extern int expanded(void);
extern int weak_variable;
#pragma weak weak_variable
#pragma redefine_extname both symbol_of_both
extern int both(void);
#pragma weak both
static int internal(void) { return 0; }
#pragma redefine_extname internal not_this_either
extern int plain(void);
`;

/** By C name: the symbol, and whether it is weak. */
function symbols(): ReadonlyMap<string, readonly [string, boolean]> {
  const names = ["before", "behind", "variable", "labelled", "expanded", "weak_variable", "both", "internal", "plain"];
  const uses = names.map((name) => `const void *const use_of_${name} = &${name};`);
  const flags = ["--target=x86_64-unknown-linux-gnu", "-w", "-x", "c", "-S", "-o", "-", "-"];
  const { stdout } = spawnSync(clang!.command, [...clang!.arguments, ...flags], {
    encoding: "utf8",
    input: `${source}${uses.join("\n")}\n`,
  });
  const weak = new Set([...stdout.matchAll(/\.weak\s+(\w+)/g)].map((match) => match[1]));
  return new Map(
    [...stdout.matchAll(/^use_of_(\w+):\n\s+\.quad\s+(\w+)/gm)].map((m) => [m[1], [m[2], weak.has(m[2])]]),
  );
}

it.skipIf(clang === undefined)("weak and redefine_extname give the symbols that clang gives", () => {
  const { program, messages } = analyze(source);
  expect(messages).toEqual([]);
  const ours = [...program.functions, ...program.variables].map(
    ({ name, asmLabel, weak }) => [name, [asmLabel ?? name, weak]] as const,
  );
  expect(symbols().size).toBe(9);
  expect(new Map(ours)).toEqual(symbols());
});
