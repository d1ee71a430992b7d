/**
 * What a Rust function leads to: functions of the kernel, its variables, inline assembly, numbers, through every translated function that it
 * calls. In: a crate. Out: names as C has them. It chooses inputs and explains what cannot run; no comparison rests on it.
 */
import type { RustAsm, RustCrate, RustExpression, RustItem, RustType } from "../../rust/index.js";

export interface Reach {
  /** C names. */
  readonly functions: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** Lines of assembly. */
  readonly assembly: ReadonlySet<string>;
  /** An operand is written by C's word only, its template has no mention of it. */
  readonly unwrittenOutput: boolean;
  /** Integers in the text, by value or by the name of a constant. */
  readonly numbers: ReadonlySet<bigint>;
}

interface Direct extends Reach {
  readonly calls: ReadonlySet<string>;
}

/** What a function's parameters are cast to, by parameter: the name of a record that is pointed to, or of a typedef. */
export function parameterCasts(item: RustItem & { readonly kind: "function" }): ReadonlyMap<string, string> {
  const names = new Set(item.signature.parameters.map((one) => one.name));
  const out = new Map<string, string>();
  visit(item.body, (node) => {
    if (node.kind !== "cast") return;
    const { of, type } = node as { readonly of: RustExpression; readonly type: RustType };
    if (of.kind !== "atom" || !names.has(of.text)) return;
    const named = type.kind === "pointer" ? type.to : type;
    if (named.kind === "path") out.set(of.text, named.path.split("::").at(-1) ?? "");
  });
  return out;
}

/** By name of the Rust item. */
export function reaches(crate: RustCrate): (name: string) => Reach {
  const items = new Map<string, RustItem>();
  for (const item of crate.modules.flatMap((module) => module.items)) {
    if ("name" in item && item.name !== undefined && !items.has(item.name)) items.set(item.name, item);
  }
  const direct = new Map<string, Direct>();
  const known = (name: string): Direct | undefined => {
    const item = items.get(name);
    if (item?.kind !== "function" && item?.kind !== "macro" && item?.kind !== "const") return undefined;
    let found = direct.get(name);
    if (found === undefined) {
      found = directReach(item, items);
      direct.set(name, found);
    }
    return found;
  };
  return (name) => {
    const all = { ...emptyReach(), unwrittenOutput: false };
    const seen = new Set<string>();
    const left = [name];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const one = known(at);
      if (one === undefined) continue;
      for (const kind of ["functions", "variables", "assembly"] as const)
        for (const text of one[kind]) all[kind].add(text);
      all.unwrittenOutput ||= one.unwrittenOutput;
      for (const value of one.numbers) all.numbers.add(value);
      left.push(...one.calls);
    }
    return all;
  };
}

function directReach(
  item: RustItem & { readonly kind: "function" | "macro" | "const" },
  items: ReadonlyMap<string, RustItem>,
): Direct {
  const out = { ...emptyReach(), unwrittenOutput: false, calls: new Set<string>() };
  const name = (text: string) => {
    const one = items.get(text);
    if (one === undefined) return;
    if (one.kind === "function" || one.kind === "macro") out.calls.add(text);
    else if (one.kind === "extern-function") out.functions.add(cName(one.key));
    else if (one.kind === "extern-static") out.variables.add(cName(one.key));
    else if (one.kind === "const") {
      if (one.value.kind === "atom") number(one.value.text);
      else out.calls.add(text);
    }
  };
  const number = (text: string) => {
    const digits = /^(0x[0-9a-f_]+|0o[0-7_]+|\d[\d_]*)/i.exec(text)?.[1].replace(/_/g, "");
    if (digits !== undefined) out.numbers.add(BigInt(digits));
  };
  visit(item.kind === "function" ? item.body : item.kind === "macro" ? item.rules : item.value, (node) => {
    if (node.kind === "asm") {
      const asm = node as unknown as RustAsm;
      for (const line of asm.template) if (typeof line === "string") out.assembly.add(line);
      out.unwrittenOutput ||= asm.operands.some((one) => isUnwritten(one, asm));
    }
    for (const key of node.kind === "macro" ? ["name"] : ["text", "pattern"]) {
      const text = node[key];
      if (typeof text !== "string") continue;
      number(text);
      for (const match of text.matchAll(/(?:r#)?[A-Za-z_]\w*/g)) name(match[0]);
    }
  });
  return out;
}

function emptyReach() {
  return {
    functions: new Set<string>(),
    variables: new Set<string>(),
    assembly: new Set<string>(),
    numbers: new Set<bigint>(),
  };
}

/** Operands that a C template leaves out are named in a comment of the Rust one. */
function isUnwritten({ name, direction, place }: RustAsm["operands"][number], asm: RustAsm): boolean {
  if (name === undefined || place === undefined || place === "_" || !/out$/.test(direction)) return false;
  if (direction.startsWith("in")) return false;
  const text = asm.template.join("\n").replace(/\/\*.*?\*\//gs, "");
  return !new RegExp(`\\{${name}(:\\w)?\\}`).test(text);
}

/** Every object in a tree of plain data. */
export function visit(node: unknown, see: (node: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, see);
  } else if (typeof node === "object" && node !== null) {
    see(node as Readonly<Record<string, unknown>>);
    for (const value of Object.values(node)) visit(value, see);
  }
}

/** A key ends in the C name. */
export function cName(key: string): string {
  return key.split(" ").at(-1) ?? key;
}
