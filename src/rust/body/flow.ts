/**
 * What rustc will ask of a finished body: which variables need `mut`, which uninitialised ones are read before they surely have a value (they
 * then begin as zeroes), and whether control comes to the end. In: statements as data; out: the answers, by `let`. The rules are those of
 * rustc's borrow checker (Reference, "Initialized"): a variable is assigned for sure on all ways here, or maybe on some.
 */
import { assertNever } from "../../base/index.js";
import type { RustBlock, RustExpression, RustStatement } from "../rust-crate.js";

type Let = Extract<RustStatement, { readonly kind: "let" }>;

export interface VariableFlow {
  /** Assigned again, or borrowed as `&raw mut`. */
  mutable: boolean;
  /** Read where it may have no value yet. */
  needsValue: boolean;
  assigned: boolean;
}

export interface BodyFlow {
  readonly variables: ReadonlyMap<Let, VariableFlow>;
  /** By parameter name. */
  readonly parameters: ReadonlyMap<string, VariableFlow>;
  readonly endsByItself: boolean;
}

interface Variable extends VariableFlow {
  readonly initialized: boolean;
}

/** Of the variables without a value from their declaration. Undefined: control does not come here. */
interface Reached {
  readonly sure: ReadonlySet<Variable>;
  readonly maybe: ReadonlySet<Variable>;
}

type State = Reached | undefined;

const start: Reached = { sure: new Set(), maybe: new Set() };

function join(a: State, b: State): State {
  if (a === undefined) return b;
  if (b === undefined || a === b) return a;
  return {
    sure: new Set([...a.sure].filter((one) => b.sure.has(one))),
    maybe: new Set([...a.maybe, ...b.maybe]),
  };
}

interface Exit {
  readonly label: string | undefined;
  readonly loop: boolean;
  state: State;
}

/** @param neverReturns names of functions whose calls end the way */
export function flowOf(
  parameters: readonly string[],
  body: RustBlock,
  neverReturns: (name: string) => boolean,
): BodyFlow {
  const flow = new Flow(neverReturns);
  const known = new Map<string, Variable>();
  for (const name of parameters)
    known.set(name, { mutable: false, needsValue: false, assigned: false, initialized: true });
  flow.scopes.push(known);
  const end = flow.statements(body.statements, start);
  return { variables: flow.variables, parameters: known, endsByItself: end !== undefined };
}

class Flow {
  readonly variables = new Map<Let, Variable>();
  readonly scopes: Map<string, Variable>[] = [];
  readonly exits: Exit[] = [];

  constructor(private readonly neverReturns: (name: string) => boolean) {}

  block(block: RustBlock, state: State): State {
    this.scopes.push(new Map());
    const after = this.statements(block.statements, state);
    this.scopes.pop();
    return after;
  }

  statements(statements: readonly RustStatement[], state: State): State {
    let at = state;
    for (const one of statements) at = this.statement(one, at);
    return at;
  }

  statement(statement: RustStatement, state: State): State {
    switch (statement.kind) {
      case "let":
        return this.declaration(statement, state);
      case "expression":
      case "value":
        return this.value(statement.value, state);
      case "return":
        if (statement.value !== undefined) this.value(statement.value, state);
        return undefined;
      case "if": {
        const test = this.value(statement.condition, state);
        const then = this.block(statement.then, test);
        if (statement.else === undefined) return join(then, test);
        return join(
          then,
          "statements" in statement.else ? this.block(statement.else, test) : this.statement(statement.else, test),
        );
      }
      case "while":
        return this.loop(statement.label, statement.condition, statement.body, state);
      case "loop":
        return this.loop(statement.label, undefined, statement.body, state);
      case "match": {
        const on = this.value(statement.on, state);
        let out: State;
        for (const arm of statement.arms) out = join(out, this.block(arm.body, on));
        return out;
      }
      case "block":
        return this.labelled(statement.label, statement.body, state);
      case "break":
        this.leave(statement.label, statement.value === undefined ? state : this.value(statement.value, state));
        return undefined;
      case "continue":
        return undefined;
      case "asm":
        return this.assembly(statement, state);
      case "item":
      case "comment":
        return state;
      default:
        return assertNever(statement);
    }
  }

  declaration(statement: Let, state: State): State {
    const after = statement.value === undefined ? state : this.value(statement.value, state);
    const names = statement.name.startsWith("(") ? statement.name.slice(1, -1).split(", ") : [statement.name];
    const variable: Variable = {
      mutable: false,
      needsValue: false,
      assigned: false,
      initialized: statement.value !== undefined,
    };
    for (const name of names) this.scopes.at(-1)?.set(name, variable);
    // a `let` inside of what is looked at twice keeps what was found
    const known = this.variables.get(statement);
    if (known !== undefined) for (const name of names) this.scopes.at(-1)?.set(name, known);
    else this.variables.set(statement, variable);
    if (variable.initialized || after === undefined) return after;
    // declared anew in each round of a loop
    const fresh = known ?? variable;
    if (!after.maybe.has(fresh)) return after;
    return { sure: without(after.sure, fresh), maybe: without(after.maybe, fresh) };
  }

  labelled(label: string | undefined, body: RustBlock, state: State): State {
    if (label === undefined) return this.block(body, state);
    const exit: Exit = { label, loop: false, state: undefined };
    this.exits.push(exit);
    const after = this.block(body, state);
    this.exits.pop();
    return join(after, exit.state);
  }

  loop(label: string | undefined, condition: RustExpression | undefined, body: RustBlock, state: State): State {
    const exit: Exit = { label, loop: true, state: undefined };
    // whatever is assigned in one round may have been in the one before
    const before = this.round(exit, condition, body, state);
    exit.state = undefined;
    const again =
      state === undefined || before === undefined
        ? state
        : { sure: state.sure, maybe: new Set([...state.maybe, ...before]) };
    this.exits.push(exit);
    const test = condition === undefined ? again : this.value(condition, again);
    this.block(body, test);
    this.exits.pop();
    return join(condition === undefined ? undefined : test, exit.state);
  }

  /** Variables that a round may assign. */
  round(
    exit: Exit,
    condition: RustExpression | undefined,
    body: RustBlock,
    state: State,
  ): ReadonlySet<Variable> | undefined {
    if (state === undefined) return undefined;
    const assigned = new Set<Variable>();
    this.watching.push(assigned);
    this.exits.push(exit);
    const test = condition === undefined ? state : this.value(condition, state);
    this.block(body, test);
    this.exits.pop();
    this.watching.pop();
    for (const one of this.watching) for (const variable of assigned) one.add(variable);
    return assigned;
  }

  readonly watching: Set<Variable>[] = [];

  leave(label: string | undefined, state: State): void {
    for (let i = this.exits.length - 1; i >= 0; i--) {
      const exit = this.exits[i];
      if (label === undefined ? !exit.loop : exit.label !== label) continue;
      exit.state = join(exit.state, state);
      return;
    }
  }

  assembly(statement: Extract<RustStatement, { readonly kind: "asm" }>, state: State): State {
    let at = state;
    for (const one of statement.operands) if (one.value !== undefined) at = this.value(one.value, at);
    for (const one of statement.operands) {
      const both = one.direction === "inout" || one.direction === "inlateout";
      const place = one.place ?? (both ? one.value : undefined);
      if (place !== undefined && place !== "_") at = this.assigned(place, at);
    }
    if (statement.options.some((one) => one.includes("noreturn"))) return undefined;
    return at;
  }

  find(name: string): Variable | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const found = this.scopes[i].get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  read(name: string, state: State): void {
    const variable = this.find(name);
    if (variable === undefined || variable.initialized || state === undefined) return;
    if (!state.sure.has(variable)) variable.needsValue = true;
  }

  /** `place = …`, once the right side is evaluated. */
  assigned(place: RustExpression, state: State): State {
    if (place.kind !== "atom") {
      const after = this.value(place, state);
      this.borrowed(place);
      return after;
    }
    const variable = this.find(place.text);
    if (variable === undefined) return state;
    variable.assigned = true;
    for (const one of this.watching) one.add(variable);
    if (variable.initialized || (state?.maybe.has(variable) ?? false)) variable.mutable = true;
    if (variable.initialized || state === undefined) return state;
    return { sure: new Set([...state.sure, variable]), maybe: new Set([...state.maybe, variable]) };
  }

  /** The variable at the root of a field path is written as a whole or in part. */
  borrowed(place: RustExpression): void {
    let at = place;
    while (at.kind === "field" || at.kind === "index") at = at.of;
    if (at.kind !== "atom") return;
    const variable = this.find(at.text);
    if (variable !== undefined) {
      variable.mutable = true;
      variable.assigned = true;
    }
  }

  value(rust: RustExpression, state: State): State {
    switch (rust.kind) {
      case "atom":
        this.read(rust.text, state);
        return state;
      case "unary":
        if (rust.operator === "&raw mut " || rust.operator === "&mut ") this.borrowed(rust.of);
        return this.value(rust.of, state);
      case "binary": {
        const left = this.value(rust.left, state);
        if (rust.operator !== "&&" && rust.operator !== "||") return this.value(rust.right, left);
        return join(left, this.value(rust.right, left));
      }
      case "assign": {
        const right = this.value(rust.right, state);
        if (rust.operator === "=") return this.assigned(rust.left, right);
        this.value(rust.left, right);
        this.borrowed(rust.left);
        return right;
      }
      case "cast":
      case "field":
        return this.value(rust.of, state);
      case "call": {
        const after = this.values([rust.callee, ...rust.arguments], state);
        return rust.callee.kind === "atom" && this.diverges(rust.callee.text) ? undefined : after;
      }
      case "method":
        if (rust.name.startsWith("set_")) this.borrowed(rust.of);
        return this.values([rust.of, ...rust.arguments], state);
      case "index":
        return this.values([rust.of, rust.index], state);
      case "struct":
        return this.values(
          [...rust.fields.map((one) => one.value), ...(rust.rest === undefined ? [] : [rust.rest])],
          state,
        );
      case "array":
      case "tuple":
        return this.values(rust.items, state);
      case "repeat":
        return this.value(rust.value, state);
      case "if": {
        const test = this.value(rust.condition, state);
        const then = this.block(rust.then, test);
        return join(then, rust.else === undefined ? test : this.block(rust.else, test));
      }
      case "block":
        return this.labelled(rust.label, rust.body, state);
      case "macro": {
        const after = this.values(rust.arguments, state);
        return rust.name === "panic" ? undefined : after;
      }
      case "closure":
        return this.closure(rust.value, state);
      case "beside-list":
        return this.value(rust.of, state);
      case "type":
        return state;
      default:
        return assertNever(rust);
    }
  }

  /** A closure borrows what it assigns, which rustc wants to have a value by then; nor is it known to run. */
  closure(body: RustExpression, state: State): State {
    const assigned = new Set<Variable>();
    this.watching.push(assigned);
    this.value(body, state);
    this.watching.pop();
    for (const one of this.watching) for (const variable of assigned) one.add(variable);
    for (const scope of this.scopes)
      for (const one of scope.values()) if (assigned.has(one) && !one.initialized) one.needsValue = true;
    return state;
  }

  values(all: readonly RustExpression[], state: State): State {
    let at = state;
    for (const one of all) at = this.value(one, at);
    return at;
  }

  diverges(callee: string): boolean {
    return callee.endsWith("::unreachable_unchecked") || this.neverReturns(callee);
  }
}

function without(set: ReadonlySet<Variable>, one: Variable): ReadonlySet<Variable> {
  const out = new Set(set);
  out.delete(one);
  return out;
}
