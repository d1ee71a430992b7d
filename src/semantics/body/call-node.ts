/**
 * Calls as nodes (C11 6.5.2.2): arguments converted to the parameters' types, those of `...` promoted; calls of the compiler's builtins,
 * whose arguments are as rules/builtins.json says.
 */
import type { Expression } from "../../syntax/index.js";
import { integerKind } from "../analysis.js";
import { builtinCall, readSignature } from "../builtin-call.js";
import type { FunctionType, TypeId } from "../c-type.js";
import { compatible } from "../compatible-type.js";
import { typeOf } from "../expression.js";
import { pointee } from "../operator.js";
import type { Scope } from "../scope.js";
import type { BuiltinRule } from "../semantic-rules.js";
import { lvalueOf, rvalue } from "../typed.js";
import type { TypedExpression } from "../typed-body.js";
import { type BodyState, type Built, refuse, wrong } from "./body-state.js";
import { argumentPromoted, converted, isOpen, rvalueOf } from "./conversion-node.js";
import { build, buildValue } from "./expression-node.js";

type Call = Extract<Expression, { kind: "call" }>;

export function buildCall(s: BodyState, e: Call, scope: Scope): Built {
  const { a } = s;
  if (e.callee.kind === "name" && scope.name(e.callee.name) === undefined) {
    const rule = a.rules.builtins.get(e.callee.name);
    if (rule !== undefined) return builtin(s, rule, e, scope);
    if (/^__(builtin|sync|atomic|c11)_/.test(e.callee.name)) refuse(e.at, `'${e.callee.name}' is not known`);
    wrong(e.at, `'${e.callee.name}' is not declared`);
  }
  const callee = rvalueOf(s, build(s, e.callee, scope));
  const given = e.arguments.map((argument) => buildValue(s, argument, scope));
  if (isOpen(s, callee.typed.type)) {
    if (callee.node.kind === "macro-parameter") s.hints.push({ parameter: callee.node.index, use: "called" });
    const type = a.types.error;
    const args = given.map(({ node }) => node);
    return {
      typed: rvalue(type),
      node: { kind: "call", callee: callee.node, arguments: args, type, at: e.at },
      symbolic: true,
    };
  }
  const to = pointee(a, callee.typed.type);
  const shape = to === undefined ? undefined : a.types.shape(to);
  if (shape?.kind !== "function") return wrong(e.at, "call of what is no function");
  const args = passed(s, shape, given, e.at).map(({ node }) => node);
  const type = a.types.unqualified(shape.returns);
  return {
    typed: rvalue(type),
    node: { kind: "call", callee: callee.node, arguments: args, type, at: e.at },
    symbolic: true,
  };
}

/**
 * Which parameter of the function each argument is for; a number beyond them for one of `...`. What stands behind any number of arguments of a macro's
 * caller is for the last parameters, or behind the named ones of a function with `...`.
 */
export function parametersTaken(
  { parameters, variadic }: FunctionType,
  given: readonly TypedExpression[],
): readonly number[] {
  const list = given.findIndex((node) => node.kind === "macro-parameter" && node.variadic);
  return given.map((_, index) => {
    if (list < 0 || index <= list) return index;
    return variadic ? Math.max(index, parameters.length) : parameters.length - given.length + index;
  });
}

function passed(s: BodyState, shape: FunctionType, given: readonly Built[], at: number): readonly Built[] {
  const { parameters, variadic, prototype } = shape;
  const open = given.some(({ node }) => node.kind === "macro-parameter" && node.variadic);
  if (!open && prototype && (given.length < parameters.length || (given.length > parameters.length && !variadic)))
    wrong(at, `${given.length} arguments for ${parameters.length} parameters`);
  const taken = parametersTaken(
    shape,
    given.map(({ node }) => node),
  );
  return given.map((argument, index) => {
    if (argument.node.kind === "macro-parameter" && argument.node.variadic) return argument;
    const parameter = prototype ? parameters[taken[index]] : undefined;
    if (parameter === undefined) return argumentPromoted(s, argument);
    return asFirstMember(s, argument, parameter.type) ?? converted(s, argument, parameter.type);
  });
}

/** What a transparent union is given is passed as its first member is (GCC: Common Type Attributes): pointers of any kind, or that member's type. */
function asFirstMember(s: BodyState, argument: Built, parameter: TypeId): Built | undefined {
  const { types, tags } = s.a;
  const shape = types.shape(parameter);
  const union = shape.kind === "record" ? tags.records[shape.record].definition : undefined;
  const first = union?.transparent === true ? union.members[0] : undefined;
  const given = types.shape(argument.typed.type);
  if (first === undefined) return undefined;
  if (isOpen(s, argument.typed.type)) return converted(s, argument, first.type);
  if (
    given.kind === "record" &&
    compatible(s.a, types.unqualified(parameter), types.unqualified(argument.typed.type))
  ) {
    const { at } = argument.node;
    const type = types.unqualified(first.type);
    const of = argument.node.kind === "load" ? argument.node.of : argument.node;
    const place = { kind: "member", of, index: 0, lvalue: of !== argument.node, type, at } as const;
    return rvalueOf(s, { typed: lvalueOf(type, undefined), node: place, symbolic: true });
  }
  const isPointer =
    types.shape(first.type).kind === "pointer" && (given.kind === "pointer" || argument.typed.nullPointer);
  const isSame = compatible(s.a, types.unqualified(first.type), types.unqualified(argument.typed.type));
  return isPointer || isSame ? converted(s, argument, first.type, true) : undefined;
}

function builtin(s: BodyState, rule: BuiltinRule, e: Call, scope: Scope): Built {
  const { a } = s;
  const typed = builtinCall(a, rule, e.arguments, (argument) => typeOf(a, argument, scope));
  const { type } = typed;
  if (typed.value?.kind === "integer" && integerKind(a, type) !== undefined) {
    const { value } = typed.value;
    return {
      typed,
      node: { kind: "integer", value, text: undefined, name: undefined, type, at: e.at },
      symbolic: false,
    };
  }
  if (typed.value?.kind === "float")
    return {
      typed,
      node: { kind: "float", value: typed.value.value, text: undefined, type, at: e.at },
      symbolic: false,
    };
  const given = e.arguments.map((argument) => rvalueOf(s, build(s, argument, scope)));
  const args = builtinArguments(s, rule, given, type, e.at).map(({ node }) => node);
  if (args.length === 0 && a.types.row(type).kind === "error") refuse(e.at, `'${rule.name}' without arguments`);
  return {
    typed,
    node: {
      kind: "builtin",
      name: rule.name,
      library: undeclared(s, rule),
      arguments: args,
      types: [],
      type,
      at: e.at,
    },
    symbolic: true,
  };
}

/** `strlen` of `__builtin_strlen` as the compiler has it, where no header declares it (clang: LIBBUILTIN). */
function undeclared({ a }: BodyState, rule: BuiltinRule): TypeId | undefined {
  const name = /^__builtin_([a-z]\w*)$/.exec(rule.name)?.[1];
  if (name === undefined || a.file.name(name) !== undefined) return undefined;
  const { returns, parameters, generic, variadic } = readSignature(a, rule.signature);
  if (generic !== undefined || parameters.length === 0) return undefined;
  const named = parameters.map((type) => ({ name: undefined, type }));
  return a.types.function({ returns, parameters: named, variadic, prototype: true, noreturn: false });
}

/** Arguments of a builtin with a signature as those of a function; of a generic one by what each stands for. */
function builtinArguments(
  s: BodyState,
  rule: BuiltinRule,
  given: readonly Built[],
  _type: TypeId,
  at: number,
): readonly Built[] {
  const signature = readSignature(s.a, rule.signature);
  if (
    /^__(sync|atomic|c11_atomic)_/.test(rule.name) &&
    (signature.generic === "p" || signature.parameters.length === 0)
  )
    return given.map((argument, index) => atomicArgument(s, rule.name, given, argument, index));
  const { parameters, variadic } = signature;
  if (signature.generic !== undefined || parameters.length === 0) return given;
  if (given.length < parameters.length || (given.length > parameters.length && !variadic))
    refuse(at, `${given.length} arguments for '${rule.name}'`);
  return given.map((argument, index) => {
    const parameter = parameters[index];
    if (argument.node.kind === "macro-parameter" && argument.node.variadic) return argument;
    return parameter === undefined ? argumentPromoted(s, argument) : converted(s, argument, parameter);
  });
}

/**
 * `__sync_*`, `__atomic_*`, `__c11_atomic_*` (GCC: __sync Builtins, __atomic Builtins): the first argument points to the object; values
 * have its type, pointers to values stay, memory orders are int.
 */
function atomicArgument(s: BodyState, name: string, given: readonly Built[], argument: Built, index: number): Built {
  const { a } = s;
  const to = pointee(a, given[0].typed.type);
  if (index === 0 || to === undefined) return argument;
  const shape = a.types.shape(to);
  const object = shape.kind === "atomic" ? shape.of : to;
  const isPointer = pointee(a, object) !== undefined;
  const meaning = atomicMeaning(name, index);
  switch (meaning) {
    case "value":
      // What is added to a pointer is an integer.
      return isPointer && pointee(a, argument.typed.type) === undefined && !argument.typed.nullPointer
        ? argument
        : converted(s, argument, object);
    case "pointer":
      return argument;
    case "weak":
      return converted(s, argument, a.types.integer("bool"));
    case "order":
      return converted(s, argument, a.types.integer("int"));
  }
}

function atomicMeaning(name: string, index: number): "value" | "pointer" | "weak" | "order" {
  if (name.startsWith("__sync_")) return "value";
  if (name.includes("compare_exchange")) {
    if (index === 1) return "pointer";
    if (index === 2) return name.startsWith("__c11_") || name.endsWith("_n") ? "value" : "pointer";
    return index === 3 && !name.startsWith("__c11_") ? "weak" : "order";
  }
  if (/^__atomic_(load|store|exchange)$/.test(name)) {
    const pointers = name === "__atomic_exchange" ? 2 : 1;
    return index <= pointers ? "pointer" : "order";
  }
  if (/_load(_n)?$|_clear$|_test_and_set$/.test(name)) return "order";
  return index === 1 ? "value" : "order";
}
