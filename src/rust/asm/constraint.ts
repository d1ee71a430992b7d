/**
 * Operand constraints (GCC: Simple Constraints, Multiple Alternative Constraints, Constraint Modifier Characters, Flag Output Operands).
 * In: the string of an operand. Out: its parts; what a letter means is the architecture's business.
 */

export interface Constraint {
  readonly output: boolean;
  /** `+`. */
  readonly readWrite: boolean;
  /** `&`: written before all inputs are read. */
  readonly early: boolean;
  /** `@cc` outputs: the condition, `e` of `=@cce`. */
  readonly flag: string | undefined;
  /** `0`, `[name]`: the operand whose place this input shares. */
  readonly tied: string | undefined;
  /** Letters of each alternative; a name of several letters is one of them: `Ump`, `Yz`. */
  readonly alternatives: readonly (readonly string[])[];
}

/** @param longNames first letters of constraints with more than one letter, and how many letters those have */
export function parseConstraint(text: string, longNames: ReadonlyMap<string, number>): Constraint {
  const flag = /^=&?@cc(\w+)$/.exec(text)?.[1];
  const tied = flag === undefined ? /^[%&]*(?:(\d+)|\[(\w+)\])$/.exec(text) : null;
  return {
    output: /[=+]/.test(text),
    readWrite: text.includes("+"),
    early: text.includes("&"),
    flag,
    tied: tied?.[1] ?? tied?.[2],
    alternatives: flag === undefined && tied === null ? text.split(",").map((one) => letters(one, longNames)) : [],
  };
}

/** `#` hides the rest of an alternative, `*` the letter that follows; `?`, `!` and `^` are costs. */
function letters(text: string, longNames: ReadonlyMap<string, number>): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < text.length && text[at] !== "#"; ) {
    const letter = text[at];
    if (letter === "*") at += 2;
    else if ("=+&%?!^ \t$".includes(letter)) at++;
    else {
      const length = longNames.get(letter) ?? 1;
      out.push(text.slice(at, at + length));
      at += length;
    }
  }
  return out;
}
