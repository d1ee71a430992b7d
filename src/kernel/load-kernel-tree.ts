/**
 * The kernel room's one function: a request in, the tree seen through its configuration out. The environment is that of a module
 * built in that configuration (conf/kmod.mk with KERNBUILDDIR): the build directory first, then sys/ and what it always adds.
 */
import {
  type CEnvironment,
  type Diagnostic,
  diagnostic,
  type FileSystem,
  type IncludeDirectory,
  noPlace,
  OverlayFileSystem,
  SourceTable,
  type Staged,
} from "../base/index.js";
import { BuildDirectory } from "./build-directory.js";
import { definitionPlaces, type NamedRecord } from "./definition-places.js";
import { deviceLists } from "./device-list.js";
import { directoriesAskedFor, directoriesIncluded, driversOf } from "./directories-of-some.js";
import { loadEmbeddedTree } from "./embedded-tree.js";
import { availableHeaders, type HeaderSet, headerSet } from "./header-set.js";
import { InterfaceSources } from "./interface-sources.js";
import { loadConfiguration } from "./kernel-configuration.js";
import type { KernelRequest } from "./kernel-request.js";
import type { KernelConfiguration, KernelRelease, KernelTree } from "./kernel-tree.js";
import { buildLinks } from "./machine.js";
import { withModuleFlags } from "./module-flags.js";
import { releaseOfTree } from "./release.js";
import { predefinedText, type ReleaseRules, releaseRules } from "./release-rules.js";
import { type KernelTarget, kernelTarget, targetNames } from "./target-table.js";

/**
 * @param sources where files that are read for diagnostics are registered; give one to show places when there is no tree
 * @returns undefined where the configuration or the tree cannot be used at all; the diagnostics say why, with file and line
 */
export function loadKernelTree(
  request: KernelRequest,
  files: FileSystem,
  sources: SourceTable = new SourceTable(),
): Staged<KernelTree | undefined> {
  const target = kernelTarget(request.arch);
  if (target === undefined) {
    const known = targetNames().filter((name) => kernelTarget(name) !== undefined && !name.includes("-"));
    const text = `unknown architecture ${request.arch}; known are ${known.join(", ")}`;
    return { value: undefined, diagnostics: [diagnostic("kernel/unknown-arch", "error", noPlace, text)] };
  }
  const rules = releaseRules();
  if (request.sys === undefined) return loadEmbeddedTree(request, target, rules, files, sources);
  return loadSourceTree({ ...request, sys: request.sys.replace(/(.)\/+$/, "$1") }, target, rules, files, sources);
}

function textOf(path: string, files: FileSystem): string | undefined {
  const read = files.read(path);
  return read.kind === "text" ? read.text : undefined;
}

function loadSourceTree(
  request: KernelRequest & { readonly sys: string },
  target: KernelTarget,
  rules: ReleaseRules,
  files: FileSystem,
  sources: SourceTable,
): Staged<KernelTree | undefined> {
  const { sys } = request;
  const param = textOf(`${sys}/sys/param.h`, files);
  const release = releaseOfTree(param, textOf(`${sys}/conf/newvers.sh`, files));
  if (release === undefined) {
    const why = param === undefined ? "sys/param.h not found" : "sys/param.h does not define __FreeBSD_version";
    const text = `${sys} is not a FreeBSD kernel source tree: ${why}`;
    return { value: undefined, diagnostics: [diagnostic("kernel/missing-file", "error", noPlace, text)] };
  }
  const loaded = loadConfiguration(request, target, files, sources);
  const diagnostics: Diagnostic[] = [...releaseDiagnostics(release, rules), ...loaded.diagnostics];
  if (loaded.value === undefined) return { value: undefined, diagnostics };
  const plain = withModuleFlags(sourceEnvironment(request, target, release, loaded.value, rules, files), request);
  const matched = headerSet(request.headers, rules, plain);
  const asked = matched.isUsual ? [] : matched.headers.filter((one) => !matched.prelude.includes(one));
  const wider = withDirectoriesIncluded(sys, plain, asked, rules);
  const environment = withOwnDirectory(sys, wider, asked, rules);
  diagnostics.push(...matched.diagnostics);
  if (!matched.hasMatches) return { value: undefined, diagnostics };
  const places = (records: readonly NamedRecord[]) => definitionPlaces(sys, target.target.machine, files, records);
  const value = kernelTree({
    release,
    configuration: loaded.value,
    environment,
    definitionPlaces: places,
    sources,
    set: matched,
    target,
    available: () => availableHeaders(rules, wider),
  });
  return { value, diagnostics };
}

function releaseDiagnostics(release: KernelRelease, rules: ReleaseRules): readonly Diagnostic[] {
  if (rules.releases.some((row) => row.major === release.major)) return [];
  const known = rules.releases.map((row) => row.major).join(", ");
  const text = `FreeBSD ${release.name} is none of the releases that rules/ knows (${known}); going on as for the nearest`;
  return [diagnostic("kernel/unknown-release", "warning", noPlace, text)];
}

function sourceEnvironment(
  { sys, headers }: KernelRequest & { readonly sys: string },
  target: KernelTarget,
  release: KernelRelease,
  configuration: KernelConfiguration,
  rules: ReleaseRules,
  files: FileSystem,
): CEnvironment {
  const { machine } = target.target;
  const links = buildLinks(sys, machine);
  // Where config(8) would put it; it need not exist, and what is on disk there is not looked at.
  const build = `${sys}/compile/${configuration.ident.replace(/[^\w.-]|^\.+/g, "_")}`;
  const interfaces = new InterfaceSources(sys, machine, files);
  const { optionHeaders } = configuration;
  const over = new BuildDirectory({ sys, files, optionHeaders, links, interfaces, deviceLists: deviceLists() });
  const aliases = links.map((link) => ({
    prefix: `${link.name}/`,
    display: `sys${link.path.slice(sys.length)}/`,
  }));
  const includePath: IncludeDirectory[] = [{ path: build, display: "", aliases, system: false }];
  const asked = directoriesAskedFor(rules.directoriesOfSome, headers ?? []);
  includePath.push(...directoriesOf(sys, [...new Set([...rules.includeDirectories.paths, ...asked])], files));
  return {
    files: new OverlayFileSystem(files, build, over),
    includePath,
    predefined: predefinedText(target, release, rules, false),
    forcedIncludes: ["opt_global.h"],
    interceptors: new Set(rules.interceptors.paths),
    target: target.target,
    standard: rules.standard.name,
    options: configuration.knownOptions,
  };
}

/** Those below sys/ that the tree has. */
function directoriesOf(sys: string, paths: readonly string[], files: FileSystem): readonly IncludeDirectory[] {
  return paths.flatMap((path) => {
    const directory = path === "" ? sys : `${sys}/${path}`;
    if (path !== "" && files.list(directory).length === 0) return [];
    return [{ path: directory, display: path === "" ? "sys/" : `sys/${path}/`, system: false }];
  });
}

function withDirectoriesIncluded(
  sys: string,
  environment: CEnvironment,
  asked: readonly string[],
  rules: ReleaseRules,
): CEnvironment {
  const { files, includePath } = environment;
  const paths = directoriesIncluded(
    rules.directoriesOfSome,
    asked,
    (header) => textOf(`${sys}/${header}`, files) ?? "",
  );
  const known = new Set(includePath.map(({ path }) => path));
  const more = directoriesOf(sys, [...new Set(paths)], files).filter(({ path }) => !known.has(path));
  return more.length === 0 ? environment : { ...environment, includePath: [...includePath, ...more] };
}

/** A driver's makefile has its directory searched, behind the others; that of two drivers is no one's. */
function withOwnDirectory(
  sys: string,
  environment: CEnvironment,
  asked: readonly string[],
  rules: ReleaseRules,
): CEnvironment {
  const [driver, ...others] = driversOf(rules.directoriesOfSome.drivers, asked).keys();
  if (driver === undefined || others.length > 0) return environment;
  const own = { path: `${sys}/${driver}`, display: `sys/${driver}/`, includePrefix: `${driver}/`, system: false };
  return { ...environment, includePath: [...environment.includePath, own] };
}

interface TreeParts
  extends Pick<KernelTree, "release" | "configuration" | "environment" | "definitionPlaces" | "sources"> {
  readonly set: HeaderSet;
  readonly target: KernelTarget;
  readonly available: () => readonly string[];
}

/** The tree as plain data, but for `available`, which is listed when first read. */
export function kernelTree({ set, target, available: list, ...parts }: TreeParts): KernelTree {
  let available: readonly string[] | undefined;
  return {
    ...parts,
    prelude: set.prelude,
    headers: set.headers,
    isUsualSet: set.isUsual,
    get available() {
      available ??= list();
      return available;
    },
    targetFlags: target.flags,
  };
}
