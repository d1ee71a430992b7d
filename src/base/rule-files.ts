/**
 * Reads the data of rules/: facts about FreeBSD, ABIs and compilers, kept out of the code. rules/ stands beside src/ and dist/, so one
 * relative URL serves both. What comes out is typed by the caller; the files are part of the package, not input.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** @param name path below rules/: `targets/amd64.json` */
export function readRules<T>(name: string): T {
  return readPackageJson(`rules/${name}`);
}

/** The version of kpigen itself. */
export function packageVersion(): string {
  return readPackageJson<{ readonly version: string }>("package.json").version;
}

/** Where kpigen itself is, without a slash at its end. */
export const packageDirectory = (): string => fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Where node finds a package that kpigen needs; undefined where it is not installed. */
export function dependencyDirectory(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined; // what needs it says so
  }
}

/** Text of a file of the package that is neither code nor rule: `harness/twins.c`. */
export function packageFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

function readPackageJson<T>(path: string): T {
  return JSON.parse(packageFile(path)) as T;
}
