export * from "./c-program.js";
export * from "./c-type.js";
export * from "./record-layout.js";
