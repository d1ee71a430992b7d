/** What a program has as values, its macros and its types, by the places of their declarations. */
import type { CProgram, CRecord, Origin } from "../semantics/index.js";

export interface ProgramValue {
  /** One; of an enum those of all its enumerators. */
  readonly names: readonly string[];
  readonly isMacro: boolean;
  /** A macro that names what nothing declares has no value there. */
  readonly isGiven: boolean;
  readonly origin: Origin;
}

export function valuesOf({ functions, variables, enums, macros, functionMacros }: CProgram): readonly ProgramValue[] {
  const enumerators = enums.filter(({ scope }) => scope !== "block");
  return [
    ...enumerators.map((one) => ({
      names: one.enumerators.map(({ name }) => name),
      isMacro: false,
      isGiven: true,
      origin: one.origin,
    })),
    ...[...variables, ...functions].map(({ name, origin }) => ({
      names: [name],
      isMacro: false,
      isGiven: true,
      origin,
    })),
    ...[...macros, ...functionMacros].map(({ name, meaning, origin }) => {
      const isGiven = !(meaning.kind === "other" && "undeclared" in meaning && meaning.undeclared === true);
      return { names: [name], isMacro: true, isGiven, origin };
    }),
  ];
}

/** A type that a program defines, by the tag or the typedef that names it or what it stands in. */
export interface ProgramType {
  readonly key: string;
  readonly origin: Origin;
}

export function typesOf({ records, typedefs }: CProgram): readonly ProgramType[] {
  const nameOf = (record: CRecord): string | undefined => {
    const { tag, holder } = record;
    if (tag !== undefined) return `tag ${tag}`;
    if (holder?.kind === "typedef") return `typedef ${typedefs[holder.typedef].name}`;
    return holder === undefined || holder.kind === "declaration" ? undefined : nameOf(records[holder.record]);
  };
  const defined = records.flatMap((record) => {
    const key = record.definition === undefined || record.scope !== "file" ? undefined : nameOf(record);
    return key === undefined ? [] : [{ key, origin: record.origin }];
  });
  const named = typedefs.filter(({ scope }) => scope === "file");
  return [...defined, ...named.map(({ name, origin }) => ({ key: `typedef ${name}`, origin }))];
}
