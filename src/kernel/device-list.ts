/** Lists of known devices (dev/usb/usbdevs) in, the headers that a build makes of them out, by the rows of rules/device-lists.json. */
import { readRules } from "../base/index.js";

export interface DeviceList {
  /** Its name in the build directory. */
  readonly header: string;
  /** Path of the list below the tree's root. */
  readonly from: string;
  readonly words: readonly DeviceWord[];
}

interface DeviceWord {
  readonly word: string;
  /** How many words behind it are names and numbers; the others are text. */
  readonly fields: number;
  /** What stands behind `#define`. */
  readonly defines: readonly string[];
}

export function deviceLists(): readonly DeviceList[] {
  return readRules<{ readonly lists: readonly DeviceList[] }>("device-lists.json").lists;
}

/**
 * @param text of the list. Its first line is the version of it (`$FreeBSD$`), in a comment or not, or begins a longer comment.
 * @returns the header's text
 */
export function deviceHeader(text: string, words: readonly DeviceWord[]): string {
  return text
    .split("\n")
    .map((line, i) => {
      if (i === 0) return line.startsWith("/*") ? line : "";
      const [first, ...rest] = line.trim().split(/[ \t]+/);
      const found = words.find(({ word }) => word === first);
      return found === undefined ? line : definitions(found, rest);
    })
    .join("\n");
}

function definitions({ fields, defines }: DeviceWord, words: readonly string[]): string {
  const text = described(words.slice(fields));
  return defines
    .map((line) =>
      line.replace(/\{(\d|text)\}/g, (_, key: string) => (key === "text" ? text : (words[+key - 1] ?? ""))),
    )
    .map((line) => `#define\t${line}`)
    .join("\n");
}

/** `a b # c d` → `a b (c d)` */
function described(words: readonly string[]): string {
  const text = words.map((word) => (word === "#" ? "(" : `${word} `)).join("");
  return `${text.trimEnd()}${words.includes("#") ? ")" : ""}`;
}
