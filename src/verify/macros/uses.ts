/**
 * What a macro's body does with its parameters, as far as it says what may be given for them: which members it reaches in them, directly or
 * behind a member that the caller names. In: a template. Out: plain rows, one a parameter.
 */
import {
  type MacroTemplate,
  placeholderIndex,
  type TypedExpression,
  type TypedStatement,
  type TypeId,
} from "../../semantics/index.js";

export interface ParameterUse {
  /** Members that are named in it. */
  readonly members: ReadonlySet<string>;
  /** They are reached by `->`. */
  readonly arrow: boolean;
  /** Parameters that name a member of it. */
  readonly namedBy: ReadonlySet<number>;
  /** Of a name: members of the member that it names. */
  readonly within: ReadonlySet<string>;
  /** Of a name: types of what it names a member of, records or pointers to them. */
  readonly holders: readonly TypeId[];
  /** Types that it is cast to. */
  readonly casts: readonly TypeId[];
  /** Types that C makes it by itself, and of what it is compared with. */
  readonly meant: readonly TypeId[];
  /** Which argument of which members, pointers to functions, it is. */
  readonly argumentOf: readonly { readonly member: string; readonly index: number }[];
  /** Members of the caller's records that it is stored in, takes the value of or is compared with. */
  readonly beside: ReadonlySet<string>;
  /** Of `...`: types of functions to which it goes on, and which argument there is the first of it. */
  readonly fills: readonly { readonly callee: TypeId; readonly index: number }[];
  /** Assembly has it as an immediate operand: it must be a constant. */
  readonly immediate: boolean;
}

type Row = { readonly kind?: unknown; readonly [key: string]: unknown };

export function parameterUses({ parameters, body, value }: MacroTemplate): readonly ParameterUse[] {
  const uses = parameters.map(() => ({
    members: new Set<string>(),
    arrow: false,
    namedBy: new Set<number>(),
    within: new Set<string>(),
    holders: [] as TypeId[],
    casts: [] as TypeId[],
    meant: [] as TypeId[],
    argumentOf: [] as { member: string; index: number }[],
    beside: new Set<string>(),
    fills: [] as { callee: TypeId; index: number }[],
    immediate: false,
  }));
  const besideMember = (one: unknown, other: unknown): void => {
    const index = parameterOf(converted(one));
    const member = bare(converted(other));
    if (index !== undefined && member?.kind === "open-member") uses[index]?.beside.add(String(member.name));
  };
  eachRow([body, value], (row) => {
    if (row.kind === "offset-of") {
      const names = (row.path as readonly (string | bigint)[]).map(String);
      const index = placeholderIndex(names[0] ?? "");
      if (index !== undefined) {
        uses[index]?.holders.push(row.of as TypeId);
        if (names.length > 1) uses[index]?.within.add(names[1]);
      }
    }
    const cast = row.kind === "convert" && row.explicit === true ? parameterOf(row.of) : undefined;
    if (cast !== undefined) uses[cast]?.casts.push(row.type as TypeId);
    const made = row.kind === "convert" && row.explicit !== true ? parameterOf(row.of) : undefined;
    if (made !== undefined) uses[made]?.meant.push(row.type as TypeId);
    if (row.kind === "comparison")
      for (const [one, other] of [
        [row.left, row.right],
        [row.right, row.left],
      ]) {
        const compared = parameterOf(one);
        if (compared !== undefined) uses[compared]?.meant.push((other as { readonly type: TypeId }).type);
        besideMember(one, other);
      }
    if (row.kind === "assign") {
      besideMember(row.value, row.target);
      besideMember(row.target, row.value);
    }
    if (row.kind === "call") {
      (row.arguments as readonly Row[]).forEach((one, index) => {
        if (one.kind === "macro-parameter" && one.variadic === true)
          uses[one.index as number]?.fills.push({ callee: (row.callee as { readonly type: TypeId }).type, index });
      });
      const callee = bare(row.callee);
      if (callee?.kind === "open-member")
        (row.arguments as readonly unknown[]).forEach((one, index) => {
          const given = parameterOf(converted(one));
          if (given !== undefined) uses[given]?.argumentOf.push({ member: String(callee.name), index });
        });
    }
    if (row.kind === "asm")
      for (const { constraint, value: given } of row.inputs as (TypedStatement & { readonly kind: "asm" })["inputs"]) {
        // GCC: Simple Constraints, those of immediate operands
        const index = /^[insEFI-P]+$/.test(constraint) ? parameterOf(converted(given)) : undefined;
        if (index !== undefined && uses[index] !== undefined) uses[index].immediate = true;
      }
    if (row.kind !== "open-member") return;
    const name = String(row.name);
    const named = placeholderIndex(name);
    const base = parameterOf(row.of);
    if (named !== undefined) uses[named]?.holders.push((row.of as { readonly type: TypeId }).type);
    if (base !== undefined) {
      if (named === undefined) uses[base].members.add(name);
      else uses[base].namedBy.add(named);
      uses[base].arrow ||= row.arrow === true;
    }
    const outer = bare(row.of);
    if (named === undefined && outer?.kind === "open-member") {
      const holder = placeholderIndex(String(outer.name));
      if (holder !== undefined) uses[holder]?.within.add(name);
    }
  });
  return uses;
}

/** Types of the values that the macro returns from the caller's function. */
export function returnedTypes(template: MacroTemplate): readonly TypeId[] {
  const found: TypeId[] = [];
  eachRow(template.body, (row) => {
    if (row.kind === "return" && row.value !== undefined) found.push((row.value as TypedExpression).type);
  });
  return found;
}

/** Types that the macro asks for a size or an offset: those of its own record, in all likelihood. */
export function namedTypes({ body, value }: MacroTemplate): readonly TypeId[] {
  const found: TypeId[] = [];
  eachRow([body, value], (row) => {
    if (row.kind === "offset-of" || row.kind === "size-of") found.push(row.of as TypeId);
  });
  return found;
}

/** Members of records that are not known, all that the macro names. */
export function memberNames({ body, value }: MacroTemplate): ReadonlySet<string> {
  const found = new Set<string>();
  eachRow([body, value], (row) => {
    if (row.kind === "open-member") found.add(String(row.name));
  });
  return found;
}

function parameterOf(data: unknown): number | undefined {
  const row = bare(data);
  return row?.kind === "macro-parameter" ? (row.index as number) : undefined;
}

const converted = (data: unknown): unknown => {
  const row = data as Row;
  return row.kind === "convert" ? converted(row.of) : row;
};

/** Without loads and dereferences around it. */
function bare(data: unknown): Row | undefined {
  let row = data as Row | undefined;
  while (row !== undefined && (row.kind === "load" || row.kind === "decay" || row.kind === "dereference"))
    row = row.of as Row;
  return row;
}

function eachRow(data: unknown, visit: (row: Row) => void): void {
  if (Array.isArray(data)) for (const one of data) eachRow(one, visit);
  else if (typeof data === "object" && data !== null) {
    const row = data as Row;
    if (typeof row.kind === "string") visit(row);
    for (const key in row) if (typeof row[key] === "object") eachRow(row[key], visit);
  }
}
