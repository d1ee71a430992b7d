/**
 * The type of a macro's parameter by its uses: where it is converted to, which members it has. In: hints of one typing. Out: a C type, or
 * undefined where callers may pass more than one.
 */
import type { Analysis } from "../analysis.js";
import type { CRecord, RecordId, TypeId } from "../c-type.js";
import type { TemplateParameter } from "../macro-template.js";
import { pointee } from "../operator.js";
import type { ParameterHint } from "../typed-body.js";

/** Complete records of file scope by the names that reach a member in them, through anonymous members too. */
export class MemberIndex {
  #records: ReadonlyMap<string, readonly RecordId[]> | undefined;
  #byLength: ReadonlyMap<number, readonly CRecord[]> | undefined;

  constructor(private readonly a: Analysis) {}

  having(name: string): readonly RecordId[] {
    this.#records ??= recordsByMember(this.a);
    return this.#records.get(name) ?? [];
  }

  /** Those that have so many named members. */
  ofLength(members: number): readonly CRecord[] {
    this.#byLength ??= recordsByLength(this.a);
    return this.#byLength.get(members) ?? [];
  }

  get names(): Iterable<string> {
    this.#records ??= recordsByMember(this.a);
    return this.#records.keys();
  }
}

function recordsByMember({ tags, types }: Analysis): ReadonlyMap<string, readonly RecordId[]> {
  const found = new Map<string, RecordId[]>();
  const enter = (outer: RecordId, inner: RecordId, depth: number): void => {
    for (const { name, type } of tags.records[inner].definition?.members ?? []) {
      if (name === undefined) {
        const shape = types.shape(type);
        if (shape.kind === "record" && depth < 20) enter(outer, shape.record, depth + 1);
        continue;
      }
      const known = found.get(name);
      if (known === undefined) found.set(name, [outer]);
      else if (known[known.length - 1] !== outer) known.push(outer);
    }
  };
  for (const record of tags.records) if (standsAlone(record)) enter(record.id, record.id, 0);
  return found;
}

function recordsByLength({ tags }: Analysis): ReadonlyMap<number, readonly CRecord[]> {
  const found = new Map<number, CRecord[]>();
  for (const record of tags.records) {
    if (record.definition === undefined || !standsAlone(record)) continue;
    let members = 0;
    for (const { name } of record.definition.members) if (name !== undefined) members++;
    const known = found.get(members);
    if (known === undefined) found.set(members, [record]);
    else known.push(record);
  }
  return found;
}

/** A record of file scope that is no part of another one. */
function standsAlone({ scope, holder }: CRecord): boolean {
  return scope === "file" && holder?.kind !== "member" && holder?.kind !== "anonymous-member";
}

export function inferredType(a: Analysis, members: MemberIndex, hints: readonly ParameterHint[]): TypeId | undefined {
  return recordType(a, members, hints) ?? convertedType(a, members, hints);
}

/** The one record that has every member that is asked for; a pointer to it where they are reached by `->`. */
function recordType(a: Analysis, members: MemberIndex, hints: readonly ParameterHint[]): TypeId | undefined {
  const found = fittingRecords(a, members, hints);
  return found.length === 1 ? found[0] : undefined;
}

/** One of several records that have what is asked for, or a pointer to it: one that has it in no anonymous member, if there is one. */
export function exampleType(a: Analysis, members: MemberIndex, hints: readonly ParameterHint[]): TypeId | undefined {
  const fitting = fittingRecords(a, members, hints);
  const names = hints.flatMap((hint) => (hint.use === "member" ? [hint.name] : []));
  const hasAll = (type: TypeId): boolean => {
    const shape = a.types.shape(pointee(a, type) ?? type);
    const own = shape.kind === "record" ? (a.tags.records[shape.record].definition?.members ?? []) : [];
    return names.every((name) => own.some((member) => member.name === name));
  };
  return fitting.find(hasAll) ?? fitting[0];
}

function fittingRecords(a: Analysis, members: MemberIndex, hints: readonly ParameterHint[]): readonly TypeId[] {
  let candidates: readonly RecordId[] | undefined;
  let arrows = 0;
  let dots = 0;
  for (const hint of hints) {
    if (hint.use !== "member") continue;
    if (hint.arrow) arrows++;
    else dots++;
    const having = members.having(hint.name);
    candidates = candidates === undefined ? having : candidates.filter((id) => having.includes(id));
  }
  if (candidates === undefined || (arrows > 0 && dots > 0)) return [];
  return candidates.map((id) => (arrows > 0 ? a.types.pointer(a.types.record(id)) : a.types.record(id)));
}

/** What it is converted to, where all conversions agree; of pointers the one that says most. */
function convertedType(a: Analysis, members: MemberIndex, hints: readonly ParameterHint[]): TypeId | undefined {
  const records = fittingRecords(a, members, hints).map((type) => a.types.canonical(type));
  let found: TypeId | undefined;
  for (const hint of hints) {
    if (hint.use === "called" || (hint.use === "member" && records.length === 0)) return undefined;
    if (hint.use !== "converted") continue;
    const type = a.types.unqualified(hint.type);
    const joined = found === undefined ? type : agreed(a, found, type);
    if (joined === undefined) return undefined;
    found = joined;
  }
  if (found !== undefined && isFloat(a, found) && hints.some((one) => one.use === "operand" && !isFloat(a, one.type)))
    return undefined;
  if (found !== undefined && dependsOnCallers(a, found, hints)) return undefined;
  const type = found ?? comparedPointer(a, hints);
  const fits = records.length === 0 || (type !== undefined && records.includes(a.types.canonical(type)));
  return fits ? type : undefined;
}

/** What is calculated with an integer before it becomes a float depends on whether it is one itself: `(x) / 2 + (x) * 0.5`. */
const isFloat = (a: Analysis, type: TypeId): boolean => a.types.shape(type).kind === "float";

/**
 * Does the macro ask what the caller's type is, which a conversion would hide? The size of an array, which is converted to a pointer; what a pointer
 * converted to `void *` points to. (Of integers `only-converted.ts` says so.)
 */
function dependsOnCallers(a: Analysis, type: TypeId, hints: readonly ParameterHint[]): boolean {
  if (isFloat(a, type)) return hints.some(({ use }) => use === "measured");
  const to = pointee(a, type);
  if (to === undefined) return false;
  const isVoid = a.types.shape(to).kind === "void";
  return hints.some(({ use }) => use === "measured" || (isVoid && ofPointee.has(use)));
}

const ofPointee: ReadonlySet<ParameterHint["use"]> = new Set(["dereferenced", "subscripted", "moved"]);

function agreed(a: Analysis, left: TypeId, right: TypeId): TypeId | undefined {
  if (a.types.canonical(left) === a.types.canonical(right)) return left;
  const l = pointee(a, left);
  const r = pointee(a, right);
  if (l === undefined || r === undefined) return undefined;
  const bare = (type: TypeId): TypeId => a.types.canonical(a.types.unqualified(type));
  // the one that lets more be done with what it points to
  if (bare(l) === bare(r)) return a.types.qualifiers(l) === 0 ? left : right;
  if (a.types.shape(l).kind === "void") return right;
  if (a.types.shape(r).kind === "void") return left;
  return undefined;
}

/** Beside a pointer that is not void, or given one. */
function comparedPointer(a: Analysis, hints: readonly ParameterHint[]): TypeId | undefined {
  for (const hint of hints) {
    if (hint.use !== "operand" && hint.use !== "given") continue;
    const to = pointee(a, hint.type);
    if (to !== undefined && a.types.shape(to).kind !== "void" && a.types.shape(to).kind !== "error")
      return a.types.unqualified(hint.type);
  }
  return undefined;
}

/** A macro takes any number: what it is converted to is said at each use. */
export function openNumber(a: Analysis, parameter: TemplateParameter): TemplateParameter {
  const { type } = parameter;
  if (type === undefined) return parameter;
  const { kind } = a.types.shape(type);
  const isNumber = kind === "integer" || kind === "enum" || kind === "float";
  return isNumber ? { ...parameter, type: undefined, example: type } : parameter;
}
