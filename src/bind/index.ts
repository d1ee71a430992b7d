/** The bind room's door: a C compiler's command line → a CEnvironment, with no kernel in sight. */
export { type BindInput, bindEnvironment } from "./bind-environment.js";
export { moduleArguments } from "./module-arguments.js";
export { compilerHeaders } from "./system-headers.js";
