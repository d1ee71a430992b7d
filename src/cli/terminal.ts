/**
 * The two streams that a command writes to, as an interface: tests read them from memory, `process-terminal.ts` makes the real one.
 * Colour and progress exist only on terminals.
 */
export interface Stream {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly hasColour: boolean;
  /** Columns of the terminal; 80 where unknown. */
  readonly columns: number;
}

/** For text that is kept. */
export const plainStream: Stream = { write() {}, isTerminal: false, hasColour: false, columns: 80 };

export interface Terminal {
  readonly out: Stream;
  readonly error: Stream;
}

export type Style = "bold" | "red" | "yellow" | "cyan" | "green" | "dim";

const codes: Readonly<Record<Style, string>> = {
  bold: "1",
  red: "1;31",
  yellow: "1;33",
  cyan: "1;36",
  green: "1;32",
  dim: "2",
};

export function styled(stream: Pick<Stream, "hasColour">, style: Style, text: string): string {
  return stream.hasColour ? `\x1b[${codes[style]}m${text}\x1b[0m` : text;
}

/** Text from a header, safe to show: latin1 bytes as the UTF-8 they usually are, control characters as "?". */
export function shown(text: string): string {
  const bytes = Buffer.from(text, "latin1");
  const decoded = isLatin1(text) ? bytes.toString("utf8") : text;
  return decoded.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "?");
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}
