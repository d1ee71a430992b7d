/**
 * A header of macros that are not for who includes it (CEnvironment.interceptors): what is left is what clang has where each name is kept
 * by #pragma push_macro and pop_macro around the #include.
 */
import { describe, expect, it } from "vitest";
import { preprocessorOf, words } from "./expansion-of.js";

const files = {
  "/inc/plain.h": "#define TAKEN(x) plain(x)\n#define UNDEFINED 1\n#define SAME 2\n",
  "/inc/interceptor.h":
    "#ifndef GUARD\n#define GUARD\n#undef TAKEN\n#define TAKEN wrapped\n#define NEW wrapped_too\n#undef UNDEFINED\n" +
    "#define SAME 2\nint TAKEN, NEW;\n#endif\n",
  "/inc/outer.h": "#include <interceptor.h>\nint NEW;\n",
};
const use = "TAKEN(1) NEW UNDEFINED SAME\n";

/** Words of the unit, and of a use behind it. */
function behind(headers: readonly string[], interceptors: readonly string[]): readonly string[] {
  const { preprocessor } = preprocessorOf({ files, interceptors });
  for (const header of headers) preprocessor.include(header);
  preprocessor.text(use, "use.c", "use.c");
  return words(preprocessor.tokens, preprocessor.spellings);
}

describe("an interceptor", () => {
  it("has its macros for itself, and leaves none behind but its guard", () => {
    expect(behind(["plain.h", "interceptor.h"], ["interceptor.h"]).join(" ")).toBe(
      "int wrapped , wrapped_too ; plain ( 1 ) NEW 1 2",
    );
    const { preprocessor } = preprocessorOf({ files, interceptors: ["interceptor.h"] });
    preprocessor.include("interceptor.h");
    expect(["GUARD", "TAKEN", "NEW"].map((name) => preprocessor.isMacro(name))).toEqual([true, false, false]);
    expect(preprocessor.finish().inclusions[0].restored).toEqual(["TAKEN", "NEW", "SAME"]);
  });

  it("is like any header where another one includes it, or no rule names it", () => {
    const expected = "int wrapped , wrapped_too ; int wrapped_too ; wrapped ( 1 ) wrapped_too UNDEFINED 2";
    expect(behind(["plain.h", "outer.h"], ["interceptor.h"]).join(" ")).toBe(expected);
    expect(behind(["plain.h", "interceptor.h", "outer.h"], []).join(" ")).toBe(expected);
  });

  it("can be taken back", () => {
    const { preprocessor } = preprocessorOf({ files, interceptors: ["interceptor.h"] });
    preprocessor.include("plain.h");
    const mark = preprocessor.checkpoint();
    preprocessor.include("interceptor.h");
    preprocessor.rollback(mark);
    preprocessor.text("TAKEN(1) NEW UNDEFINED SAME GUARD\n", "use.c", "use.c");
    expect(words(preprocessor.tokens, preprocessor.spellings).join(" ")).toBe("plain ( 1 ) NEW 1 2 GUARD");
  });
});
