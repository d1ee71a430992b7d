/**
 * "tables.h" of the harness: C data for harness/twins.h. Symbols of the sides have the side's prefix, those of the kernel the kernel's, as
 * `link.ts` gives them.
 */
import { leafKinds, type Shape, type ShapeTable, shapeOfBlock, shapeOfNothing } from "./shape.js";
import { pointedName } from "./stubs.js";
import type { Twin } from "./twin.js";

/** A variable of the kernel that one of the sides uses. */
export interface HarnessVariable {
  readonly name: string;
  readonly row: number;
  /** BYTES to keep for it. */
  readonly size: number;
}

export interface TableInput {
  readonly table: ShapeTable;
  /** By number; those that a side lacks are not there. */
  readonly twins: ReadonlyMap<number, Twin>;
  readonly variables: readonly HarnessVariable[];
  /** Shapes that stubs of these functions answer with pointers to. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  /** The sides' symbol of a twin, the first one that of C with traps. */
  readonly symbols: (twin: Twin, number: number) => readonly string[];
  readonly kernelPrefix: string;
  /** Shape behind the segment register, and how assembly shows that it is used. */
  readonly segment: { readonly row: number; readonly pattern: RegExp } | undefined;
  /** Rows of function types that have a stub. */
  readonly pointed: ReadonlySet<number>;
}

const mostNumbers = 64;

export function harnessTables(input: TableInput): string {
  const shapes = input.table.shapes.map((shape) => shape ?? { size: 0, align: 16, copies: 1, leaves: [] });
  const variableRows = new Map(input.variables.map((one, i) => [one.name, i]));
  const indices: number[] = [];
  const numbers: bigint[] = [];
  const argumentRows: string[] = [];
  const twinRows: string[] = [];
  for (const [number, twin] of input.twins) {
    const used = [...twin.reach.variables].flatMap((name) => variableRows.get(name) ?? []);
    const pool = [...new Set([...twin.reach.functions].flatMap((name) => input.answers.get(name) ?? []))];
    const own = [...twin.reach.numbers].filter((value) => value > 1n).slice(0, mostNumbers);
    const usesSegment =
      input.segment !== undefined &&
      [...twin.reach.assembly].some((line) => input.segment?.pattern.test(line) === true);
    const fields = [
      JSON.stringify(twin.item.name),
      ...[argumentRows.length, twin.arguments.length, twin.resultRow],
      ...[indices.length, used.length],
      ...[indices.length + used.length, pool.length],
      ...[numbers.length, own.length],
      usesSegment ? input.segment.row : shapeOfNothing,
      twin.isMacro ? 1 : 0,
      `{ ${input.symbols(twin, number).join(", ")} }`,
    ];
    indices.push(...used, ...pool);
    numbers.push(...own);
    for (const { offset, row } of twin.arguments) argumentRows.push(`{ ${offset}, ${row} }`);
    twinRows.push(`{ ${fields.join(", ")} }`);
  }
  const leaves = leafRows(shapes);
  const sideDeclarations = [...input.twins].flatMap(([number, twin]) => input.symbols(twin, number));
  const kernel = (name: string) => `${input.kernelPrefix}${name}`;
  return [
    `enum { SHAPE_COUNT = ${shapes.length}, TWIN_COUNT = ${twinRows.length} };`,
    row("struct leaf leaves", leaves.rows),
    row(
      "struct shape shapes",
      shapes.map(
        ({ size, align, copies }, i) =>
          `{ ${size}, ${align}, ${copies}, ${leaves.first[i]}, ${leaves.first[i + 1] - leaves.first[i]} }`,
      ),
    ),
    row("struct argument arguments", argumentRows),
    row("uint32_t indices", indices.map(String)),
    row(
      "uint64_t numbers",
      numbers.map((value) => `0x${BigInt.asUintN(64, value).toString(16)}ul`),
    ),
    ...[...input.pointed].map((one) => `void ${kernel(pointedName(one))}(void);`),
    row(
      "functions_type functions",
      input.table.functions.map((_, i) => (input.pointed.has(i) ? kernel(pointedName(i)) : "0")),
    ),
    // Definitions, not declarations: the kernel is not there to have them.
    ...input.variables.map(
      ({ name, size }) => `unsigned char ${kernel(name)}[${Math.max(64, size)}] __attribute__((aligned(128)));`,
    ),
    row(
      "struct variable variables",
      input.variables.map(({ name, size, row }) => `{ ${JSON.stringify(name)}, ${kernel(name)}, ${size}, ${row} }`),
    ),
    ...sideDeclarations.map((name) => `side_call ${name};`),
    row("struct twin twins", twinRows),
    "",
  ].join("\n");
}

function row(name: string, values: readonly string[]): string {
  return `static const ${name}[] = {\n${values.join(",\n")}${values.length === 0 ? "{ 0 }" : ""}\n};`;
}

function leafRows(shapes: readonly Shape[]): { readonly rows: readonly string[]; readonly first: readonly number[] } {
  const rows: string[] = [];
  const first: number[] = [];
  for (const shape of shapes) {
    first.push(rows.length);
    for (const one of shape.leaves) {
      const kind = leafKinds.indexOf(one.kind);
      const target = one.kind === "pointer" || one.kind === "function" ? one.target : shapeOfBlock;
      rows.push(
        `{ ${one.offset}, ${kind}, ${one.width}, ${one.constant ? 1 : 0}, ${one.count}, ${one.stride}, ${target} }`,
      );
    }
  }
  first.push(rows.length);
  return { rows, first };
}
