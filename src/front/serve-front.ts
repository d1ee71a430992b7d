/**
 * The thread that preprocesses and plans: it loads the kernel as its caller does, sends what is settled in stretches, and at a unit's end
 * answers questions about macros until it is told to go on.
 */
import { type InputLog, RealFileSystem, SourceTable } from "../base/index.js";
import { type KernelTree, loadKernelTree } from "../kernel/index.js";
import { createPreprocessor, noMarks, type Preprocessor, type UnitGain, type UnitMarks } from "../preprocess/index.js";
import {
  createDefiners,
  type Definers,
  type LiveUnit,
  type OutlineEntry,
  planUnits,
  type Replan,
} from "../unit/index.js";
import { Channel } from "./channel.js";
import { type FromFront, type FrontStart, outlineRows, type ToFront, type UnitExtent } from "./messages.js";
import { stretchEntries } from "./unit-feed.js";

/** Runs in a worker thread, until the caller has the plan. */
export function serveFront({ port, signal }: FrontStart): void {
  const channel = new Channel<ToFront, FromFront>(port, signal, 1);
  try {
    const begin = channel.receive();
    if (begin.kind !== "begin") throw new Error(`${begin.kind} comes before its kernel`);
    const { request, keepInputs } = begin;
    const sources = new SourceTable();
    const inputs = new Map<string, string>();
    const kernel = loadKernelTree(request, new RealFileSystem(keepInputs ? inputs : undefined), sources).value;
    // where there is none, the caller has found so too
    if (kernel !== undefined) new FrontServer(kernel, sources, inputs, channel).run();
  } catch (error) {
    channel.post({ kind: "failure", text: String(error) });
  }
  port.close();
}

class FrontServer {
  /** What the caller has. */
  #sent: UnitMarks;
  #entriesSent = 0;
  /** What the caller had of the common unit at each of its boundaries, by entries. */
  readonly #boundaries = new Map<number, UnitExtent>([[0, { ...noMarks, entries: 0 }]]);
  readonly #definers: Definers;

  constructor(
    private readonly kernel: KernelTree,
    private readonly sources: SourceTable,
    private readonly inputs: InputLog,
    private readonly channel: Channel<ToFront, FromFront>,
  ) {
    this.#sent = { ...noMarks, sources: sources.all.length };
    const { environment, headers, prelude, isUsualSet } = kernel;
    this.#definers = createDefiners(environment, { headers, prelude, isUsualSet, available: () => kernel.available });
  }

  run(): void {
    const { kernel, sources } = this;
    const preprocessor = createPreprocessor(kernel.environment, sources);
    const planning = planUnits({
      environment: kernel.environment,
      sources,
      preprocessor,
      prelude: kernel.prelude,
      headers: kernel.headers,
      definers: this.#definers,
      onHeader: (done, total) => this.channel.post({ kind: "progress", done, total }),
      onSettled: (outline, isBoundary) => this.#settled(preprocessor, outline, isBoundary),
      onTakenBack: (entries) => this.#takenBack(entries),
    });
    for (let replan: Replan | undefined; ; ) {
      const step = planning.next(replan);
      if (step.done) {
        this.channel.post({ kind: "plan", outcome: step.value, inputs: this.inputs });
        return;
      }
      this.#unit(preprocessor, step.value);
      replan = this.#answer(preprocessor);
      if (replan === undefined) this.#newUnit();
    }
  }

  /** Sources and spellings stay known; everything else of a unit is sent anew. */
  #newUnit(): void {
    const { sources, spellings, lexed } = this.#sent;
    this.#sent = { ...noMarks, sources, spellings, lexed };
    this.#entriesSent = 0;
  }

  #gain(preprocessor: Preprocessor): UnitGain {
    const gain = preprocessor.gain(this.#sent);
    this.#sent = gain.marks;
    return gain;
  }

  #settled(preprocessor: Preprocessor, outline: readonly OutlineEntry[], isBoundary: boolean): void {
    if (!isBoundary && outline.length - this.#entriesSent < stretchEntries) return;
    const gain = this.#gain(preprocessor);
    const rows = outlineRows(outline.slice(this.#entriesSent));
    this.#entriesSent = outline.length;
    if (isBoundary) this.#boundaries.set(this.#entriesSent, { ...gain.marks, entries: this.#entriesSent });
    this.channel.post({ kind: "stretch", gain, outline: rows, isBoundary }, [rows, ...columnsOf(gain)]);
  }

  #takenBack(entries: number): void {
    const { tokens, expansions, packChanges } = this.#boundaries.get(entries)!;
    this.#sent = { ...this.#sent, tokens, expansions, packChanges };
    this.#entriesSent = entries;
    this.channel.post({ kind: "taken-back", to: { tokens, expansions, packChanges, entries } });
  }

  #unit(preprocessor: Preprocessor, { outline, ...unit }: LiveUnit): void {
    const gain = this.#gain(preprocessor);
    const rows = outlineRows(outline.slice(this.#entriesSent));
    const end = preprocessor.end();
    const { name, place, flags, bodyFrom, bodyTo, conditional, inclusion } = end.macros;
    const columns = [name, place, flags, bodyFrom, bodyTo, conditional, inclusion, end.active];
    const bodies = [end.bodies.spelling, end.bodies.place, end.bodies.flags];
    this.channel.post({ kind: "unit", unit, gain, outline: rows, end }, [
      rows,
      ...columnsOf(gain),
      ...columns,
      ...bodies,
    ]);
  }

  /** Answers until the caller is done with the unit. */
  #answer(preprocessor: Preprocessor): Replan | undefined {
    for (;;) {
      const asked = this.channel.receive();
      if (asked.kind === "next") return undefined;
      if (asked.kind === "again") return asked.replan;
      if (asked.kind === "begin") throw new Error("a second kernel");
      if (asked.kind === "intern") {
        preprocessor.spellings.intern(asked.text);
        this.channel.post({ kind: "interned", gain: this.#gain(preprocessor) });
        continue;
      }
      const { tokens, from, to, failed } = preprocessor[asked.what](asked.texts, asked.longest);
      const { count } = tokens;
      const macros = {
        from,
        to,
        failed,
        tokens: {
          count,
          kind: tokens.kind.slice(0, count),
          flags: tokens.flags.slice(0, count),
          spelling: tokens.spelling.slice(0, count),
          spelled: tokens.spelled.slice(0, count),
          expanded: tokens.expanded.slice(0, count),
          expansion: tokens.expansion.slice(0, count),
        },
      };
      const gain = this.#gain(preprocessor);
      this.channel.post({ kind: "expanded", id: asked.id, gain, expansions: gain.expansions, macros });
    }
  }
}

/** The large columns, which are handed over and not copied. */
function columnsOf({ tokens, expansions, spellings, comments }: UnitGain): readonly ArrayBufferView[] {
  return [
    tokens.kind,
    tokens.flags,
    tokens.spelling,
    tokens.spelled,
    tokens.expanded,
    tokens.expansion,
    expansions.macro,
    expansions.at,
    expansions.parent,
    spellings.lengths,
    spellings.kinds,
    comments.source,
    comments.from,
    comments.start,
    comments.end,
  ];
}
