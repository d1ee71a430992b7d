/**
 * What a compiler's flags do to predefined macros, by rules/flag-macros.json: optimization (`__OPTIMIZE__`), position-independent code, the
 * instructions of a CPU (`-mavx2` → `__AVX2__`). In: flags in their order and a target. Out: lines of #define and #undef, and the flags of that
 * kind that no row knows.
 */
import { readRules } from "../base/index.js";

/** A macro's value; null: it is not defined. */
type Macros = Readonly<Record<string, string | null>>;

interface FlagRules {
  /** `on`: a pattern of the triples that it is for; all where absent. */
  readonly rows: readonly { readonly flag: string; readonly on?: string; readonly macros: Macros }[];
  /** By the name behind `-march=`: flags that say the same, and what is the CPU's own. */
  readonly cpus: Readonly<Record<string, { readonly flags: readonly string[]; readonly macros: Macros }>>;
}

/** Flags that change macros, whether a row knows them or not: of CPUs, and of arithmetic that is not IEEE's. */
const mayChange = /^-m(?!tune=|64$)|^-Ofast$|^-f(no-)?(fast-math|finite-math-only|math-errno)$/;

export interface FlagMacros {
  readonly lines: readonly string[];
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

export function flagMacros(flags: readonly string[], triple: string): FlagMacros {
  if (flags.length === 0) return { lines: [], known: [], unknown: [] };
  const { rows, cpus } = readRules<FlagRules>("flag-macros.json");
  const here = new Map(
    rows.filter(({ on }) => on === undefined || new RegExp(on).test(triple)).map((row) => [row.flag, row.macros]),
  );
  const base = here.get("-march=");
  const cpuOf = (flag: string) => (base !== undefined && flag.startsWith("-march=") ? cpus[flag.slice(7)] : undefined);
  const isKnown = (flag: string): boolean => flag !== "-march=" && (here.has(flag) || cpuOf(flag) !== undefined);
  const of = (flag: string): Macros => here.get(flag) ?? {};
  // the last CPU counts, and what flags switch on or off counts from there, wherever they stand
  const cpu = flags.map(cpuOf).findLast((one) => one !== undefined);
  const begin = cpu === undefined ? [] : [of("-march="), ...cpu.flags.map(of), cpu.macros];
  const changes = [...begin, ...flags.map(of)];
  return {
    lines: changes.flatMap((macros) => Object.entries(macros).flatMap(([name, value]) => macroLines(name, value))),
    known: flags.filter(isKnown),
    unknown: flags.filter((flag) => mayChange.test(flag) && !isKnown(flag)),
  };
}

/** A predefined macro's other value; null: it is not defined any more. */
export const macroLines = (name: string, value: string | null): readonly string[] =>
  value === null ? [`#undef ${name}`] : [`#undef ${name}`, `#define ${name} ${value}`];
