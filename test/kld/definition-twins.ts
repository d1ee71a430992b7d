/**
 * Calls of macros that define things, in C and in Rust, with arguments of the types that they take. In: the meanings of such macros. Out: for
 * each, lines of C and of Rust that mean the same: declarations that the arguments need, then the call.
 */
import type { CFunctionMacro, CProgram, DefinitionTemplate, TypeId } from "../../src/semantics/index.js";
import { declarationText } from "../../src/semantics/index.js";

export type Definition = CFunctionMacro & { readonly meaning: DefinitionTemplate & { readonly kind: "definitions" } };

export interface Twin {
  readonly name: string;
  readonly c: string;
  /** Items for a module of its own. */
  readonly rust: string;
}

interface Argument {
  readonly c: string;
  readonly rust: string;
  readonly cDeclaration?: string;
  readonly rustDeclaration?: string;
}

/** How an argument is tried whose type nothing says: the address of an object of so many bytes, an array, an object, a number, a function. */
const guesses = [4, 1, 2, 8, "array", "object", "number", "function"] as const;
export type Guess = (typeof guesses)[number];

export interface Attempt {
  /** For each parameter without a type. */
  readonly guesses: readonly Guess[];
  /** Names that are used as values too are declared. */
  readonly declaresNames: boolean;
  /** What numbers have in their lowest bits, which are the type among the flags of a sysctl. */
  readonly lowest: number;
}

export function attempts(macro: Definition): readonly Attempt[] {
  const conditions = conditionsOf(macro);
  const all = readsElements(macro) ? (["array"] as const) : guesses;
  const open = macro.meaning.parameters.filter(
    ({ role, type, example }, index) => role === "value" && (type ?? example) === undefined && !conditions.has(index),
  ).length;
  let rows: Guess[][] = [[]];
  for (let i = 0; i < open; i++) rows = all.flatMap((guess) => rows.map((row) => [...row, guess]));
  return [false, true].flatMap((declaresNames) =>
    [0, 2].flatMap((lowest) => rows.slice(0, 64).map((row) => ({ guesses: row, declaresNames, lowest }))),
  );
}

/** `sizeof((table)[0])`: what it is given is an array. */
function readsElements({ meaning }: Definition): boolean {
  const text = JSON.stringify(meaning.things, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return text.includes('"kind":"open-size","what":"size-of","of":{"kind":"dereference","of":{"kind":"arithmetic"');
}

/** Parameters that are asserted. */
function conditionsOf({ meaning }: Definition): ReadonlySet<number> {
  return new Set(
    meaning.things.flatMap((thing) =>
      thing.kind === "assertion" && thing.condition.kind === "macro-parameter" ? [thing.condition.index] : [],
    ),
  );
}

export function twinOf(program: CProgram, macro: Definition, id: string, attempt: Attempt): Twin {
  const { parameters, locals, things } = macro.meaning;
  const conditions = conditionsOf(macro);
  let open = 0;
  const given = parameters.map(({ role, type, example }, index): Argument => {
    const known = type ?? example;
    const name = `k${id}_${index}`;
    if (conditions.has(index)) return { c: "1 == 1", rust: "1 == 1" };
    switch (role) {
      case "type":
        return {
          c: name,
          rust: name,
          cDeclaration: `typedef struct ${name} { int x; } ${name};`,
          rustDeclaration: `#[repr(C)] #[derive(Copy, Clone)] pub struct ${name} { x: c_int }`,
        };
      case "name":
        return attempt.declaresNames ? declaredName(name) : { c: name, rust: name };
      case "literal":
        return { c: `"${name}"`, rust: `"${name}"` };
      case "unused":
        return { c: '"unused"', rust: 'c"unused"' };
      case "members":
        return { c: "", rust: "" };
      case "value":
        return known === undefined
          ? guessed(name, attempt.guesses[open++])
          : typedValue(program, known, name, (index + 1) * 16 + attempt.lowest);
      default:
        throw new Error(`${macro.name}: a ${role}`);
    }
  });
  const word = (text: string): string =>
    text.replace(/__kpigen_[ts]?(\d+)__/g, (_, index) => (given[Number(index)] as Argument).c);
  // what C's macro finds by its name, Rust's is given
  const found = parameters.map(({ name, type, byName }): Argument | undefined => {
    if (byName === undefined) return undefined;
    const symbol = word(byName);
    const one = type === undefined ? declaredName(symbol) : namedFunction(program, type, symbol);
    return { ...one, rust: `${name} = ${one.rust}` };
  });
  const outside = things.flatMap((thing) => {
    if (thing.kind !== "variable" || thing.storage !== "extern" || locals[thing.local].at !== -1) return [];
    const { name, type } = locals[thing.local];
    return [`extern ${declarationText(program, type, word(name))};`];
  });
  const all = given.map((one, index) => found[index] ?? one);
  const passed = all.filter((_, index) => parameters[index].role !== "members");
  const used = all.filter(({ cDeclaration }) => cDeclaration !== undefined);
  const c = [
    ...outside,
    ...used.map((one) => one.cDeclaration),
    `${macro.name}(${passed.flatMap((one) => (found.includes(one) ? [] : [one.c])).join(", ")});`,
  ];
  const rust = [
    ...all.flatMap(({ rustDeclaration }) => (rustDeclaration === undefined ? [] : [rustDeclaration])),
    callOf(macro, passed),
  ];
  return { name: macro.name, c: c.join(" "), rust: rust.join("\n    ") };
}

/** A macro that stands for a record is a type: it is called where one may stand. */
function callOf({ name, meaning }: Definition, given: readonly Argument[]): string {
  const call = `${name}!(${given.map((one) => one.rust).join(", ")})`;
  const [only] = meaning.things;
  const isType =
    meaning.things.length === 1 && only.kind === "record" && meaning.parameters.every(({ role }) => role !== "name");
  return isType ? `pub type Named = ${call};` : `${call};`;
}

const declaredName = (name: string): Argument => ({
  c: name,
  rust: name,
  cDeclaration: `extern int ${name};`,
  rustDeclaration: `extern "C" { static mut ${name}: c_int; }`,
});

/** A function of that pointer's type, declared under the name. */
function namedFunction(program: CProgram, type: TypeId, name: string): Argument {
  const row = shapeOf(program, type);
  if (row.kind !== "pointer" || shapeOf(program, row.to).kind !== "function")
    return { ...declaredName(name), cDeclaration: `extern ${declarationText(program, type, name)};` };
  return {
    c: name,
    cDeclaration: `extern ${declarationText(program, row.to, name)};`,
    rust: `unsafe { core::mem::transmute::<unsafe extern "C" fn(), _>(${name} as unsafe extern "C" fn()) }`,
    rustDeclaration: `extern "C" { fn ${name}(); }`,
  };
}

const bySize = { 1: ["char", "i8"], 2: ["short", "i16"], 4: ["int", "i32"], 8: ["long", "i64"] } as const;

function guessed(name: string, guess: Guess): Argument {
  if (guess === "number") return { c: "16", rust: "16" };
  const symbol = `${name}_of`;
  if (guess === "function")
    return {
      c: symbol,
      cDeclaration: `extern void ${symbol}(void *);`,
      rust: `Some(${symbol})`,
      rustDeclaration: `extern "C" { fn ${symbol}(_: *mut c_void); }`,
    };
  if (guess === "array")
    return {
      c: symbol,
      cDeclaration: `extern short ${symbol}[4];`,
      rust: symbol,
      rustDeclaration: `extern "C" { static mut ${symbol}: [i16; 4]; }`,
    };
  if (guess === "object") return { ...declaredName(symbol), c: symbol, rust: symbol };
  const [c, rust] = bySize[guess];
  return {
    c: `&${symbol}`,
    cDeclaration: `extern ${c} ${symbol};`,
    rust: `&raw mut ${symbol}`,
    rustDeclaration: `extern "C" { static mut ${symbol}: ${rust}; }`,
  };
}

function typedValue(program: CProgram, type: TypeId, name: string, number: number): Argument {
  const row = shapeOf(program, type);
  if (row.kind === "integer" || row.kind === "enum") {
    return row.kind === "integer" && row.name === "bool"
      ? { c: "1", rust: "true" }
      : { c: String(number), rust: String(number) };
  }
  if (row.kind === "record") {
    const tag = program.records[row.record].tag;
    return {
      c: `${name}_of`,
      cDeclaration: `extern ${declarationText(program, type, `${name}_of`)};`,
      rust: `${name}_of`,
      rustDeclaration: `extern "C" { static mut ${name}_of: ${tag}; }`,
    };
  }
  if (row.kind !== "pointer") throw new Error(`a value of kind ${row.kind}`);
  const to = shapeOf(program, row.to);
  const constant = (row.to !== undefined && program.types[row.to].kind === "qualified") || false;
  if (to.kind === "integer" && to.name === "char" && constant) return { c: `"${name}"`, rust: `c"${name}"` };
  const symbol = `${name}_of`;
  if (to.kind === "function")
    return {
      c: symbol,
      cDeclaration: `extern ${declarationText(program, row.to, symbol)};`,
      rust: `unsafe { core::mem::transmute::<unsafe extern "C" fn(), _>(${symbol} as unsafe extern "C" fn()) }`,
      rustDeclaration: `extern "C" { fn ${symbol}(); }`,
    };
  const isVoid = to.kind === "void";
  const tag = to.kind === "record" ? program.records[to.record].tag : undefined;
  if (tag !== undefined)
    return {
      c: `&${symbol}`,
      cDeclaration: `extern ${declarationText(program, row.to, symbol)};`,
      rust: `&raw mut ${symbol}`,
      rustDeclaration: `extern "C" { static mut ${symbol}: ${tag}; }`,
    };
  return {
    c: isVoid ? `(void *)&${symbol}` : `(${declarationText(program, type, "")})&${symbol}`,
    cDeclaration: `extern int ${symbol};`,
    rust: isVoid ? `&raw mut ${symbol}` : `(&raw mut ${symbol}).cast()`,
    rustDeclaration: `extern "C" { static mut ${symbol}: c_int; }`,
  };
}

function shapeOf({ types, typedefs }: CProgram, type: TypeId): CProgram["types"][number] {
  let row = types[type];
  while (row.kind === "typedef" || row.kind === "qualified")
    row = types[row.kind === "typedef" ? typedefs[row.typedef].type : row.of];
  return row;
}
