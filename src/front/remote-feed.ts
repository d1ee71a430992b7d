/**
 * Units that a worker thread makes ahead of the caller. The caller blocks only when what it asks for is not there yet, so that everything
 * around stays synchronous.
 */
import type { InputLog, SourceTable } from "../base/index.js";
import type { KernelRequest } from "../kernel/index.js";
import {
  type ExpandedMacros,
  type ExpansionTable,
  type ReceivedUnit,
  type SpellingTable,
  type UnitGain,
  UnitReceiver,
} from "../preprocess/index.js";
import type { OutlineEntry, PlannedUnit, Replan } from "../unit/index.js";
import { Channel } from "./channel.js";
import { type FrontThread, startFrontThread } from "./front-thread.js";
import { type FromFront, type OutlineRows, outlineEntries, type ToFront, type UnitExtent } from "./messages.js";
import type { FeedEvent, UnitExpander, UnitFeed } from "./unit-feed.js";

/** The worker's built file; undefined where the sources themselves run. */
const workerFile = /\.(c?js)$/.exec(import.meta.url);

/** Tokens for which the common unit has room from the beginning. */
const roomForTokens = 1 << 19;

export interface RemoteFront {
  /** @param sources of the caller's own kernel: has what the worker's has */
  readonly feed: (sources: SourceTable, onHeader: (done: number, total: number) => void) => UnitFeed;
  readonly close: () => void;
}

/**
 * Has a worker work on a kernel: this one, which serves one kernel, or a new one. Undefined where there is no built worker.
 * @param keepInputs the feed's `inputs` are wanted
 */
export function startFront(request: KernelRequest, keepInputs: boolean, thread = ownThread()): RemoteFront | undefined {
  if (thread === undefined) return undefined;
  const { port, signal, close } = thread;
  const channel = new Channel<FromFront, ToFront>(port, signal, 0);
  channel.post({ kind: "begin", request, keepInputs });
  return { feed: (sources, onHeader) => new RemoteFeed(channel, sources, onHeader, close), close };
}

function ownThread(): FrontThread | undefined {
  if (workerFile === null) return undefined;
  return startFrontThread(new URL(`./front-worker.${workerFile[1]}`, import.meta.url));
}

/** What the unit at work has so far. */
interface UnitAtWork {
  readonly preprocessed: ReceivedUnit;
  readonly outline: OutlineEntry[];
  /** Where a replan left it. */
  readonly sharedEntries: number;
}

class RemoteFeed implements UnitFeed {
  inputs: InputLog = new Map();
  readonly #receiver: UnitReceiver;
  #units: PlannedUnit[] = [];
  #atWork: UnitAtWork | undefined;
  /** A unit whose last declarations have been given. */
  #whole: PlannedUnit | undefined;
  /** Questions about macros so far, and answers that came before they were waited for. */
  #asked = 0;
  readonly #answers = new Map<number, ExpandedMacros>();
  /** The worker stands at a unit's end until it is told to go on. */
  #waits = false;
  readonly expander: UnitExpander;

  constructor(
    private readonly channel: Channel<FromFront, ToFront>,
    sources: SourceTable,
    private readonly onHeader: (done: number, total: number) => void,
    readonly close: () => void,
  ) {
    this.#receiver = new UnitReceiver(sources, (text) => this.#intern(text));
    this.expander = new RemoteExpander({
      ask: (what, texts, longest) => this.#ask(what, texts, longest),
      answer: (id) => this.#answer(id),
      unit: () => this.#unitAtWork(0).preprocessed,
    });
  }

  get spellings(): SpellingTable {
    return this.#receiver.spellings;
  }

  next(): FeedEvent {
    const unit = this.#whole;
    if (unit !== undefined) {
      this.#whole = undefined;
      this.#waits = true;
      return { kind: "unit", unit };
    }
    if (this.#waits) {
      this.#waits = false;
      this.#atWork?.preprocessed.forgetAnswers();
      this.#atWork = undefined;
      this.channel.post({ kind: "next" });
    }
    const message = this.#nextOfUnit();
    switch (message.kind) {
      case "stretch": {
        const preprocessed = this.#append(message.gain, roomForTokens);
        const outline = this.#entries(message.outline);
        const { sharedEntries } = this.#unitAtWork(0);
        const growing = { name: "common", preprocessed, sharedEntries };
        return { kind: "stretch", unit: growing, outline, isBoundary: message.isBoundary };
      }
      case "unit": {
        const preprocessed = this.#append(message.gain, message.gain.tokens.count);
        const last = this.#entries(message.outline);
        this.#receiver.finish(preprocessed, message.end);
        const { outline: all, sharedEntries: before } = this.#unitAtWork(0);
        const whole = { ...message.unit, outline: all, preprocessed };
        this.#whole = whole;
        this.#units.push(whole);
        // of the common unit the last entries come, of another one all with those that it shares
        const sharedEntries = before > 0 ? before : whole.sharedEntries;
        const outline = last.slice(whole.sharedEntries);
        return { kind: "stretch", unit: { ...whole, sharedEntries }, outline, isBoundary: false };
      }
      case "plan":
        this.inputs = message.inputs;
        return { kind: "plan", plan: { ...message.outcome, units: this.#units, spellings: this.spellings } };
      default:
        throw new Error(`the front thread gives ${message.kind} where a unit is to come`);
    }
  }

  again(replan: Replan): void {
    this.#units = [];
    this.#waits = false;
    this.channel.post({ kind: "again", replan });
  }

  #nextOfUnit(): FromFront {
    for (;;) {
      const message = this.#receive();
      // to a question that nobody waited for
      if (message.kind === "expanded") this.#enter(message);
      else if (message.kind === "taken-back") this.#takeBack(message.to);
      else return message;
    }
  }

  #takeBack(to: UnitExtent): void {
    const { preprocessed, outline } = this.#unitAtWork(0);
    preprocessed.takeBack(to);
    outline.length = to.entries;
    this.#atWork = { preprocessed, outline, sharedEntries: to.entries };
  }

  #unitAtWork(capacity: number): UnitAtWork {
    this.#atWork ??= { preprocessed: this.#receiver.begin(capacity), outline: [], sharedEntries: 0 };
    return this.#atWork;
  }

  #append(gain: UnitGain, capacity: number): ReceivedUnit {
    const { preprocessed } = this.#unitAtWork(capacity);
    this.#receiver.share(gain);
    preprocessed.append(gain);
    return preprocessed;
  }

  #entries(rows: OutlineRows): readonly OutlineEntry[] {
    const entries = outlineEntries(rows);
    for (const entry of entries) this.#unitAtWork(0).outline.push(entry);
    return entries;
  }

  #receive(): FromFront {
    for (;;) {
      const message = this.channel.receive();
      if (message.kind === "progress") this.onHeader(message.done, message.total);
      else if (message.kind === "failure") throw new Error(`the front thread failed: ${message.text}`);
      else return message;
    }
  }

  #intern(text: string): void {
    this.channel.post({ kind: "intern", text });
    let answer = this.#receive();
    for (; answer.kind === "expanded"; answer = this.#receive()) this.#enter(answer);
    if (answer.kind !== "interned") throw new Error(`the front thread gives ${answer.kind} for a spelling`);
    this.#receiver.share(answer.gain);
  }

  /** Asks for expansions, which come in the order of the questions. @returns the question's id */
  #ask(what: "expandObjectMacros" | "expandTexts", texts: readonly string[], longest?: number): number {
    const id = this.#asked++;
    this.channel.post({ kind: "expand", id, what, texts, longest });
    return id;
  }

  #answer(id: number): ExpandedMacros {
    for (;;) {
      const macros = this.#answers.get(id);
      if (macros !== undefined) {
        this.#answers.delete(id);
        return macros;
      }
      const message = this.#receive();
      if (message.kind !== "expanded") throw new Error(`the front thread gives ${message.kind} for expansions`);
      this.#enter(message);
    }
  }

  #enter({ id, gain, expansions, macros }: FromFront & { readonly kind: "expanded" }): void {
    this.#receiver.share(gain);
    this.#atWork?.preprocessed.expansions.append(expansions);
    this.#answers.set(id, macros);
  }
}

/** What a RemoteExpander asks by. */
interface Questions {
  ask(what: "expandObjectMacros" | "expandTexts", texts: readonly string[], longest?: number): number;
  answer(id: number): ExpandedMacros;
  unit(): ReceivedUnit;
}

class RemoteExpander implements UnitExpander {
  #announced: { readonly texts: readonly string[]; readonly id: number } | undefined;

  constructor(private readonly questions: Questions) {}

  expandObjectMacros(names: readonly string[]): ExpandedMacros {
    return this.questions.answer(this.questions.ask("expandObjectMacros", names));
  }

  announceTexts(texts: readonly string[], longest?: number): void {
    this.#announced = { texts, id: this.questions.ask("expandTexts", texts, longest) };
  }

  expandTexts(texts: readonly string[], longest?: number): ExpandedMacros {
    const begun = this.#announced?.texts === texts ? this.#announced.id : undefined;
    return this.questions.answer(begun ?? this.questions.ask("expandTexts", texts, longest));
  }

  get expansions(): ExpansionTable {
    return this.questions.unit().expansions;
  }

  isMacro(name: string): boolean {
    const { active, builtIn } = this.questions.unit();
    return active.has(name) || builtIn.has(name);
  }
}
