/**
 * What C declares under a name, so that a name that is not reached can say why. In: a unit's program and its macro definitions; out: names
 * that the headers know at all, those that name members, and macros that leave nothing to translate.
 */
import { type MacroDefinition, type SpellingTable, TokenKind } from "../preprocess/index.js";
import type { CProgram } from "../semantics/index.js";

export interface DeclaringUnit {
  readonly program: CProgram;
  readonly macros: readonly MacroDefinition[];
}

export interface DeclaredNames {
  readonly known: ReadonlySet<string>;
  /** Macros that stand for members: `#define td_retval td_uretoff.tdu_retval`. */
  readonly memberPaths: ReadonlySet<string>;
  /** Macros that are attributes, qualifiers and specifiers only: `__unused`. */
  readonly syntaxOnly: ReadonlySet<string>;
}

export function declaredNames(units: readonly DeclaringUnit[], spellings: SpellingTable): DeclaredNames {
  const known = new Set<string>();
  const memberPaths = new Set<string>();
  const syntaxOnly = new Set<string>();
  for (const { program, macros } of units) {
    for (const one of program.functions) known.add(one.name);
    for (const one of program.variables) known.add(one.name);
    for (const one of program.typedefs) known.add(one.name);
    for (const one of program.records) if (one.tag !== undefined) known.add(one.tag);
    for (const one of program.enums) {
      if (one.tag !== undefined) known.add(one.tag);
      for (const { name } of one.enumerators) known.add(name);
    }
    for (const one of program.macros) {
      known.add(one.name);
      if (one.meaning.kind === "member-path") memberPaths.add(one.name);
    }
    const active = new Map<string, MacroDefinition>();
    for (const { id } of program.functionMacros) active.set(macros[id].name, macros[id]);
    for (const { id } of program.macros) active.set(macros[id].name, macros[id]);
    const syntax = new SyntaxMacros(active, spellings);
    for (const { name } of active.values()) {
      known.add(name);
      if (syntax.isSyntax(name)) syntaxOnly.add(name);
    }
  }
  return { known, memberPaths, syntaxOnly };
}

/** C11 6.7.1, 6.7.3, 6.7.4, typeof, and their other spellings in GNU C: they say how something is declared, and have no value and no type. */
const specifiers: ReadonlySet<string> = new Set(
  (
    "inline __inline __inline__ static extern register _Noreturn _Thread_local __thread const __const __const__ volatile __volatile " +
    "__volatile__ restrict __restrict __restrict__ __extension__ typeof __typeof __typeof__"
  ).split(" "),
);

/** These are followed by their arguments. */
const attributes: ReadonlySet<string> = new Set(["__attribute__", "__attribute", "_Alignas"]);

/** Macros all of whose replacement is specifiers and attributes, or nothing at all where they have no parameters. */
class SyntaxMacros {
  readonly #known = new Map<string, boolean>();

  constructor(
    private readonly active: ReadonlyMap<string, MacroDefinition>,
    private readonly spellings: SpellingTable,
  ) {}

  isSyntax(name: string): boolean {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const definition = this.active.get(name);
    // a macro that meets itself is its own last word (C11 6.10.3.4p2), which is none of those
    this.#known.set(name, false);
    const found = definition !== undefined && this.#isSyntaxBody(definition);
    this.#known.set(name, found);
    return found;
  }

  #isSyntaxBody({ body, parameters }: MacroDefinition): boolean {
    if (body.length === 0) return parameters === undefined;
    const { text } = this.spellings;
    for (let at = 0; at < body.length; ) {
      const token = body[at++];
      const word = text[token.spelling];
      if (token.kind !== TokenKind.identifier) return false;
      if (specifiers.has(word)) continue;
      const isMacro = this.isSyntax(word);
      if (!isMacro && !attributes.has(word)) return false;
      const takesArguments = !isMacro || this.active.get(word)?.parameters !== undefined;
      if (!takesArguments) continue;
      if (at === body.length || text[body[at].spelling] !== "(") return false;
      let depth = 0;
      do {
        const spelling = text[body[at++].spelling];
        if (spelling === "(") depth++;
        if (spelling === ")") depth--;
      } while (depth > 0 && at < body.length);
    }
    return true;
  }
}
