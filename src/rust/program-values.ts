/** What a program has as values, and its macros, by the places of their declarations. */
import type { CProgram, Origin } from "../semantics/index.js";

export interface ProgramValue {
  /** One; of an enum those of all its enumerators. */
  readonly names: readonly string[];
  readonly isMacro: boolean;
  readonly origin: Origin;
}

export function valuesOf({ functions, variables, enums, macros, functionMacros }: CProgram): readonly ProgramValue[] {
  const enumerators = enums.filter(({ scope }) => scope !== "block");
  return [
    ...enumerators.map((one) => ({
      names: one.enumerators.map(({ name }) => name),
      isMacro: false,
      origin: one.origin,
    })),
    ...[...variables, ...functions].map(({ name, origin }) => ({ names: [name], isMacro: false, origin })),
    ...[...macros, ...functionMacros].map(({ name, origin }) => ({ names: [name], isMacro: true, origin })),
  ];
}
