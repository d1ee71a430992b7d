/**
 * Which functions have twins: C's and Rust's function of one name, with arguments that the harness can make. What cannot be run is listed
 * with its reason. A twin is called through a function of the same form on both sides: a block of arguments in, a block for the result out.
 */
import type { SourceTable, Target } from "../../base/index.js";
import type { RustCrate, RustItem } from "../../rust/index.js";
import type { CFunction, CProgram, FunctionType, TypeId } from "../../semantics/index.js";
import type { ProofUnit } from "../c-proof.js";
import type { CheckedItem } from "../report.js";
import { parameterCasts, type Reach, reaches } from "./reach.js";
import { ShapeTable, shapeOfBlock, type UnitShapes } from "./shape.js";

export interface TwinArgument {
  readonly type: TypeId;
  readonly row: number;
  /** In the block of arguments, BYTES. */
  readonly offset: number;
}

export interface Twin {
  readonly item: CheckedItem;
  readonly unit: number;
  /** C text of what is called. */
  readonly callee: string;
  /** `crate::sys::mbuf::m_extaddref` */
  readonly rust: string;
  readonly arguments: readonly TwinArgument[];
  readonly returns: TypeId | undefined;
  readonly resultRow: number;
  readonly reach: Reach;
}

export interface NotRun {
  readonly item: CheckedItem;
  readonly why: string;
}

export interface Twins {
  readonly twins: readonly Twin[];
  readonly notRun: readonly NotRun[];
  readonly table: ShapeTable;
  /** By unit. */
  readonly shapes: readonly UnitShapes[];
}

const argumentAlignment = 16;
const mostArgumentBytes = 60_000;

export function findTwins(units: readonly ProofUnit[], crate: RustCrate, sources: SourceTable, target: Target): Twins {
  const table = new ShapeTable();
  const shapes = units.map((unit, i) => table.ofUnit(i, unit.program, target));
  const homes = functionHomes(crate);
  const leftOut = new Map(crate.leftOut.map(({ name, place, why }) => [`${name}\0${place}`, why]));
  const reach = reaches(crate);
  const twins: Twin[] = [];
  const notRun: NotRun[] = [];
  const seen = new Set<string>();
  units.forEach(({ program }, unit) => {
    for (const declared of program.functions) {
      if (declared.body === undefined) continue;
      const at = sources.lineColumn(declared.origin.place);
      const place = at === undefined ? "<command line>" : `${at.source.display}:${at.line}`;
      const key = `${declared.name}\0${place}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const item: CheckedItem = { kind: "twins", name: declared.name, place };
      const home = homes.get(key);
      if (home === undefined) {
        const why = leftOut.get(key);
        notRun.push({ item, why: why === undefined ? "not in the crate" : `left out of the crate: ${why}` });
        continue;
      }
      const type = program.types[declared.type];
      const made = type.kind === "function" ? signature(type, declared, shapes[unit]) : "its type is no function's";
      if (typeof made === "string") notRun.push({ item, why: made });
      else {
        const list = made.arguments.map((one, i) => guessed(one, home.item, i, program, shapes[unit], table));
        const rest = { callee: `(${declared.name})`, rust: home.path, reach: reach(home.item.name) };
        twins.push({ item, unit, ...rest, ...made, arguments: list });
      }
    }
  });
  return { twins, notRun, table, shapes };
}

/** A reason where the harness cannot call it. */
function signature(
  type: FunctionType,
  declared: CFunction,
  shapes: UnitShapes,
): string | Pick<Twin, "arguments" | "returns" | "resultRow"> {
  if (type.variadic) return "takes any number of arguments";
  if (declared.returnsTwice) return "returns twice";
  const list: TwinArgument[] = [];
  let offset = 0;
  for (const parameter of type.parameters) {
    const row = shapes.row(parameter.type);
    if (row === undefined) return `takes ${kindOf(shapes, parameter.type)}`;
    list.push({ type: parameter.type, row, offset });
    const size = shapes.size(parameter.type) ?? 0;
    offset += Math.ceil(size / argumentAlignment) * argumentAlignment;
  }
  const resultRow = shapes.row(type.returns);
  if (resultRow === undefined) return `returns ${kindOf(shapes, type.returns)}`;
  if (offset > mostArgumentBytes || (shapes.size(type.returns) ?? 0) > mostArgumentBytes)
    return "takes records too large";
  const isVoid = shapes.resolve(type.returns).kind === "void";
  return { arguments: list, returns: isVoid ? undefined : type.returns, resultRow };
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

function kindOf(shapes: UnitShapes, type: TypeId): string {
  const { kind } = shapes.resolve(type);
  return kind === "record" ? "a record without a layout" : `a ${kind}`;
}

type FunctionItem = RustItem & { readonly kind: "function" };

interface FunctionHome {
  readonly item: FunctionItem;
  readonly path: string;
}

function functionHomes(crate: RustCrate): ReadonlyMap<string, FunctionHome> {
  const homes = new Map<string, FunctionHome>();
  const add = (item: RustItem, path: readonly string[]) => {
    if (item.kind !== "function" || item.doc.definedIn === undefined) return;
    const cName = item.key.split(" ").at(-1);
    const home = { item, path: [...path, item.name].join("::") };
    for (const name of [cName, item.name.replace(/^r#/, "")]) {
      const key = `${name}\0${item.doc.definedIn}`;
      if (!homes.has(key)) homes.set(key, home);
    }
  };
  for (const module of crate.modules) {
    const path = crate.mode === "single-file" || module.atRoot ? ["crate"] : ["crate", ...module.path];
    for (const item of module.items) add(item, path);
  }
  return homes;
}
