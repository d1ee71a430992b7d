/** Macros with parameters understood: definitions to what they mean. */
export { type FunctionMacroInput, functionMacroMeanings, placeholderCalls } from "./function-macro.js";
