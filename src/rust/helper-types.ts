/**
 * Types of C that Rust lacks, as bytes with the same size and alignment: `long double`, complex numbers, vectors, `va_list`;
 * and what only pointers may lead to. They are
 * declared once, in a module of their own, when something uses them.
 */
import type { Bytes, FloatKind, Target } from "../base/index.js";
import type { ItemKey, RustItem } from "./rust-crate.js";

export interface HelperTypes {
  readonly float: (kind: FloatKind) => string;
  readonly complex: (kind: FloatKind) => string;
  readonly bytes: (name: string, size: number, align: number) => string;
  /** What only pointers lead to. */
  readonly sizeless: (name: string) => string;
  readonly vaListTag: (size: Bytes, align: Bytes) => string;
  /** What was asked for, by name. */
  readonly items: ReadonlyMap<string, RustItem>;
}

const floatNames: Readonly<Record<FloatKind, string>> = {
  float: "c_float",
  double: "c_double",
  "long double": "c_longdouble",
  _Float16: "c_float16",
  __float128: "c_float128",
  __bf16: "c_bfloat16",
  __fp16: "c_fp16",
  __mfp8: "c_mfloat8",
};

/** @param taken names of C types, which helpers must not have */
export function createHelperTypes(target: Target, taken: (name: string) => boolean): HelperTypes {
  const items = new Map<string, RustItem>();

  function add(wish: string, item: (name: string) => RustItem): string {
    let name = wish;
    while (taken(name)) name += "_";
    if (!items.has(name)) items.set(name, item(name));
    return name;
  }

  function declare(wish: string, what: string, size: number, align: number): string {
    return add(wish, (name) => storage(name, what, size, align));
  }

  return {
    items,
    float: (kind) => {
      const { size, align } = target.floats[kind] ?? { size: 16, align: 16 };
      return declare(floatNames[kind], `C's ${kind}`, size, align);
    },
    complex: (kind) => {
      const { size, align } = target.floats[kind] ?? { size: 16, align: 16 };
      return declare(
        `${floatNames[kind]}_complex`,
        `C's ${kind} _Complex: real part, then imaginary part`,
        size * 2,
        align,
      );
    },
    bytes: (name, size, align) => declare(`c_${name}_${size}`, `A ${name} of ${size} bytes`, size, align),
    sizeless: (name) => add(name, sizeless),
    vaListTag: (size, align) =>
      declare("__va_list_tag", "What a va_list refers to; only C code looks inside", size, align),
  };
}

function sizeless(name: string): RustItem {
  return {
    kind: "record",
    key: `struct ${name}` as ItemKey,
    name,
    union: false,
    attributes: ["repr(C)"],
    fields: [
      {
        name: "_data",
        type: { kind: "array", of: { kind: "path", path: "u8" }, length: "0" },
        public: false,
        doc: undefined,
      },
    ],
    doc: {
      lines: ["A type of the C compiler's own: its size is the machine's, known when the program runs."],
      definedIn: undefined,
      notes: [],
    },
  };
}

function storage(name: string, what: string, size: number, align: number): RustItem {
  return {
    kind: "record",
    key: `struct ${name}` as ItemKey,
    name,
    union: false,
    attributes: [`repr(C, align(${align}))`, "derive(Copy, Clone)"],
    fields: [
      {
        name: "bytes",
        type: { kind: "array", of: { kind: "path", path: "u8" }, length: String(size) },
        public: true,
        doc: undefined,
      },
    ],
    doc: { lines: [`${what}: ${size} bytes, aligned to ${align}.`], definedIn: undefined, notes: [] },
  };
}
