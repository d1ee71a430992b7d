/**
 * Counts of uses, as a maintainer keeps them: `{"files": 3004, "names": {"malloc": ["function-macro", 1580], …}}`. For each name the kind
 * that whoever counted gave it, and in how many files it is used. Order of names does not matter.
 */
export interface NameUse {
  readonly name: string;
  /** `constant`, `function-macro`, `typedef`, `tag`, … */
  readonly kind: string;
  readonly uses: number;
}

export interface Usage {
  /** Files that were looked through. */
  readonly files: number;
  /** By uses, most first; then by name. */
  readonly names: readonly NameUse[];
}

/** @returns the counts, or what is wrong with the text */
export function readUsage(text: string): Usage | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return "no JSON";
  }
  if (!isObject(data) || !isCount(data.files) || !isObject(data.names)) return 'not {"files": N, "names": {…}}';
  const names: NameUse[] = [];
  for (const [name, row] of Object.entries(data.names)) {
    if (!Array.isArray(row) || typeof row[0] !== "string" || !isCount(row[1])) return `${name} is not [kind, uses]`;
    names.push({ name, kind: row[0], uses: row[1] });
  }
  names.sort((a, b) => b.uses - a.uses || (a.name < b.name ? -1 : 1));
  return { files: data.files, names };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
