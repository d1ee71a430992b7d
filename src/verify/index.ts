export { declarationPrinter } from "./c-declaration.js";
export type { ProofUnit } from "./c-proof.js";
export { type CheckEnvironment, makeCheckEnvironment } from "./check-unit.js";
export type { MacroRun } from "./macros/index.js";
export * from "./process.js";
export * from "./report.js";
export * from "./tools.js";
export type { RunWishes, TwinRun } from "./twins/index.js";
export * from "./verify.js";
