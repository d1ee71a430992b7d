/** Tables of firmware have a million elements: each takes the same time, wherever it stands. */
import { expect, test } from "vitest";
import { translateTexts } from "../rust/body/twin.js";

test("a table of 200,000 elements is read in no more than a few seconds", { timeout: 20_000 }, async () => {
  const elements = Array.from({ length: 200_000 }, (_, i) => String((i * 7) % 251));
  const { text, crate } = await translateTexts({
    "firmware.h": `static const unsigned char firmware[] = { ${elements.join(", ")} };\n`,
  });
  expect(crate.leftOut).toEqual([]);
  expect(text).toContain("pub const firmware: [c_uchar; 200000] =");
  const found = /firmware: \[c_uchar; 200000\] =\s*\[([^\]]*)\]/.exec(text)?.[1] ?? "";
  expect(found.split(",").map((one) => one.trim())).toEqual(elements);
});
