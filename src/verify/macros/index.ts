/** Macros, called: `proveMacros` is the door. */
export { type MacroRun, proveMacros } from "./prove-macros.js";
