/** Bodies of functions and macros understood: AST to TypedBody. */
export { type BareInitializerOutcome, typeBareInitializer } from "./bare-initializer.js";
export { blockObjectReason, pointsIntoBlock } from "./block-object.js";
export { openArrayReason } from "./body-state.js";
export { parametersTaken } from "./call-node.js";
export { type DefinitionInput, type DefinitionOutcome, typeDefinitions } from "./definition-node.js";
export {
  type BodyInput,
  type BodyOutcome,
  type FragmentInput,
  type FragmentOutcome,
  type MacroParameter,
  typeBody,
  typeFragment,
  typeInitializer,
} from "./type-body.js";
