/** How kpigen ends. Documented in `--help` and in docs/cli.md. */
export const ExitCode = {
  done: 0,
  /** Items were left out and `--strict` was given, or a check of `verify` failed. */
  incomplete: 1,
  /** Bad usage, unusable input, or an output that could not be written. */
  usage: 2,
  /** kpigen itself failed: a bug (sysexits.h: EX_SOFTWARE). */
  bug: 70,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
