/**
 * What a kernel configuration means, as data to print: `kpigen config`. Every option with its header and the line that set it, the
 * devices, and each opt_*.h.
 */
import { noPlace } from "../base/index.js";
import type { KernelTree } from "./kernel-tree.js";

export interface ConfigurationReport {
  /** `14.0-STABLE` */
  readonly release: string;
  readonly ident: string;
  readonly machine: string;
  readonly machineArch: string;
  readonly cpus: readonly string[];
  readonly options: readonly {
    readonly name: string;
    readonly value: string;
    readonly header: string;
    /** `sys/amd64/conf/GENERIC:27:10`; undefined for what config(8) adds and for configurations kept in rules/. */
    readonly setAt: string | undefined;
  }[];
  /** Options that conf/options* lists and the configuration does not set, sorted. */
  readonly unset: readonly { readonly name: string; readonly header: string }[];
  readonly devices: readonly string[];
  readonly makeOptions: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly string[];
  readonly hints: readonly string[];
  readonly env: readonly string[];
  /** Every opt_*.h, sorted by name; empty text where none of its options is set. */
  readonly headers: readonly { readonly name: string; readonly text: string }[];
}

export function configurationReport(tree: KernelTree): ConfigurationReport {
  const { configuration, sources } = tree;
  const set = new Set(configuration.options.map((option) => option.name));
  const known = [...configuration.knownOptions].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    release: tree.release.name,
    ident: configuration.ident,
    machine: configuration.machine,
    machineArch: configuration.machineArch,
    cpus: configuration.cpus,
    options: configuration.options.map(({ name, value, header, place }) => ({
      name,
      value,
      header,
      setAt: place === noPlace ? undefined : sources.show(place),
    })),
    unset: known.filter(([name]) => !set.has(name)).map(([name, header]) => ({ name, header })),
    devices: configuration.devices,
    makeOptions: configuration.makeOptions,
    files: configuration.files,
    hints: configuration.hints,
    env: configuration.env,
    headers: [...configuration.optionHeaders].map(([name, text]) => ({ name, text })),
  };
}
