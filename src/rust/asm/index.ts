/** Inline assembly: GNU asm statements → `asm!` as data. */
export * from "./asm-context.js";
export { translateAsm } from "./translate-asm.js";
