/** Records without a tag that nothing holds are named for their header and line: that is an identifier whatever the file is called (rustc is asked). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { translateTexts } from "./body/twin.js";
import { hasRustc, inDirectory, run } from "./toolchain.js";

if (!hasRustc) console.warn("place-name.test: no rustc here, so nothing is compiled");

const header = "static inline unsigned bits_of(float f) { union { float f; unsigned u; } x; x.f = f; return x.u; }\n";

test.skipIf(!hasRustc).each(["802.11-frames.h", "9p.h", "fn.h", "größe.h"])("%s", async (name) => {
  const { text } = await translateTexts({ [name]: header });
  expect(text).toContain("fn bits_of(");
  inDirectory((directory) => {
    const source = join(directory, "bound.rs");
    writeFileSync(source, text);
    const output = ["--crate-type", "lib", "--emit", "metadata", "-o", join(directory, "bound.rmeta")];
    expect(run("rustc", ["--edition", "2021", ...output, source]).stderr).not.toContain("error");
  });
});
