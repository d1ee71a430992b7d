/**
 * Lines of assembly: one statement a line, labels that `asm!` allows. In: the template as one text, slots in place. Out: lines.
 * rustc denies named labels (named_asm_labels): the text may be duplicated; numeric local labels (GNU as: Local Labels) take their place.
 */

/** Stands for `%=` until labels have been renamed. */
export const uniqueMark = "\u0001";

/** Prefixes stay on the line of their instruction. */
const prefix = /^(?:lock|rep\w*|xacquire|xrelease|data16|addr32|\.byte [\w, ]+)$/;

/** @param comment what starts a comment to the end of the line */
export function splitLines(text: string, comment: string): readonly string[] {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    let joined = "";
    for (const statement of statements(line, comment)) {
      // Blanks in a string must stay.
      const tidy = (statement.includes('"') ? statement : statement.replace(/[ \t]+/g, " ")).trim();
      if (tidy === "") continue;
      joined += joined === "" ? tidy : `; ${tidy}`;
      if (prefix.test(tidy)) continue;
      lines.push(joined);
      joined = "";
    }
    if (joined !== "") lines.push(joined);
  }
  return lines;
}

/** Statements of a line, between `;` outside of strings; a comment is one of its own. */
function statements(line: string, comment: string): readonly string[] {
  const out: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"' && line[at - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if (line.startsWith(comment, at)) {
      out.push(line.slice(from, at), line.slice(at));
      return out;
    }
    if (line[at] !== ";") continue;
    out.push(line.slice(from, at));
    from = at + 1;
  }
  out.push(line.slice(from));
  return out;
}

const definition = /^([A-Za-z_.$\u0001][\w.$\u0001]*)\s*:(?!:)/;

/** Named labels → numeric ones. @returns undefined where a name has to stay: it is global, or defined twice */
export function renameLabels(
  lines: readonly string[],
): { readonly lines: readonly string[]; readonly renamed: readonly string[] } | undefined {
  const places = new Map<string, number>();
  for (const [row, line] of lines.entries()) {
    const name = definition.exec(line)?.[1];
    if (name === undefined) continue;
    if (places.has(name)) return undefined;
    places.set(name, row);
  }
  const all = lines.join("\n");
  if (places.size > 0 && /\.(?:globl|global|weak)\b/.test(all)) return undefined;
  let out = [...lines];
  let number = 2;
  for (const [name, row] of places) {
    while (new RegExp(`(?:^|\\s)${number}:`).test(all)) number++;
    const label = String(number++);
    const word = new RegExp(`(?<![\\w.$%\u0001{:])${name.replace(/[.$]/g, "\\$&")}(?![\\w.$\u0001}])`, "g");
    out = out.map((line, at) => {
      const defined = at === row ? line.replace(definition, `${label}:`) : line;
      return defined.replace(word, `${label}${at >= row ? "b" : "f"}`);
    });
  }
  if (out.some((line) => line.includes(uniqueMark))) return undefined;
  return { lines: out, renamed: [...places.keys()].map((name) => name.replaceAll(uniqueMark, "%=")) };
}
