/** The module of C's arithmetic that macros stand on. */
export { atomicOperation } from "./atomics.js";
export { type MathHelper, mathHelperItems } from "./math-helper.js";
