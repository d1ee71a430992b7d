/**
 * Binding strength of Rust's operators, strongest last. Rust Reference, "Expression precedence". The parser of a form wants each
 * operand to bind at least so strongly; what binds less goes into parentheses.
 */
import type { RustExpression } from "../rust/index.js";

export const Precedence = {
  /** Anything: between brackets, after `=`, as a whole statement. */
  lowest: 0,
  assign: 1,
  range: 2,
  or: 3,
  and: 4,
  /** Not associative: `a < b < c` is refused. */
  compare: 5,
  bitOr: 6,
  bitXor: 7,
  bitAnd: 8,
  shift: 9,
  add: 10,
  multiply: 11,
  cast: 12,
  prefix: 13,
  postfix: 14,
} as const;

export type Precedence = (typeof Precedence)[keyof typeof Precedence];

const binary: ReadonlyMap<string, Precedence> = new Map<string, Precedence>([
  ["*", Precedence.multiply],
  ["/", Precedence.multiply],
  ["%", Precedence.multiply],
  ["+", Precedence.add],
  ["-", Precedence.add],
  ["<<", Precedence.shift],
  [">>", Precedence.shift],
  ["&", Precedence.bitAnd],
  ["^", Precedence.bitXor],
  ["|", Precedence.bitOr],
  ["==", Precedence.compare],
  ["!=", Precedence.compare],
  ["<", Precedence.compare],
  [">", Precedence.compare],
  ["<=", Precedence.compare],
  [">=", Precedence.compare],
  ["&&", Precedence.and],
  ["||", Precedence.or],
  ["..", Precedence.range],
  ["..=", Precedence.range],
]);

/** @throws for an operator that Rust does not have: a bug of whoever made the expression */
export function binaryPrecedence(operator: string): Precedence {
  const precedence = binary.get(operator);
  if (precedence === undefined) throw new Error(`not a binary operator of Rust: ${operator}`);
  return precedence;
}

export function precedenceOf(expression: RustExpression): Precedence {
  switch (expression.kind) {
    case "atom":
      return atomPrecedence(expression.text);
    case "unary":
      return Precedence.prefix;
    case "binary":
      return binaryPrecedence(expression.operator);
    case "assign":
      return Precedence.assign;
    case "cast":
      return Precedence.cast;
    // An `if` could stand as an operand, but `if a { b } else { c } + d` misleads.
    case "if":
    case "closure":
    case "beside-list":
      return Precedence.lowest;
    default:
      return Precedence.postfix;
  }
}

/** Atoms should be atomic, but `-1` is a common one and `a + b` must not be torn apart. */
function atomPrecedence(text: string): Precedence {
  const first = text.charCodeAt(0);
  if (text.includes(" ") && holdsOpenSpace(text)) return Precedence.lowest;
  // - ! * &
  return first === 45 || first === 33 || first === 42 || first === 38 ? Precedence.prefix : Precedence.postfix;
}

/** Whether the text has a space outside of brackets and literals. */
function holdsOpenSpace(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === "\\") i++;
    } else if (c === "'" && (text[i + 2] === "'" || text[i + 1] === "\\")) i = text.indexOf("'", i + 2);
    else if (c === "(" || c === "[" || c === "{") depth++;
    else if (c === ")" || c === "]" || c === "}") depth--;
    else if (c === " " && depth === 0 && !(text[i + 1] === "{" && i > 0)) return true;
    if (i < 0) return true;
  }
  return false;
}
