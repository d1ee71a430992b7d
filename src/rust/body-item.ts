/**
 * Items that have a body: inline functions, and macros that stand for expressions. In: jobs, each with a TypedBody or the reason why there is none.
 * Out: function items, or constants where a job asks for one; what has no translation, and whatever calls it, is left out with the reason.
 */
import type { BodyOutcome, FunctionType, Origin, TypeId } from "../semantics/index.js";
import { type TranslatedBody, translateBody } from "./body/index.js";
import type { BodyWorld } from "./body-scope.js";
import type { LeftOut, RustItem } from "./rust-crate.js";
import { rustName } from "./rust-name.js";
import { type BuiltItem, built, docOf, keyOf, leaveOut, type Translation } from "./translation.js";

export interface BodyJob {
  readonly what: LeftOut["what"];
  readonly name: string;
  readonly type: FunctionType;
  readonly noreturn: boolean;
  readonly origin: Origin;
  /** Undefined where the body was not understood. */
  readonly outcome: BodyOutcome | undefined;
  /** Doc lines of kpigen's own. */
  readonly notes: readonly string[];
  /** Another item than a function, made of the translated body. */
  readonly item?: (body: TranslatedBody) => RustItem | undefined;
}

/** What stands in front of a body that only returns a value. */
export function withoutParameters(returns: TypeId): FunctionType {
  return { kind: "function", returns, parameters: [], variadic: false, prototype: true, noreturn: false };
}

export function bodyItems(t: Translation, jobs: readonly BodyJob[], world: BodyWorld): BuiltItem[] {
  const refused = new Map<string, string>();
  const translated = new Map<string, TranslatedBody>();
  for (const job of jobs) {
    const made = jobBody(t, job, world);
    if (typeof made === "string") refused.set(job.name, made);
    else translated.set(job.name, made);
  }
  refuseCallers(translated, refused);
  const items: BuiltItem[] = [];
  for (const job of jobs) {
    const body = translated.get(job.name);
    if (body === undefined) leaveOut(t, job.what, job.name, job.origin, refused.get(job.name) ?? "");
    else items.push(builtItem(t, job, body));
  }
  return items;
}

/** @returns why there is none */
function jobBody(translation: Translation, job: BodyJob, world: BodyWorld): TranslatedBody | string {
  const { outcome } = job;
  if (outcome?.kind !== "typed") return outcome === undefined ? "its body was not understood" : outcome.refusal.why;
  const made = translateBody({ translation, ...world, function: job, body: outcome.body });
  return made.kind === "translated" ? made : made.refusal.why;
}

/** What refers to a function without a translation has none either. */
function refuseCallers(translated: Map<string, TranslatedBody>, refused: Map<string, string>): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, body] of translated) {
      const missing = body.values.find((one) => refused.has(one));
      if (missing === undefined) continue;
      refused.set(name, `needs ${missing}, which is left out`);
      translated.delete(name);
      changed = true;
    }
  }
}

function builtItem(t: Translation, job: BodyJob, body: TranslatedBody): BuiltItem {
  const { name, origin, notes } = job;
  const item: RustItem = job.item?.(body) ?? {
    kind: "function",
    key: keyOf(t, "fn", name),
    name: rustName(name),
    generics: [],
    signature: body.signature,
    where: [],
    modifiers: ["pub", "unsafe"],
    attributes: ["inline"],
    body: body.block,
    doc: docOf(t, origin, notes),
  };
  return { ...built(item, name, origin, body.values), helpers: body.helpers, addressTaken: body.addressTaken };
}
