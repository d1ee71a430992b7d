import { describe, expect, it } from "vitest";
import { layoutText } from "../../src/cli/layout-text.js";
import type { Generation } from "../../src/generation.js";
import { amd64, handMade, header, provable } from "../verify/hand-made.js";

const program = handMade();
const { sources } = provable(program, header, amd64);
const units = [{ program }, { program }] as unknown as Generation["units"];
const show = (pattern: string) => layoutText({ units, sources }, pattern).value;

describe("which records are shown", () => {
  it("by tag, once although two units have it", () => {
    expect(show("struct point").match(/^struct point \{/gm)).toHaveLength(1);
    expect(show("point")).toBe(show("struct point"));
  });
  it("by typedef", () => expect(show("packed_bits")).toMatch(/^struct \{\.\.\.\} \{/m));
  it("by shell pattern", () => expect(show("*o*").match(/^struct (point|holder) \{/gm)).toHaveLength(2));
  it("not by a part of the name, nor by the wrong kind", () => {
    expect(show("poin")).toBe("");
    expect(show("union point")).toBe("");
  });
});
