/** The semantics room: C's declarations, types and constants. `createAnalyzer` is its door. */
export { type Analysis, integerKind } from "./analysis.js";
export * from "./analyzer.js";
export * from "./body/index.js";
export * from "./c-program.js";
export * from "./c-type.js";
export type { Constant } from "./constant.js";
export type * from "./definition-template.js";
export { typeOf } from "./expression.js";
export { layoutReport } from "./layout-report.js";
export type { MacroInput } from "./macro-meaning.js";
export type * from "./macro-template.js";
export { placeholder, placeholderIndex, placeholderPieces } from "./placeholder.js";
export { Scope } from "./scope.js";
export * from "./semantic-rules.js";
export { openTypeName } from "./type-table.js";
export { declarationText, type TypeTables } from "./type-text.js";
export type { Typed } from "./typed.js";
export * from "./typed-body.js";
