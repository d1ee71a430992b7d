/** The module of C's arithmetic that macros stand on. */
export { type MathHelper, mathHelperItems } from "./math-helper.js";
