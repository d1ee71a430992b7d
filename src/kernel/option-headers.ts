/**
 * Joins a configuration with the option table: the set options with their headers, and the text of every opt_*.h (options() and
 * do_option() of usr.sbin/config/mkoptions.c). A header whose options are all unset exists and is empty. CPU names, MAXUSERS and
 * the machine's architecture are options too, where the table lists them.
 */
import { type Diagnostic, diagnostic, noPlace } from "../base/index.js";
import type { ParsedConfiguration, Setting } from "./configuration.js";
import type { KernelOption } from "./kernel-tree.js";
import type { OptionTable } from "./option-table.js";

export interface OptionHeaders {
  /** Sorted by name. */
  readonly options: readonly KernelOption[];
  /** By header name, sorted. */
  readonly headers: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** config(8) takes 0, "by memory size", or at least this. */
const leastMaxusers = 2;

/** What config(8) adds of its own: a later setting of the same name overrides these. */
function impliedSettings(parsed: ParsedConfiguration, table: OptionTable): readonly Setting[] {
  const maxusers = parsed.maxusers === 0 ? 0 : Math.max(parsed.maxusers, leastMaxusers);
  const implied: Setting[] = [{ name: "MAXUSERS", value: String(maxusers), place: noPlace }, ...parsed.cpus];
  const arch = (parsed.machineArch ?? parsed.machine)?.toUpperCase();
  for (const name of table.headers.keys()) {
    if (name.toUpperCase() === arch) implied.push({ name, value: undefined, place: parsed.machinePlace });
  }
  return implied;
}

/** @returns diagnostics for each unknown option, in the words of config(8), at the line that set it. */
export function optionHeaders(parsed: ParsedConfiguration, table: OptionTable): OptionHeaders {
  const diagnostics: Diagnostic[] = [];
  const set = new Map<string, KernelOption>();
  for (const setting of [...impliedSettings(parsed, table), ...parsed.options]) {
    const name = table.renamed.get(setting.name) ?? setting.name;
    const header = table.headers.get(name);
    if (header !== undefined) {
      set.set(name, { name, value: setting.value ?? "1", header, place: setting.place });
    } else if (!name.startsWith("DEV_") && setting.place !== noPlace) {
      // Devices need no option; MAXUSERS has no line to complain about and is in every tree's conf/options.
      diagnostics.push(diagnostic("kernel/unknown-option", "error", setting.place, `unknown option "${setting.name}"`));
    }
  }
  const options = [...set.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const headers = new Map<string, string>();
  for (const header of [...new Set(table.headers.values())].sort()) headers.set(header, "");
  for (const option of options) {
    headers.set(option.header, `${headers.get(option.header)}#define ${option.name} ${option.value}\n`);
  }
  return { options, headers, diagnostics };
}
