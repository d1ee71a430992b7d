// Makes rules/flag-macros.json: what a C compiler's flags do to the macros that are predefined. Run it for more flags or a newer compiler:
//
//   npm run build && node rules/make-flag-macros.mjs [clang-19]
//
// Everything is asked of the compiler (-E -dM). Of two flags that say the same thing differently the last one counts, so each says of all that
// its group touches. Features of x86 switch on what they need and off what needs them: asked with everything off, and with everything on.
// What is written is then held against the compiler with random lists of flags; what differs is printed (a dozen of a thousand lists: flags that
// take back what later ones need).
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { flagMacros } from "../dist/bind/flag-macros.js";
import { compilerMacros } from "./compiler-macros.mjs";

const compiler = process.argv[2] ?? "clang-19";
const targets = ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-unknown-freebsd14.0"];
const [x86] = targets;

const groups = [
  ["-O0", "-O", "-O1", "-O2", "-O3", "-O4", "-Os", "-Oz", "-Og"],
  ["-fPIC", "-fpic", "-fPIE", "-fpie", "-fno-pic", "-fno-PIC", "-fno-pie", "-fno-PIE"],
  ["-fstack-protector", "-fstack-protector-strong", "-fstack-protector-all", "-fno-stack-protector"],
  ["-fexceptions", "-fno-exceptions"],
  ["-fopenmp", "-fno-openmp"],
  ["-fgnu89-inline", "-fno-gnu89-inline"],
  ["-fblocks", "-fno-blocks"],
];
const x86Groups = [
  ["-fcf-protection", "-fcf-protection=full", "-fcf-protection=branch", "-fcf-protection=return", "-fcf-protection=none"],
  ["-mcmodel=small", "-mcmodel=kernel", "-mcmodel=medium", "-mcmodel=large"],
];

const macros = (target, flags) => compilerMacros([compiler], [`--target=${target}`, "-std=gnu17", "-nostdinc", ...flags]);

/** Name to value, null where it is no longer defined. */
function difference(before, after) {
  const found = {};
  for (const [name, value] of after) if (before.get(name) !== value) found[name] = value;
  for (const name of before.keys()) if (!after.has(name)) found[name] = null;
  return found;
}

const sorted = (of) => Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));

function groupRows(flags, target) {
  const base = macros(target, []);
  const each = flags.map((flag) => macros(target, [flag]));
  const names = new Set(each.flatMap((one) => Object.keys(difference(base, one))));
  return Object.fromEntries(flags.map((flag, i) => [flag, sorted(Object.fromEntries([...names].map((name) => [name, each[i].get(name) ?? null])))]));
}

/** Rows of the file: the macros of a flag where a pattern of triples is met, or everywhere. */
const rows = [];
for (const group of groups) {
  const each = targets.map((target) => groupRows(group, target));
  for (const flag of group) {
    const said = new Set(each.map((one) => JSON.stringify(one[flag])));
    if (said.size > 1) throw new Error(`${flag} is not the same everywhere: ${[...said].join(" ")}`);
    rows.push({ flag, macros: each[0][flag] });
  }
}
rows.push({ flag: "-pthread", on: "-linux-", macros: groupRows(["-pthread"], x86)["-pthread"] });
const addX86 = (of) => {
  // cmpxchg16b
  for (const [flag, macros] of Object.entries(of))
    rows.push({ flag, on: /^-m(no-)?cx16$/.test(flag) ? "^x86_64-" : "^(x86_64|i[3-6]86)-", macros });
};
for (const group of x86Groups) addX86(groupRows(group, x86));

const names = execFileSync(compiler, ["--autocomplete=-mno-"], { encoding: "utf8" }).split("\n").map((line) => line.split(/\s/)[0].slice(5));
const isTaken = (flag) => spawnSync(compiler, [`--target=${x86}`, "-Werror", flag, "-fsyntax-only", "-x", "c", "/dev/null"]).status === 0;
// that change calls or layouts, or that later compilers have no more
const left = /^(iamcu|ms-bitfields|apx|avx10|evex512|relax)/;
const taken = [...new Set(names)].filter((name) => /^\w[\w.-]*$/.test(name) && !left.test(name) && isTaken(`-m${name}`) && isTaken(`-mno-${name}`));
const base = macros(x86, []);
const most = macros(x86, ["-march=graniterapids"]);
const isEmpty = (of) => Object.keys(of).length === 0;
const features = taken.filter((name) => {
  const has = !isEmpty(difference(base, macros(x86, [`-m${name}`]))) || !isEmpty(difference(most, macros(x86, ["-march=graniterapids", `-mno-${name}`])));
  if (!has) addX86({ [`-m${name}`]: {}, [`-mno-${name}`]: {} });
  return has;
});
// What is on by itself, and stays off where a flag says so: the rest is asked without such a flag.
const i686 = "i686-unknown-linux-gnu";
const none = features.filter((name) => name !== "mmx" && !isEmpty(difference(base, macros(x86, [`-mno-${name}`])))).map((name) => `-mno-${name}`);
const all = features.map((name) => `-m${name}`);
const off = macros(x86, none);
const off32 = macros(i686, []);
const on = macros(x86, all);
const switched = new Map();
for (const name of features) {
  const flag = `-m${name}`;
  switched.set(flag, sorted({ ...difference(off32, macros(i686, [flag])), ...difference(off, macros(x86, [...none, flag])) }));
  addX86({ [flag]: switched.get(flag), [`-mno-${name}`]: sorted(difference(on, macros(x86, [...all, `-mno-${name}`]))) });
}

// A CPU is where features begin, wherever it stands among them: "-march=" is what any changes, then its flags, then what is its own.
const listed = spawnSync(compiler, [`--target=${x86}`, "-march=?", "-fsyntax-only", "-x", "c", "/dev/null"], { encoding: "utf8" }).stderr;
const cpuNames = (/valid target CPU values are: (.*)/.exec(listed)?.[1] ?? "").split(", ");
const found = new Map(cpuNames.map((name) => [name, macros(x86, [`-march=${name}`])]).filter(([, one]) => one !== undefined));
const plain = Object.fromEntries([...switched.values()].flatMap((one) => Object.keys(one).map((name) => [name, off32.get(name) ?? null])));
for (const name of base.keys()) if ([...found.values()].some((cpu) => !cpu.has(name))) plain[name] = null;
for (const name of off32.keys()) if (/^__(tune_)?(i[4-6]86|pentiumpro)(__)?$/.test(name)) plain[name] = null;
for (const name of ["__MMX__", "__FXSR__"]) plain[name] = null;
addX86({ "-march=": sorted(plain) });
const cpus = {};
for (const [name, cpu] of found) {
  const has = features.map((one) => `-m${one}`).filter((flag) => Object.entries(switched.get(flag)).every(([macro, value]) => cpu.get(macro) === value));
  const covers = (outer, inner) => Object.keys(switched.get(inner)).every((macro) => macro in switched.get(outer));
  const flags = has.filter((flag, i) => !has.some((other, j) => other !== flag && covers(other, flag) && (!covers(flag, other) || j < i)));
  const model = new Map(base);
  const apply = (row) => Object.entries(row).forEach(([macro, value]) => (value === null ? model.delete(macro) : model.set(macro, value)));
  for (const row of [plain, ...flags.map((flag) => switched.get(flag))]) apply(row);
  cpus[name] = { flags, macros: sorted(difference(model, cpu)) };
}

const lines = (of) => of.map((one) => `  ${one}`).join(",\n");
const text = `{
 "why": "flags of clang that change predefined macros; null: no longer defined. Made by rules/make-flag-macros.mjs.",
 "source": ${JSON.stringify(execFileSync(compiler, ["-dumpversion"], { encoding: "utf8" }).trim())},
 "rows": [
${lines(rows.map((row) => JSON.stringify(row)))}
 ],
 "cpus": {
${lines(Object.entries(cpus).map(([name, cpu]) => `${JSON.stringify(name)}: ${JSON.stringify(cpu)}`))}
 }
}
`;
writeFileSync(fileURLToPath(new URL("./flag-macros.json", import.meta.url)), text);

/** As src/bind reads them. */
function predicted(target, flags) {
  const found = macros(target, []);
  for (const line of flagMacros(flags, target).lines) {
    const [, directive, name, value] = /^#(define|undef) (\w+) ?(.*)$/.exec(line);
    if (directive === "define") found.set(name, value);
    else found.delete(name);
  }
  return found;
}

let seed = 1;
const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
const wrong = new Map();
let asked = 0;
for (const target of [x86, i686, "x86_64-unknown-freebsd14.0"])
  for (let round = 0; round < 400; round++) {
    const pool = rows.map(({ flag }) => flag).filter((flag) => flag !== "-march=");
    const flags = Array.from({ length: 1 + random(5) }, () => pool[random(pool.length)]);
    if (random(3) === 0) flags.splice(random(flags.length), 0, `-march=${Object.keys(cpus)[random(Object.keys(cpus).length)]}`);
    const truth = macros(target, flags);
    if (truth === undefined) continue;
    asked++;
    const bad = difference(predicted(target, flags), truth);
    if (Object.keys(bad).length > 0) for (const name of Object.keys(bad)) wrong.set(name, [...(wrong.get(name) ?? []), `${target.slice(0, 10)} ${flags.join(" ")} => ${bad[name]}`]);
  }
console.error(`${asked} lists of flags`);
for (const [name, where] of wrong) console.error(name, where.length, where.slice(0, 4));
console.error(features.length, Object.keys(cpus).length);
