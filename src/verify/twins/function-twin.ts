/** Twins of inline functions. */
import type { CFunction, CProgram } from "../../semantics/index.js";
import type { FunctionItem } from "./homes.js";
import { parameterCasts } from "./reach.js";
import { type ShapeTable, shapeOfBlock, type UnitShapes } from "./shape.js";
import { placed, returned, type Twin, type TwinArgument, type TwinSearch } from "./twin.js";

/** A reason where the harness cannot call it. */
export function functionTwin(
  declared: CFunction,
  item: FunctionItem,
  path: string,
  { unit, table, shapes }: TwinSearch,
): readonly Partial<Twin>[] | string {
  const type = unit.program.types[declared.type];
  if (type.kind !== "function") return "its type is no function's";
  if (type.variadic) return "takes any number of arguments";
  if (declared.returnsTwice) return "returns twice";
  const list = placed(
    type.parameters.map((one) => ({ type: one.type, rust: undefined })),
    shapes,
  );
  const result = returned(type.returns, shapes);
  if (typeof list === "string") return list;
  if (typeof result === "string") return result;
  return [
    {
      ...result,
      arguments: list.map((one, i) => guessed(one, item, i, unit.program, shapes, table)),
      isMacro: false,
      c: (names) => `(${declared.name})(${names.join(", ")})`,
      rust: (names) => `${path}(${names.join(", ")})`,
    },
  ];
}

/** A pointer to nothing in particular points to what the body takes it for. */
function guessed(
  argument: TwinArgument,
  item: FunctionItem,
  index: number,
  program: CProgram,
  shapes: UnitShapes,
  table: ShapeTable,
): TwinArgument {
  const [leaf] = table.shapes[argument.row]?.leaves ?? [];
  if (leaf?.kind !== "pointer" || leaf.target !== shapeOfBlock) return argument;
  const name = parameterCasts(item).get(item.signature.parameters[index].name ?? "");
  const record = program.records.find((one) => one.tag === name && one.layout !== undefined);
  const typedef = program.typedefs.find((one) => one.name === name && one.scope === "file");
  const type = typedef === undefined ? undefined : shapes.resolve(typedef.type);
  const row =
    record !== undefined ? shapes.recordRow(record.id) : type?.kind === "pointer" ? shapes.pointee(type.to) : undefined;
  return row === undefined ? argument : { ...argument, row: table.pointerTo(row, leaf.width) };
}
