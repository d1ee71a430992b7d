/**
 * GNU templates as pieces (GCC: Assembler Template, Special format strings, Multiple assembler dialects in asm templates).
 * In: the string of an asm statement. Out: text, references to operands, `%=`; of dialect alternatives the AT&T one.
 */

export type TemplatePiece =
  | { readonly kind: "text"; readonly text: string }
  /** `%w1`, `%[name]`: `operand` is a number or a name. */
  | { readonly kind: "operand"; readonly operand: string; readonly modifier: string }
  /** `%=`: a number of its own for each asm statement in the output. */
  | { readonly kind: "unique" };

/**
 * @param extended of basic asm every character stands for itself
 * @param dialects whether `{att|intel}` chooses (clang: not on ARM)
 * @returns undefined for a template that ends in the middle of something
 */
export function parseTemplate(
  text: string,
  extended: boolean,
  dialects: boolean,
): readonly TemplatePiece[] | undefined {
  if (!extended) return [{ kind: "text", text }];
  const pieces: TemplatePiece[] = [];
  let pending = "";
  let alternative: number | undefined;
  const push = (piece: TemplatePiece): void => {
    if (alternative !== undefined && alternative > 0) return;
    if (pending !== "") pieces.push({ kind: "text", text: pending });
    pending = "";
    pieces.push(piece);
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter !== "%") {
      if (dialects && letter === "{" && alternative === undefined) alternative = 0;
      else if (dialects && letter === "|" && alternative !== undefined) alternative++;
      else if (dialects && letter === "}" && alternative !== undefined) alternative = undefined;
      else if (alternative === undefined || alternative === 0) pending += letter;
      continue;
    }
    at++;
    const next = text[at];
    if (next === undefined) return undefined;
    if ("%{|}".includes(next)) {
      if (alternative === undefined || alternative === 0) pending += next;
    } else if (next === "=") push({ kind: "unique" });
    else {
      const found = /^([a-zA-Z]?)(?:(\d+)|\[(\w+)\])/.exec(text.slice(at, at + 200));
      if (found === null) return undefined;
      push({ kind: "operand", operand: found[2] ?? found[3], modifier: found[1] });
      at += found[0].length - 1;
    }
  }
  if (alternative !== undefined) return undefined;
  if (pending !== "") pieces.push({ kind: "text", text: pending });
  return pieces;
}
