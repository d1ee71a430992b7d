/** Comments as docs: rustdoc warns of nothing and shows the words and marks of the comment, all of them and as they are. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { docLines } from "../../src/rust/doc-comment.js";

const rustdoc = spawnSync("rustdoc", ["--version"]).status === 0;
if (!rustdoc) console.warn("doc-comment.test: no rustdoc here, so nothing is rendered");

describe("escapes are as few as it takes", () => {
  test.each([
    ["plain words, (a) note; x_y_z and a * b", "plain words, (a) note; x_y_z and a * b"],
    ["__dead2 alone", "__dead2 alone"],
    ["_this_ and __that__", "\\_this\\_ and \\_\\_that\\_\\_"],
    ["f(*p, *q)", "f(\\*p, \\*q)"],
    ["`quoted' [x] <T> a < b && c", "\\`quoted' \\[x] \\<T> a < b && c"],
    ["# 1 first", "\\# 1 first"],
    ["see http://a.b/c_d_e(2), or not", "see <http://a.b/c_d_e(2)>, or not"],
    ["(https://a.b/c).", "(<https://a.b/c>)."],
    ["<http://a.b>", "<http://a.b>"],
    ["-\n A heading.\n -----\n", "A heading."],
    ["a\rb\u0007c", "ab c"],
    ["\xc3\xa9 is UTF-8, \xe9 is not", "\xc3\xa9 is UTF-8, \xe9 is not"],
    ["caf\xc3\xa9", "café"],
    ["ends it */ and #![x] goes on", "ends it */ and #!\\[x] goes on"],
  ])("%j", (comment, doc) => {
    expect(docLines(comment)).toEqual(doc === "" ? [] : doc.split("\n"));
  });

  test("indentation never makes a code block, which rustdoc would run", () => {
    expect(docLines("One:\n\n      two\n\tthree")).toEqual(["One:", "", "   two", "   three"]);
  });
});

/** Comments that a browser would show as something else, were they not escaped. */
const traps = [
  "a\n===\nb\n---\nc",
  "| a | b |\n|---|---|\n| c | d |",
  "~~~\nfn main() {}\n~~~",
  "```\nfn main() { panic!() }\n```",
  "> quoted\n>> twice",
  "&lt; &copy; &#65; & &x",
  "[a](b) ![c](d) [e]: f\n\n[e]: http://x.y",
  "<script>alert(1)</script> <!-- gone --> <?x?> </b> <b",
  "*a* **b** ***c*** _d_ __e__ ~f~ ~~g~~ `h` ``i``",
  "back\\slash \\* \\_ \\\\ \\",
  "tail  \nbreak\\\nhere",
  "crate::x [crate::x] [`y`] [z][w] foo!() Vec<T> Option<Box<u8>>",
  "mail <a@b.c>, www.d.e, ftp://f.g/h_i_j_, https://k.l/m*n*",
  "[^1] and [^1]: note\n\n[^1]: note\n- [ ] task\n- [x] done",
  "1) a\n2) b\n\n        code?\n\n- c\n\n        code?",
  "a\n___\n***\n---\n* * *\n- - -\nb",
  "\u202eright to left\u202c",
];

/** Marks apart from those of lists, spaces and typographic quotes: what must be seen. */
function seen(text: string): string {
  return text
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/—/g, "---")
    .replace(/–/g, "--")
    .replace(/…/g, "...")
    .replace(/\s+/g, "");
}

function words(html: string): string {
  const text = html.replace(/<[^>]*>/g, " ");
  const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
  return seen(text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (all) => entities[all as keyof typeof entities]));
}

test.runIf(rustdoc)("rustdoc shows traps as they are written and warns of nothing", () => {
  const home = mkdtempSync(join(tmpdir(), "kpigen-doc-"));
  try {
    const items = traps.map((comment, index) => {
      const lines = docLines(comment).map((line) => `/// ${line}`.trimEnd());
      return `${lines.join("\n")}\npub struct T${index};\n`;
    });
    mkdirSync(join(home, "out"));
    writeFileSync(join(home, "lib.rs"), `//! Traps.\n#![warn(rustdoc::all)]\n${items.join("\n")}`);
    const run = spawnSync("rustdoc", ["--crate-name", "traps", join(home, "lib.rs"), "-o", join(home, "out")], {
      encoding: "utf8",
    });
    expect(run.stderr).not.toMatch(/^(warning|error)(?!.*doc_code_examples)/m);
    traps.forEach((comment, index) => {
      const html = readFileSync(join(home, "out", "traps", `struct.T${index}.html`), "utf8");
      const shown = /<details class="toggle top-doc" open>.*?<div class="docblock">([\s\S]*?)<\/div><\/details>/.exec(
        html,
      );
      const meant = comment
        .split("\n")
        .map((line) => line.replace(/^\s*([-*+]|\d+[.)])\s+(?=[A-Za-z[])/, " "))
        .join("\n")
        .replace(/[\u202c\u202e]/g, "");
      expect(words(shown?.[1] ?? ""), comment).toBe(seen(meant));
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
