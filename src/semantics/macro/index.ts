/** Macros with parameters understood: definitions to what they mean. */
export { announceCalls, functionMacroMeanings } from "./function-macro.js";
export type { FunctionMacroInput } from "./macro-call.js";
export { evaluates } from "./unknown-name.js";
