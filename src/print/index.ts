/** The print room: RustCrate → text in the KPI style (docs/formatting.md). */
export { printCrateRoot } from "./crate-root.js";
export { type ChildModule, type PrintOptions, printDirectory, printItem, printModule } from "./module.js";
export { typeText } from "./rust-type.js";
export { printSingleFile } from "./single-file.js";
