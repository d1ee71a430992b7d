/**
 * What the makefile of a module outside the tree adds to a kernel's flags. Its directories are searched before the tree's, as bsd.kmod.mk has them
 * (CFLAGS of the module, then those of conf/kmod.mk); its macros come behind the predefined ones, its forced headers behind opt_global.h.
 */
import type { CEnvironment, IncludeDirectory } from "../base/index.js";

export interface ModuleFlags {
  /** Directories of `-I`, and of `-isystem`, in order. */
  readonly include: readonly string[];
  readonly system: readonly string[];
  /** Lines of #define and #undef. */
  readonly macros: readonly string[];
  readonly forcedIncludes: readonly string[];
}

export function withModuleFlags(
  environment: CEnvironment,
  { flags, sys }: { readonly flags?: ModuleFlags; readonly sys?: string },
): CEnvironment {
  if (flags === undefined) return environment;
  const directory = (path: string, system: boolean): IncludeDirectory => {
    const plain = path.replace(/(.)\/+$/, "$1");
    return { path: plain, display: plain === "." ? "" : `${shown(plain, sys)}/`, system };
  };
  return {
    ...environment,
    includePath: [
      ...flags.include.map((path) => directory(path, false)),
      ...environment.includePath,
      ...flags.system.map((path) => directory(path, true)),
    ],
    predefined: [environment.predefined.trimEnd(), ...flags.macros, ""].join("\n"),
    forcedIncludes: [...environment.forcedIncludes, ...flags.forcedIncludes],
  };
}

/** The tree's own directories are shown as those that it searches itself. */
function shown(path: string, sys: string | undefined): string {
  return sys !== undefined && path.startsWith(`${sys}/`) ? `sys${path.slice(sys.length)}` : path;
}
