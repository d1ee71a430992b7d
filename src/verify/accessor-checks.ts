/**
 * Checks of the crate's accessors that give pointers: each is called, as a constant, on an object of its record, and must come as far behind the
 * object's start as C has the member. In: members of anonymous members and macros that name members, with C's offsets; the crate. Out: Rust, one
 * line an accessor. Accessors of volatile members are no constants: tests of kpigen's own run those.
 */
import type { RustItem } from "../rust/index.js";
import type { CMacro, CProgram, CRecord } from "../semantics/index.js";
import { aliasPlaces } from "./member-alias-checks.js";
import { flatMembers } from "./record-checks.js";

/** A member that no field has, so that an accessor must. */
export interface ReachedMember {
  readonly record: CRecord;
  readonly name: string;
  /** From the record's start, BITS; undefined where only running code could tell. */
  readonly offset: number | undefined;
  /** The macro that it is another name by. */
  readonly macro: CMacro | undefined;
}

export function reachedMembers(program: CProgram): readonly ReachedMember[] {
  const reached: ReachedMember[] = [];
  for (const record of program.records) {
    if (record.tag === undefined || record.scope !== "file" || record.layout === undefined) continue;
    const own = new Set(record.definition?.members.map((member) => member.name));
    for (const { name, member, offset } of flatMembers(program, record, record.layout) ?? [])
      if (!own.has(name) && member.bitWidth === undefined) reached.push({ record, name, offset, macro: undefined });
  }
  for (const { record, macro, offset, isBitField } of aliasPlaces(program))
    if (record.tag !== undefined)
      reached.push({ record, name: macro.name, offset: isBitField ? undefined : offset, macro });
  return reached;
}

export type Method = Extract<RustItem, { readonly kind: "function" }>;

/** Methods by C name, of one module's `impl NAME`. */
export function methodsOf(items: readonly RustItem[], record: string): ReadonlyMap<string, Method> {
  const found = new Map<string, Method>();
  for (const impl of items) {
    if (impl.kind !== "impl" || impl.header !== `impl ${record}`) continue;
    for (const item of impl.items) if (item.kind === "function") found.set(item.name.replace(/^r#/, ""), item);
  }
  return found;
}

/** @param path of the record; @returns undefined where the method gives no pointer, or can be no constant */
export function accessorLine(path: string, method: Method, { record, offset }: ReachedMember): string | undefined {
  const size = record.layout?.size ?? 0;
  const givesPointer = method.signature.returns?.kind === "pointer" && method.modifiers.includes("const");
  if (offset === undefined || size === 0 || !givesPointer) return undefined;
  // elements of a flexible array lie behind the record
  const count = Math.floor(offset / 8 / size) + 1;
  const call = `(*object.as_ptr().cast::<${path}>()).${method.name}()`;
  const from = `${call}.cast::<u8>().offset_from(object.as_ptr().cast::<u8>())`;
  return `let object = core::mem::MaybeUninit::<[${path}; ${count}]>::uninit(); assert!(unsafe { ${from} } == ${offset / 8});`;
}
