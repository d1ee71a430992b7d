/**
 * Checks of the Rust crate, from the C program that the C side of the proof is about: every constant's type and value, every extern
 * function's signature, every record's size, alignment and field offsets. One line of Rust each. C's types are mapped to Rust's here once
 * more and in a few lines, so that the mapping of rust/ is not its own judge.
 */

import type { IntegerKind, SourceTable, Target } from "../base/index.js";
import { type LeftOut, type RustCrate, type RustItem, type RustType, rustName } from "../rust/index.js";
import type { CProgram, CRecord, CType, Origin, TypeId } from "../semantics/index.js";
import { accessorLine, type Method, methodsOf, reachedMembers } from "./accessor-checks.js";
import { bitFieldAccessorLine } from "./bit-field-accessor-checks.js";
import { crateHomes, type Home } from "./crate-homes.js";
import { integerText } from "./integer-text.js";
import { flatMembers } from "./record-checks.js";
import type { CheckedItem } from "./report.js";
import { integerName } from "./rust-integer.js";

export interface RustCheck {
  readonly item: CheckedItem;
  /** Statements for the body of a `const _: () = { … };`. */
  readonly line: string;
}

export interface RustCheckList {
  readonly items: readonly CheckedItem[];
  readonly checks: readonly RustCheck[];
  /** Items that C has and the crate lacks: listed as left out, with the reason, or (`why` undefined) lost without a word. */
  readonly absent: readonly { readonly item: CheckedItem; readonly why: string | undefined }[];
}

export function rustChecks(
  units: readonly { readonly name: string; readonly program: CProgram }[],
  crate: RustCrate,
  sources: SourceTable,
  target: Target,
): RustCheckList {
  const homes = crateHomes(crate);
  const aliases = new Set(
    crate.modules.flatMap((module) =>
      module.items.flatMap((item) =>
        item.kind === "type" || (item.kind === "record" && item.tuple) ? [item.name] : [],
      ),
    ),
  );
  const enumsAreTypes = crate.modules.some(({ items }) => items.some((one) => one.kind === "record" && one.tuple));
  const leftOut = new Map<string, LeftOut>(crate.leftOut.map((left) => [`${left.name}\0${left.place}`, left]));
  const notAsked = new Set(crate.notAsked.map(({ name, place }) => `${name}\0${place}`));
  const items: CheckedItem[] = [];
  const checks: RustCheck[] = [];
  const absent: { item: CheckedItem; why: string | undefined }[] = [];
  const known = new Map<string, CheckedItem>();
  const said = new Set<string>();

  const placeOf = (origin: Origin): string => {
    const at = sources.lineColumn(origin.place);
    return at === undefined ? "<command line>" : `${at.source.display}:${at.line}`;
  };

  /** One item, however many units have something of that name and place. */
  const itemOf = (key: string, make: () => CheckedItem): CheckedItem => {
    let item = known.get(key);
    if (item === undefined) {
      item = make();
      known.set(key, item);
      items.push(item);
    }
    return item;
  };

  const check = (item: CheckedItem, line: string | undefined) => {
    if (line === undefined || said.has(line)) return;
    said.add(line);
    checks.push({ item, line });
  };

  for (const { name: unit, program } of units) {
    const homeOf = homes.of(unit);

    const take = (
      kind: CheckedItem["kind"],
      what: RustItem["kind"],
      name: string,
      origin: Origin,
      line: (home: Home) => string | undefined,
    ) => {
      const place = placeOf(origin);
      const key = `${what}\0${name}\0${place}`;
      if (notAsked.has(`${name}\0${place}`)) return;
      const home = homeOf(what, name, place);
      if (home === undefined && (known.has(key) || homes.has(what, name, place))) return;
      const item = itemOf(key, () => ({ kind, name, place }));
      if (home !== undefined) {
        check(item, line(home));
        return;
      }
      const listed = leftOut.get(`${name}\0${place}`) ?? leftOut.get(`${bare(name)}\0${place}`);
      // another unit's headers lack what it names, and have their callers give that
      const isGiven = homes.has("macro", name, place);
      absent.push({ item, why: listed?.why ?? (isGiven ? "a macro is there that is given what it names" : undefined) });
    };

    const takeAccessor = (
      record: CRecord,
      name: string,
      of: { readonly origin: Origin },
      line: (path: string, method: Method, methods: ReadonlyMap<string, Method>) => string | undefined,
    ) => {
      const holder = homeOf("record", `${record.tagKind} ${record.tag}`, placeOf(record.origin));
      // what has no members in Rust has no accessors, and the record's own check says why
      if (holder === undefined || isOpaque(holder.item)) return;
      const place = placeOf(of.origin);
      const key = `accessor\0${record.tag}.${name}\0${place}\0${placeOf(record.origin)}`;
      const isNew = !known.has(key);
      const item = itemOf(key, () => ({ kind: "rust accessors", name: `${record.tag}.${name}`, place }));
      const methods = methodsOf(holder.around, lastName(holder.path));
      const method = methods.get(rustName(name).replace(/^r#/, ""));
      if (method !== undefined) check(item, line(holder.path, method, methods));
      else if (isNew) absent.push({ item, why: leftOut.get(`${name}\0${place}`)?.why });
    };

    const types = rustTypes(program, target, enumsAreTypes);
    const integer = (home: Home, type: TypeId, value: bigint) => {
      if (home.item.kind !== "const") return undefined;
      const path = isNewtype(home.item, crate) ? `${home.path}.0` : home.path;
      const wide = value >= 1n << 127n ? "u128" : "i128";
      return `${types.claim(type, path)} assert!(${path} as ${wide} == ${integerText(value)});`;
    };
    const enumerators = new Map(
      program.enums.flatMap((one) => one.enumerators.map(({ name, value }) => [name, value])),
    );
    for (const macro of program.macros) {
      const meaning = macro.meaning;
      // `#define A A` or `#define A 1` over an enumerator A: the enumerator's item is the macro's as well.
      if (meaning.kind !== "integer" || meaning.aliasOf === macro.name) continue;
      if (enumerators.get(macro.name) === meaning.value) continue;
      take("rust constants", "const", macro.name, macro.origin, (home) => integer(home, meaning.type, meaning.value));
    }
    for (const { name, meaning, origin } of program.macros) {
      if (meaning.kind !== "expression" || meaning.outcome.kind !== "typed") continue;
      const { type, address } = meaning;
      const place = placeOf(origin);
      const isConstant = homes.has("const", name, place) && homeOf("function", name, place) === undefined;
      take("rust expressions", isConstant ? "const" : "function", name, origin, ({ item, path }) => {
        if (item.kind !== "const") return `let _: unsafe fn()${types.returned(type)} = ${path};`;
        if (address === undefined) return undefined;
        const mask = (1n << BigInt(target.pointer.size * 8)) - 1n;
        return `assert!(unsafe { core::mem::transmute::<_, usize>(${path}) } == ${address & mask});`;
      });
    }
    for (const declared of program.enums) {
      if (declared.scope !== "file") continue;
      for (const one of declared.enumerators) {
        take("rust constants", "const", one.name, one.origin, (home) => {
          // An enum that Rust has a name for gives its enumerators that type, another one leaves them theirs.
          const type =
            home.item.kind === "const" && aliases.has(lastSegment(home.item.type)) ? declared.type : one.type;
          return integer(home, type, one.value);
        });
      }
    }
    for (const declared of program.functions) {
      if (declared.storage === "static" || declared.body !== undefined) continue;
      // a weak one is a static that holds its address
      const what = declared.weak ? "extern-static" : "extern-function";
      take("rust functions", what, declared.name, declared.origin, ({ path }) => {
        const signature = types.signature(declared.type, declared.noreturn);
        if (signature === undefined) return undefined;
        return declared.weak
          ? `let _: *const Option<${signature}> = unsafe { core::ptr::addr_of!(${path}) };`
          : `let _: ${signature} = ${path};`;
      });
    }
    for (const record of program.records) {
      if (record.layout === undefined || record.tag === undefined || record.scope !== "file") continue;
      const { size, align, members } = record.layout;
      take("rust layouts", "record", `${record.tagKind} ${record.tag}`, record.origin, ({ item, path }) => {
        if (item.kind !== "record") return undefined;
        const lines = [
          `assert!(core::mem::size_of::<${path}>() == ${size});`,
          `assert!(core::mem::align_of::<${path}>() == ${align});`,
        ];
        const fields = new Set(item.fields.filter((field) => field.public).map((field) => field.name));
        record.definition?.members.forEach((member, i) => {
          if (member.name === undefined || member.bitWidth !== undefined) return;
          const field = rustName(member.name);
          if (!fields.has(field)) return;
          lines.push(`assert!(core::mem::offset_of!(${path}, ${field}) == ${members[i].offset / 8});`);
        });
        return lines.join(" ");
      });
    }
    for (const member of reachedMembers(program)) {
      const { record, name, macro } = member;
      takeAccessor(record, name, macro ?? record, (path, method) => accessorLine(path, method, member));
    }
    for (const record of program.records) {
      const size = record.layout?.size ?? 0;
      if (record.tag === undefined || record.scope !== "file" || record.layout === undefined || size === 0) continue;
      for (const { name, member, offset } of flatMembers(program, record, record.layout) ?? []) {
        if (member.bitWidth === undefined) continue;
        const { signed, isEnum } = types.integer(member.type);
        const bits = { offset, width: member.bitWidth, size, signed };
        takeAccessor(record, name, record, (path, method, methods) => {
          const setter = methods.get(`set_${name}`);
          return bitFieldAccessorLine(path, method, setter, bits, enumsAreTypes && isEnum, target.endian);
        });
      }
    }
  }
  return { items, checks, absent };
}

/** The turnstile form, or bytes in the place of members. */
function isOpaque(item: RustItem): boolean {
  return item.kind === "record" && item.fields.every((field) => !field.public);
}

function lastName(path: string): string {
  return path.split("::").at(-1) ?? "";
}

/** Of a type of the crate: Rust's own is named from `core` where a header has one of its name. */
function lastSegment(type: RustType): string {
  return type.kind === "path" && !type.path.startsWith("core::") ? (type.path.split("::").at(-1) ?? "") : "";
}

/** A constant whose type is a tuple struct of the crate: an enumerator under `--enum-style newtype`. */
function isNewtype(item: RustItem & { readonly kind: "const" }, crate: RustCrate): boolean {
  if (item.type.kind !== "path") return false;
  const name = item.type.path.split("::").at(-1);
  return crate.modules.some((module) =>
    module.items.some((other) => other.kind === "record" && other.tuple === true && other.name === name),
  );
}

function bare(name: string): string {
  return name.replace(/^(struct|union|enum) /, "");
}

/** C attribute → Rust ABI. */
const conventions: Readonly<Record<string, string>> = {
  ms_abi: "win64",
  sysv_abi: "sysv64",
  stdcall: "stdcall",
  fastcall: "fastcall",
  thiscall: "thiscall",
  vectorcall: "vectorcall",
};

/** @param enumsAreTypes an enum may be a tuple struct of the crate, whose name is not asked for */
function rustTypes(program: CProgram, target: Target, enumsAreTypes: boolean) {
  /** `isOpen`: an enum that this unit only names, so that it does not say which integers it has; another unit may. */
  function resolve(type: TypeId): {
    readonly type: CType;
    readonly const: boolean;
    readonly isEnum: boolean;
    readonly isOpen: boolean;
  } {
    let t = program.types[type];
    let isConst = false;
    let isEnum = false;
    let isOpen = false;
    for (;;) {
      if (t.kind === "qualified") {
        isConst ||= t.const;
        t = program.types[t.of];
      } else if (t.kind === "typedef") {
        t = program.types[program.typedefs[t.typedef].type];
      } else if (t.kind === "enum") {
        isEnum = true;
        isOpen = !program.enums[t.enum].complete;
        t = program.types[program.enums[t.enum].type];
      } else {
        return { type: t, const: isConst, isEnum, isOpen };
      }
    }
  }

  /** usize and isize are types of their own: where C has an integer as wide as a pointer, either may stand. */
  const maySize = (name: IntegerKind) =>
    name !== "bool" && target.integers[name]?.size === target.pointer.size && target.pointer.size >= 4;

  function inSignature(type: TypeId): string {
    const { type: t, isEnum, isOpen } = resolve(type);
    if (isOpen || (enumsAreTypes && isEnum)) return "_";
    if (t.kind === "integer") {
      const viaName = program.types[type].kind !== "integer";
      return viaName && maySize(t.name) ? "_" : integerName(t.name, target);
    }
    if (t.kind === "float" && t.name === "float") return "f32";
    if (t.kind === "float" && t.name === "double") return "f64";
    if (t.kind === "pointer") {
      let to = resolve(t.to);
      // qualifiers of an array are those of its elements (C11 6.7.3p9)
      while (to.type.kind === "array") {
        const of = resolve(to.type.of);
        to = { ...of, const: of.const || to.const };
      }
      if (to.type.kind === "function") return "_";
      return to.const ? "*const _" : "*mut _";
    }
    return "_";
  }

  return {
    integer(type: TypeId): { readonly signed: boolean; readonly isEnum: boolean } {
      const { type: t, isEnum } = resolve(type);
      const signed =
        t.kind === "integer" && (t.name === "char" ? target.charIsSigned : !/^(unsigned|bool)/.test(t.name));
      return { signed, isEnum };
    },
    /** A statement that compiles exactly if the constant has the C type. */
    claim(type: TypeId, path: string): string {
      const { type: t } = resolve(type);
      if (t.kind !== "integer") return "";
      return maySize(t.name)
        ? `as_wide_as::<${integerName(t.name, target)}, _>(${path});`
        : `let _: ${integerName(t.name, target)} = ${path};`;
    },
    /** ` -> T`, or nothing for void. */
    returned(type: TypeId): string {
      return resolve(type).type.kind === "void" ? "" : ` -> ${inSignature(type)}`;
    },
    signature(type: TypeId, noreturn: boolean): string | undefined {
      const { type: t } = resolve(type);
      if (t.kind !== "function" || !t.prototype) return undefined;
      const parameters = t.parameters.map((parameter) => inSignature(parameter.type));
      if (t.variadic) parameters.push("...");
      const returns = resolve(t.returns).type;
      const arrow = noreturn ? " -> !" : returns.kind === "void" ? "" : ` -> ${inSignature(t.returns)}`;
      const abi = t.convention === undefined ? "C" : conventions[t.convention];
      return abi === undefined ? undefined : `unsafe extern "${abi}" fn(${parameters.join(", ")})${arrow}`;
    },
  };
}
