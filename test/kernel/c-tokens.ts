/** Tokens of C text for comparing two generated headers: comments and layout gone, the ends of directive lines kept. */
export function cTokens(text: string): readonly string[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/\\\n/g, " ");
  const tokens: string[] = [];
  for (const line of plain.split("\n")) {
    const found = line.match(/[A-Za-z_]\w*|\d[\w.]*|"(?:\\.|[^"\\])*"|->|&&|\|\||[^\s\w]/g) ?? [];
    tokens.push(...found);
    if (found[0] === "#") tokens.push("\n");
  }
  return tokens;
}
