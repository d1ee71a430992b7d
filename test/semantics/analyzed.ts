/** C text through preprocessor, outline, parser and analyzer: a whole program of one file. */
import { type CEnvironment, MemoryFileSystem, SourceTable } from "../../src/base/index.js";
import { createPreprocessor, type PreprocessedUnit, type Preprocessor } from "../../src/preprocess/index.js";
import { type Analyzer, type CProgram, createAnalyzer } from "../../src/semantics/index.js";
import { createParser, type ExternalDeclaration } from "../../src/syntax/index.js";
import { planMainFiles } from "../../src/unit/index.js";
import { rules, rulesTarget } from "./expression-world.js";

export const parser = await createParser({ standard: "gnu17" });

export interface Analyzed {
  readonly program: CProgram;
  readonly analyzer: Analyzer;
  /** `code line` of every error and warning, in order. */
  readonly messages: readonly string[];
  readonly unit: PreprocessedUnit;
  readonly declarations: readonly ExternalDeclaration[];
  readonly preprocessor: Preprocessor;
}

/** @param others files beside the text, which it may include */
export function analyze(text: string, machine = "amd64", others: Readonly<Record<string, string>> = {}): Analyzed {
  const target = rulesTarget(machine);
  const environment: CEnvironment = {
    files: new MemoryFileSystem({ "main.c": text, ...others }),
    includePath: [{ path: ".", display: "", system: false }],
    predefined: "",
    forcedIncludes: [],
    target,
    standard: "gnu17",
    options: new Map(["INET", "SMP", "VIMAGE"].map((name) => [name, `opt_${name.toLowerCase()}.h`])),
  };
  const sources = new SourceTable();
  const preprocessor = createPreprocessor(environment, sources);
  const planning = planMainFiles({
    environment,
    sources,
    preprocessor,
    headers: ["main.c"],
  });
  const step = planning.next();
  if (step.done) throw new Error("no unit");
  const { outline } = step.value;
  const preprocessed = preprocessor.finish();
  const { spellings } = preprocessor;
  const syntax = parser.parseUnit(preprocessed.tokens, spellings, outline, preprocessed.packChanges);
  const analyzer = createAnalyzer({ target, rules, sources, unit: preprocessed });
  analyzer.declare(syntax.value.declarations);
  analyzer.macros({ spellings, expander: preprocessor, parser });
  analyzer.functionMacros({ spellings, expander: preprocessor, parser });
  const program = analyzer.finish();
  const all = [...preprocessed.diagnostics, ...syntax.diagnostics, ...program.diagnostics];
  const messages = all.map((one) => `${one.code} ${sources.lineColumn(one.place)?.line ?? 0}`);
  return { program, analyzer, messages, unit: preprocessed, declarations: syntax.value.declarations, preprocessor };
}
