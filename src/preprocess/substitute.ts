/**
 * Argument substitution (C11 6.10.3.1 to 6.10.3.3): a body and its arguments give the replacement that is rescanned. Done in four
 * steps: a plan of the body (once a macro), expansion of the arguments that are used without # and ##, substitution with
 * placemarkers, pasting. C23/GNU: __VA_OPT__, and `, ## __VA_ARGS__` that swallows the comma.
 */
import { expandResults } from "./expand.js";
import { OWN_EXPANSION, PASTE_OPERATOR } from "./expansion-stack.js";
import { COMMA, DIGRAPH_HASH, DIGRAPH_HASHHASH, HASH, HASHHASH, LPAREN, RPAREN, VA_OPT } from "./known-spelling.js";
import { MacroFlag } from "./macro.js";
import type { MacroCall } from "./macro-arguments.js";
import { pasteAll } from "./paste.js";
import { stringized } from "./stringize.js";
import { TokenFlag } from "./token-stream.js";
import type { UnitState } from "./unit-state.js";

/** What a body token means: a parameter's index, or one of these. */
const PLAIN = -1;
const PASTE = -2;
/** `#` with its operand behind it. */
const STRINGIZE = -3;
const OPTION = -4;
/** The `)` that ends __VA_OPT__( … ). */
const OPTION_END = -5;

const WHITE_SPACE = TokenFlag.spaceBefore | TokenFlag.lineStart;

/** Works out, once a macro, what each token of its body means. */
function planOf(u: UnitState, macro: number): Int16Array {
  const known = u.macros.plans[macro];
  if (known !== undefined) return known;
  const { macros } = u;
  const { spelling } = u.lexed.tokens;
  const from = macros.bodyFrom[macro];
  const to = macros.bodyTo[macro];
  const parameters = macros.parameters[macro];
  const calls = (macros.flags[macro] & MacroFlag.functionLike) !== 0;
  const plan = new Int16Array(to - from).fill(PLAIN);
  const options: number[] = [];
  let depth = 0;
  for (let at = from; at < to; at++) {
    const s = spelling[at];
    if (s === HASHHASH || s === DIGRAPH_HASHHASH) plan[at - from] = PASTE;
    else if (calls && (s === HASH || s === DIGRAPH_HASH)) plan[at - from] = STRINGIZE;
    else if (calls && s === VA_OPT && (macros.flags[macro] & MacroFlag.variadic) !== 0 && spelling[at + 1] === LPAREN) {
      plan[at - from] = OPTION;
      plan[at + 1 - from] = OPTION;
      options.push(++depth);
      at++;
    } else if (s === LPAREN) depth++;
    else if (s === RPAREN) {
      if (options.length > 0 && options[options.length - 1] === depth) {
        options.pop();
        plan[at - from] = OPTION_END;
      }
      depth--;
    } else if (parameters.length > 0) plan[at - from] = parameters.indexOf(s);
  }
  macros.plans[macro] = plan;
  return plan;
}

/** Pushes the replacement of a call (or of an object-like macro with ##) as a level of the expansion stack. */
export function substitute(u: UnitState, macro: number, id: number, call: MacroCall | undefined): void {
  const { stack, macros } = u;
  if (call !== undefined && call.to.length === 0 && (macros.flags[macro] & MacroFlag.pastes) === 0) {
    stack.push(u.lexed.tokens, macros.bodyFrom[macro], macros.bodyTo[macro], macro, id, stack.bodies.count);
    return;
  }
  const plan = planOf(u, macro);
  const work = new Substitution(u, macro, id, plan, call ?? { from: [], to: [], elided: false });
  work.expandArguments();
  if (u.aborted) return;
  const mark = stack.bodies.count;
  work.write(0, plan.length);
  if ((macros.flags[macro] & MacroFlag.pastes) !== 0) pasteAll(u, mark);
  u.work += stack.bodies.count - mark;
  stack.push(stack.bodies, mark, stack.bodies.count, macro, OWN_EXPANSION, mark);
}

class Substitution {
  readonly #from: number;
  /** Expanded arguments; -1 until needed. */
  readonly #expandedFrom: number[];
  readonly #expandedTo: number[];
  readonly #variable: number;
  /** First row of what is written. */
  readonly #mark: number;
  #space = false;

  constructor(
    private readonly u: UnitState,
    macro: number,
    private readonly id: number,
    private readonly plan: Int16Array,
    private readonly call: MacroCall,
  ) {
    this.#from = u.macros.bodyFrom[macro];
    this.#mark = u.stack.bodies.count;
    this.#expandedFrom = call.from.map(() => -1);
    this.#expandedTo = call.from.map(() => -1);
    this.#variable = (u.macros.flags[macro] & MacroFlag.variadic) !== 0 ? u.macros.parameters[macro].length - 1 : -1;
  }

  /** Expands each argument that stands somewhere without # and ##, each once. */
  expandArguments(): void {
    const { plan } = this;
    for (let at = 0; at < plan.length; at++) {
      const parameter = plan[at] === OPTION ? this.#variable : plan[at];
      if (parameter < 0 || this.#expandedFrom[parameter] >= 0) continue;
      if (plan[at] !== OPTION && (this.#isOperand(at) || plan[at - 1] === STRINGIZE)) continue;
      this.#expand(parameter);
      if (this.u.aborted) return;
    }
  }

  #isOperand(at: number): boolean {
    return meaningAt(this.plan, at - 1) === PASTE || meaningAt(this.plan, at + 1) === PASTE;
  }

  #expand(parameter: number): void {
    const { u } = this;
    const { stack, macros } = u;
    const { results } = stack;
    const from = this.call.from[parameter];
    const to = this.call.to[parameter];
    let needed = false;
    for (let at = from; at < to && !needed; at++) needed = macros.active[results.spelling[at]] !== 0;
    if (!needed) {
      this.#expandedFrom[parameter] = from;
      this.#expandedTo[parameter] = to;
      return;
    }
    this.#expandedFrom[parameter] = expandResults(u, from, to);
    this.#expandedTo[parameter] = results.count;
  }

  /** Writes body tokens [from, to) to the bodies buffer. */
  write(from: number, to: number): void {
    const { plan, u } = this;
    const { tokens } = u.lexed;
    const { bodies } = u.stack;
    for (let at = from; at < to; at++) {
      const row = this.#from + at;
      // The white space behind ## is lost with the pasting; the token of GNU's `, ##` does not get it either.
      const spaced = at > 0 && plan[at - 1] !== PASTE && (tokens.flags[row] & TokenFlag.spaceBefore) !== 0;
      if (spaced) this.#space = true;
      const meaning = plan[at];
      if (meaning === PLAIN || meaning === OPTION_END) this.#plain(row, 0);
      else if (meaning === PASTE) {
        // At the end of __VA_OPT__'s text there is nothing to paste to; the definition was reported.
        this.#plain(row, PASTE_OPERATOR);
      } else if (meaning === STRINGIZE) at = this.#stringize(at, row);
      else if (meaning === OPTION) at = this.#option(at);
      else if (this.#isOperand(at)) this.#operand(at, meaning);
      else this.#argument(this.#expandedFrom[meaning], this.#expandedTo[meaning]);
      if (bodies.count > u.limits.expansionTokens * 2) {
        u.aborted = true;
        return;
      }
    }
  }

  #plain(row: number, more: number): void {
    const { tokens } = this.u.lexed;
    this.u.stack.bodies.push(tokens.spelling[row], tokens.place[row], this.#takeSpace() | more, this.id);
  }

  #takeSpace(): number {
    const flags = this.#space ? TokenFlag.spaceBefore : 0;
    this.#space = false;
    return flags;
  }

  #placemarker(): void {
    this.u.stack.bodies.push(0, -1, this.#takeSpace(), this.id);
  }

  /** Copies argument rows; the first gets the white space of the parameter's name. */
  #argument(from: number, to: number): void {
    const { results, bodies } = this.u.stack;
    bodies.reserve(to - from);
    for (let at = from; at < to; at++) {
      const flags = at === from ? (results.flags[at] & ~WHITE_SPACE) | this.#takeSpace() : results.flags[at];
      bodies.push(results.spelling[at], results.place[at], flags, results.expansion[at]);
    }
  }

  /** A parameter beside ##: the argument as written, or a placemarker. */
  #operand(at: number, parameter: number): void {
    const { u } = this;
    const { bodies } = u.stack;
    const from = this.call.from[parameter];
    const to = this.call.to[parameter];
    if (parameter === this.#variable && meaningAt(this.plan, at - 1) === PASTE) {
      if (to > from && this.#followsComma(false)) {
        bodies.count--; // no pasting: GNU's ## only says that the comma may go
        this.#argument(from, to);
        return;
      }
      const alone = to === from && this.call.elided && meaningAt(this.plan, at + 1) !== PASTE;
      if (alone && !this.#keepsComma() && this.#followsComma(true)) {
        this.#dropComma();
        return;
      }
    }
    if (to === from) this.#placemarker();
    else this.#argument(from, to);
  }

  /** What was written ends in `, ##`; or, `throughEmpty`, in `, ## ` and empty operands of ## as well. */
  #followsComma(throughEmpty: boolean): boolean {
    const { bodies } = this.u.stack;
    let at = bodies.count - 1;
    if (at <= this.#mark || (bodies.flags[at] & PASTE_OPERATOR) === 0) return false;
    at--;
    while (throughEmpty && at > this.#mark && bodies.spelling[at] === 0) {
      at--;
      if (at > this.#mark && (bodies.flags[at] & PASTE_OPERATOR) !== 0) at--;
    }
    return bodies.spelling[at] === COMMA;
  }

  /** Takes back the comma and what follows it. `x ## , ## __VA_ARGS__` becomes x. */
  #dropComma(): void {
    const { bodies } = this.u.stack;
    do bodies.count--;
    while (bodies.spelling[bodies.count] !== COMMA || (bodies.flags[bodies.count] & PASTE_OPERATOR) !== 0);
    this.#space = false;
    const last = bodies.count - 1;
    if (last >= this.#mark && (bodies.flags[last] & PASTE_OPERATOR) !== 0) this.#placemarker();
  }

  /** Strict C99: without named parameters the comma stays. */
  #keepsComma(): boolean {
    return this.#variable === 0 && /^(c|iso)/.test(this.u.environment.standard);
  }

  #stringize(at: number, row: number): number {
    const { u } = this;
    const operand = meaningAt(this.plan, at + 1);
    const { results, bodies } = u.stack;
    if (operand >= 0) {
      const text = stringized(u, results, this.call.from[operand], this.call.to[operand]);
      bodies.push(u.intern(text), u.lexed.tokens.place[row], this.#takeSpace(), this.id);
      return at + 1;
    }
    if (operand !== OPTION) {
      this.#plain(row, 0);
      return at;
    }
    const flags = this.#takeSpace();
    const mark = bodies.count;
    const end = this.#option(at + 1);
    pasteAll(u, mark);
    const text = stringized(u, bodies, mark, bodies.count);
    bodies.count = mark;
    bodies.push(u.intern(text), u.lexed.tokens.place[row], flags, this.id);
    return end;
  }

  /** __VA_OPT__( … ): its text where there are variable arguments, else a placemarker. Returns the index of its `)`. */
  #option(at: number): number {
    let end = at + 2;
    for (let depth = 1; end < this.plan.length; end++) {
      if (this.plan[end] === OPTION && this.plan[end + 1] === OPTION) {
        depth++;
        end++;
      } else if (this.plan[end] === OPTION_END && --depth === 0) break;
    }
    const { bodies } = this.u.stack;
    if (this.#expandedTo[this.#variable] > this.#expandedFrom[this.#variable]) {
      const mark = bodies.count;
      const space = this.#space;
      this.write(at + 2, end);
      this.#space ||= bodies.count === mark && space;
      if (bodies.count === mark) this.#placemarker();
    } else this.#placemarker();
    return end;
  }
}

function meaningAt(plan: Int16Array, at: number): number {
  return at >= 0 && at < plan.length ? plan[at] : PLAIN;
}
