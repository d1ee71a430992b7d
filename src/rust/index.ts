/** The Rust room: C programs → a Rust crate as data, and what could not be translated and why. */
export * from "./rust-crate.js";
export { rustName } from "./rust-name.js";
export { translate } from "./translate.js";
export * from "./translate-input.js";
