/** Declarations inside a block (C11 6.2.2p6, 6.8.2): they name things for the expressions after them and make nothing of the unit. */
import type { Declaration } from "../syntax/index.js";
import type { Analysis } from "./analysis.js";
import { declareName, joined } from "./declarator.js";
import { arrayLengthOf } from "./initializer.js";
import type { Scope } from "./scope.js";
import { autoType, baseType } from "./specifier.js";

export function declareLocal(a: Analysis, declaration: Declaration, scope: Scope): void {
  const { specifiers } = declaration;
  const base = baseType(a, specifiers, scope, declaration.declarators.length === 0);
  for (const { declarator, attributes, initializer } of declaration.declarators) {
    const isAuto =
      specifiers.type.kind === "auto-type" && initializer !== undefined && initializer.kind !== "initializer-list";
    const start = isAuto ? autoType(a, specifiers, initializer, scope) : base.type;
    const declared = declareName(a, start, declarator, joined(specifiers.attributes, attributes), scope);
    if (declared.name === undefined) continue;
    if (specifiers.storage === "typedef") {
      const typedef = a.types.addTypedef({
        name: declared.name,
        type: declared.type,
        aligned: declared.facts.aligned,
        scope: "block",
        origin: a.origins.declaration(declared.at, declaration.at, declaration.end),
      });
      scope.names.set(declared.name, { kind: "typedef", typedef });
      continue;
    }
    const type = initializer === undefined ? declared.type : arrayLengthOf(a, declared.type, initializer, scope);
    scope.names.set(declared.name, { kind: "local", type });
  }
}
