/**
 * The expression of #if and #elif (C11 6.10.1p4): integer constant expressions over intmax_t and uintmax_t, 64 bits each on every
 * target. In: expanded rows. Out: true, false, or a diagnostic and false. Values are bigint; what stands in a branch that is not
 * evaluated may divide by zero.
 */
import type { Place, Target } from "../base/index.js";
import { characterConstant } from "./character-constant.js";
import { fixed, LPAREN, ONE, RPAREN, ZERO } from "./known-spelling.js";
import { TokenKind } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

interface Value {
  readonly value: bigint;
  readonly unsigned: boolean;
}

const precedences = new Map<number, number>();
const levels = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
for (const [level, operators] of levels.entries())
  for (const text of operators) precedences.set(fixed(text), level + 3);
const COMMA_LEVEL = 0;
const TERNARY_LEVEL = 1;

const QUESTION = fixed("?");
const COLON = fixed(":");
const COMMA = fixed(",");
const TRUE = fixed("true");
const unaryOperators = new Set(["+", "-", "!", "~"].map(fixed));
const nestingLimit = 256;

const zero: Value = { value: 0n, unsigned: false };
const one: Value = { value: 1n, unsigned: false };
const truth = (is: boolean): Value => (is ? one : zero);
const wrapped = (value: bigint, unsigned: boolean): Value => ({
  value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value),
  unsigned,
});

/** Stops the evaluation; the message was reported. */
class Malformed extends Error {}

/** @returns whether rows [from, to) of the results make a true condition */
export function evaluateCondition(u: UnitState, place: Place, from: number, to: number): boolean {
  if (to - from === 1) {
    const only = u.stack.results.spelling[from];
    if (only === ONE || only === ZERO) return only === ONE;
  }
  const expression = new ConditionExpression(u, place, from, to);
  try {
    return expression.whole();
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

class ConditionExpression {
  #at: number;
  #depth = 0;

  constructor(
    private readonly u: UnitState,
    private readonly place: Place,
    from: number,
    private readonly to: number,
  ) {
    this.#at = from;
  }

  whole(): boolean {
    if (this.#at === this.to) this.#fail("the condition has no expression");
    const result = this.#expression(COMMA_LEVEL, true);
    if (this.#at < this.to) this.#fail(`unexpected '${this.#text()}' in the condition`);
    return result.value !== 0n;
  }

  #fail(text: string): never {
    const { results } = this.u.stack;
    const inside = this.#at < this.to;
    const place = inside ? results.place[this.#at] : this.place;
    this.u.report("preprocess/condition", "error", place, text, inside ? results.expansion[this.#at] : -1);
    throw new Malformed();
  }

  #spelling(): number {
    return this.#at < this.to ? this.u.stack.results.spelling[this.#at] : -1;
  }

  #text(): string {
    return this.#at < this.to ? this.u.text[this.#spelling()] : "end of line";
  }

  /** Binary and ternary operators of at least a level, by precedence climbing. `live`: its value is needed. */
  #expression(level: number, live: boolean): Value {
    if (++this.#depth > nestingLimit) this.#fail("the condition is nested too deeply");
    let left = this.#unary(live);
    for (;;) {
      const operator = this.#spelling();
      const precedence = precedences.get(operator);
      if (precedence !== undefined && precedence >= level) {
        this.#at++;
        left = this.#binary(operator, precedence, left, live);
      } else if (operator === QUESTION && level <= TERNARY_LEVEL) {
        this.#at++;
        left = this.#ternary(left, live);
      } else if (operator === COMMA && level === COMMA_LEVEL) {
        this.#at++;
        left = this.#expression(TERNARY_LEVEL, live);
      } else break;
    }
    this.#depth--;
    return left;
  }

  #ternary(condition: Value, live: boolean): Value {
    const first = condition.value !== 0n;
    const yes = this.#expression(COMMA_LEVEL, live && first);
    if (this.#spelling() !== COLON) this.#fail("missing ':' after '?' in the condition");
    this.#at++;
    const no = this.#expression(TERNARY_LEVEL, live && !first);
    return wrapped((first ? yes : no).value, yes.unsigned || no.unsigned);
  }

  #binary(operator: number, precedence: number, left: Value, live: boolean): Value {
    const text = this.u.text[operator];
    if (text === "&&") {
      const right = this.#expression(precedence + 1, live && left.value !== 0n);
      return truth(left.value !== 0n && right.value !== 0n);
    }
    if (text === "||") {
      const right = this.#expression(precedence + 1, live && left.value === 0n);
      return truth(left.value !== 0n || right.value !== 0n);
    }
    const operatorAt = this.#at - 1;
    const right = this.#expression(precedence + 1, live);
    if (text === "<<" || text === ">>") return shifted(text, left, right);
    const unsigned = left.unsigned || right.unsigned;
    const a = wrapped(left.value, unsigned).value;
    const b = wrapped(right.value, unsigned).value;
    if ((text === "/" || text === "%") && b === 0n) {
      if (live) {
        this.#at = operatorAt;
        this.#fail("division by zero in the condition");
      }
      return { value: 0n, unsigned };
    }
    return arithmetic(text, a, b, unsigned);
  }

  #unary(live: boolean): Value {
    const from = this.#at;
    while (unaryOperators.has(this.#spelling())) this.#at++;
    const to = this.#at;
    let result = this.#primary(live);
    for (let at = to - 1; at >= from; at--) {
      const operator = this.u.text[this.u.stack.results.spelling[at]];
      if (operator === "!") result = truth(result.value === 0n);
      else if (operator === "-") result = wrapped(-result.value, result.unsigned);
      else if (operator === "~") result = wrapped(~result.value, result.unsigned);
    }
    return result;
  }

  #primary(live: boolean): Value {
    const spelling = this.#spelling();
    if (spelling < 0) this.#fail("the condition ends where a value is wanted");
    if (spelling === LPAREN) {
      this.#at++;
      const inner = this.#expression(COMMA_LEVEL, live);
      if (this.#spelling() !== RPAREN) this.#fail("missing ')' in the condition");
      this.#at++;
      return inner;
    }
    const kind = this.u.spellings.kind[spelling];
    const text = this.u.text[spelling];
    let result: Value;
    if (kind === TokenKind.number) {
      const number = integer(text);
      if (typeof number === "string") this.#fail(`${number}: '${text.slice(0, 80)}'`);
      result = number;
    } else if (kind === TokenKind.identifier) {
      const c23 = /(23|2x|2y)$/.test(this.u.environment.standard);
      result = truth(c23 && spelling === TRUE);
    } else if (kind === TokenKind.character) {
      const value = characterConstant(text, this.u.environment.target.charIsSigned);
      if (value === undefined) this.#fail(`a character constant that has no value: ${text.slice(0, 80)}`);
      const unsigned = isUnsignedCharacter(text, this.u.environment.target);
      result = { value: unsigned ? BigInt.asUintN(32, value) : value, unsigned };
    } else this.#fail(`'${text.slice(0, 80)}' cannot stand in a condition`);
    this.#at++;
    return result;
  }
}

function shifted(operator: string, left: Value, right: Value): Value {
  let by = right.unsigned ? right.value : BigInt.asIntN(64, right.value);
  let toLeft = operator === "<<";
  if (by < 0n) {
    toLeft = !toLeft;
    by = -by;
  }
  if (by > 63n) by = toLeft ? 64n : 63n;
  if (toLeft) return wrapped(left.value << by, left.unsigned);
  return wrapped(right.value > 63n && left.unsigned ? 0n : left.value >> by, left.unsigned);
}

/** GCC and clang: as the type of its characters is, where the language proper has an int (C11 6.10.1p4 leaves it to them). */
function isUnsignedCharacter(text: string, target: Target): boolean {
  if (text.startsWith("'")) return !target.charIsSigned;
  return !text.startsWith("L") || target.wcharType.startsWith("unsigned");
}

function arithmetic(operator: string, a: bigint, b: bigint, unsigned: boolean): Value {
  switch (operator) {
    case "*":
      return wrapped(a * b, unsigned);
    case "/":
      return wrapped(a / b, unsigned);
    case "%":
      return wrapped(a % b, unsigned);
    case "+":
      return wrapped(a + b, unsigned);
    case "-":
      return wrapped(a - b, unsigned);
    case "<":
      return truth(a < b);
    case ">":
      return truth(a > b);
    case "<=":
      return truth(a <= b);
    case ">=":
      return truth(a >= b);
    case "==":
      return truth(a === b);
    case "!=":
      return truth(a !== b);
    case "&":
      return wrapped(a & b, unsigned);
    case "^":
      return wrapped(a ^ b, unsigned);
    default:
      return wrapped(a | b, unsigned);
  }
}

const integerForm = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)([uU]?(?:ll?|LL?|[zZ])?|(?:ll?|LL?|[zZ])[uU])$/;
/** Twenty-two octal digits are the longest that fit 64 bits, leading zeros aside; binary is longer. */
const longestDigits = 80;

/** C11 6.4.4.1 with every integer as wide as intmax_t. A string is what is wrong. */
function integer(spelling: string): Value | string {
  const text = spelling.includes("'") ? spelling.replaceAll("'", "") : spelling;
  const form = text.length > 4096 ? null : integerForm.exec(text);
  if (form === null) {
    const floating = /^(0[xX][0-9a-fA-F.]*[pP]|[0-9]*\.|[0-9]+[eE])/.test(text);
    return floating
      ? "a floating constant in a condition"
      : text.length > 4096
        ? "a number that is too large"
        : "not an integer";
  }
  const digits = form[1].replace(/^0[0-7]/, (start) => (start === "00" ? "0o0" : `0o${start.charAt(1)}`));
  if (digits.replace(/^0[xXbBo]0*/, "").length > longestDigits) return "a number that is too large";
  const value = BigInt(digits);
  if (value >= 1n << 64n) return "a number that is too large";
  return { value, unsigned: /[uU]/.test(form[2]) || value >= 1n << 63n };
}
