/**
 * The room's door: syntax and macros of a unit in, a CProgram out. An Analyzer owns the tables of one unit; it takes declarations in
 * order, can be forked (units of their own share the prelude's declarations), and gives plain data at the end.
 */
import { type Diagnostic, diagnostic, noPlace, type Place, type SourceTable, type Target } from "../base/index.js";
import type { MacroDefinition, MacroId, PreprocessedUnit } from "../preprocess/index.js";
import type { ExternalDeclaration } from "../syntax/index.js";
import { type Analysis, integerFormats, promotedFormats } from "./analysis.js";
import type { CFunctionMacro, CMacro, CProgram, MacroMeaning } from "./c-program.js";
import { declareExternal } from "./external-declaration.js";
import { announceCalls, evaluates, type FunctionMacroInput, functionMacroMeanings } from "./macro/index.js";
import { type MacroInput, macroMeanings } from "./macro-meaning.js";
import type { FunctionMacroMeaning } from "./macro-template.js";
import { OriginReader } from "./origin.js";
import { applyPragmas } from "./pragma.js";
import { Scope } from "./scope.js";
import type { SemanticRules } from "./semantic-rules.js";
import { TagTable } from "./tag-table.js";
import { TypeSizer } from "./type-size.js";
import { TypeTable } from "./type-table.js";

export interface AnalyzerInput {
  readonly target: Target;
  readonly rules: SemanticRules;
  readonly sources: SourceTable;
  readonly unit: PreprocessedUnit;
  /** Macros with parameters are listed, without a meaning. */
  readonly declarationsOnly?: boolean;
}

export interface Analyzer {
  /** The tables so far, for typing expressions and for what comes after declarations. Live. */
  readonly analysis: Analysis;
  /** What was found so far. Live. */
  readonly diagnostics: readonly Diagnostic[];
  /** Takes declarations in source order. Token indices are those of `unit.tokens`. */
  declare(declarations: readonly ExternalDeclaration[]): void;
  /** A second analyzer that knows all this one knows, over a unit that begins with the same tokens. Neither sees the other's later work. */
  fork(unit: PreprocessedUnit): Analyzer;
  /** The same for what may become of this unit itself: what is filled in at a unit's end is filled in for all that was declared, and no macro has a meaning yet. */
  resume(unit: PreprocessedUnit): Analyzer;
  /** Finds the meaning of the macros in force. @param wanted leaves out definitions that the unit does not give */
  macros(input: MacroInput, wanted?: (definition: MacroDefinition) => boolean): void;
  /** Finds the meaning of the macros with parameters among them: after `macros`, whose constants they name. */
  functionMacros(input: FunctionMacroInput): void;
  finish(): CProgram;
}

export function createAnalyzer(input: AnalyzerInput): Analyzer {
  return new UnitAnalyzer(input, undefined);
}

class UnitAnalyzer implements Analyzer {
  readonly analysis: Analysis;
  readonly #diagnostics: Diagnostic[];
  #macros: readonly CMacro[] = [];
  #functionMacros: readonly CFunctionMacro[] = [];
  /** Those with parameters that `macros` was asked for, and those that lack a name of their caller's. */
  #withParameters: readonly MacroDefinition[] = [];
  #calls: readonly string[] = [];

  constructor(
    private readonly input: AnalyzerInput,
    from: UnitAnalyzer | undefined,
  ) {
    const known = from?.analysis;
    const types = new TypeTable(known?.types);
    const tags = new TagTable(known?.tags);
    const formats = known?.formats ?? integerFormats(input.target);
    const origins = new OriginReader(input.unit, input.sources);
    this.#diagnostics = from === undefined ? [] : [...from.#diagnostics];
    this.analysis = {
      target: input.target,
      formats,
      promoted: promotedFormats(formats, types),
      rules: input.rules,
      types,
      tags,
      sizes: new TypeSizer(types, tags, input.target),
      functions: known === undefined ? [] : [...known.functions],
      variables: known === undefined ? [] : [...known.variables],
      assembly: known === undefined ? [] : [...known.assembly],
      file: new Scope("file", undefined, known?.file),
      origins,
      report: (code, severity, at, text) => {
        this.#diagnostics.push(
          diagnostic(code, severity, origins.place(at), text, notes(input, at, origins.place(at))),
        );
      },
      members: new Map(),
      basicTypes: new Map(known?.basicTypes),
      unit: input.unit,
      sources: input.sources,
      constants: known?.constants ?? new Map(),
      nesting: { level: 0 },
      folding: { on: false },
    };
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  declare(declarations: readonly ExternalDeclaration[]): void {
    for (const declaration of declarations) declareExternal(this.analysis, declaration);
  }

  fork(unit: PreprocessedUnit): Analyzer {
    return new UnitAnalyzer({ ...this.input, unit }, this);
  }

  resume(unit: PreprocessedUnit): Analyzer {
    const analyzer = this.fork(unit);
    analyzer.analysis.origins.takeOver(this.analysis.origins);
    analyzer.analysis.constants.clear();
    return analyzer;
  }

  macros(input: MacroInput, wanted: (definition: MacroDefinition) => boolean = () => true): void {
    const { macros, active } = this.input.unit;
    const objects: MacroDefinition[] = [];
    const functions: MacroDefinition[] = [];
    const { origins } = this.analysis;
    for (const id of active.values()) {
      const definition = macros[id];
      if (definition.predefined) continue;
      if (!wanted(definition)) continue;
      if (definition.parameters === undefined) objects.push(definition);
      else functions.push(definition);
    }
    objects.sort((x, y) => x.id - y.id);
    const meanings = macroMeanings(this.analysis, macros, active, objects, input);
    this.#macros = objects.map((definition) => ({
      id: definition.id,
      name: definition.name,
      meaning: meanings[definition.id] ?? { kind: "other", why: "its expansion goes wrong" },
      origin: origins.macro(definition.place, endOf(definition, input)),
    }));
    if (this.input.declarationsOnly !== true) functions.push(...objects.filter(({ id }) => lacksName(meanings[id])));
    functions.sort((x, y) => x.id - y.id);
    this.#withParameters = functions;
    this.#calls = this.input.declarationsOnly === true ? [] : announceCalls(functions, input.expander);
  }

  functionMacros(input: FunctionMacroInput): void {
    const meanings =
      this.input.declarationsOnly === true
        ? this.#withParameters.map(() => ({ kind: "other", why: "not asked for" }) as const)
        : functionMacroMeanings(this.analysis, this.#withParameters, this.#calls, input);
    const given = new Set<MacroId>();
    this.#functionMacros = this.#withParameters.flatMap(({ id, name, place, parameters }, row) => {
      const meaning = meanings[row];
      const bare = parameters === undefined;
      if (bare && !isGivenVariables(meaning)) return [];
      if (bare) given.add(id);
      return [{ id, name, bare, meaning, origin: this.analysis.origins.macro(place, undefined) }];
    });
    this.#macros = this.#macros.filter(({ id }) => !given.has(id));
  }

  finish(): CProgram {
    this.analysis.origins.finish();
    const { types, tags } = this.analysis;
    const { functions, variables, diagnostics } = applyPragmas(this.analysis, this.input.unit.pragmas);
    return {
      types: [...types.rows],
      records: [...tags.records],
      enums: [...tags.enums],
      typedefs: [...types.typedefs],
      functions: [...functions],
      variables: [...variables],
      assembly: [...this.analysis.assembly],
      macros: this.#macros,
      functionMacros: this.#functionMacros,
      diagnostics: [...this.#diagnostics, ...diagnostics],
    };
  }
}

/** `(dev->base + 4)`, where nobody declares `dev`. */
function lacksName(meaning: MacroMeaning | undefined): boolean {
  if (meaning?.kind === "other") return meaning.undeclared === true;
  const outcome = meaning?.kind === "expression" ? meaning.outcome : undefined;
  return outcome?.kind === "refused" && outcome.refusal.undeclared === true;
}

/** Does all that the macro lacks look like variables? What has no small letter is a constant of a header that is not there, `sizeof (x)` may be of a type. */
function isGivenVariables(meaning: FunctionMacroMeaning): boolean {
  if (meaning.kind !== "template") return false;
  const names = meaning.rules.flatMap((rule) =>
    rule.parameters.flatMap(({ byName }, index) => (byName === undefined ? [] : [{ byName, index, rule }])),
  );
  return (
    names.length > 0 &&
    names.every(({ byName, index, rule }) => /[a-z]/.test(byName) && evaluates([rule.value, rule.body], index))
  );
}

/** Place behind the last token of a definition. */
function endOf(definition: MacroDefinition, input: MacroInput): Place {
  const last = definition.body[definition.body.length - 1];
  if (last === undefined) return (definition.place + definition.name.length) as Place;
  return (last.at + input.spellings.text[last.spelling].length) as Place;
}

/** Where a token is written, if a macro put it there. */
function notes(input: AnalyzerInput, at: number, place: Place): Diagnostic["notes"] {
  const { tokens } = input.unit;
  const spelled = (at >= 0 && at < tokens.count ? tokens.spelled[at] : noPlace) as Place;
  return spelled === place || spelled === noPlace ? [] : [{ place: spelled, text: "spelled here, in a macro" }];
}
