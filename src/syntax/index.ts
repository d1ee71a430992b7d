/** The syntax room's door: tokens to AST, by web-tree-sitter and kpigen's own grammar (grammars/). */
export * from "./ast.js";
export { type CParser, type CParserOptions, createParser } from "./c-parser.js";
export type { Fragment, ParsedFragment } from "./fragment.js";
export { readSizelessTypes, type SizelessTypes } from "./sizeless-types.js";
export { type TypedefNames, typedefNames } from "./typedef-names.js";
