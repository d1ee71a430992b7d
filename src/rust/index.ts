/** The Rust room: C programs → a Rust crate as data, and what could not be translated and why. */
export * from "./rust-crate.js";
export { translate } from "./translate.js";
export * from "./translate-input.js";
