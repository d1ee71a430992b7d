/** Tags that nothing but a macro's body names: they are declared there (C11 6.7.2.3p8), and are types of the crate, so that its user's code compiles. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

if (!hasRustc) console.warn("undeclared-tag.test: no rustc here, so nothing is compiled");

const header = `
#define IDENTIFIED_AS(text) struct identification
#define NODE(name) struct name { int number; struct owned *second; }
`;

const user = `#![deny(warnings)]
#[allow(warnings)]
mod bound { include!("bound.rs"); }
use bound::*;
NODE!(node);
pub fn pointers(one: *mut IDENTIFIED_AS!("x"), node: &node) -> bool { one.is_null() && node.second.is_null() }
`;

test.skipIf(!hasRustc)("tags that only macros name are types", async () => {
  const { text } = await translateTexts({ "tags.h": header });
  inDirectory((directory) => {
    writeFileSync(join(directory, "bound.rs"), text);
    writeFileSync(join(directory, "user.rs"), user);
    const output = ["--crate-type", "lib", "--emit", "metadata", "-o", join(directory, "user.rmeta")];
    expect(run("rustc", ["--edition", "2021", ...output, join(directory, "user.rs")]).stderr).toBe("");
  });
});
