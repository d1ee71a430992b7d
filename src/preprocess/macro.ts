/**
 * Macro definitions (C11 6.10.3) as columns by MacroId, and the definition in force by spelling id: an array, so that asking
 * whether a token is a macro costs one read. A body is a range of token rows of the lexed text.
 */
import type { Place } from "../base/index.js";
import type { MacroDefinition, MacroId, MacroToken } from "./preprocessed.js";
import type { SpellingInterner } from "./spelling.js";
import { grownInt32, grownUint8, type TokenBuffer } from "./token-columns.js";
import type { SpellingId } from "./token-stream.js";
import { UndoKind, type UndoLog } from "./undo-log.js";

export const MacroFlag = {
  functionLike: 1,
  variadic: 2,
  predefined: 4,
  /** Has `##` or __VA_OPT__, so that placemarkers may arise. */ pastes: 8,
} as const;

export interface NewMacro {
  readonly name: number;
  readonly place: number;
  readonly flags: number;
  /** Spelling ids of the parameters. */
  readonly parameters: readonly number[];
  readonly bodyFrom: number;
  readonly bodyTo: number;
  readonly conditional: number;
  readonly inclusion: number;
}

const noParameters: readonly number[] = [];

export class MacroTable {
  count = 0;
  name = new Int32Array(1 << 16);
  place = new Int32Array(1 << 16);
  flags = new Uint8Array(1 << 16);
  bodyFrom = new Int32Array(1 << 16);
  bodyTo = new Int32Array(1 << 16);
  conditional = new Int32Array(1 << 16);
  inclusion = new Int32Array(1 << 16);
  /** 1 while the macro's replacement is being scanned (C11 6.10.3.4p2). */
  disabled = new Uint8Array(1 << 16);
  readonly parameters: (readonly number[])[] = [];
  /** What substitution worked out about a body; made at the first call. */
  readonly plans: (Int16Array | undefined)[] = [];
  /** By spelling id: MacroId + 1, 0 for no macro, negative for a built-in one. At least as long as there are spellings. */
  active = new Int32Array(1 << 17);
  readonly #stacks = new Map<number, readonly number[]>();

  constructor(
    private readonly spellings: SpellingInterner,
    private readonly undo: UndoLog,
  ) {}

  /** Makes `active` cover every spelling there is; to be called after spellings were interned. */
  cover(): void {
    if (this.active.length < this.spellings.count) this.active = grownInt32(this.active, this.spellings.count);
  }

  add(macro: NewMacro): MacroId {
    const id = this.count++;
    if (id === this.name.length) {
      for (const column of ["name", "place", "bodyFrom", "bodyTo", "conditional", "inclusion"] as const) {
        this[column] = grownInt32(this[column], id + 1);
      }
      this.flags = grownUint8(this.flags, id + 1);
      this.disabled = grownUint8(this.disabled, id + 1);
    }
    this.name[id] = macro.name;
    this.place[id] = macro.place;
    this.flags[id] = macro.flags;
    this.bodyFrom[id] = macro.bodyFrom;
    this.bodyTo[id] = macro.bodyTo;
    this.conditional[id] = macro.conditional;
    this.inclusion[id] = macro.inclusion;
    this.disabled[id] = 0;
    this.parameters[id] = macro.parameters.length === 0 ? noParameters : macro.parameters;
    this.plans[id] = undefined;
    this.setActive(macro.name, id + 1);
    return id as MacroId;
  }

  setActive(name: number, value: number): void {
    this.undo.record(UndoKind.definition, name, this.active[name]);
    this.active[name] = value;
  }

  /** `#pragma push_macro`. */
  pushMacro(name: number): void {
    const stack = this.#stacks.get(name);
    this.undo.record(UndoKind.macroStack, name, stack);
    this.#stacks.set(name, [...(stack ?? []), this.active[name]]);
  }

  /** `#pragma pop_macro`; false where nothing was pushed. */
  popMacro(name: number): boolean {
    const stack = this.#stacks.get(name);
    if (stack === undefined || stack.length === 0) return false;
    this.undo.record(UndoKind.macroStack, name, stack);
    this.#stacks.set(name, stack.slice(0, -1));
    this.setActive(name, stack[stack.length - 1]);
    return true;
  }

  restoreStack(name: number, stack: readonly number[] | undefined): void {
    if (stack === undefined) this.#stacks.delete(name);
    else this.#stacks.set(name, stack);
  }

  truncate(count: number): void {
    this.count = count;
    this.parameters.length = count;
    this.plans.length = count;
  }

  /** Copies of exact length. */
  columns(): MacroColumns {
    const { count } = this;
    return {
      count,
      name: this.name.slice(0, count),
      place: this.place.slice(0, count),
      flags: this.flags.slice(0, count),
      bodyFrom: this.bodyFrom.slice(0, count),
      bodyTo: this.bodyTo.slice(0, count),
      conditional: this.conditional.slice(0, count),
      inclusion: this.inclusion.slice(0, count),
      parameters: this.parameters.slice(0, count),
    };
  }
}

/** What is known of each definition, by id: plain data. */
export type MacroColumns = Pick<
  MacroTable,
  "count" | "name" | "place" | "flags" | "bodyFrom" | "bodyTo" | "conditional" | "inclusion" | "parameters"
>;

/** Rows of tokens that bodies are ranges of. */
export type BodyRows = Pick<TokenBuffer, "spelling" | "place" | "flags">;

/** Every definition, by id. */
export function macroDefinitions(
  table: MacroColumns,
  rows: BodyRows,
  spellings: { readonly text: readonly string[]; readonly kind: Uint8Array },
): readonly MacroDefinition[] {
  const makeTokens = (from: number, to: number) => macroTokens(rows, from, to, spellings.kind);
  const made: MacroDefinition[] = [];
  for (let id = 0; id < table.count; id++) made.push(new ColumnMacro(id as MacroId, table, spellings.text, makeTokens));
  return made;
}

/** Token rows as objects, for what is looked at seldom. */
function macroTokens(rows: BodyRows, from: number, to: number, kinds: Uint8Array): MacroToken[] {
  const made: MacroToken[] = [];
  for (let row = from; row < to; row++) {
    const spelling = rows.spelling[row] as SpellingId;
    made.push({ kind: kinds[spelling], flags: rows.flags[row], spelling, at: rows.place[row] as Place });
  }
  return made;
}

/**
 * A definition as the door shows it. Scalars are copied; the body's tokens are made when first asked for, since most bodies never
 * are. Serialises as plain data.
 */
class ColumnMacro implements MacroDefinition {
  readonly name: string;
  readonly place: Place;
  readonly parameters: readonly string[] | undefined;
  readonly variadic: boolean;
  readonly conditional: number;
  readonly predefined: boolean;
  readonly inclusion: number;
  readonly bodyFrom: number;
  readonly bodyTo: number;
  #body: readonly MacroToken[] | undefined;
  /** What makes the body's tokens; one function for all definitions. */
  readonly #makeTokens: (from: number, to: number) => readonly MacroToken[];

  constructor(
    readonly id: MacroId,
    table: MacroColumns,
    names: readonly string[],
    makeTokens: (from: number, to: number) => readonly MacroToken[],
  ) {
    const flags = table.flags[id];
    this.name = names[table.name[id]];
    this.place = table.place[id] as Place;
    this.parameters =
      (flags & MacroFlag.functionLike) === 0 ? undefined : table.parameters[id].map((name) => names[name]);
    this.variadic = (flags & MacroFlag.variadic) !== 0;
    this.conditional = table.conditional[id];
    this.predefined = (flags & MacroFlag.predefined) !== 0;
    this.inclusion = table.inclusion[id];
    this.bodyFrom = table.bodyFrom[id];
    this.bodyTo = table.bodyTo[id];
    this.#makeTokens = makeTokens;
  }

  get body(): readonly MacroToken[] {
    this.#body ??= this.#makeTokens(this.bodyFrom, this.bodyTo);
    return this.#body;
  }

  toJSON(): MacroDefinition {
    const { id, name, place, parameters, variadic, body, conditional, predefined, inclusion } = this;
    return { id, name, place, parameters, variadic, body, conditional, predefined, inclusion };
  }
}
