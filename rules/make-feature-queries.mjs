#!/usr/bin/env node
/**
 * Makes rules/feature-queries/*.json: what clang answers to __has_attribute and its kin, for C (gnu17), common to all machines and
 * for each machine besides, and for a machine with a system that adds to it (blocks and a later processor on Apple's).
 *
 *   strings -n 3 /usr/lib/llvm-19/lib/libclang-cpp.so.19.1 | node rules/make-feature-queries.mjs clang-19
 *
 * The words that the compiler's own library holds are the candidates; clang itself says which of them it knows.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const clang = process.argv[2] ?? "clang";
const words = new Set();
for (const match of readFileSync(0, "latin1").matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
  const word = match[0];
  if (word.length > 72 || (/[A-Z]/.test(word) && !/^(_[A-Z]|__)/.test(word))) continue;
  words.add(word.length > 4 && word.startsWith("__") && word.endsWith("__") ? word.slice(2, -2) : word);
  words.add(word);
}
const namespaced = ["clang", "gnu", "_Clang", "__gnu__"];
const queries = {
  attributes: "__has_attribute",
  cAttributes: "__has_c_attribute",
  declspecAttributes: "__has_declspec_attribute",
  features: "__has_feature",
  extensions: "__has_extension",
  builtins: "__has_builtin",
  constexprBuiltins: "__has_constexpr_builtin",
  keywords: "!__is_identifier",
};
const machines = {
  x86_64: "x86_64-unknown-freebsd14.0",
  aarch64: "aarch64-unknown-freebsd14.0",
  i386: "i386-unknown-freebsd14.0",
  armv7: "armv7-unknown-freebsd14.0-gnueabihf",
  riscv64: "riscv64-unknown-freebsd14.0",
  powerpc64: "powerpc64-unknown-freebsd14.0",
  powerpc: "powerpc-unknown-freebsd14.0",
  riscv32: "riscv32-unknown-linux-gnu",
  s390x: "s390x-unknown-linux-gnu",
  loongarch64: "loongarch64-unknown-linux-gnu",
  mips64: "mips64-unknown-linux-gnuabi64",
  mips: "mips-unknown-linux-gnu",
  sparc64: "sparc64-unknown-linux-gnu",
  wasm32: "wasm32-wasip1",
};
const systems = {
  "x86_64-apple": ["x86_64", "x86_64-apple-macosx10.12.0"],
  "aarch64-apple": ["aarch64", "arm64-apple-macosx11.0.0"],
};

/** category -> name -> value, only what is not 0 */
function ask(triple) {
  const lines = [];
  for (const [category, query] of Object.entries(queries)) {
    for (const word of words) {
      if (word === "defined") continue;
      lines.push(`#if ${query}(${word})`, `@${category} "${word}" ${query.startsWith("!") ? 1 : `${query}(${word})`}`, "#endif");
      if (category !== "cAttributes") continue;
      for (const space of namespaced) {
        lines.push(`#if ${query}(${space}::${word})`, `@${category} "${space}::${word}" ${query}(${space}::${word})`, "#endif");
      }
    }
  }
  // Some words cannot be asked about, which is an error in its line alone.
  const flags = ["-E", "-P", "-undef", "-x", "c", "-std=gnu17", "-w", "-ferror-limit=0", `--target=${triple}`, "-"];
  const output = spawnSync(clang, flags, { input: lines.join("\n"), maxBuffer: 1 << 28 }).stdout.toString();
  const found = Object.fromEntries(Object.keys(queries).map((category) => [category, new Map()]));
  for (const line of output.matchAll(/@(\w+) "([^"]*)" (\d+)/g)) found[line[1]].set(line[2], Number(line[3]));
  return found;
}

function write(file, why, answers) {
  const plain = { why, source: `${execFileSync(clang, ["--version"]).toString().split("\n")[0].replace(/ \(.*/, "")}, asked by rules/make-feature-queries.mjs` };
  for (const [category, known] of Object.entries(answers)) {
    const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
    plain[category] = sorted.every(([, value]) => value === 1) ? sorted.map(([name]) => name) : Object.fromEntries(sorted);
  }
  writeFileSync(new URL(`feature-queries/${file}.json`, import.meta.url), `${JSON.stringify(plain)}\n`);
}

mkdirSync(new URL("feature-queries/", import.meta.url), { recursive: true });
const all = Object.entries(machines).map(([machine, triple]) => [machine, ask(triple)]);
const common = {};
for (const category of Object.keys(queries)) {
  common[category] = new Map([...all[0][1][category]].filter(([name, value]) => all.every(([, a]) => a[category].get(name) === value)));
}
write("common", "what clang answers for C on every machine", common);
for (const [machine, answers] of all) {
  const own = {};
  for (const category of Object.keys(queries)) {
    own[category] = new Map([...answers[category]].filter(([name]) => !common[category].has(name)));
  }
  write(machine, `what clang answers for C on ${machine} and not everywhere`, own);
}
for (const [file, [machine, triple]] of Object.entries(systems)) {
  const answers = ask(triple);
  const [, base] = all.find(([name]) => name === machine);
  const own = {};
  for (const category of Object.keys(queries)) {
    own[category] = new Map([...answers[category]].filter(([name, value]) => base[category].get(name) !== value));
  }
  write(file, `what clang answers for C on ${triple} and not on ${machines[machine]}`, own);
}
