/**
 * `__has_include` and its kin: questions a header may put to its compiler. The answers are clang's, kept as data in
 * rules/feature-queries/ (which says how they were got).
 */
import { readRules } from "../base/index.js";
import { expandResults } from "./expand.js";
import { findHeader } from "./include.js";
import { fixed, LESS, LPAREN, RPAREN } from "./known-spelling.js";
import { type RawToken, readRaw } from "./raw-token.js";
import type { TokenBuffer } from "./token-columns.js";
import { TokenFlag, TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

type Answer = (u: UnitState, from: number, to: number, name: string) => number;

const categories = [
  "attributes",
  "cAttributes",
  "declspecAttributes",
  "features",
  "extensions",
  "builtins",
  "constexprBuiltins",
  "keywords",
] as const;
type Category = (typeof categories)[number];
/** A file of rules/feature-queries: a list of names that are answered with 1, or each name with its answer. */
type FeatureRules = Readonly<Record<Category, readonly string[] | Readonly<Record<string, number>>>>;
export type FeatureAnswers = Readonly<Record<Category, ReadonlyMap<string, number>>>;

/** Read when first asked, once a preprocessor: what all machines have, what the target's has besides, and what its system adds. */
function answer(u: UnitState, category: Category, name: string): number {
  u.featureAnswers ??= readAnswers(tripleParts(u));
  return u.featureAnswers[category].get(name) ?? 0;
}

const machineFiles: readonly (readonly [RegExp, string])[] = [
  [/^(x86_64|amd64)/, "x86_64"],
  [/^(i[3-6]86|x86)/, "i386"],
  [/^(aarch64|arm64)/, "aarch64"],
  [/^(arm|thumb)/, "armv7"],
  [/^riscv64/, "riscv64"],
  [/^riscv32/, "riscv32"],
  [/^(powerpc64|ppc64)/, "powerpc64"],
  [/^(powerpc|ppc)/, "powerpc"],
  [/^s390x/, "s390x"],
  [/^loongarch64/, "loongarch64"],
  [/^mips64/, "mips64"],
  [/^mips/, "mips"],
  [/^sparc64/, "sparc64"],
  [/^wasm32/, "wasm32"],
];

/** Vendors whose systems add to what the machine has. */
const vendors = ["apple"];

function readAnswers({ arch, vendor }: { arch: string; vendor: string }): FeatureAnswers {
  const machine = machineFiles.find(([form]) => form.test(arch))?.[1];
  const answers = Object.fromEntries(categories.map((category) => [category, new Map<string, number>()])) as Record<
    Category,
    Map<string, number>
  >;
  const own = machine === undefined ? [] : [machine, ...(vendors.includes(vendor) ? [`${machine}-${vendor}`] : [])];
  for (const file of ["common", ...own]) {
    const rules = readRules<FeatureRules>(`feature-queries/${file}.json`);
    for (const category of categories) {
      const names = rules[category];
      if (Array.isArray(names)) for (const name of names) answers[category].set(name, 1);
      else for (const [name, value] of Object.entries(names)) answers[category].set(name, value);
    }
  }
  return answers;
}

/** `__x__` asks for `x` (GCC: Attribute Syntax). */
function bare(name: string): string {
  return name.length > 4 && name.startsWith("__") && name.endsWith("__") ? name.slice(2, -2) : name;
}

/** `__gnu__::__packed__` asks for `gnu::packed`. */
function bareScoped(name: string): string {
  const [scope, attribute] = name.split("::");
  if (attribute === undefined) return bare(name);
  return `${scope === "_Clang" ? "clang" : bare(scope)}::${bare(attribute)}`;
}

function tripleParts(u: UnitState): { arch: string; vendor: string; os: string; environment: string } {
  const [arch = "", vendor = "", os = "", environment = ""] = u.environment.target.triple.split("-");
  return { arch: archName(arch), vendor, os: osName(os.replace(/[0-9.]+$/, "")), environment };
}

/** Other names of one architecture or system, as LLVM reads triples (llvm::Triple). */
const archName = (name: string): string => name.replace(/^arm64$/, "aarch64").replace(/^amd64$/, "x86_64");
const osName = (name: string): string => name.replace(/^macos$/, "macosx");

/** clang's `__is_target_os`: darwin is all of Apple's systems. */
function isTargetOs(u: UnitState, asked: string): boolean {
  const { os } = tripleParts(u);
  const name = osName(asked.toLowerCase());
  return os === name || (os === "macosx" && name === "darwin");
}

/** The questions by spelling id. */
export const queries: ReadonlyMap<number, Answer> = new Map<number, Answer>([
  [fixed("__has_include"), (u, from, to) => (headerExists(u, from, to, false) ? 1 : 0)],
  [fixed("__has_include_next"), (u, from, to) => (headerExists(u, from, to, true) ? 1 : 0)],
  [fixed("__has_embed"), () => 0],
  [fixed("__has_attribute"), (u, _from, _to, name) => answer(u, "attributes", bare(name))],
  [fixed("__has_c_attribute"), (u, _from, _to, name) => answer(u, "cAttributes", bareScoped(name))],
  [fixed("__has_declspec_attribute"), (u, _from, _to, name) => answer(u, "declspecAttributes", bare(name))],
  [fixed("__has_feature"), (u, _from, _to, name) => answer(u, "features", bare(name))],
  [fixed("__has_extension"), (u, _from, _to, name) => answer(u, "extensions", bare(name))],
  [fixed("__has_builtin"), (u, _from, _to, name) => answer(u, "builtins", name)],
  [fixed("__has_constexpr_builtin"), (u, _from, _to, name) => answer(u, "constexprBuiltins", name)],
  [fixed("__has_warning"), (_u, _from, _to, name) => (/^"-W[a-z]/.test(name) ? 1 : 0)],
  [fixed("__is_identifier"), (u, _from, _to, name) => 1 - answer(u, "keywords", name)],
  [fixed("__building_module"), () => 0],
  [fixed("__is_target_arch"), (u, _from, _to, name) => (tripleParts(u).arch === archName(name.toLowerCase()) ? 1 : 0)],
  [fixed("__is_target_vendor"), (u, _from, _to, name) => (tripleParts(u).vendor === name.toLowerCase() ? 1 : 0)],
  [fixed("__is_target_os"), (u, _from, _to, name) => (isTargetOs(u, name) ? 1 : 0)],
  [fixed("__is_target_environment"), (u, _from, _to, name) => (tripleParts(u).environment === name ? 1 : 0)],
  [fixed("__is_target_variant_os"), () => 0],
  [fixed("__is_target_variant_environment"), () => 0],
]);

/** Reads `( question )` behind the name `spelling` and answers. @returns the number's text */
export function answerQuery(u: UnitState, base: number, spelling: number, place: number, expansion: number): string {
  const { results } = u.stack;
  const mark = results.count;
  const token: RawToken = { spelling: 0, place: 0, flags: 0, expansion: 0 };
  let depth = 0;
  let closed = false;
  while (readRaw(u, base, token)) {
    if (token.spelling === LPAREN && depth++ === 0) continue;
    if (depth === 0) break;
    if (token.spelling === RPAREN && --depth === 0) {
      closed = true;
      break;
    }
    results.push(token.spelling, token.place, token.flags, token.expansion);
  }
  if (!closed || results.count === mark) {
    u.report(
      "preprocess/condition",
      "error",
      place,
      `'${u.text[spelling]}' takes one argument in parentheses`,
      expansion,
    );
    u.conditionFailed = true;
    results.count = mark;
    return "0";
  }
  let name = "";
  for (let at = mark; at < results.count; at++) name += u.text[results.spelling[at]];
  const value = queries.get(spelling)?.(u, mark, results.count, name) ?? 0;
  results.count = mark;
  return value > 1 ? `${value}L` : String(value);
}

function headerExists(u: UnitState, from: number, to: number, next: boolean): boolean {
  const { stack } = u;
  let header = headerName(u, stack.results, from, to);
  if (header === undefined) {
    const start = expandResults(u, from, to);
    header = headerName(u, stack.results, start, stack.results.count);
    stack.results.count = start;
  }
  if (header === undefined) return false;
  return findHeader(u, header.name, header.quoted, next)?.kind === "source";
}

/** A header name that tokens spell (C11 6.10.2p4): one string, or `<` to `>`. */
export function headerName(
  u: UnitState,
  buffer: TokenBuffer,
  from: number,
  to: number,
): { readonly name: string; readonly quoted: boolean } | undefined {
  if (from >= to) return undefined;
  const first = buffer.spelling[from];
  const text = u.text[first];
  if (u.spellings.kind[first] === TokenKind.string && text.startsWith('"'))
    return { name: text.slice(1, -1), quoted: true };
  if (text.length > 2 && text.startsWith("<") && text.endsWith(">")) return { name: text.slice(1, -1), quoted: false };
  if (first !== LESS) return undefined;
  let name = "";
  for (let at = from + 1; at < to; at++) {
    const part = u.text[buffer.spelling[at]];
    if (part === ">") return { name, quoted: false };
    if (name !== "" && (buffer.flags[at] & TokenFlag.spaceBefore) !== 0) name += " ";
    name += part;
  }
  return undefined;
}
