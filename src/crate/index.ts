/** The crate room: RustCrate and its identity → every file of the crate; files → disk, whole or not at all. */
export { crateFiles } from "./crate-files.js";
export type { CrateIdentity } from "./manifest.js";
export { diskOutput, type OutputFiles } from "./output-files.js";
export { type WriteOptions, writeCrate } from "./write-crate.js";
export { describeFailure } from "./write-failure.js";
export { writeSingleFile } from "./write-file.js";
