export * from "./c-program.js";
export * from "./c-type.js";
