/** The module of C's arithmetic that macros stand on. */
export { atomicOperation } from "./atomics.js";
export { hasFloats, type MathHelper, mathHelperItems } from "./math-helper.js";
