/** Macros with parameters understood: definitions to what they mean. */
export { announceCalls, type FunctionMacroInput, functionMacroMeanings } from "./function-macro.js";
