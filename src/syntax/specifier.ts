/** Lowers declaration specifiers: C11 6.7.1 to 6.7.5, struct, union and enum included. */
import type {
  Attribute,
  DeclarationSpecifiers,
  Enumerator,
  EnumSpecifier,
  MemberDeclaration,
  MemberDeclarator,
  Qualifiers,
  RecordPragmas,
  RecordSpecifier,
  StorageClass,
  TypeName,
  TypeSpecifier,
} from "./ast.js";
import { lowerAttribute, lowerTypeAttribute } from "./attribute.js";
import { isDeclarator, lowerDeclarator } from "./declarator.js";
import { lowerExpression, refuseNullptr } from "./expression.js";
import { NodeKind } from "./node-kind.js";
import { lowerStaticAssert } from "./static-assert.js";
import type { SyntaxTree } from "./syntax-tree.js";
import { lowerTypeName } from "./type-name.js";

export const noQualifiers: Qualifiers = { const: false, volatile: false, restrict: false, atomic: false };
export const noAttributes: readonly Attribute[] = [];
export const noPragmas: RecordPragmas = { pack: 0, msStruct: false };

/** Adds a qualifier's word. Nullability says nothing about layout or calls; an address space does, and becomes an attribute. */
export function qualify(tree: SyntaxTree, row: number, to: Qualifiers, attributes: Attribute[]): Qualifiers {
  const word = tree.text(row);
  switch (word) {
    case "const":
    case "__const":
    case "__const__":
      return { ...to, const: true };
    case "volatile":
    case "__volatile":
    case "__volatile__":
      return { ...to, volatile: true };
    case "restrict":
    case "__restrict":
    case "__restrict__":
      return { ...to, restrict: true };
    case "_Atomic":
      return { ...to, atomic: true };
    case "__seg_gs":
    case "__seg_fs":
      attributes.push({ name: word, at: tree.at(row), arguments: [] });
      return to;
    default:
      return to;
  }
}

export function implicitInt(at: number): DeclarationSpecifiers {
  return {
    storage: undefined,
    constexpr: false,
    threadLocal: false,
    inline: false,
    noreturn: false,
    qualifiers: noQualifiers,
    type: { kind: "implicit-int", at },
    attributes: noAttributes,
    at,
  };
}

/** declaration-specifiers (6.7). */
export function lowerSpecifiers(tree: SyntaxTree, row: number): DeclarationSpecifiers {
  const { kind, after } = tree;
  const at = tree.at(row);
  let storage: StorageClass | undefined;
  let constant = false;
  let isAuto = false;
  let threadLocal = false;
  let inline = false;
  let noreturn = false;
  let qualifiers = noQualifiers;
  let type: TypeSpecifier | undefined;
  let words: string[] | undefined;
  let wordsAt = at;
  let attributes: Attribute[] | undefined;
  const end = after[row];
  for (let child = row + 1; child < end; child = after[child]) {
    switch (kind[child]) {
      case NodeKind.basic:
        if (words === undefined) {
          words = [];
          wordsAt = tree.at(child);
        }
        words.push(tree.text(child));
        break;
      case NodeKind.typedef_name:
        type = { kind: "typedef-name", name: tree.text(child), at: tree.at(child) };
        break;
      case NodeKind.storage:
        switch (tree.text(child)) {
          case "inline":
          case "__inline":
          case "__inline__":
            inline = true;
            break;
          case "_Noreturn":
            noreturn = true;
            break;
          case "_Thread_local":
          case "__thread":
          case "thread_local":
            threadLocal = true;
            break;
          case "constexpr":
            qualifiers = { ...qualifiers, const: true };
            constant = true;
            break;
          default: {
            const spelled = tree.text(child);
            // clang: extern with hidden visibility
            const word = (spelled === "__private_extern__" ? "extern" : spelled) as StorageClass;
            if (word === "auto" && tree.c23) {
              isAuto = true;
              break;
            }
            if (storage !== undefined && storage !== word) tree.problem(tree.at(child), `'${word}' after '${storage}'`);
            storage = word;
          }
        }
        break;
      case NodeKind.qualifier:
      case NodeKind.atomic:
        attributes ??= [];
        qualifiers = qualify(tree, child, qualifiers, attributes);
        break;
      case NodeKind.attribute:
      case NodeKind.alignas_specifier:
        attributes ??= [];
        if (type === undefined && words === undefined) attributes.push(lowerAttribute(tree, child));
        else attributes.push(lowerTypeAttribute(tree, child));
        break;
      case NodeKind.record_specifier:
        type = lowerRecord(tree, child);
        break;
      case NodeKind.enum_specifier:
        type = lowerEnum(tree, child);
        break;
      case NodeKind.typeof_specifier: {
        const unqualified = tree.text(child).includes("unqual");
        refuseNullptr(tree, child + 1);
        type =
          kind[child + 1] === NodeKind.type_name
            ? { kind: "typeof-type", type: lowerTypeName(tree, child + 1), unqualified, at: tree.at(child) }
            : {
                kind: "typeof-expression",
                expression: lowerExpression(tree, child + 1),
                unqualified,
                at: tree.at(child),
              };
        break;
      }
      case NodeKind.atomic_specifier:
        type = { kind: "atomic", type: lowerTypeName(tree, child + 2), at: tree.at(child) };
        break;
      case NodeKind.bit_int:
        words ??= [];
        words.push("_BitInt");
        break;
    }
  }
  if (words !== undefined) {
    type =
      words.length === 1 && words[0] === "__auto_type"
        ? { kind: "auto-type", at: wordsAt }
        : { kind: "basic", words, at: wordsAt };
  }
  // C23 6.7.1p4: beside a type it says where the object is kept; else the initializer says the type (6.7.10), wherever it is kept
  if (isAuto && type !== undefined) storage ??= "auto";
  else if (isAuto) type = { kind: "auto-type", at };
  // C23 6.2.2p3: internal linkage; in a body a constant is the same one wherever it is kept.
  if (constant) storage ??= "static";
  return {
    storage,
    constexpr: constant,
    threadLocal,
    inline,
    noreturn,
    qualifiers,
    type: type ?? { kind: "implicit-int", at },
    attributes: attributes ?? noAttributes,
    at,
  };
}

/** struct-or-union-specifier (6.7.2.1). */
function lowerRecord(tree: SyntaxTree, row: number): RecordSpecifier {
  const { kind, after } = tree;
  let tag: RecordSpecifier["tag"];
  let members: MemberDeclaration[] | undefined;
  let attributes: Attribute[] | undefined;
  let pragmas: RecordPragmas | undefined;
  const end = after[row];
  for (let child = row + 1; child < end; child = after[child]) {
    if (tree.isName(child)) tag = { name: tree.text(child), at: tree.at(child) };
    else if (kind[child] === NodeKind.attribute) {
      attributes ??= [];
      attributes.push(lowerAttribute(tree, child));
    } else {
      members = [];
      for (let member = child + 1; member < after[child]; member = after[member])
        members.push(
          kind[member] === NodeKind.static_assert ? lowerStaticAssert(tree, member) : lowerMembers(tree, member),
        );
      pragmas = tree.pragmasAt(tree.at(child));
    }
  }
  return {
    kind: "record",
    tagKind: tree.text(row) === "union" ? "union" : "struct",
    tag,
    members,
    attributes: attributes ?? noAttributes,
    pragmas: pragmas ?? noPragmas,
    at: tree.at(row),
  };
}

/** struct-declaration (6.7.2.1). */
function lowerMembers(tree: SyntaxTree, row: number): MemberDeclaration {
  const { kind, after } = tree;
  const declarators: MemberDeclarator[] = [];
  const specifiers = lowerSpecifiers(tree, row + 1);
  const end = after[row];
  for (let child = after[row + 1]; child < end; child = after[child]) {
    if (kind[child] === NodeKind.member_declarator) declarators.push(lowerMember(tree, child, undefined));
    else {
      const leading: Attribute[] = [];
      let inner = child + 1;
      for (; kind[inner] === NodeKind.attribute; inner = after[inner]) leading.push(lowerAttribute(tree, inner));
      declarators.push(lowerMember(tree, inner, leading));
    }
  }
  return { kind: "members", specifiers, declarators, at: tree.at(row), end: tree.last(row) };
}

function lowerMember(tree: SyntaxTree, row: number, leading: Attribute[] | undefined): MemberDeclarator {
  const { kind, after } = tree;
  let declarator: MemberDeclarator["declarator"];
  let width: MemberDeclarator["width"];
  let attributes = leading;
  const end = after[row];
  for (let child = row + 1; child < end; child = after[child]) {
    if (kind[child] === NodeKind.attribute) {
      attributes ??= [];
      attributes.push(lowerAttribute(tree, child));
    } else if (kind[child] === NodeKind.bit_width) width = lowerExpression(tree, child + 1);
    else if (isDeclarator(kind[child])) declarator = lowerDeclarator(tree, child);
  }
  return { declarator, width, attributes: attributes ?? noAttributes, at: tree.at(row) };
}

/** enum-specifier (6.7.2.2; C23's underlying type). */
function lowerEnum(tree: SyntaxTree, row: number): EnumSpecifier {
  const { kind, after } = tree;
  let tag: EnumSpecifier["tag"];
  let enumerators: Enumerator[] | undefined;
  let underlying: TypeName | undefined;
  const attributes: Attribute[] = [];
  const end = after[row];
  for (let child = row + 1; child < end; child = after[child]) {
    switch (kind[child]) {
      case NodeKind.identifier:
      case NodeKind.typedef_name:
        tag = { name: tree.text(child), at: tree.at(child) };
        break;
      case NodeKind.attribute:
        attributes.push(lowerAttribute(tree, child));
        break;
      case NodeKind.underlying: {
        const at = tree.at(child + 1);
        underlying = { specifiers: lowerSpecifiers(tree, child + 1), declarator: { kind: "abstract", at }, at };
        break;
      }
      case NodeKind.enumerator_list:
        enumerators = [];
        for (let item = child + 1; item < after[child]; item = after[item])
          enumerators.push(lowerEnumerator(tree, item));
        break;
    }
  }
  return { kind: "enum", tag, enumerators, underlying, attributes, at: tree.at(row) };
}

function lowerEnumerator(tree: SyntaxTree, row: number): Enumerator {
  const { kind, after } = tree;
  let value: Enumerator["value"];
  let attributes: Attribute[] | undefined;
  const end = after[row];
  for (let child = row + 2; child < end; child = after[child]) {
    if (kind[child] === NodeKind.attribute) {
      attributes ??= [];
      attributes.push(lowerAttribute(tree, child));
    } else value = lowerExpression(tree, child);
  }
  return { name: tree.text(row), value, attributes: attributes ?? noAttributes, at: tree.at(row) };
}
