/**
 * Programs written by hand, as if semantics/ had read them: the C text and what is true of it stand side by side, from the ABI's rules
 * and not from any run of kpigen. A test then damages one fact and expects that fact to be named.
 */
import {
  type Bits,
  type Bytes,
  type CEnvironment,
  noPlace,
  type SourceId,
  SourceTable,
  type Target,
} from "../../src/base/index.js";
import type { CProgram, CType, EnumId, Origin, RecordId, TypedefId, TypeId } from "../../src/semantics/index.js";
import type { ProofUnit, Provable } from "../../src/verify/index.js";

const size = (n: number) => ({ size: n as Bytes, align: n as Bytes });

export const amd64: Target = {
  triple: "x86_64-unknown-freebsd14.0",
  rustTarget: "x86_64-unknown-freebsd",
  machine: "amd64",
  machineArch: "amd64",
  endian: "little",
  charIsSigned: true,
  pointer: size(8),
  integers: {
    bool: size(1),
    char: size(1),
    "signed char": size(1),
    "unsigned char": size(1),
    short: size(2),
    "unsigned short": size(2),
    int: size(4),
    "unsigned int": size(4),
    long: size(8),
    "unsigned long": size(8),
    "long long": size(8),
    "unsigned long long": size(8),
    __int128: size(16),
    "unsigned __int128": size(16),
  },
  floats: {
    float: size(4),
    double: size(8),
    "long double": size(16),
    _Float16: size(2),
    __float128: size(16),
    __bf16: size(2),
    __fp16: size(2),
  },
  sizeType: "unsigned long",
  ptrdiffType: "long",
  wcharType: "int",
  maxAlign: 16 as Bytes,
  bitField: { zeroWidthAlignsRecord: false, unnamedAlignsRecord: false },
  vaList: { kind: "record", size: 24 as Bytes, align: 8 as Bytes, array: true },
  predefined: "",
};

export const powerpc64: Target = {
  ...amd64,
  triple: "powerpc64-unknown-freebsd14.0",
  rustTarget: "powerpc64-unknown-freebsd",
  machine: "powerpc",
  machineArch: "powerpc64",
  endian: "big",
  charIsSigned: false,
};

export const header = `
struct point { int x; long y; };
typedef unsigned int u32;
typedef struct {
  unsigned int low : 3;
  int : 5;
  unsigned int middle : 9;
  struct { char inner; unsigned char top : 4; };
} packed_bits __attribute__((aligned(8)));
struct holder { struct { short s; } *nested[2]; const char *name; };
enum color { RED, GREEN = 7 };
int distance(const struct point *a, u32 flags, ...);
void stop(const char *why) __attribute__((noreturn));
static inline long twice(long n) { return 2 * n; }
int renamed(void) __asm__("elsewhere");
int hidden_tag(struct only_here *, long);
extern int (*const hooks[4])(struct holder *, void (*)(void));
#define LIMIT 0x10UL
#define LOWEST (-2147483647 - 1)
#define GREETING "hi\\0\\t"
#define red_alias RED
#define x hidden_member
#define point(a) a
#define NOT_CONSTANT (&hooks)
`;

/** Everything that \`header\` says, on amd64. */
export function handMade(): CProgram {
  const types: CType[] = [];
  const add = (type: CType): TypeId => (types.push(type) - 1) as TypeId;
  const integer = (name: (CType & { kind: "integer" })["name"]) => add({ kind: "integer", name });
  const int = integer("int");
  const long = integer("long");
  const unsigned = integer("unsigned int");
  const unsignedLong = integer("unsigned long");
  const short = integer("short");
  const char = integer("char");
  const byte = integer("unsigned char");
  const nothing = add({ kind: "void" });
  const pointer = (to: TypeId) => add({ kind: "pointer", to });
  const constant = (of: TypeId) => add({ kind: "qualified", of, const: true, volatile: false, restrict: false });
  const record = (id: number) => add({ kind: "record", record: id as RecordId });
  const fn = (returns: TypeId, parameters: readonly TypeId[], variadic = false, noreturn = false) =>
    add({
      kind: "function",
      returns,
      parameters: parameters.map((type) => ({ name: undefined, type })),
      variadic,
      prototype: true,
      noreturn,
    });
  const u32 = add({ kind: "typedef", typedef: 0 as TypedefId });
  const point = record(0);
  const holder = record(3);
  const nested = add({ kind: "array", of: pointer(record(4)), length: 2 });
  const text = pointer(constant(char));
  const hook = pointer(fn(int, [pointer(holder), pointer(fn(nothing, []))]));
  const member = (name: string | undefined, type: TypeId, bitWidth?: number) => ({
    name,
    type,
    bitWidth: bitWidth as Bits | undefined,
    aligned: undefined,
    packed: false,
    origin,
  });
  const structure = (members: ReturnType<typeof member>[]) => ({
    tagKind: "struct" as const,
    members,
    packed: false,
    pack: undefined,
    aligned: undefined,
    unsupported: undefined,
  });
  const layout = (bytesOf: number, align: number, ...members: (readonly [number, number])[]) => ({
    size: bytesOf as Bytes,
    align: align as Bytes,
    members: members.map(([offset, bits]) => ({ offset: offset as Bits, size: bits as Bits })),
  });
  const common = { tagKind: "struct" as const, scope: "file" as const, origin };
  const functionFacts = {
    inline: false,
    body: undefined,
    noreturn: false,
    weak: false,
    returnsTwice: false,
    asmLabel: undefined,
    alias: undefined,
    attributes: [],
    overloads: false,
    origin,
  };
  const macro = (name: string, meaning: CProgram["macros"][number]["meaning"], id: number) =>
    ({ id, name, meaning, origin }) as unknown as CProgram["macros"][number];
  return {
    types,
    records: [
      {
        ...common,
        id: 0 as RecordId,
        tag: "point",
        holder: undefined,
        definition: structure([member("x", int), member("y", long)]),
        layout: layout(16, 8, [0, 32], [64, 64]),
      },
      {
        ...common,
        id: 1 as RecordId,
        tag: undefined,
        holder: { kind: "typedef", typedef: 1 as TypedefId },
        definition: structure([
          member("low", unsigned, 3),
          member(undefined, int, 5),
          member("middle", unsigned, 9),
          member(undefined, record(2)),
        ]),
        layout: layout(8, 4, [0, 3], [3, 5], [8, 9], [24, 16]),
      },
      {
        ...common,
        id: 2 as RecordId,
        tag: undefined,
        holder: { kind: "anonymous-member", record: 1 as RecordId, index: 3 },
        definition: structure([member("inner", char), member("top", byte, 4)]),
        layout: layout(2, 1, [0, 8], [8, 4]),
      },
      {
        ...common,
        id: 3 as RecordId,
        tag: "holder",
        holder: undefined,
        definition: structure([member("nested", nested), member("name", text)]),
        layout: layout(24, 8, [0, 128], [128, 64]),
      },
      {
        ...common,
        id: 4 as RecordId,
        tag: undefined,
        holder: { kind: "member", record: 3 as RecordId, member: "nested" },
        definition: structure([member("s", short)]),
        layout: layout(2, 2, [0, 16]),
      },
      {
        ...common,
        id: 5 as RecordId,
        tag: "only_here",
        scope: "prototype",
        holder: undefined,
        definition: undefined,
        layout: undefined,
      },
    ],
    enums: [
      {
        id: 0 as EnumId,
        tag: "color",
        type: unsigned,
        complete: true,
        aligned: undefined,
        scope: "file",
        enumerators: [
          { name: "RED", value: 0n, type: int, origin },
          { name: "GREEN", value: 7n, type: int, origin },
        ],
        origin,
      },
    ],
    typedefs: [
      { id: 0 as TypedefId, name: "u32", type: unsigned, aligned: undefined, scope: "file", origin },
      { id: 1 as TypedefId, name: "packed_bits", type: record(1), aligned: 8 as Bytes, scope: "file", origin },
    ],
    functions: [
      { ...functionFacts, name: "distance", storage: "extern", type: fn(int, [pointer(constant(point)), u32], true) },
      { ...functionFacts, name: "stop", storage: "extern", noreturn: true, type: fn(nothing, [text], false, true) },
      { ...functionFacts, name: "renamed", storage: "extern", asmLabel: "elsewhere", type: fn(int, []) },
      { ...functionFacts, name: "hidden_tag", storage: "extern", type: fn(int, [pointer(record(5)), long]) },
      { ...functionFacts, name: "twice", storage: "static", inline: true, type: fn(long, [long]) },
    ],
    assembly: [],
    variables: [
      {
        name: "hooks",
        storage: "extern",
        threadLocal: false,
        defined: false,
        weak: false,
        asmLabel: undefined,
        alias: undefined,
        aligned: undefined,
        attributes: [],
        type: add({ kind: "array", of: constant(hook), length: 4 }),
        origin,
      },
    ],
    macros: [
      macro("LIMIT", { kind: "integer", value: 16n, type: unsignedLong, radix: 16, aliasOf: undefined }, 0),
      macro("LOWEST", { kind: "integer", value: -2147483648n, type: int, radix: 10, aliasOf: undefined }, 1),
      macro("GREETING", { kind: "string", units: [104, 105, 0, 9], prefix: "" }, 2),
      macro("red_alias", { kind: "integer", value: 0n, type: int, radix: 10, aliasOf: "RED" }, 3),
      macro("x", { kind: "other", why: "" }, 4),
      macro("NOT_CONSTANT", { kind: "other", why: "" }, 5),
    ],
    functionMacros: [{ id: 6 as never, bare: false, name: "point", meaning: { kind: "nothing" }, origin }],
    diagnostics: [],
  };
}

const origin: Origin = {
  place: noPlace,
  source: 0 as SourceId,
  firstToken: 0,
  lastToken: 0,
  comment: undefined,
  options: [],
};

/** What verify reads of a generation, for one unit that includes one in-memory header. */
export function provable(program: CProgram, text: string, target: Target): Provable {
  const sources = new SourceTable();
  const source = sources.add({
    path: "/nowhere/include/hand/made.h",
    display: "hand/made.h",
    includeName: "hand/made.h",
    text,
    includedAt: noPlace,
  });
  const environment: CEnvironment = {
    files: { read: () => ({ kind: "missing" }), isFile: () => false, list: () => [] },
    includePath: [{ path: "/nowhere/include", display: "", system: false }],
    predefined: "",
    forcedIncludes: [],
    target,
    standard: "gnu17",
    options: new Map(),
  };
  const inclusions = [{ name: "hand/made.h", source: source.id, from: 0, to: 0, failed: false }];
  const unit: ProofUnit = {
    name: "common",
    program,
    preprocessed: { inclusions } as unknown as ProofUnit["preprocessed"],
  };
  return {
    sources,
    environment,
    units: [unit],
    crate: {
      mode: "crate",
      edition: "2021",
      attributes: [],
      modules: [],
      leftOut: [],
      notAsked: [],
      renamed: [],
      counts: {},
    },
    files: new Map(),
    whole: true,
    edition: "2021",
  };
}
