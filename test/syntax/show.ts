/** AST as S-expressions, for tests that say what a construct is: short, and every kind in it. */
import type {
  Attribute,
  BlockItem,
  DeclarationSpecifiers,
  Declarator,
  Designator,
  Expression,
  ExternalDeclaration,
  Initializer,
  MemberDeclaration,
  TypeName,
  TypeSpecifier,
} from "../../src/syntax/index.js";

const join = (...parts: readonly (string | undefined)[]) =>
  `(${parts.filter((part) => part !== undefined && part !== "").join(" ")})`;

export function showExpression(e: Expression): string {
  switch (e.kind) {
    case "number":
    case "character":
      return e.text;
    case "string":
      return e.pieces.join("~");
    case "name":
      return e.name;
    case "call":
      return join("call", showExpression(e.callee), ...e.arguments.map(showExpression));
    case "member":
      return join(e.arrow ? "->" : ".", showExpression(e.of), e.name);
    case "subscript":
      return join("[]", showExpression(e.of), showExpression(e.index));
    case "unary":
      return join(e.operator, showExpression(e.of));
    case "postfix":
      return join("post", e.operator, showExpression(e.of));
    case "binary":
    case "assignment":
      return join(e.operator, showExpression(e.left), showExpression(e.right));
    case "conditional":
      return join(
        "?",
        showExpression(e.condition),
        e.then === undefined ? "_" : showExpression(e.then),
        showExpression(e.else),
      );
    case "cast":
      return join("cast", showType(e.type), showExpression(e.of));
    case "compound-literal":
      return join("literal", showType(e.type), showInitializer(e.initializer));
    case "sizeof-expression":
    case "alignof-expression":
      return join(e.kind, showExpression(e.of));
    case "sizeof-type":
    case "alignof-type":
      return join(e.kind, showType(e.type));
    case "offsetof":
      return join("offsetof", showType(e.type), ...e.path.map(showDesignator));
    case "statement-expression":
      return join("({", ...e.body.items.map(showItem));
    case "generic":
      return join(
        "generic",
        showExpression(e.control),
        ...e.associations.map(
          (a) => `${a.type === undefined ? "default" : showType(a.type)}:${showExpression(a.value)}`,
        ),
      );
    case "types-compatible":
      return join("compatible", showType(e.left), showType(e.right));
    case "va-arg":
      return join("va-arg", showExpression(e.list), showType(e.type));
    case "choose":
      return join("choose", showExpression(e.condition), showExpression(e.then), showExpression(e.else));
    case "label-address":
      return join("&&", e.label);
  }
}

function showDesignator(d: Designator): string {
  if (d.kind === "member") return `.${d.name}`;
  return `[${showExpression(d.index)}${d.last === undefined ? "" : `...${showExpression(d.last)}`}]`;
}

function showInitializer(i: Initializer): string {
  if (i.kind !== "initializer-list") return showExpression(i);
  return `{${i.items.map((item) => item.designators.map(showDesignator).join("") + (item.designators.length > 0 ? "=" : "") + showInitializer(item.value)).join(" ")}}`;
}

const showAttribute = (a: Attribute): string =>
  `@${a.name}${a.arguments.length === 0 ? "" : `(${a.arguments.map((x) => (x.kind === "type-argument" ? `type ${showType(x.type)}` : showExpression(x))).join(" ")})`}`;

function showSpecifier(t: TypeSpecifier): string {
  switch (t.kind) {
    case "basic":
      return t.words.join("-");
    case "typedef-name":
      return `'${t.name}`;
    case "record":
      return join(
        t.tagKind,
        t.tag?.name,
        ...t.attributes.map(showAttribute),
        t.pragmas.pack === 0 ? undefined : `pack${t.pragmas.pack}`,
        t.members === undefined ? undefined : `{${t.members.map(showMember).join("; ")}}`,
      );
    case "enum":
      return join(
        "enum",
        t.tag?.name,
        ...t.attributes.map(showAttribute),
        t.underlying === undefined ? undefined : `: ${showType(t.underlying)}`,
        t.enumerators === undefined
          ? undefined
          : `{${t.enumerators.map((e) => [e.name, ...e.attributes.map(showAttribute), ...(e.value === undefined ? [] : [showExpression(e.value)])].join(" ")).join(", ")}}`,
      );
    case "typeof-expression":
      return join("typeof", showExpression(t.expression));
    case "typeof-type":
      return join("typeof", showType(t.type));
    case "atomic":
      return join("atomic", showType(t.type));
    default:
      return t.kind;
  }
}

function showQualifiers(q: DeclarationSpecifiers["qualifiers"]): string {
  return [q.const && "const", q.volatile && "volatile", q.restrict && "restrict", q.atomic && "_Atomic"]
    .filter(Boolean)
    .join(" ");
}

function showSpecifiers(s: DeclarationSpecifiers): string {
  return [
    s.storage,
    s.threadLocal ? "thread" : "",
    s.inline ? "inline" : "",
    s.noreturn ? "noreturn" : "",
    showQualifiers(s.qualifiers),
    showSpecifier(s.type),
    ...s.attributes.map(showAttribute),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}

/** Read from the name outwards: `x[3]->int`. */
function showDeclarator(d: Declarator): string {
  switch (d.kind) {
    case "name":
      return d.name;
    case "abstract":
      return "_";
    case "pointer":
      return join("*", showQualifiers(d.qualifiers), ...d.attributes.map(showAttribute), showDeclarator(d.to));
    case "block-pointer":
      return join("^", showQualifiers(d.qualifiers), showDeclarator(d.to));
    case "array":
      return join(
        "array",
        d.static ? "static" : "",
        showQualifiers(d.qualifiers),
        typeof d.size === "string" ? d.size : showExpression(d.size),
        showDeclarator(d.of),
      );
    case "function":
      return join(
        d.prototype ? "function" : "function?",
        showDeclarator(d.of),
        ...d.parameters.map(
          (p) =>
            `[${[showSpecifiers(p.specifiers), showDeclarator(p.declarator), ...p.attributes.map(showAttribute)].join(" ")}]`,
        ),
        ...d.oldStyle.map((name) => name.name),
        d.variadic ? "..." : "",
      );
    case "attributed":
      return join("attributed", ...d.attributes.map(showAttribute), showDeclarator(d.of));
  }
}

export const showType = (t: TypeName): string =>
  `${showSpecifiers(t.specifiers)}${t.declarator.kind === "abstract" ? "" : ` ${showDeclarator(t.declarator)}`}`;

function showMember(m: MemberDeclaration): string {
  if (m.kind === "static-assert") return join("assert", showExpression(m.condition));
  const declarators = m.declarators.map((d) =>
    [
      d.declarator === undefined ? "_" : showDeclarator(d.declarator),
      ...(d.width === undefined ? [] : [`:${showExpression(d.width)}`]),
      ...d.attributes.map(showAttribute),
    ].join(" "),
  );
  return [showSpecifiers(m.specifiers), declarators.join(", ")].join(" ").trim();
}

export function showDeclaration(d: ExternalDeclaration): string {
  switch (d.kind) {
    case "declaration": {
      const declarators = d.declarators.map((i) =>
        [
          showDeclarator(i.declarator),
          ...(i.asmLabel === undefined ? [] : [`asm"${i.asmLabel}"`]),
          ...i.attributes.map(showAttribute),
          ...(i.initializer === undefined ? [] : [`= ${showInitializer(i.initializer)}`]),
        ].join(" "),
      );
      return `${[showSpecifiers(d.specifiers), declarators.join(", ")].join(" ").trim()};`;
    }
    case "function-definition":
      return [
        showSpecifiers(d.specifiers),
        showDeclarator(d.declarator),
        ...(d.asmLabel === undefined ? [] : [`asm"${d.asmLabel}"`]),
        ...d.attributes.map(showAttribute),
        ...d.parameterDeclarations.map(showDeclaration),
        "{}",
      ].join(" ");
    case "static-assert":
      return join("assert", showExpression(d.condition), d.message);
    case "file-asm":
      return join("asm", JSON.stringify(d.text));
    case "empty":
      return ";";
  }
}

export function showItem(s: BlockItem | undefined): string {
  if (s === undefined) return "_";
  switch (s.kind) {
    case "declaration":
    case "function-definition":
    case "static-assert":
      return showDeclaration(s);
    case "compound":
      return join("{", ...s.items.map(showItem));
    case "expression":
      return s.expression === undefined ? ";" : `${showExpression(s.expression)};`;
    case "if":
      return join(
        "if",
        showExpression(s.condition),
        showItem(s.then),
        s.else === undefined ? undefined : showItem(s.else),
      );
    case "while":
      return join("while", showExpression(s.condition), showItem(s.body));
    case "do":
      return join("do", showItem(s.body), showExpression(s.condition));
    case "for": {
      const init =
        s.init === undefined ? "_" : s.init.kind === "declaration" ? showDeclaration(s.init) : showExpression(s.init);
      const optional = (e: Expression | undefined) => (e === undefined ? "_" : showExpression(e));
      return join("for", init, optional(s.condition), optional(s.step), showItem(s.body));
    }
    case "switch":
      return join("switch", showExpression(s.on), showItem(s.body));
    case "case":
      return join(
        "case",
        showExpression(s.value),
        s.last === undefined ? undefined : `...${showExpression(s.last)}`,
        showItem(s.body),
      );
    case "default":
      return join("default", showItem(s.body));
    case "label":
      return join("label", s.name, ...s.attributes.map(showAttribute), showItem(s.body));
    case "local-labels":
      return join("__label__", ...s.names);
    case "goto":
      return join("goto", s.target);
    case "computed-goto":
      return join("goto*", showExpression(s.target));
    case "break":
    case "continue":
      return s.kind;
    case "return":
      return join("return", s.value === undefined ? undefined : showExpression(s.value));
    case "asm": {
      const operands = (list: typeof s.outputs) =>
        list.map((o) => `${o.name ?? ""}"${o.constraint}"${showExpression(o.value)}`).join(" ");
      return join(
        "asm",
        s.volatile ? "volatile" : "",
        s.goto ? "goto" : "",
        s.inline ? "inline" : "",
        s.extended ? "" : "basic",
        JSON.stringify(s.template),
        `out(${operands(s.outputs)})`,
        `in(${operands(s.inputs)})`,
        `clobbers(${s.clobbers.join(" ")})`,
        `labels(${s.labels.join(" ")})`,
      );
    }
    case "attribute":
      return join("attribute", ...s.attributes.map(showAttribute));
  }
}
