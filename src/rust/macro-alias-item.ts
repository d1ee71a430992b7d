/**
 * Other names of macros with parameters: `#define DEVMETHOD KOBJMETHOD`. In: the program's object-like macros, and what became of those that they
 * name. Out: a re-export of a function; a macro that calls the other one.
 */
import type { Origin } from "../semantics/index.js";
import { macroParameterName, rustName } from "./rust-name.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, macroName, type Translation } from "./translation.js";

/**
 * @param made items of macros with parameters, by the macro's name
 * @param isTaken has another value the name?
 */
export function macroAliasItems(
  t: Translation,
  made: ReadonlyMap<string, BuiltItem>,
  isTaken: (name: string) => boolean,
): readonly BuiltItem[] {
  const targets = new Map<string, string>();
  for (const { name, meaning } of t.program.macros) if (meaning.kind === "macro-alias") targets.set(name, meaning.name);
  const items: BuiltItem[] = [];
  for (const { name, origin } of t.program.macros) {
    const target = targets.get(name);
    if (target === undefined || !t.owns(origin) || t.chosen.blocks("macro", name, origin)) continue;
    const found = made.get(target)?.item;
    if (found === undefined) leaveOut(t, "macro", name, origin, `another name of ${target}(), which is left out`);
    else if (isTaken(name))
      leaveOut(t, "macro", name, origin, "a function, variable or enumerator of that name has the name");
    else items.push(found.kind === "macro" ? forwarder(t, name, target, origin) : reexport(t, name, target, origin));
  }
  return items;
}

function forwarder(t: Translation, name: string, target: string, origin: Origin): BuiltItem {
  const every = `$${macroParameterName("__VA_ARGS__")}`;
  const value = { kind: "atom", text: `${t.cratePrefix}${macroName(t, target)}!($(${every})*)` } as const;
  const item = {
    kind: "macro",
    key: keyOf(t, "macro", name),
    name: macroName(t, name),
    rules: [{ pattern: `$(${every}:tt)*`, parameters: [], expansion: { kind: "value", value } }],
    attributes: t.input.mode === "crate" ? ["macro_export"] : [],
    doc: docOf(t, origin),
  } as const;
  return built(item, name, origin);
}

function reexport(t: Translation, name: string, target: string, origin: Origin): BuiltItem {
  const item = {
    kind: "use",
    key: keyOf(t, "use", name),
    path: rustName(target),
    name: rustName(name),
    public: true,
    attributes: [],
    doc: docOf(t, origin),
  } as const;
  return built(item, name, origin, [target]);
}
