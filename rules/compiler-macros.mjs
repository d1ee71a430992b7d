/** What a C compiler predefines, for the scripts that make the data of rules/. */
import { spawnSync } from "node:child_process";

/**
 * @param command the compiler and its first arguments
 * @returns name, with parameters where it has some, to definition; undefined where the compiler refuses the flags
 */
export function compilerMacros([compiler, ...first], flags) {
  const preprocess = (...more) =>
    spawnSync(compiler, [...first, ...flags, "-E", ...more], { encoding: "utf8", input: "__FLT_EVAL_METHOD__\n" });
  const { status, stdout } = preprocess("-dM", "-x", "c", "/dev/null");
  if (status !== 0) return undefined;
  const found = new Map();
  for (const line of stdout.split("\n")) {
    const match = /^#define ([A-Za-z_]\w*(?:\([^)]*\))?) ?(.*)$/.exec(line);
    if (match) found.set(match[1], match[2]);
  }
  // A macro that -dM does not print, since a pragma may change it.
  found.set("__FLT_EVAL_METHOD__", preprocess("-P", "-x", "c", "-").stdout.trim());
  return found;
}
