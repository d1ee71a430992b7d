/** The library: `import { generate } from "kpigen"`. The journey is pipeline.ts; what it takes and gives is generation.ts. */
import {
  type BindRequest,
  defaultRust,
  type GenerateRequest,
  type GenerationOutcome,
  type KernelRequest,
  type RustOptions,
  type Selection,
} from "./generation.js";
import { generate as generateAll } from "./pipeline.js";

export type { Diagnostic, DiagnosticCode, Place, SourceTable } from "./base/index.js";
export * from "./generation.js";

type WithDefaults<Request, Needed extends keyof Request> = Pick<Request, Needed> & Partial<Request>;

/** A GenerateRequest of which all but the input may be left out, and is then as on the command line. */
export interface GenerateOptions extends Partial<Omit<GenerateRequest, "input" | "rust" | "selection">> {
  readonly input: WithDefaults<KernelRequest, "kind" | "arch"> | WithDefaults<BindRequest, "kind" | "inputs">;
  readonly rust?: Partial<RustOptions>;
  readonly selection?: Partial<Selection>;
}

/** Reads C headers and gives Rust as text, by path; writes nothing. What is wrong with the headers is in `diagnostics`. */
export function generate({ input, rust, selection, jobs, ...more }: GenerateOptions): Promise<GenerationOutcome> {
  return generateAll({
    input:
      input.kind === "kernel"
        ? { sys: undefined, kernconf: "GENERIC", headers: [], ...input }
        : { target: undefined, clangArguments: [], ...input },
    rust: { ...defaultRust, ...rust },
    selection: { only: [], block: [], opaque: [], ...selection },
    jobs,
    ...more,
  });
}
