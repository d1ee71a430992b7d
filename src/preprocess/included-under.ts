/** Where sources are included from, by source, out of the list that the preprocessor keeps. */
import type { SourceId } from "../base/index.js";

/** @param includes a source's id and the row of the innermost conditional group there, for each #include */
export function includedUnder(includes: Int32Array): ReadonlyMap<SourceId, readonly number[]> {
  const groups = new Map<SourceId, number[]>();
  for (let at = 0; at < includes.length; at += 2) {
    const source = includes[at] as SourceId;
    const known = groups.get(source);
    if (known === undefined) groups.set(source, [includes[at + 1]]);
    else known.push(includes[at + 1]);
  }
  return groups;
}
