/** The unit room's door: which headers form which translation unit, and where declarations begin and end in each. */
export { createDefiners, type Definers } from "./definer.js";
export * from "./plan.js";
export * from "./unit-plan.js";
