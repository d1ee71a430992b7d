/**
 * A source tree's configuration by name or path, joined with its conf/options: what config(8) does before it writes a build
 * directory. The rules for where things are: <sys>/<machine>/conf/NAME with DEFAULTS beside it; a path to a configuration of one's
 * own is read with the DEFAULTS beside it or, where there are none, with the tree's.
 */
import { type Diagnostic, diagnostic, type FileSystem, noPlace, type SourceTable, type Staged } from "../base/index.js";
import { type ParsedConfiguration, readConfiguration } from "./configuration.js";
import { type ConfigurationPlaces, normalPath } from "./configuration-places.js";
import type { KernelRequest } from "./kernel-request.js";
import type { KernelConfiguration } from "./kernel-tree.js";
import { optionHeaders } from "./option-headers.js";
import { type OptionTable, readOptionTable } from "./option-table.js";
import type { KernelTarget } from "./target-table.js";

/** @returns undefined after any error: config(8) makes no kernel then, and a guess at one would be silently wrong */
export function loadConfiguration(
  request: KernelRequest & { readonly sys: string },
  target: KernelTarget,
  files: FileSystem,
  sources: SourceTable,
): Staged<KernelConfiguration | undefined> {
  const { sys } = request;
  const { machine } = target.target;
  const read = readConfiguration(configurationPlaces(request, target, files), files, sources);
  const optionFiles = [
    { path: `${sys}/conf/options`, display: "sys/conf/options", renames: false },
    { path: `${sys}/conf/options.${machine}`, display: `sys/conf/options.${machine}`, renames: false },
    { path: `${sys}/conf/options-compat`, display: "sys/conf/options-compat", renames: true },
  ];
  const options = readOptionTable(optionFiles, files, sources);
  const diagnostics: Diagnostic[] = [...read.diagnostics, ...options.diagnostics];
  if (!files.isFile(optionFiles[0].path)) {
    const text = `${optionFiles[0].display}: No such file or directory`;
    diagnostics.push(diagnostic("kernel/missing-file", "error", noPlace, text));
  }
  // What follows from a file that could not be read would only repeat that.
  const failed = () => diagnostics.some((found) => found.severity === "error");
  if (!failed()) diagnostics.push(...machineDiagnostics(read.parsed, target));
  if (failed()) return { value: undefined, diagnostics };
  const joined = joinOptions(read.parsed, options.table, target);
  diagnostics.push(...joined.diagnostics);
  return { value: failed() ? undefined : joined.value, diagnostics };
}

/** @returns the configuration as data; its diagnostics are about options that the table does not have */
export function joinOptions(
  parsed: ParsedConfiguration,
  table: OptionTable,
  target: KernelTarget,
): Staged<KernelConfiguration> {
  const joined = optionHeaders(parsed, table);
  const value: KernelConfiguration = {
    ident: parsed.ident ?? "",
    machine: target.target.machine,
    machineArch: target.target.machineArch,
    cpus: parsed.cpus.map((cpu) => cpu.name),
    options: joined.options,
    knownOptions: table.headers,
    devices: parsed.devices.map((device) => device.name),
    makeOptions: parsed.makeOptions.map(({ name, value }) => ({ name, value: value ?? "" })),
    files: parsed.files,
    hints: parsed.hints,
    env: parsed.env,
    optionHeaders: joined.headers,
  };
  return { value, diagnostics: joined.diagnostics };
}

function configurationPlaces(
  request: KernelRequest & { readonly sys: string },
  target: KernelTarget,
  files: FileSystem,
): ConfigurationPlaces {
  const { sys } = request;
  const { machine } = target.target;
  const tree = { path: `${sys}/${machine}/conf`, display: `sys/${machine}/conf` };
  const common = { path: `${sys}/conf`, display: "sys/conf" };
  const asked = request.kernconf ?? target.generic;
  // A bare name is one of the tree's; it may also be a file right here.
  const inTree = `${tree.path}/${asked}`;
  if (!asked.includes("/") && (files.isFile(inTree) || !files.isFile(asked))) {
    const name = asked === "GENERIC" ? target.generic : asked;
    return {
      file: { path: `${tree.path}/${name}`, display: `${tree.display}/${name}` },
      defaults: [{ path: `${tree.path}/DEFAULTS`, display: `${tree.display}/DEFAULTS` }],
      includeDirectories: [tree, common],
    };
  }
  const path = normalPath(asked);
  const slash = path.lastIndexOf("/");
  const own = slash < 0 ? "." : slash === 0 ? "/" : path.slice(0, slash);
  const directory = { path: own, display: own };
  return {
    file: { path, display: path },
    defaults: [own, tree.path].map((at, i) => ({
      path: `${at}/DEFAULTS`,
      display: `${i === 0 ? own : tree.display}/DEFAULTS`,
    })),
    includeDirectories: [directory, tree, common],
  };
}

/** What config(8) requires of a configuration, in its words, and that it is for the machine that was asked for. */
function machineDiagnostics(parsed: ParsedConfiguration, target: KernelTarget): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const error = (text: string, place = noPlace) =>
    diagnostics.push(diagnostic("kernel/config-syntax", "error", place, text));
  if (parsed.machine === undefined) error("Specify machine type, e.g. ``machine i386''");
  if (parsed.ident === undefined) error("no ident line specified");
  if (parsed.cpus.length === 0) error("cpu type must be specified");
  const { machine, machineArch } = target.target;
  const otherMachine = parsed.machine !== undefined && parsed.machine !== machine;
  const otherArch = parsed.machineArch !== undefined && parsed.machineArch !== machineArch;
  if (otherMachine || otherArch) {
    const text = `the configuration is for ${parsed.machine}${parsed.machineArch === undefined ? "" : ` ${parsed.machineArch}`}, not for ${machine} ${machineArch}`;
    error(text, parsed.machinePlace);
  }
  return diagnostics;
}
