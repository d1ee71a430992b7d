/**
 * How C text can name a record: by its tag, by a typedef, or by `__typeof__` of what holds it. In: a program and a record id. Out: a
 * type name, and an lvalue of the record's type for the operand of `sizeof`, `__typeof__` and the like (never evaluated).
 * An anonymous member (C11 6.7.2.1p13) has no name at all: its members belong to the record around it.
 */
import type { CProgram, CRecord, CType, RecordId, TypedefId, TypeId } from "../semantics/index.js";

export interface RecordNames {
  /** `struct mtx`, `foo_t`, `__typeof__((*(struct a *)0).b)`; undefined where C text cannot name the type. */
  typeName(record: RecordId): string | undefined;
  /** `(*(struct mtx *)0)`; of an anonymous member, the lvalue of the record around it, which has its members. */
  lvalue(record: RecordId): string | undefined;
}

/** @param inScope records with a tag that the text around is known to declare for the whole file */
export function recordNames(program: CProgram, inScope: ReadonlySet<RecordId>): RecordNames {
  const known = new Map<RecordId, string | undefined>();

  function typeName(id: RecordId): string | undefined {
    if (known.has(id)) return known.get(id);
    known.set(id, undefined); // a holder that leads back here names nothing
    const name = find(program.records[id]);
    known.set(id, name);
    return name;
  }

  function find(record: CRecord): string | undefined {
    if (record.scope !== "file" && !inScope.has(record.id)) return undefined;
    if (record.tag !== undefined) return `${record.tagKind} ${record.tag}`;
    const holder = record.holder;
    if (holder === undefined) return undefined;
    switch (holder.kind) {
      case "typedef": {
        const typedef = program.typedefs[holder.typedef];
        // `typedef const struct { … } foo_t;`: the record is what foo_t is without the qualifier
        if (namesRecordItself(program, typedef.type, record.id))
          return isQualified(program, typedef.type) ? `__typeof_unqual__(${typedef.name})` : typedef.name;
        return typeofPath(program, `(*(${typedef.name} *)0)`, typedef.type, record.id);
      }
      case "member": {
        const around = lvalue(holder.record);
        const member = program.records[holder.record].definition?.members.find((m) => m.name === holder.member);
        if (around === undefined || member === undefined) return undefined;
        return typeofPath(program, `${around}.${holder.member}`, member.type, record.id);
      }
      case "declaration": {
        const declared =
          program.variables.find((v) => v.name === holder.name) ??
          program.functions.find((f) => f.name === holder.name);
        if (declared !== undefined) return typeofPath(program, declared.name, declared.type, record.id);
        // a typedef of an array of it, or of a pointer to it
        const typedef = program.typedefs.find((one) => one.name === holder.name && one.scope === "file");
        return typedef && typeofPath(program, `(*(${typedef.name} *)0)`, typedef.type, record.id);
      }
      case "anonymous-member":
        return undefined;
    }
  }

  function lvalue(id: RecordId): string | undefined {
    const holder = program.records[id].tag === undefined ? program.records[id].holder : undefined;
    if (holder?.kind === "anonymous-member") return lvalue(holder.record);
    const name = typeName(id);
    return name === undefined ? undefined : `(*(${name} *)0)`;
  }

  return { typeName, lvalue };
}

/** True where the type is the record without anything derived from it (typedef names and qualifiers aside). */
function namesRecordItself(program: CProgram, type: TypeId, record: RecordId): boolean {
  const t = throughNames(program, type);
  return t.kind === "record" && t.record === record;
}

/** `__typeof__` of the expression that reaches the record from `expression`, whose type is `type`; without qualifiers on the way to it. */
function typeofPath(program: CProgram, expression: string, type: TypeId, record: RecordId): string | undefined {
  let at = type;
  let text = expression;
  for (let step = 0; step < 32; step++) {
    const t = throughNames(program, at);
    const keyword = isQualified(program, at) ? "__typeof_unqual__" : "__typeof__";
    if (t.kind === "record") return t.record === record ? `${keyword}(${text})` : undefined;
    if (t.kind === "pointer") {
      text = `(*${text})`;
      at = t.to;
    } else if (t.kind === "array") {
      text = `${text}[0]`;
      at = t.of;
    } else if (t.kind === "function") {
      if (t.parameters.length > 0) return undefined;
      text = `${text}()`;
      at = t.returns;
    } else {
      return undefined;
    }
  }
  return undefined;
}

/** Whether qualifiers stand on a type itself, also through typedef names. */
export function isQualified(program: CProgram, type: TypeId): boolean {
  let t = program.types[type];
  for (let step = 0; step < 32 && t.kind === "typedef"; step++) t = program.types[program.typedefs[t.typedef].type];
  return t.kind === "qualified";
}

function throughNames(program: CProgram, type: TypeId): CType {
  let t = program.types[type];
  const seen = new Set<TypedefId>();
  while (t.kind === "typedef" || t.kind === "qualified") {
    if (t.kind === "qualified") {
      t = program.types[t.of];
      continue;
    }
    if (seen.has(t.typedef)) break;
    seen.add(t.typedef);
    t = program.types[program.typedefs[t.typedef].type];
  }
  return t;
}
