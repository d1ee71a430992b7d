/**
 * web-tree-sitter with kpigen's grammar loaded, and its trees read whole. A tree lies in the wasm's memory as subtrees (tree-sitter
 * lib/src/subtree.h at the pinned version); walking that memory takes a twentieth of the time that a TreeCursor takes, which
 * crosses into the wasm several times a node. `checkLayout` proves on every start that the memory still means what it did.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { aliases, chainKinds, NodeKind, nodeNames } from "./node-kind.js";

interface Memory {
  readonly buffer: ArrayBuffer;
}
declare const WebAssembly: {
  Memory: new (limits: { initial: number; maximum: number }) => Memory;
};

/** The wasm's memory. web-tree-sitter has one runtime a process (or worker thread), so there is one memory. */
const memory = new WebAssembly.Memory({ initial: 512, maximum: 32768 });

export interface GrammarRuntime {
  readonly parser: Parser;
  /** NodeKind by the grammar's symbol id; 0 for what leaves no row. */
  readonly kinds: Uint8Array;
}

const grammarFile = new URL("../../grammars/kpi_c.wasm", import.meta.url);

export async function loadGrammar(): Promise<GrammarRuntime> {
  const bytes = readFile(fileURLToPath(grammarFile));
  await Parser.init({ wasmMemory: memory });
  const language = await Language.load(new Uint8Array(await bytes));
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = new Uint8Array(language.nodeTypeCount + 1);
  for (const [name, kind] of [...nodeNames.map((name) => [name, NodeKind[name]] as const), ...aliases]) {
    const id = language.idForNodeType(name, true);
    if (id === null) throw new Error(`the grammar has no node ${name}`);
    kinds[id] = kind;
  }
  checkLayout(parser, kinds);
  return { parser, kinds };
}

// struct TSTree { Subtree root; … }; Subtree: bit 0 set: an inline leaf, else a pointer to SubtreeHeapData, 8 bytes either way.
const inlineBit = 1;
const sizeOffset = 16;
const paddingOffset = 4;
const errorCostOffset = 32;
const childCountOffset = 36;
const symbolOffset = 40;
/** A subtree's children lie right before its heap data. */
const subtreeSize = 8;
/** web-tree-sitter counts UTF-16: two bytes a letter. */
export const letterSize = 2;

/** Visible nodes of a tree in preorder, as columns. Offsets are letters. The buffers are reused by the next `read`. */
export interface TreeRows {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Row after the node's subtree: its next sibling, where there is one. */
  readonly after: Int32Array;
  /** Rows of the unit's children. */
  readonly top: readonly number[];
  /** For each of `top`, the offset where it nests deeper than the limit, or -1. */
  readonly tooDeep: readonly number[];
}

/** Nodes nested deeper than this are refused: lowering recurses, and so does whoever walks the AST. */
const nestingLimit = 1000;

export class TreeReader {
  #kind = new Uint8Array(1 << 16);
  #start: Int32Array = new Int32Array(1 << 16);
  #end: Int32Array = new Int32Array(1 << 16);
  #after: Int32Array = new Int32Array(1 << 16);
  #depthBefore = new Uint16Array(1 << 16);
  #stack: Int32Array = new Int32Array(1 << 12);
  #words = new Uint32Array(memory.buffer);
  readonly #kinds: Uint8Array;
  readonly #isChain = new Uint8Array(256);

  constructor(kinds: Uint8Array) {
    this.#kinds = kinds;
    for (const kind of chainKinds) this.#isChain[kind] = 1;
  }

  /**
   * Reads the children of a tree's root that hold no error; those that do are passed over.
   * @param base added to every offset
   */
  read(tree: Tree, base: number): TreeRows {
    if (this.#words.buffer !== memory.buffer) this.#words = new Uint32Array(memory.buffer);
    const words = this.#words;
    const top: number[] = [];
    const tooDeep: number[] = [];
    let count = 0;
    // The root and its repetitions, which are hidden, are unfolded; each of their visible children is read by itself.
    const address = (tree as unknown as readonly number[])[0];
    const pending: number[] = [];
    const unfold = (subtree: number) => {
      const data = words[subtree >> 2];
      const children = words[(data + childCountOffset) >> 2];
      for (let k = 1; k <= children; k++) pending.push(data - k * subtreeSize);
    };
    let position = 0;
    const root = words[address >> 2];
    if ((root & inlineBit) === 0) unfold(address);
    for (let subtree = pending.pop(); subtree !== undefined; subtree = pending.pop()) {
      const data = words[subtree >> 2];
      if ((data & inlineBit) !== 0) {
        const sizes = words[(subtree + 4) >> 2];
        position += (((sizes >> 16) & 255) + (sizes >>> 24)) / letterSize;
        continue;
      }
      const symbol = words[(data + symbolOffset) >> 2] & 0xffff;
      const children = words[(data + childCountOffset) >> 2];
      if (symbol < this.#kinds.length && this.#kinds[symbol] === 0 && children > 0) {
        unfold(subtree);
        continue;
      }
      const padding = words[(data + paddingOffset) >> 2] / letterSize;
      const size = words[(data + sizeOffset) >> 2] / letterSize;
      if (words[(data + errorCostOffset) >> 2] === 0 && children > 0) {
        top.push(count);
        count = this.#subtree(subtree, base + position + padding, count, tooDeep);
      }
      position += padding + size;
    }
    return { count, kind: this.#kind, start: this.#start, end: this.#end, after: this.#after, top, tooDeep };
  }

  /** Reads one subtree without errors: every leaf is one letter, so positions are counted, not read. */
  #subtree(root: number, position: number, firstRow: number, tooDeep: number[]): number {
    const words = this.#words;
    const kinds = this.#kinds;
    let stack = this.#stack;
    let depth = 0;
    let deepAt = -1;
    let row = firstRow;
    let top = 0;
    stack[top++] = root;
    while (top > 0) {
      const subtree = stack[--top];
      if (subtree < 0) {
        const closed = ~subtree;
        this.#end[closed] = position;
        this.#after[closed] = row;
        depth = this.#depthBefore[closed];
        continue;
      }
      const data = words[subtree >> 2];
      if ((data & inlineBit) !== 0) {
        const kind = kinds[(data >> 8) & 255];
        if (kind !== 0) {
          if (row === this.#kind.length) this.#grow();
          this.#kind[row] = kind;
          this.#start[row] = position;
          this.#end[row] = position + 1;
          this.#after[row] = row + 1;
          row++;
        }
        position++;
        continue;
      }
      const children = words[(data + childCountOffset) >> 2];
      if (top + children + 1 > stack.length) stack = this.#growStack(top + children + 1);
      const kind = kinds[words[(data + symbolOffset) >> 2] & 0xffff];
      if (kind !== 0) {
        if (row === this.#kind.length) this.#grow();
        this.#kind[row] = kind;
        this.#start[row] = position;
        this.#depthBefore[row] = depth;
        const chained = this.#isChain[kind] !== 0 && row > firstRow && this.#isChain[this.#kind[row - 1]] !== 0;
        if (!chained && depth < nestingLimit) depth++;
        if (depth === nestingLimit && deepAt < 0) deepAt = position;
        stack[top++] = ~row;
        row++;
      }
      for (let k = 1; k <= children; k++) stack[top++] = data - k * subtreeSize;
      if (children === 0) position += words[(data + sizeOffset) >> 2] / letterSize;
    }
    tooDeep.push(deepAt);
    return row;
  }

  #grow(): void {
    const length = this.#kind.length * 2;
    const kind = new Uint8Array(length);
    kind.set(this.#kind);
    this.#kind = kind;
    const depth = new Uint16Array(length);
    depth.set(this.#depthBefore);
    this.#depthBefore = depth;
    const copy = (old: Int32Array) => {
      const grown = new Int32Array(length);
      grown.set(old);
      return grown;
    };
    this.#start = copy(this.#start);
    this.#end = copy(this.#end);
    this.#after = copy(this.#after);
  }

  #growStack(needed: number): Int32Array {
    const grown = new Int32Array(Math.max(needed, this.#stack.length * 2));
    grown.set(this.#stack);
    this.#stack = grown;
    return grown;
  }
}

/** Rows of a sample read both ways must be equal; else web-tree-sitter's memory is not what this file says it is. */
function checkLayout(parser: Parser, kinds: Uint8Array): void {
  const sample = 't*i(bi,St*i[0+z(t)]);Si{Ui:0;bi,i:0;};1i(i,0)*i.i[0]+\'?"":i;bi(i)bi;B';
  const tree = parser.parse(sample);
  if (tree === null || tree.rootNode.hasError) throw new Error("the grammar does not parse its own sample");
  const rows = new TreeReader(kinds).read(tree, 0);
  const cursor = tree.walk();
  const seen: number[] = [];
  for (let more = cursor.gotoFirstChild(); more; ) {
    const kind = kinds[cursor.nodeTypeId];
    if (kind !== 0) seen.push(kind, cursor.startIndex, cursor.endIndex);
    more = cursor.gotoFirstChild() || cursor.gotoNextSibling();
    while (!more && cursor.gotoParent()) more = cursor.gotoNextSibling();
  }
  cursor.delete();
  tree.delete();
  const read: number[] = [];
  for (let row = 0; row < rows.count; row++) read.push(rows.kind[row], rows.start[row], rows.end[row]);
  if (seen.length === 0 || seen.join() !== read.join())
    throw new Error("web-tree-sitter's trees are laid out otherwise than in the version that kpigen is made for");
}
