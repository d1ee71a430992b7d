/**
 * What only a macro can do, because it stands in its caller's text: leave the caller's function or loop, take its place in the file, turn
 * arguments into text, reach members that the caller names. In: typed nodes of any kind. Out: whether one of that kind is among them.
 */

type Row = { readonly kind?: unknown; readonly [key: string]: unknown };

const ofCaller: ReadonlySet<unknown> = new Set([
  "caller-place",
  "function-name",
  "stringized",
  "open-member",
  "open-size",
  "return",
]);
const loops: ReadonlySet<unknown> = new Set(["while", "do", "for"]);

export function isForCallersOnly(data: unknown, inLoop = false, inSwitch = false): boolean {
  if (Array.isArray(data)) return data.some((one) => isForCallersOnly(one, inLoop, inSwitch));
  if (typeof data !== "object" || data === null) return false;
  const row = data as Row;
  if (ofCaller.has(row.kind)) return true;
  if (row.kind === "continue" && !inLoop) return true;
  if (row.kind === "break" && !inLoop && !inSwitch) return true;
  // an argument that is changed, or whose address is taken
  const target = row.kind === "address-of" ? row.of : row.target;
  if (isArgument(target)) return true;
  const loop = inLoop || loops.has(row.kind);
  const within = inSwitch || row.kind === "switch";
  for (const key in row) {
    const value = row[key];
    if (typeof value === "object" && isForCallersOnly(value, loop, within)) return true;
  }
  return false;
}

/** The argument itself, or a member of one that is a record. */
function isArgument(target: unknown): boolean {
  let at = target as Row | undefined;
  while (typeof at === "object" && at !== null && at.kind === "member") at = at.of as Row;
  return typeof at === "object" && at !== null && at.kind === "macro-parameter";
}
