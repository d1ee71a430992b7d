/** Macros with parameters understood: definitions to what they mean. */
export { type FunctionMacroInput, functionMacroMeanings } from "./function-macro.js";
