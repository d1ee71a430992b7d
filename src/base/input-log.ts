/**
 * What a run saw of the disk: for each question asked of it (`content /usr/src/sys/sys/buf.h`), a digest of the answer. Nothing that was
 * asked has changed if asking again gives the same answers.
 */
export type InputLog = ReadonlyMap<string, string>;

/** Each kind is asked in one way only: a file's bytes, a directory's names and their kinds, what a path is. */
export type InputKind = "content" | "listing" | "status";

export const inputQuestion = (kind: InputKind, path: string): string => `${kind} ${path}`;

export function parseQuestion(question: string): { readonly kind: InputKind; readonly path: string } {
  const space = question.indexOf(" ");
  return { kind: question.slice(0, space) as InputKind, path: question.slice(space + 1) };
}

/** Enters an answer. Where another one was given before, the disk changed meanwhile: then the answer is one that never comes again. */
export function noteInput(log: Map<string, string>, question: string, answer: string): void {
  const before = log.get(question);
  log.set(question, before === undefined || before === answer ? answer : "changed");
}

/** What several saw who looked at the same disk. */
export function joinInputs(...logs: readonly InputLog[]): InputLog {
  const joined = new Map<string, string>();
  for (const log of logs) for (const [question, answer] of log) noteInput(joined, question, answer);
  return joined;
}
