/**
 * Tokens of a kernel configuration file, as config(8)'s scanner cuts them (usr.sbin/config/lang.l, described in config(5)).
 *
 * Two rules surprise: a line that begins with a blank continues the one before, and after `=` or `+=` everything up to the next
 * blank or `#` is one value, commas included. As with lex, the longest match wins and, among equals, the earlier rule.
 */
export type ConfigurationToken =
  | { readonly kind: "word"; readonly text: string; readonly at: number }
  | { readonly kind: "keyword"; readonly keyword: Keyword; readonly text: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly text: string; readonly at: number }
  | { readonly kind: "path"; readonly text: string; readonly at: number }
  | { readonly kind: "environment"; readonly text: string; readonly at: number }
  | { readonly kind: "=" | "+=" | "," | "end of line" | "end of file"; readonly at: number }
  | { readonly kind: "stray"; readonly text: string; readonly at: number };

/** Directives by their spelling: config(8) takes several in singular and plural. */
const keywords = new Map([
  ["cpu", "cpu"],
  ["nocpu", "nocpu"],
  ["device", "device"],
  ["devices", "device"],
  ["nodevice", "nodevice"],
  ["nodevices", "nodevice"],
  ["env", "env"],
  ["envvar", "envvar"],
  ["hints", "hints"],
  ["ident", "ident"],
  ["machine", "machine"],
  ["makeoption", "makeoptions"],
  ["makeoptions", "makeoptions"],
  ["nomakeoption", "nomakeoption"],
  ["nomakeoptions", "nomakeoption"],
  ["maxusers", "maxusers"],
  ["profile", "profile"],
  ["option", "options"],
  ["options", "options"],
  ["nooption", "nooptions"],
  ["nooptions", "nooptions"],
  ["include", "include"],
  ["files", "files"],
] as const);

export type Keyword = typeof keywords extends Map<string, infer V> ? V : never;

const rules = {
  value: /[^# \t\n]*/y,
  identifier: /[A-Za-z_][-A-Za-z_0-9]*/y,
  escapedQuote: /\\"[^"]*\\"/y,
  quote: /"[^"]+"/y,
  octal: /0[0-7]*/y,
  hexadecimal: /0x[0-9a-fA-F]+/y,
  decimal: /-?[1-9][0-9]*/y,
  path: /[./][-/.%^A-Za-z_0-9]+/y,
  blank: /[ \t\f]+/y,
  comment: /#[^\n]*/y,
  environment: /[^#\n]*/y,
};

function match(rule: RegExp, text: string, at: number): string {
  rule.lastIndex = at;
  return rule.exec(text)?.[0] ?? "";
}

/** Tokens of a whole file, "end of file" last. Bytes that config(8) has no rule for become `stray`. */
export function configurationTokens(text: string): readonly ConfigurationToken[] {
  const tokens: ConfigurationToken[] = [];
  let at = 0;
  let valueNext = false;
  while (at < text.length) {
    const skipped = match(rules.blank, text, at) || match(rules.comment, text, at);
    if (skipped !== "") {
      at += skipped.length;
      continue;
    }
    if (text[at] === "\n") {
      const next = text[at + 1];
      if (next !== " " && next !== "\t") tokens.push({ kind: "end of line", at });
      at++;
      continue;
    }
    const { token, length } = tokenAt(text, at, valueNext);
    tokens.push(token);
    at += length;
    const punctuation = token.kind === "=" || token.kind === "+=";
    if (punctuation) valueNext = true;
    else if (token.kind !== "number" && token.kind !== "," && token.kind !== "end of line") valueNext = false;
    if (token.kind === "keyword" && token.keyword === "envvar") {
      const line = match(rules.environment, text, at);
      if (line.trim() !== "") tokens.push({ kind: "environment", text: line.trim(), at });
      at += line.length;
    }
  }
  tokens.push({ kind: "end of file", at: text.length });
  return tokens;
}

function tokenAt(text: string, at: number, valueNext: boolean): { token: ConfigurationToken; length: number } {
  const identifier = match(rules.identifier, text, at);
  const escaped = match(rules.escapedQuote, text, at);
  const quoted = escaped === "" ? match(rules.quote, text, at) : escaped;
  const value = valueNext ? match(rules.value, text, at) : "";
  const stronger = Math.max(identifier.length, quoted.length);
  const rest = stronger > 0 ? undefined : restToken(text, at);
  if (value.length > stronger && value.length >= (rest?.length ?? 0)) {
    return { token: { kind: "word", text: value, at }, length: value.length };
  }
  if (identifier !== "") {
    const keyword = keywords.get(identifier as never);
    const token: ConfigurationToken =
      keyword === undefined
        ? { kind: "word", text: identifier, at }
        : { kind: "keyword", keyword, text: identifier, at };
    return { token, length: identifier.length };
  }
  if (quoted !== "") {
    const content = escaped === "" ? quoted.slice(1, -1) : `"${escaped.slice(2, -2)}"`;
    return { token: { kind: "word", text: content, at }, length: quoted.length };
  }
  return rest!;
}

/** The scanner's rules for what is neither an identifier nor quoted. */
function restToken(text: string, at: number): { token: ConfigurationToken; length: number } {
  const hexadecimal = match(rules.hexadecimal, text, at);
  const digits = hexadecimal || match(rules.octal, text, at) || match(rules.decimal, text, at);
  if (digits !== "") {
    const radix = hexadecimal !== "" ? 16 : digits[0] === "0" ? 8 : 10;
    return {
      token: { kind: "number", value: Number.parseInt(digits, radix), text: digits, at },
      length: digits.length,
    };
  }
  const path = match(rules.path, text, at);
  if (path !== "") return { token: { kind: "path", text: path, at }, length: path.length };
  switch (text[at]) {
    case ";":
      return { token: { kind: "end of line", at }, length: 1 };
    case ",":
      return { token: { kind: ",", at }, length: 1 };
    case "=":
      return { token: { kind: "=", at }, length: 1 };
    case "?":
      return { token: { kind: "number", value: -1, text: "?", at }, length: 1 };
    default:
      if (text.startsWith("+=", at)) return { token: { kind: "+=", at }, length: 2 };
      return { token: { kind: "stray", text: text[at], at }, length: 1 };
  }
}
