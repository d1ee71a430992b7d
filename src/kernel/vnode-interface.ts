/**
 * kern/vnode_if.src, the list of vnode operations, in; the three headers that a build makes of it out: vnode_if_typedef.h (argument
 * records and function types by name), vnode_if_newproto.h (struct vop_vector) and vnode_if.h (argument records, descriptors and
 * inline calls). Their meaning is that of the tree's tools/vnode_if.awk; a test compares them token by token.
 */

/** What differs between releases; read from the tree's own awk script (interface-dialect.ts). */
export interface VnodeDialect {
  /** Operations without pre and post hooks call through the vector directly when this condition holds (13 on). */
  readonly directCallGuard: string | undefined;
  /** struct vop_vector ends in `registered`, and vfs_vector_op_register is declared (13 on). */
  readonly registration: boolean;
}

export type VnodeHeaders =
  | {
      readonly kind: "headers";
      readonly calls: string;
      readonly vector: string;
      readonly types: string;
    }
  /** @property line from 1 */
  | { readonly kind: "refused"; readonly line: number; readonly why: string };

interface Argument {
  readonly type: string;
  readonly name: string;
}

interface Operation {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** It has a pre or post hook, so it must go through the function that calls them. */
  readonly hooked: boolean;
}

type Parsed = readonly Operation[] | { readonly kind: "refused"; readonly line: number; readonly why: string };

/** @returns the three texts, or the first line that cannot be understood and why. Never throws. */
export function vnodeHeaders(text: string, dialect: VnodeDialect): VnodeHeaders {
  const operations = parseOperations(text);
  if ("kind" in operations) return operations;
  return {
    kind: "headers",
    types: operations
      .map(({ name }) => `struct ${name}_args;\ntypedef int ${name}_t(struct ${name}_args *);\n`)
      .join(""),
    vector: vectorText(operations, dialect),
    calls: callsText(operations, dialect),
  };
}

function parseOperations(text: string): Parsed {
  const lines = text.replace(/\n$/, "").split("\n");
  const operations: { name: string; arguments: readonly Argument[] }[] = [];
  const hooked = new Set<string>();
  for (let next = 0; next < lines.length; next++) {
    const words = lines[next].trim().split(/[ \t]+/);
    const refused = (why: string) => ({ kind: "refused" as const, line: next + 1, why });
    if (words[0] === "" || words[0].startsWith("#")) continue;
    if (words[0].startsWith("%%")) {
      const [, operation, argument, ...states] = words;
      const valid = words.length === 6 && /^[a-z_]+$/.test(operation) && /^[a-z]+$/.test(argument);
      if (!valid || states.some((state) => state.length !== 1)) return refused("Invalid %% construction");
    } else if (words[0].startsWith("%!")) {
      if (words.length !== 4 || !/^(debug)?(pre|post)$/.test(words[2])) return refused("Invalid %! construction");
      if (!words[2].startsWith("debug")) hooked.add(`vop_${words[1]}`);
    } else {
      const name = words[0];
      const found: Argument[] = [];
      for (;;) {
        next++;
        if (next >= lines.length) return refused(`Unable to read through the arguments for "${name}"`);
        if (/^\s*\};/.test(lines[next])) break;
        const argument = parseArgument(lines[next]);
        if (typeof argument === "string") return refused(argument);
        found.push(argument);
      }
      if (found.length === 0) return refused(`"${name}" has no arguments`);
      operations.push({ name, arguments: found });
    }
  }
  return operations.map((operation) => ({ ...operation, hooked: hooked.has(operation.name) }));
}

/** `IN WILLRELE struct vnode *vp;`; the reason as a string where it is not one. */
function parseArgument(line: string): Argument | string {
  let rest = line
    .replace(/\/\*.*\*\//g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (!/^(INOUT|IN|OUT) /.test(rest)) return `No IN/OUT direction for "${rest}".`;
  rest = rest.replace(/^[A-Z]* /, "").replace(/^WILLRELE /, "");
  if (!rest.endsWith(";")) return `Missing end-of-line ; in "${rest}".`;
  rest = rest.slice(0, -1);
  const name = /[A-Za-z0-9_]+$/.exec(rest)?.[0];
  if (name === undefined) return `Missing var name "a_foo" in "${rest}".`;
  return { type: rest.slice(0, -name.length).trimEnd(), name };
}

function vectorText(operations: readonly Operation[], dialect: VnodeDialect): string {
  const members = operations.map(({ name }) => `\t${name}_t *${name};`);
  if (dialect.registration) members.push("\tbool registered;");
  const first = ["struct vop_vector {", "\tstruct vop_vector *vop_default;", "\tvop_bypass_t *vop_bypass;"];
  return `${[...first, ...members, "};"].join("\n")}\n`;
}

function callsText(operations: readonly Operation[], dialect: VnodeDialect): string {
  const out = ["extern struct vnodeop_desc vop_default_desc;"];
  out.push('#include "vnode_if_typedef.h"', '#include "vnode_if_newproto.h"');
  for (const operation of operations) out.push(...callText(operation, dialect));
  if (dialect.registration) out.push("void vfs_vector_op_register(struct vop_vector *orig_vop);");
  return `${out.join("\n")}\n`;
}

function callText(operation: Operation, dialect: VnodeDialect): readonly string[] {
  const { name } = operation;
  const call = name.toUpperCase();
  const first = operation.arguments[0].name;
  const parameters = operation.arguments.map((argument) => `${argument.type} ${argument.name}`);
  const checked = `\treturn (${call}_APV(${first}->v_op, &a));`;
  const guard = operation.hooked ? undefined : dialect.directCallGuard;
  return [
    `struct ${name}_args {`,
    "\tstruct vop_generic_args a_gen;",
    ...operation.arguments.map((argument) => `\t${argument.type} a_${argument.name};`),
    "};",
    `extern struct vnodeop_desc ${name}_desc;`,
    `int ${call}_AP(struct ${name}_args *);`,
    `int ${call}_APV(struct vop_vector *vop, struct ${name}_args *);`,
    `static __inline int ${call}(${parameters.join(", ")})`,
    "{",
    `\tstruct ${name}_args a;`,
    `\ta.a_gen.a_desc = &${name}_desc;`,
    ...operation.arguments.map((argument) => `\ta.a_${argument.name} = ${argument.name};`),
    ...(guard === undefined
      ? [checked]
      : [
          guard,
          "\tif (!SDT_PROBES_ENABLED())",
          `\t\treturn (${first}->v_op->${name}(&a));`,
          "\telse",
          `\t${checked}`,
          "#else",
          checked,
          "#endif",
        ]),
    "}",
    "",
  ];
}
