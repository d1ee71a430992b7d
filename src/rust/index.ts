export * from "./rust-crate.js";
