/**
 * The whole journey, from what a person asked for to the text of every file: the first file to open. Each step is a room's door; what
 * passes between them is plain data.
 *
 *   kernel or bind → (preprocess, unit → syntax → semantics) a unit → rust → print and crate
 */
import { basename } from "node:path";
import { analyzeUnits } from "./analyze-units.js";
import {
  type CEnvironment,
  type Diagnostic,
  type FileSystem,
  joinInputs,
  RealFileSystem,
  readRules,
  SourceTable,
  type Staged,
} from "./base/index.js";
import { bindEnvironment, moduleArguments } from "./bind/index.js";
import { crateFiles } from "./crate/index.js";
import { crateIdentity, rustTarget } from "./crate-identity.js";
import { type FrontThread, localFeed, startFront } from "./front/index.js";
import type { AnalyzedUnit, BindRequest, GenerateRequest, GenerationOutcome, KernelRequest } from "./generation.js";
import {
  type KernelTree,
  loadKernelTree,
  type NamedRecord,
  type KernelRequest as TreeRequest,
  target,
  targetNames,
  targetRefusal,
} from "./kernel/index.js";
import { ownedHeaders } from "./owned-headers.js";
import { printSingleFile } from "./print/index.js";
import { type RustCrate, type RustRules, translate } from "./rust/index.js";
import { Stopwatch } from "./stopwatch.js";

/** What to read, wherever it comes from. */
interface Input {
  readonly environment: CEnvironment;
  readonly kernel: KernelTree | undefined;
  readonly prelude: readonly string[];
  readonly headers: readonly string[];
  readonly isUsualSet: boolean;
  /** Headers of the whole tree: listing them walks it, which few runs need. */
  readonly available: () => readonly string[];
}

/** @param waiting a worker for it; one is started where there is none */
export async function generate(request: GenerateRequest, waiting?: FrontThread): Promise<GenerationOutcome> {
  const sources = new SourceTable();
  const diagnostics: Diagnostic[] = [];
  const progress = request.onProgress;
  const stopwatch = new Stopwatch((phase) => progress?.(phase, 0, 0));
  // a thread costs more than one small header takes
  const keepInputs = request.keepInputs === true;
  const thread =
    request.input.kind === "kernel" && request.jobs !== 1
      ? startFront(treeOf(request.input).value, keepInputs, waiting)
      : undefined;
  const inputs = new Map<string, string>();
  const disk = new RealFileSystem(keepInputs ? inputs : undefined);
  const input = stopwatch.measure("configuration", () =>
    request.input.kind === "kernel"
      ? kernelInput(request.input, disk, sources, diagnostics)
      : bindInput(request.input, disk, diagnostics),
  );
  if (input === undefined) {
    thread?.close();
    return { generation: undefined, diagnostics, sources };
  }
  const { environment, kernel } = input;
  const mainFiles = kernel === undefined;
  const onHeader = (done: number, total: number) => progress?.("preprocess", done, total);
  const feed = thread?.feed(sources, onHeader) ?? localFeed({ ...input, sources, mainFiles, onHeader });
  const analyzed = await analyzeUnits(
    {
      ...input,
      sources,
      feed,
      mainFiles,
      keepSyntax: request.keepSyntax === true,
      declarationsOnly: request.declarationsOnly === true,
    },
    stopwatch,
  );
  diagnostics.push(...analyzed.diagnostics);
  const definitionPlaces = stopwatch.measure("definitions", () =>
    kernel?.definitionPlaces(undefinedRecords(analyzed.units, sources)),
  );
  const owned = ownedHeaders(analyzed.units, sources);
  const crate = stopwatch.measure("translate", () =>
    translate({
      programs: analyzed.units.map(({ name, program, bodies }, index) => ({
        unit: name,
        program,
        bodies: request.declarationsOnly === true ? undefined : bodies,
        headers: owned[index],
        isCommon: index === 0,
      })),
      sources,
      target: environment.target,
      rustTarget: rustTarget(request.rust.rustTarget),
      edition: request.rust.edition,
      mode: kernel === undefined ? "single-file" : "crate",
      mainHeader: request.input.kind === "bind" ? basename(request.input.inputs[0] ?? "") : undefined,
      enumStyle: request.rust.enumStyle,
      selection: { ...request.selection, allow: request.selection.allow ?? [] },
      rules: readRules<RustRules>("rust.json"),
      definitionPlaces,
    }),
  );
  diagnostics.push(...crate.diagnostics);
  const files = stopwatch.measure("print", () => printed(crate.value, kernel, request));
  return {
    generation: {
      sources,
      environment,
      kernel,
      plan: analyzed.plan,
      units: analyzed.units,
      crate: crate.value,
      files,
      summary: {
        counts: crate.value.counts,
        leftOut: crate.value.leftOut,
        fates: analyzed.plan.fates,
        phases: stopwatch.phases,
      },
      diagnostics,
      inputs: joinInputs(inputs, feed.inputs),
    },
    diagnostics,
    sources,
  };
}

/** Records that no header of a unit defines. */
function undefinedRecords(units: readonly AnalyzedUnit[], sources: SourceTable): readonly NamedRecord[] {
  const found: NamedRecord[] = [];
  for (const { program } of units)
    for (const { definition, tag, tagKind, scope, origin } of program.records) {
      if (definition !== undefined || tag === undefined || scope !== "file") continue;
      found.push({ tagKind, tag, header: sources.get(origin.source)?.includeName ?? "" });
    }
  return found;
}

function treeOf({ sys, arch, kernconf, headers, clangArguments = [] }: KernelRequest): Staged<TreeRequest> {
  const { value: flags, diagnostics } = moduleArguments(clangArguments);
  const value = {
    arch,
    kernconf,
    ...(sys === undefined ? {} : { sys }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(clangArguments.length === 0 ? {} : { flags }),
  };
  return { value, diagnostics };
}

function kernelInput(
  request: KernelRequest,
  disk: FileSystem,
  sources: SourceTable,
  diagnostics: Diagnostic[],
): Input | undefined {
  const asked = treeOf(request);
  diagnostics.push(...asked.diagnostics);
  if (asked.diagnostics.length > 0) return undefined;
  const loaded = loadKernelTree(asked.value, disk, sources);
  diagnostics.push(...loaded.diagnostics);
  const kernel = loaded.value;
  if (kernel === undefined) return undefined;
  return {
    environment: kernel.environment,
    kernel,
    prelude: kernel.prelude,
    headers: kernel.headers,
    isUsualSet: kernel.isUsualSet,
    available: () => kernel.available,
  };
}

function bindInput(request: BindRequest, disk: FileSystem, diagnostics: Diagnostic[]): Input | undefined {
  const made = bindEnvironment({ target: request.target, compilerArguments: request.clangArguments }, disk, target, {
    names: targetNames(),
    refusal: targetRefusal,
  });
  diagnostics.push(...made.diagnostics);
  if (made.value === undefined) return undefined;
  const alone = { prelude: [], isUsualSet: false, available: () => [] };
  return { environment: made.value, kernel: undefined, headers: request.inputs, ...alone };
}

function printed(
  crate: RustCrate,
  kernel: KernelTree | undefined,
  request: GenerateRequest,
): ReadonlyMap<string, string> {
  if (kernel === undefined) return new Map([["", printSingleFile(crate, ["Written by kpigen."], request.rawLines)]]);
  return crateFiles(crate, crateIdentity(kernel, request.rust));
}
