/** Units of headers given as text: what the planner makes of a literal tree. */
import { type CEnvironment, MemoryFileSystem, SourceTable } from "../../src/base/index.js";
import { target } from "../../src/kernel/index.js";
import { createPreprocessor } from "../../src/preprocess/index.js";
import {
  createDefiners,
  type PlannedUnit,
  planMainFiles,
  planUnits,
  type Replan,
  type UnitPlan,
} from "../../src/unit/index.js";

export interface Planned {
  readonly plan: UnitPlan;
  readonly units: readonly PlannedUnit[];
  /** `common`, `own: why` or `refused: why`, by header. */
  readonly fates: Readonly<Record<string, string>>;
  /** Each external declaration of a unit as text, function bodies as `{…}`. */
  readonly outline: (unit: number) => readonly string[];
  /** How many declarations of the common unit were settled, each time that more may have been; and at boundaries. */
  readonly settled: readonly { readonly declarations: number; readonly isBoundary: boolean }[];
  /** How many declarations were left of the common unit, each time that it was taken back. */
  readonly takenBack: readonly number[];
  /** Tokens of a unit that are marked as typedef names, in order. */
  readonly typedefs: (unit: number) => readonly string[];
}

/**
 * @param replan what a later stage finds in the first common unit
 * @param outside headers of the tree that are not in the set
 */
export function planOf(
  headers: Readonly<Record<string, string>>,
  prelude: readonly string[] = [],
  replan?: (unit: PlannedUnit) => Replan,
  outside: Readonly<Record<string, string>> = {},
): Planned {
  const files = new MemoryFileSystem(
    Object.fromEntries(Object.entries({ ...headers, ...outside }).map(([name, text]) => [`/inc/${name}`, text])),
  );
  const environment: CEnvironment = {
    files,
    includePath: [{ path: "/inc", display: "", system: false }],
    predefined: "",
    forcedIncludes: [],
    target: target("amd64")!,
    standard: "gnu17",
    options: new Map(),
  };
  const sources = new SourceTable();
  const preprocessor = createPreprocessor(environment, sources);
  const names = Object.keys(headers);
  const order = [...prelude, ...names.filter((name) => !prelude.includes(name))];
  const settled: { declarations: number; isBoundary: boolean }[] = [];
  const takenBack: number[] = [];
  const planning = planUnits({
    environment,
    sources,
    preprocessor,
    prelude,
    headers: order,
    definers: createDefiners(environment, {
      headers: order,
      prelude,
      isUsualSet: false,
      available: () => [...names, ...Object.keys(outside)],
    }),
    onSettled: ({ length }, isBoundary) => settled.push({ declarations: length, isBoundary }),
    onTakenBack: (entries) => takenBack.push(entries),
  });
  const units: PlannedUnit[] = [];
  let step = planning.next();
  if (replan !== undefined && !step.done)
    step = planning.next(replan({ ...step.value, preprocessed: preprocessor.finish() }));
  for (; !step.done; step = planning.next()) units.push({ ...step.value, preprocessed: preprocessor.finish() });
  const plan: UnitPlan = { ...step.value, units, spellings: preprocessor.spellings };
  const text = (unit: number, from: number, to: number): string[] => {
    const { tokens } = plan.units[unit].preprocessed;
    return Array.from(tokens.spelling.subarray(from, to), (spelling) => plan.spellings.text[spelling]);
  };
  return {
    plan,
    units: plan.units,
    fates: Object.fromEntries(
      [...plan.fates].map(([name, fate]) => [name, fate.kind === "common" ? "common" : `${fate.kind}: ${fate.why}`]),
    ),
    outline: (unit) =>
      plan.units[unit].outline.map(({ from, to, bodyFrom }) =>
        bodyFrom < 0 ? text(unit, from, to).join(" ") : `${text(unit, from, bodyFrom).join(" ")} {…}`,
      ),
    settled,
    takenBack,
    typedefs: (unit) => {
      const { tokens } = plan.units[unit].preprocessed;
      return text(unit, 0, tokens.count).filter((_, index) => (tokens.flags[index] & 4) !== 0);
    },
  };
}

/** The outline of one main file. */
export function mainFileOf(text: string): { readonly units: readonly string[] } {
  const environment: CEnvironment = {
    files: new MemoryFileSystem({ "/a.h": text }),
    includePath: [],
    predefined: "",
    forcedIncludes: [],
    target: target("amd64")!,
    standard: "gnu17",
    options: new Map(),
  };
  const sources = new SourceTable();
  const preprocessor = createPreprocessor(environment, sources);
  const request = {
    environment,
    sources,
    preprocessor,
    headers: ["/a.h"],
  };
  const step = planMainFiles(request).next();
  if (step.done === true) throw new Error("no unit");
  const { outline } = step.value;
  const { spelling } = preprocessor.tokens;
  const { text: texts } = preprocessor.spellings;
  return { units: outline.map(({ from, to }) => Array.from(spelling.subarray(from, to), (id) => texts[id]).join(" ")) };
}
