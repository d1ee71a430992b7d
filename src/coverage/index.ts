/** The coverage room: how much of what real sources use a crate reaches. Counts of uses, a crate and what C declares in; a table out. */
export { type Coverage, type CoverageRow, coverage, type NotReached } from "./coverage.js";
export { type NameUse, readUsage, type Usage } from "./usage.js";
