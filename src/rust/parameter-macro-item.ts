/**
 * Macros that are a function's parameters (`SYSCTL_HANDLER_ARGS`). In: names and types of the parameters. Out: a `macro_rules!` that defines a C
 * function which has them: Rust's macros stand for whole items, never for parameters. The caller repeats the names, which makes them known in its body.
 */
import type { CMacro, TypeId } from "../semantics/index.js";
import { withCratePaths } from "./crate-path.js";
import type { ItemKey, RustItem, RustMacroRule, RustType } from "./rust-crate.js";
import { macroParameterName } from "./rust-name.js";
import { type BuiltItem, built, docOf, keyOf, macroName, type Translation } from "./translation.js";

interface Parameter {
  readonly name: string;
  readonly type: TypeId;
}

/** @returns why there is none */
export function parameterMacroItem(
  t: Translation,
  { name, origin }: CMacro,
  parameters: readonly Parameter[],
): BuiltItem | string {
  if (!t.isRoot) return "a macro of a header in a unit of its own";
  for (const { type } of parameters) {
    const why = t.types.unpassable(type);
    if (why !== undefined) return why;
  }
  const names = parameters.map((one) => one.name).join(", ");
  const use = `\`${macroName(t, name)}! { fn name(${names}) -> c_int { … } }\``;
  const item: RustItem = {
    kind: "macro",
    key: keyOf(t, "macro", name),
    name: macroName(t, name),
    rules: [ruleOf(t, parameters, "$returns"), ruleOf(t, parameters, undefined)],
    attributes: t.input.mode === "crate" ? ["macro_export"] : [],
    doc: docOf(t, origin, [`Parameters. Defines a function that has them: ${use}.`]),
  };
  return built(item, name, origin);
}

/** What else the macro is given. */
const own: ReadonlySet<string> = new Set(["attribute", "visibility", "function", "returns", "body"]);

/** `$(#[$attribute:meta])* $visibility:vis fn $function:ident($oidp:ident) -> $returns:ty $body:block` */
function ruleOf(t: Translation, parameters: readonly Parameter[], returns: "$returns" | undefined): RustMacroRule {
  const names = parameters.map(({ name }) => `$${macroParameterName(own.has(name) ? `${name}_` : name)}`);
  const matchers = names.map((name) => `${name}:ident`);
  const arrow = returns === undefined ? "" : ` -> ${returns}:ty`;
  const paths = { prefix: t.cratePrefix, core: t.spelling.core, parameter: () => "" };
  const item: RustItem = {
    kind: "function",
    key: "fn $function" as ItemKey,
    name: "$function",
    generics: [],
    signature: {
      parameters: parameters.map(({ type }, i) => ({
        name: names[i],
        type: withCratePaths<RustType>(t.types.of(type), [], paths),
      })),
      variadic: false,
      returns: returns === undefined ? undefined : { kind: "path", path: returns },
    },
    where: [],
    modifiers: ["$visibility", "unsafe", 'extern "C"'],
    attributes: ["$(#[$attribute])*"],
    body: { statements: [{ kind: "value", value: { kind: "atom", text: "$body" } }] },
    doc: { lines: [], definedIn: undefined, notes: [] },
  };
  return {
    parameters: matchers.map((matcher, i) => ({ matcher, type: t.types.of(parameters[i].type) })),
    pattern: `$(#[$attribute:meta])* $visibility:vis fn $function:ident(${matchers.join(", ")})${arrow} $body:block`,
    expansion: { kind: "items", items: [item] },
  };
}
