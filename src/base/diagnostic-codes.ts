/** Every message kpigen can give, one row each: `room/what`. The text of a message may carry names and values; the code is stable. */
export const diagnosticCodes = {
  // kernel
  "kernel/config-syntax": "a kernel configuration line that config(8) refuses",
  "kernel/unknown-option": "an option that conf/options does not list",
  "kernel/missing-file": "a file that the tree or the configuration names does not exist or cannot be read",
  "kernel/unknown-arch": "an architecture without a target in rules/",
  "kernel/unknown-release": "a release that rules/ does not know",
  // preprocess
  "preprocess/lex": "a token that C does not have: stray byte, unterminated literal or comment",
  "preprocess/directive": "a malformed or unknown preprocessing directive",
  "preprocess/include-not-found": "a header that is on no search path",
  "preprocess/include-unreadable": "a header that exists and cannot be read",
  "preprocess/include-depth": "includes nested deeper than the limit",
  "preprocess/error-directive": "#error",
  "preprocess/warning-directive": "#warning",
  "preprocess/condition": "an #if expression that cannot be evaluated",
  "preprocess/unterminated-conditional": "#if without #endif, or the other way round",
  "preprocess/macro-redefined": "a macro defined differently before",
  "preprocess/macro-arguments": "a macro call with the wrong arguments, or not closed",
  "preprocess/paste": "## that does not make one token",
  "preprocess/limit": "an expansion or input beyond the bounds of time and memory",
  // unit
  "unit/refused": "a header that could not be taken into any unit",
  "unit/shut-out": "a main file of which nothing is read, for another one has the name of its include guard",
  // syntax
  "syntax/error": "text that is not C as kpigen's grammar has it",
  "syntax/nesting": "nesting deeper than the limit",
  "syntax/size": "a declaration longer than the limit",
  // semantics
  "semantics/unknown-type": "a type name that is not declared",
  "semantics/unknown-name": "an identifier that is not declared",
  "semantics/bad-expression": "operands that an operator does not take",
  "semantics/nesting": "nesting deeper than the limit",
  "semantics/redeclared": "a name declared again with another type",
  "semantics/incomplete-type": "a complete type was needed",
  "semantics/bad-specifiers": "a combination of specifiers that C does not have",
  "semantics/not-constant": "an integer constant expression was needed",
  "semantics/constant-overflow": "a constant expression that overflows or divides by zero",
  "semantics/bad-bit-field": "a bit-field whose width or type C refuses",
  "semantics/bad-array-size": "an array size that is negative or too large",
  "semantics/static-assert": "a _Static_assert that fails",
  "semantics/unknown-attribute": "an attribute that rules/ does not know and that may change meaning",
  "semantics/unsupported": "a C construct that kpigen does not handle",
  // rust, crate, verify, cli
  "rust/opaque": "a record that Rust cannot spell; opaque with the right size and alignment",
  "crate/write": "the output could not be written",
  "verify/failed": "a check of the proof failed",
  "verify/no-tool": "a compiler that the proof needs was not found",
  "cli/usage": "bad usage",
  "cli/pattern": "a pattern of what to keep that matches nothing",
} as const;

export type DiagnosticCode = keyof typeof diagnosticCodes;
