/**
 * Directories below sys/ that only some sources are compiled with (LinuxKPI's, OFED's). In: the rule, and the headers that were asked for. Out: those
 * that are searched for them behind the others, in order.
 */

/** Of rules/releases.json. */
export interface DirectoriesOfSome {
  /** Directories that have one for each driver. */
  readonly drivers: readonly string[];
  readonly rows: readonly { readonly for: readonly string[]; readonly paths: readonly string[] }[];
}

const isBelow = (path: string, directory: string): boolean => `${path}/`.startsWith(`${directory}/`);

/** @param patterns of the headers that were asked for */
export function directoriesAskedFor({ rows }: DirectoriesOfSome, patterns: readonly string[]): readonly string[] {
  const asked = rows.filter((row) => row.for.some((directory) => patterns.some((one) => isBelow(one, directory))));
  return asked.flatMap((row) => row.paths);
}

/**
 * @param headers that the patterns match
 * @returns none where there is a driver of which no header includes what is in one of the directories
 */
export function directoriesIncluded(
  { drivers, rows }: DirectoriesOfSome,
  headers: readonly string[],
  textOf: (header: string) => string,
): readonly string[] {
  const includes = (text: string, row: DirectoriesOfSome["rows"][number]): boolean =>
    row.for.some((directory) => text.includes(`<${directory}/`));
  const all = [...driversOf(drivers, headers).values()].map((ofDriver) => ofDriver.map(textOf));
  if (!all.every((ofDriver) => ofDriver.some((text) => rows.some((row) => includes(text, row))))) return [];
  return rows.filter((row) => all.flat().some((text) => includes(text, row))).flatMap((row) => row.paths);
}

/** Headers by the directory of their driver. @param drivers directories that have one for each driver */
export function driversOf(
  drivers: readonly string[],
  headers: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const header of headers) {
    const directory = drivers.find((one) => isBelow(header, one));
    const [driver, ...rest] = directory === undefined ? [] : header.slice(directory.length + 1).split("/");
    if (rest.length === 0) continue;
    const path = `${directory}/${driver}`;
    const known = found.get(path);
    if (known === undefined) found.set(path, [header]);
    else known.push(header);
  }
  return found;
}
