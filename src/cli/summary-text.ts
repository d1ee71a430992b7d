/** The one summary at the end, for people: what there is, what was left out and why, how the time went, where it was written. */
import type { GenerationSummary, PhaseTime } from "../generation.js";
import type { LeftOut } from "../rust/index.js";
import type { HeaderFate } from "../unit/index.js";
import { type Stream, shown, styled } from "./terminal.js";

export interface RunSummary {
  /** `FreeBSD 14.0-STABLE amd64 GENERIC`, `x86_64-unknown-freebsd`. */
  readonly title: string;
  /** The lines of `contentsText`. */
  readonly contents: string;
  /** Where the time went; undefined if there was nothing to do. */
  readonly phases: readonly PhaseTime[] | undefined;
  readonly totalMilliseconds: number;
  /** Where the result is; undefined on stdout. */
  readonly writtenTo: string | undefined;
}

const mostReasons = 8;
const examplesOfReason = 3;

export function summaryText(summary: RunSummary, stream: Stream): string {
  const { title, contents, phases, totalMilliseconds, writtenTo } = summary;
  const parts = phases?.map(({ name, milliseconds }) => `${name} ${seconds(milliseconds)}`) ?? ["nothing has changed"];
  const time = `${seconds(totalMilliseconds)} s${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
  const lines = [styled(stream, "bold", title), contents, `  time      ${time}`];
  if (phases === undefined) lines.push(`  left as it was  ${writtenTo} (--no-cache writes it again)`);
  else if (writtenTo !== undefined) lines.push(`  written   ${writtenTo}`);
  return `${lines.join("\n")}\n`;
}

/** What there is and what was left out. */
export function contentsText({ fates, counts, leftOut }: GenerationSummary, verbose: boolean): string {
  const items = `  items     ${countsText(counts)}`;
  return [...headerLines(fates, verbose), items, ...leftOutLines(leftOut, verbose)].join("\n");
}

export function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${grouped(count)} ${kind}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** 19076 → "19,076". */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function headerLines(fates: ReadonlyMap<string, HeaderFate>, verbose: boolean): readonly string[] {
  if (fates.size === 0) return [];
  const own: string[] = [];
  const refused: string[] = [];
  for (const [name, fate] of fates) {
    if (fate.kind === "own") own.push(`${name}: ${fate.why}`);
    else if (fate.kind === "refused") refused.push(`${name}: ${fate.why}`);
  }
  const common = fates.size - own.length - refused.length;
  const parts = [`${grouped(fates.size)} (${grouped(common)} in the common unit`];
  if (own.length > 0) parts.push(`${grouped(own.length)} in units of their own`);
  if (refused.length > 0) parts.push(`${grouped(refused.length)} refused`);
  const lines = [`  headers   ${parts.join(", ")})`];
  lines.push(...listed("own unit", own, verbose), ...listed("refused", refused, verbose));
  return lines;
}

function listed(label: string, texts: readonly string[], verbose: boolean): readonly string[] {
  const most = verbose ? texts.length : mostReasons;
  const lines = texts.slice(0, most).map((text) => `    ${label}: ${shown(text)}`);
  if (texts.length > most) lines.push(`    ${label}: and ${texts.length - most} more (--verbose or --json)`);
  return lines;
}

/** By reason, most frequent first. */
function leftOutLines(leftOut: readonly LeftOut[], verbose: boolean): readonly string[] {
  if (leftOut.length === 0) return ["  left out  nothing"];
  const reasons = new Map<string, LeftOut[]>();
  for (const item of leftOut) {
    // Reasons that differ only in the name they quote are one.
    const reason = `${item.what}: ${item.why.replace(/'[^']+'|"[^"]+"|`[^`]+`/g, "'…'")}`;
    const group = reasons.get(reason);
    if (group === undefined) reasons.set(reason, [item]);
    else group.push(item);
  }
  const ordered = [...reasons].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const lines = [`  left out  ${grouped(leftOut.length)}`];
  const most = verbose ? ordered.length : mostReasons;
  for (const [reason, items] of ordered.slice(0, most)) {
    const examples = items.slice(0, verbose ? items.length : examplesOfReason).map((i) => `${i.name} ${i.place}`);
    const more = items.length > examples.length ? ", …" : "";
    lines.push(`    ${grouped(items.length).padStart(6)}  ${shown(reason)} (${shown(examples.join(", "))}${more})`);
  }
  if (ordered.length > most) {
    const rest = ordered.slice(most).reduce((sum, [, items]) => sum + items.length, 0);
    lines.push(`    ${grouped(rest).padStart(6)}  for ${ordered.length - most} other reasons (--verbose or --json)`);
  }
  return lines;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
