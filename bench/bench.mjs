/**
 * `npm run bench`: kpigen, all of it and with --declarations-only, which is what bindgen does, beside bindgen and clang, as whole cold processes,
 * in turns, on the same headers with the same flags.
 *
 *   node bench/bench.mjs [--runs N] [--sizes 50,150,300] [--headers LIST]...
 *
 * The tree is KPIGEN_SYS_14, else the headers that come with kpigen. Without --headers it measures growing parts of the tree's header
 * set and the whole of it; each --headers LIST (a file, one include name a line) is measured whole. The unit that bindgen and clang
 * get is the one that kpigen's own check environment describes: same search path, same order, generated headers as files.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { measure, median } from "./measure.mjs";

const root = join(import.meta.dirname, "..");
const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    sizes: { type: "string", default: "50,150,300" },
    headers: { type: "string", multiple: true, default: [] },
  },
});
const runs = Number(flags.runs);
const sys = process.env.KPIGEN_SYS_14;
if (!existsSync(join(root, "dist", "index.js"))) fail("not built: npm run build");
const { generate } = await import("../dist/index.js");
const { makeCheckEnvironment } = await import("../dist/verify/index.js");

const scratch = mkdtempSync(join(tmpdir(), "kpigen-bench-"));
const rivals = { bindgen: findBindgen(), clang: findClang() };
console.log(
  `tree: ${sys ?? "the FreeBSD 15 headers that come with kpigen"}; amd64 GENERIC; ${runs} runs each, in turns, medians`,
);
console.log(
  `node ${process.version}; bindgen: ${rivals.bindgen?.version ?? "none"}; floor: ${rivals.clang?.version ?? "no clang"}`,
);
console.log(
  "| headers | preprocessed unit | kpigen s | processor s | MB | declarations only s | processor s | MB | bindgen s | processor s | MB | clang -fsyntax-only s | kpigen / bindgen | declarations only / bindgen |",
);
console.log(`|${" ---: |".repeat(14)}`);
try {
  if (flags.headers.length > 0) {
    for (const list of flags.headers) await row(basename(list), readList(list));
  } else {
    const whole = await outcomeOf([]);
    const set = [...whole.plan.fates].filter(([, fate]) => fate.kind === "common").map(([name]) => name);
    for (const size of flags.sizes.split(",").map(Number))
      if (size < set.length) await row(String(size), set.slice(0, size));
    await row(String(set.length), set);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function row(name, headers) {
  const directory = mkdtempSync(join(scratch, "unit-"));
  const list = join(directory, "headers.txt");
  writeFileSync(list, `${headers.join("\n")}\n`);
  const generation = await outcomeOf(headers);
  const environment = makeCheckEnvironment(generation.environment, generation.sources, directory, []);
  const umbrella = join(directory, "umbrella.h");
  writeFileSync(umbrella, environment.preamble(generation.plan.units[0]), "latin1");

  const tree = sys === undefined ? [] : ["--sys", sys];
  const own = [
    process.execPath,
    join(root, "bin", "kpigen.js"),
    "generate",
    "--no-cache",
    ...tree,
    "--arch",
    "amd64",
    "--headers",
    `@${list}`,
  ];
  const commands = {
    kpigen: [...own, "--out", join(directory, "crate"), "--quiet"],
    declarations: [...own, "--declarations-only", "--out", join(directory, "declarations"), "--quiet"],
  };
  const { bindgen, clang } = rivals;
  const bindings = join(directory, "bindings.rs");
  if (bindgen !== undefined) {
    const forClang = environment.arguments.filter((argument) => argument !== "-x" && argument !== "c");
    commands.bindgen = ["bindgen", umbrella, ...bindgen.unformatted, "-o", bindings, "--", ...forClang];
  }
  if (clang !== undefined) commands.clang = [...clang.command, ...environment.arguments, "-fsyntax-only", umbrella];

  const times = Object.fromEntries(Object.keys(commands).map((key) => [key, []]));
  const processors = Object.fromEntries(Object.keys(commands).map((key) => [key, []]));
  const peaks = Object.fromEntries(Object.keys(commands).map((key) => [key, []]));
  for (let i = 0; i < runs; i++) {
    for (const [key, command] of Object.entries(commands)) {
      const result = await measure(command);
      if (result.code !== 0) fail(`${command.join(" ")}\n${result.stderr.slice(0, 2000)}`);
      times[key].push(result.milliseconds / 1000);
      if (result.processor !== undefined) processors[key].push(result.processor / 1000);
      if (result.peak !== undefined) peaks[key].push(result.peak / 1024);
    }
  }
  const middle = (values, digits) =>
    values === undefined || values.length === 0 ? "-" : median(values).toFixed(digits);
  const columns = (key) => [middle(times[key], 2), middle(processors[key], 2), middle(peaks[key], 0)];
  const ratio = (key) => (times.bindgen === undefined ? "-" : (median(times[key]) / median(times.bindgen)).toFixed(2));
  const size = unitSize(clang, environment, umbrella);
  const measured = ["kpigen", "declarations", "bindgen"].flatMap(columns);
  const cells = [name, size, ...measured, middle(times.clang, 2), ratio("kpigen"), ratio("declarations")];
  console.log(`| ${cells.join(" | ")} |`);
}

/** Bytes of the unit after preprocessing, as clang gives it, without line markers. */
function unitSize(clang, environment, umbrella) {
  if (clang === undefined) return "-";
  const [command, ...before] = clang.command;
  const options = { encoding: "latin1", maxBuffer: 1 << 28 };
  const result = spawnSync(command, [...before, ...environment.arguments, "-E", "-P", umbrella], options);
  return `${(result.stdout.length / 1e6).toFixed(2)} MB`;
}

async function outcomeOf(headers) {
  const outcome = await generate({
    input: { kind: "kernel", sys, arch: "amd64", kernconf: "GENERIC", headers },
    rust: { rustTarget: "stable", edition: "2021", enumStyle: "alias" },
    selection: { only: [], block: [], opaque: [] },
    jobs: undefined,
  });
  if (outcome.generation === undefined) fail(outcome.diagnostics.map((one) => one.text).join("\n"));
  return outcome.generation;
}

function findBindgen() {
  const version = spawnSync("bindgen", ["--version"], { encoding: "utf8" }).stdout?.trim();
  if (!version) return undefined;
  const minor = Number(/ 0\.(\d+)/.exec(version)?.[1] ?? 0);
  return { version, unformatted: minor >= 65 ? ["--formatter", "none"] : ["--no-rustfmt-bindings"] };
}

/** zig's clang without its launcher, which would cost a node process; else a clang on the PATH. */
function findClang() {
  const candidates = [];
  try {
    const require = createRequire(join(root, "package.json"));
    const binary = require.resolve(`@zigc/${process.platform}-${process.arch}/bin/zig`);
    candidates.push([binary, "clang"]);
  } catch {
    // Not installed for this machine.
  }
  candidates.push(["clang"]);
  for (const directory of (process.env.PATH ?? "").split(":")) {
    const found = existsSync(directory) ? readdirSync(directory).filter((file) => /^clang-\d+$/.test(file)) : [];
    candidates.push(...found.map((file) => [join(directory, file)]));
  }
  for (const command of candidates) {
    const answer = spawnSync(command[0], [...command.slice(1), "--version"], { encoding: "utf8" });
    const version = /clang version [\d.]+/.exec(answer.stdout ?? "")?.[0];
    if (version !== undefined) return { command, version: command[1] === "clang" ? `zig ${version}` : version };
  }
  return undefined;
}

function readList(path) {
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
