/** The base room: ids, units, places, diagnostics, the file system. Imports nothing of kpigen. */
export * from "./assert-never.js";
export * from "./diagnostic.js";
export * from "./diagnostic-codes.js";
export * from "./environment.js";
export * from "./file-system.js";
export * from "./file-systems.js";
export * from "./input-log.js";
export * from "./rule-files.js";
export * from "./source.js";
export * from "./target.js";
export * from "./units.js";
