/** A Rust expression that is one token, or text whose parts are nobody's concern: a name, a number, a path. */
import type { RustExpression } from "./rust-crate.js";

export const atom = (text: string): RustExpression => ({ kind: "atom", text });
