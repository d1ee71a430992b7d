/**
 * What the kernel room makes: a source tree seen through one kernel configuration, as plain data. Virtual headers (opt_*.h, *_if.h,
 * vnode_if*.h, machine/, x86/, i386/) are in `environment.files`, so nothing downstream knows that they are not on disk.
 */
import type { CEnvironment, Place, SourceTable } from "../base/index.js";
import type { NamedRecord } from "./definition-places.js";

export interface KernelOption {
  readonly name: string;
  /** Text after the name in the opt header; "1" where none was given. */
  readonly value: string;
  /** The header that config(8) writes it to: `opt_global.h`. */
  readonly header: string;
  /** The configuration line that set it; noPlace for what config(8) adds of its own, and for configurations kept in rules/. */
  readonly place: Place;
}

export interface KernelConfiguration {
  readonly ident: string;
  readonly machine: string;
  readonly machineArch: string;
  readonly cpus: readonly string[];
  /** Set options, sorted by name; those of devices (`DEV_*`) included where conf/options lists them. */
  readonly options: readonly KernelOption[];
  /** Every option that conf/options* lists, with its header; set or not. */
  readonly knownOptions: ReadonlyMap<string, string>;
  readonly devices: readonly string[];
  readonly makeOptions: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly string[];
  readonly hints: readonly string[];
  /** `env` file names and `envvar` settings, the last one first, as the kernel sees them. */
  readonly env: readonly string[];
  /** Text of each opt_*.h by its name, sorted by name. */
  readonly optionHeaders: ReadonlyMap<string, string>;
}

export interface KernelRelease {
  readonly major: number;
  readonly minor: number;
  /** `__FreeBSD_version` of sys/param.h, or the row of rules/ for headers that leave it to the compiler. */
  readonly osreldate: number;
  /** `14.0-STABLE`. */
  readonly name: string;
}

export interface KernelTree {
  readonly release: KernelRelease;
  readonly configuration: KernelConfiguration;
  readonly environment: CEnvironment;
  /** Headers that come first, in this order (rules/: the usual prelude of a kernel source). */
  readonly prelude: readonly string[];
  /** The header set, prelude included, as include names (`sys/mutex.h`), in the order in which to include them. */
  readonly headers: readonly string[];
  /** The release's usual set, and not headers that were asked for. */
  readonly isUsualSet: boolean;
  /**
   * All headers that exist in the tree's include path as include names: where a missing name may be defined. Found by listing the
   * tree when first read (a tenth of a second), so ask only when needed.
   */
  readonly available: readonly string[];
  /**
   * Where the tree's sources define records that its headers only name, by `struct name`. Reads a few hundred files (20 ms), and nothing
   * where the tree has headers only.
   */
  readonly definitionPlaces: (records: readonly NamedRecord[]) => ReadonlyMap<string, string>;
  readonly sources: SourceTable;
  /** The compiler flags that stand for the target's part of `environment`, for a compiler that checks the result. */
  readonly targetFlags: readonly string[];
}
