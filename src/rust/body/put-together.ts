/**
 * Variables by names that a macro puts together (C11 6.10.3.3). Rust's macros put no names together, but the linker finds a symbol by a text
 * that they do: such a variable is declared where it is needed, under a name that only the macro knows. In: names with placeholders.
 * Out: names, and the blocks that declare them.
 */
import { type LocalVariable, mentionsPlaceholder, type TypeId, withNames } from "../../semantics/index.js";
import type { ItemKey, RustItem, RustStatement } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import type { BodyState } from "./body-state.js";
import { callersText } from "./caller-text.js";

/** A name of the macro's own, with its parameters' names where the caller's words would stand. */
export const ownName = (parameters: readonly { readonly name: string }[], cName: string): string =>
  rustName(
    withNames(
      cName,
      parameters.map(({ name }) => name),
    ),
  );

/** Of a body's locals: declared by others, and found by the symbol. */
export const isPutTogether = ({ kind, name }: LocalVariable): boolean => kind === "extern" && mentionsPlaceholder(name);

export interface Declared {
  readonly name: string;
  readonly type: TypeId;
  /** Undefined where `name` is the symbol. */
  readonly symbol: string | undefined;
}

/** `extern "C" { … }`; nothing where nothing is declared. */
export function declaredVariables(
  s: BodyState,
  all: readonly Declared[],
): readonly (RustStatement & { kind: "item" })[] {
  const items = all.map(
    ({ name, type, symbol }): RustItem => ({
      kind: "extern-static",
      key: `static ${name}` as ItemKey,
      name,
      type: s.types.rust(type),
      mutable: true,
      attributes: symbol === undefined ? [] : [`link_name = ${callersText(s, symbol)}`],
      doc: { lines: [], definedIn: undefined, notes: [] },
    }),
  );
  if (items.length === 0) return [];
  const unsafe = s.t.input.edition === "2024";
  return [{ kind: "item", item: { kind: "extern-block", key: "extern" as ItemKey, unsafe, items } }];
}
