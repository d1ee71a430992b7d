/**
 * `--emit tokens|ast|program|crate`: a stage's data as JSON, for a person who debugs and for other tools. Written in pieces, since the
 * tokens of a kernel are more than one string can hold.
 */
import { assertNever, type SourceTable } from "../base/index.js";
import type { Generation } from "../generation.js";
import type { TokenStream } from "../preprocess/index.js";
import { jsonText } from "./plain-data.js";

export const stages = ["tokens", "ast", "program", "crate"] as const;
export type Stage = (typeof stages)[number];

const rowsInOnePiece = 2000;

export function* stagePieces(generation: Generation, stage: Stage): Generator<string> {
  if (stage === "crate") {
    yield `${jsonText(generation.crate, 1)}\n`;
    return;
  }
  yield "[";
  let separator = "\n";
  const names = stage === "tokens" ? generation.plan.units : generation.units;
  for (let i = 0; i < names.length; i++) {
    yield `${separator}{"unit": ${jsonText(names[i].name)}, `;
    separator = ",\n";
    switch (stage) {
      case "tokens":
        yield* tokenRows(generation.plan.units[i].preprocessed.tokens, generation);
        break;
      case "ast":
        yield* fields(generation.units[i].syntax ?? { declarations: [] });
        break;
      case "program":
        yield* fields(generation.units[i].program);
        break;
      default:
        assertNever(stage);
    }
    yield "}";
  }
  yield "\n]\n";
}

/** `[text, "spelled at", "expanded at"]` a token; the third only where a macro gave it. */
function* tokenRows(tokens: TokenStream, generation: Generation): Generator<string> {
  const { text } = generation.plan.spellings;
  const sources: SourceTable = generation.sources;
  yield '"tokens": [';
  for (let from = 0; from < tokens.count; from += rowsInOnePiece) {
    const rows: string[] = [];
    for (let i = from; i < Math.min(tokens.count, from + rowsInOnePiece); i++) {
      const row = [text[tokens.spelling[i]], sources.show(tokens.spelled[i] as never)];
      if (tokens.expanded[i] !== tokens.spelled[i]) row.push(sources.show(tokens.expanded[i] as never));
      rows.push(jsonText(row));
    }
    yield `${from === 0 ? "\n" : ",\n"}${rows.join(",\n")}`;
  }
  yield "\n]";
}

/** The fields of a stage's result, arrays one element a line. */
function* fields(value: object): Generator<string> {
  let separator = "";
  for (const [name, field] of Object.entries(value)) {
    yield `${separator}${jsonText(name)}: `;
    separator = ",\n";
    if (!Array.isArray(field)) {
      yield jsonText(field) ?? "null";
      continue;
    }
    yield "[";
    for (let from = 0; from < field.length; from += rowsInOnePiece) {
      const rows = field.slice(from, from + rowsInOnePiece).map((row) => jsonText(row));
      yield `${from === 0 ? "\n" : ",\n"}${rows.join(",\n")}`;
    }
    yield "\n]";
  }
}
