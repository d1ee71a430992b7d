/**
 * Macros that define things at file scope: roles of parameters, storage and sections, variables that two macros share by a name that each
 * puts together. Expected: what C11 6.2.2 (linkage), 6.7 and 6.10.3.3 (##) and GCC's attributes say of the text.
 */
import { describe, expect, it } from "vitest";
import type { Defined, DefinitionTemplate, FunctionMacroMeaning } from "../../src/semantics/index.js";
import { analyze } from "./analyzed.js";

const { program } = analyze(`
typedef unsigned int u_int;
typedef void (*handler_t)(void *);
struct node { struct node *parent; const char *name; u_int flags; long size; handler_t handler; void *data; };
struct entry { void *first; int order; };
extern struct node root;
void start(void *);

#define PUT(set, sym)  __asm__(".weak " "__start_" #set); \\
  static void const * const __ ## set ## _ ## sym __attribute__((__section__("set_" #set), __used__)) = &(sym)
#define DECLARE(name)  extern struct node node_ ## name
#define NODE(up, own, access, fn, text) \\
  struct node node_ ## up ## _ ## own = { .parent = &node_ ## up, .name = #own, .flags = 3 | 0x80000000 | (access), .handler = fn }; \\
  PUT(nodes, node_ ## up ## _ ## own)
#define LEAF(up, name, ptr)  static struct node leaf_ ## name = { &node_ ## up, #name, .size = sizeof(*(ptr)), .data = (ptr) }; \\
  _Static_assert(sizeof(*(ptr)) == 4, "wrong size")
#define HEAD(name, type)  struct name { struct type *first; struct type **last; }
#define ENTRY(type)  struct { struct type *next; struct type **prev; }
#define TYPE(type, text)  struct entry type[1] = { { text, 7 } }
#define HOLD(t, n)  static t held_ ## n __attribute__((__used__))
#define USES_UNKNOWN(name)  static struct entry e_ ## name = { name ## _probe, 1 }
#define CALLS_UNKNOWN(name)  static int c_ ## name(void) { return name ## _probe(); } int (*c_ ## name ## _p)(void) = c_ ## name
#define FUNCTION(name)  static int name ## _get(int a, struct entry *e) { int b = a; return b + e->order; } \\
  int (*name ## _ops[])(int, struct entry *) = { name ## _get }
`);

const meanings = new Map(program.functionMacros.map(({ name, meaning }) => [name, meaning]));

function definitions(name: string): DefinitionTemplate {
  const meaning = meanings.get(name) as FunctionMacroMeaning;
  if (meaning.kind !== "definitions") throw new Error(`${name}: ${JSON.stringify(meaning)}`);
  return meaning;
}

const roles = (name: string): string =>
  definitions(name)
    .parameters.map((one) => one.role)
    .join(" ");

function show({ locals }: DefinitionTemplate, thing: Defined): string {
  switch (thing.kind) {
    case "variable": {
      const { storage, section, used, constant } = thing;
      const words = [
        storage,
        constant ? "const" : "",
        locals[thing.local].name.replace(/__kpigen_[ts]?(\d+)__/g, "<$1>"),
      ];
      if (section !== undefined) words.push(`in ${section.replace(/__kpigen_(\d+)__/g, "<$1>")}`);
      return [...words, used ? "used" : ""].filter((word) => word !== "").join(" ");
    }
    case "record":
      return `record ${program.records[thing.record].tag?.replace(/__kpigen_(\d+)__/g, "<$1>") ?? ""}`;
    case "function": {
      const name = locals[thing.local].name.replace(/__kpigen_(\d+)__/g, "<$1>");
      return `function ${thing.storage} ${name} of ${thing.parameters.length} parameters`;
    }
    case "assembly":
      return `asm ${thing.text.replace(/__kpigen_(\d+)__/g, "<$1>")}`;
    default:
      return thing.kind;
  }
}
const things = (name: string): readonly string[] => definitions(name).things.map((one) => show(definitions(name), one));

describe("macros that define things", () => {
  it("know what each parameter is", () => {
    expect(
      ["PUT", "DECLARE", "NODE", "LEAF", "HEAD", "ENTRY", "TYPE", "HOLD"].map((one) => `${one}: ${roles(one)}`),
    ).toEqual([
      "PUT: name name",
      "DECLARE: name",
      "NODE: name name value value unused",
      "LEAF: name name value",
      "HEAD: name type",
      "ENTRY: type",
      "TYPE: name value",
      "HOLD: type name",
    ]);
  });

  it("say linkage, section and order of what they define", () => {
    expect(things("PUT")).toEqual(["asm .weak __start_<0>", "static const __<0>_<1> in set_<0> used"]);
    expect(things("NODE")).toEqual([
      "extern node_<0>",
      "global node_<0>_<1>",
      "asm .weak __start_nodes",
      "static const __nodes_node_<0>_<1> in set_nodes used",
    ]);
    expect(things("LEAF")).toEqual(["extern node_<0>", "static leaf_<1>", "assertion"]);
    expect(things("HEAD")).toEqual(["record <0>"]);
    expect(things("ENTRY")).toEqual(["record "]);
    expect(things("TYPE")).toEqual(["global <0>"]);
    expect(things("FUNCTION")).toEqual(["function static <0>_get of 2 parameters", "global <0>_ops"]);
    expect(things("HOLD")).toEqual(["static held_<1> used"]);
  });

  it("give arguments the type of the place that they initialize", () => {
    const types = (name: string) =>
      definitions(name).parameters.map(({ type }) => (type === undefined ? undefined : program.types[type].kind));
    // (access) only changes bits of an unsigned int; a handler_t; unused
    expect(types("NODE")).toEqual([undefined, undefined, "typedef", "typedef", undefined]);
    // sizeof(*(ptr)) is the caller's, though a void * is initialized with it
    expect(types("LEAF")).toEqual([undefined, undefined, undefined]);
    expect(types("TYPE")).toEqual([undefined, "pointer"]);
  });

  it("take what C's find by a name put together that nobody declares", () => {
    const [, probe] = definitions("USES_UNKNOWN").parameters;
    expect([probe.name, probe.role, probe.byName]).toEqual(["name_probe", "value", "__kpigen_0___probe"]);
    // the first member of a struct entry
    expect(program.types[probe.type ?? -1].kind).toBe("pointer");
  });

  it("say why there are none", () => {
    expect(meanings.get("CALLS_UNKNOWN")).toEqual({ kind: "other", why: "'name##_probe' is not declared" });
  });
});
