/**
 * What a C compiler is told besides the text: the search path, the macros it starts with, the target. `kernel/` makes one from a
 * kernel configuration, `kpigen bind` from the command line; nothing downstream knows which.
 */
import type { FileSystem } from "./file-system.js";
import type { Target } from "./target.js";

export interface IncludeDirectory {
  readonly path: string;
  /** Prefix for `Source.display`: files of this directory are shown as `display + rest` (`sys/` for a kernel tree). */
  readonly display: string;
  /**
   * Parts of this directory that are shown otherwise, each prefix ending in "/": in a kernel build `machine/` is a link to
   * `sys/amd64/include/`. The first prefix that a name below the directory begins with wins, in place of `display`.
   */
  readonly aliases?: readonly { readonly prefix: string; readonly display: string }[];
  /** Ends in "/": what the include names of its headers begin with, for they go by those of the directory that this one is in. */
  readonly includePrefix?: string;
  /** `-isystem`: its warnings are not the user's. */
  readonly system: boolean;
}

export interface CEnvironment {
  readonly files: FileSystem;
  /** Searched in order for `#include <x>`; `"x"` looks in the including file's directory first. */
  readonly includePath: readonly IncludeDirectory[];
  /** Lines of `#define` and `#undef`, in order: the target's predefined macros, then -D and -U. */
  readonly predefined: string;
  /** `-include` files, in order. */
  readonly forcedIncludes: readonly string[];
  /** Include names of headers that, included for themselves, leave no macros behind but empty ones. None where absent. */
  readonly interceptors?: ReadonlySet<string>;
  readonly target: Target;
  /** Language standard, as `-std=` takes it. */
  readonly standard: string;
  /**
   * Kernel options: names whose tests in conditionals are recorded. Empty for `bind`. The value is the option's header
   * (`opt_global.h`).
   */
  readonly options: ReadonlyMap<string, string>;
}
