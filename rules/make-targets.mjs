// Makes rules/targets/*.json: what a C compiler says of each target. Run it after adding a row or for a newer compiler:
//
//   node rules/make-targets.mjs [clang-19]
//
// Every number is asked of the compiler: macros by -E -dM, sizes and alignments by compiling questions to LLVM IR and reading
// the initializers. `hosted` is the plain target (what `bind` sees); `kernel` is the same with the flags that conf/kern.mk and
// conf/kern.pre.mk of FreeBSD's kernel build give, kept as what differs. A row that is `like` another one keeps what differs from it.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compilerMacros } from "./compiler-macros.mjs";

const compiler = (process.argv[2] ?? "clang-19").split(" ");
const out = fileURLToPath(new URL("./targets/", import.meta.url));

// conf/kern.mk: -mno-sse and friends keep the FPU out of the kernel; -ffreestanding unsets __STDC_HOSTED__.
const x86Kernel = ["-mno-mmx", "-mno-sse", "-mno-aes", "-mno-avx", "-msoft-float"];
/** Rows of one CPU that keep what differs from another row: each the compiler's triple, Rust's where that is another name, and more names. */
const alike = (like, machine, arch, triples) => triples.map(([triple, rust = triple, ...names]) => ({
  file: rust.replace(/-(unknown|pc)-(?=\w)/, "-"), triple, rust, machine, arch, like, names,
}));

const rows = [
  { file: "amd64", triple: "x86_64-unknown-freebsd14.0", rust: "x86_64-unknown-freebsd", machine: "amd64", arch: "amd64",
    names: ["amd64", "x86_64", "x86-64", "amd64.amd64"], kernel: ["-mcmodel=kernel", "-mno-red-zone", ...x86Kernel] },
  { file: "i386", triple: "i686-unknown-freebsd14.0", rust: "i686-unknown-freebsd", machine: "i386", arch: "i386",
    names: ["i386", "i386.i386", "i486", "i586", "i686", "x86"], kernel: [...x86Kernel, "-fPIC"] },
  { file: "arm64", triple: "aarch64-unknown-freebsd14.0", rust: "aarch64-unknown-freebsd", machine: "arm64", arch: "aarch64",
    names: ["arm64", "aarch64", "arm64.aarch64", "arm64.arm64"], kernel: ["-mgeneral-regs-only", "-ffixed-x18", "-fPIC"] },
  { file: "arm", triple: "armv7-unknown-freebsd14.0-gnueabihf", rust: "armv7-unknown-freebsd", machine: "arm", arch: "armv7",
    names: ["arm", "armv7", "arm.armv7"], kernel: ["-mno-movt", "-mfpu=none"] },
  { file: "riscv64", triple: "riscv64-unknown-freebsd14.0", rust: "riscv64gc-unknown-freebsd", machine: "riscv", arch: "riscv64",
    names: ["riscv", "riscv64", "riscv.riscv64", "riscv64gc"],
    kernel: ["-march=rv64imafdc", "-mabi=lp64", "-mcmodel=medium", "-mno-relax", "-fPIC"] },
  { file: "powerpc64", triple: "powerpc64-unknown-freebsd14.0", rust: "powerpc64-unknown-freebsd", machine: "powerpc",
    arch: "powerpc64", names: ["powerpc", "powerpc64", "powerpc.powerpc64", "ppc64"], generic: "GENERIC64",
    kernel: ["-mno-altivec", "-msoft-float", "-mlongcall", "-fPIC"] },
  { file: "powerpc64le", triple: "powerpc64le-unknown-freebsd14.0", rust: "powerpc64le-unknown-freebsd", machine: "powerpc",
    arch: "powerpc64le", names: ["powerpc64le", "powerpc.powerpc64le", "ppc64le"], generic: "GENERIC64LE",
    kernel: ["-mno-altivec", "-msoft-float", "-mlongcall", "-fPIC"] },
  { file: "x86_64-linux-gnu", triple: "x86_64-unknown-linux-gnu", rust: "x86_64-unknown-linux-gnu", machine: "amd64", arch: "amd64", names: [] },
  { file: "aarch64-linux-gnu", triple: "aarch64-unknown-linux-gnu", rust: "aarch64-unknown-linux-gnu", machine: "arm64", arch: "aarch64", names: [] },
  { file: "i686-linux-gnu", triple: "i686-unknown-linux-gnu", rust: "i686-unknown-linux-gnu", machine: "i386", arch: "i386", names: [] },
  { file: "armv7-linux-gnueabihf", triple: "armv7-unknown-linux-gnueabihf", rust: "armv7-unknown-linux-gnueabihf", machine: "arm", arch: "armv7",
    names: [] },
  { file: "riscv64-linux-gnu", triple: "riscv64-unknown-linux-gnu", rust: "riscv64gc-unknown-linux-gnu", machine: "riscv", arch: "riscv64", names: [] },
  { file: "powerpc64le-linux-gnu", triple: "powerpc64le-unknown-linux-gnu", rust: "powerpc64le-unknown-linux-gnu", machine: "powerpc",
    arch: "powerpc64le", names: [] },
  { file: "x86_64-linux-musl", triple: "x86_64-unknown-linux-musl", rust: "x86_64-unknown-linux-musl", machine: "amd64", arch: "amd64", names: [] },
  { file: "aarch64-linux-musl", triple: "aarch64-unknown-linux-musl", rust: "aarch64-unknown-linux-musl", machine: "arm64", arch: "aarch64", names: [] },
  { file: "x86_64-netbsd", triple: "x86_64-unknown-netbsd", rust: "x86_64-unknown-netbsd", machine: "amd64", arch: "amd64", names: [] },
  { file: "aarch64-netbsd", triple: "aarch64-unknown-netbsd", rust: "aarch64-unknown-netbsd", machine: "arm64", arch: "aarch64", names: [] },
  { file: "x86_64-openbsd", triple: "x86_64-unknown-openbsd", rust: "x86_64-unknown-openbsd", machine: "amd64", arch: "amd64", names: [] },
  { file: "aarch64-openbsd", triple: "aarch64-unknown-openbsd", rust: "aarch64-unknown-openbsd", machine: "arm64", arch: "aarch64", names: [] },
  // the least macOS that rustc makes programs for: `rustc --print deployment-target`
  { file: "x86_64-darwin", triple: "x86_64-apple-macosx10.12.0", rust: "x86_64-apple-darwin", machine: "amd64", arch: "amd64", names: [] },
  { file: "aarch64-darwin", triple: "arm64-apple-macosx11.0.0", rust: "aarch64-apple-darwin", machine: "arm64", arch: "aarch64",
    names: ["arm64-apple-darwin", "aarch64-apple-macosx"] },
  // FreeBSD's 32-bit powerpc, and the arm before armv7
  { file: "powerpc", triple: "powerpc-unknown-freebsd14.0", rust: "powerpc-unknown-freebsd", machine: "powerpc", arch: "powerpc",
    like: "powerpc64", names: ["powerpc.powerpc"], kernel: ["-mno-altivec", "-msoft-float", "-fPIC"] },
  { file: "armv6", triple: "armv6-unknown-freebsd14.0-gnueabihf", rust: "armv6-unknown-freebsd", machine: "arm", arch: "armv6",
    like: "arm", names: ["arm.armv6", "armv6"], kernel: ["-mno-movt", "-mfpu=none"] },
  ...alike("x86_64-linux-gnu", "amd64", "amd64", [
    ["x86_64-unknown-dragonfly"],
    ["x86_64-pc-solaris2.11", "x86_64-pc-solaris", "x86_64-sun-solaris"],
    ["x86_64-pc-solaris2.11", "x86_64-unknown-illumos"],
    ["x86_64-linux-android21", "x86_64-linux-android"],
    ["x86_64-unknown-fuchsia"],
    ["x86_64-unknown-haiku"],
    ["x86_64-unknown-redox"],
    ["x86_64-unknown-none-elf", "x86_64-unknown-none"],
    ["x86_64-unknown-linux-gnux32"],
  ]),
  ...alike("i686-linux-gnu", "i386", "i386", [
    ["i686-unknown-linux-musl"],
    ["i686-unknown-netbsd"],
    ["i686-unknown-openbsd"],
    ["i686-linux-android21", "i686-linux-android"],
    ["i686-unknown-haiku"],
    ["i586-unknown-linux-gnu"],
    ["i586-unknown-linux-musl"],
    ["i686-unknown-none-elf", "i686-unknown-none"],
  ]),
  ...alike("aarch64-linux-gnu", "arm64", "aarch64", [
    ["aarch64-unknown-none-elf", "aarch64-unknown-none"],
    ["aarch64-linux-android21", "aarch64-linux-android"],
    ["aarch64-unknown-fuchsia"],
    ["aarch64_be-unknown-linux-gnu"],
  ]),
  ...alike("aarch64-darwin", "arm64", "aarch64", [
    ["arm64-apple-ios10.0.0", "aarch64-apple-ios"],
    ["arm64-apple-ios14.0.0-simulator", "aarch64-apple-ios-sim"],
  ]),
  ...alike("armv7-linux-gnueabihf", "arm", "armv7", [
    ["armv7-unknown-linux-gnueabi"],
    ["armv7-unknown-linux-musleabihf"],
    ["armv7-unknown-linux-musleabi"],
    ["armv7-unknown-netbsdelf-eabihf", "armv7-unknown-netbsd-eabihf"],
    ["armv7-unknown-openbsd"],
    ["armv7-none-linux-androideabi21", "armv7-linux-androideabi"],
    ["armv7a-none-eabi"],
    ["armv7a-none-eabihf"],
    ["armv7r-none-eabi"],
    ["armv7r-none-eabihf"],
    ["thumbv7m-none-eabi"],
    ["thumbv7em-none-eabi"],
    ["thumbv7em-none-eabihf"],
    ["thumbv8m.base-none-eabi"],
    ["thumbv8m.main-none-eabi"],
    ["thumbv8m.main-none-eabihf"],
  ]),
  ...alike("armv7-linux-gnueabihf", "arm", "armv6", [
    ["arm-unknown-linux-gnueabihf"],
    ["arm-unknown-linux-gnueabi"],
    ["arm-unknown-linux-musleabihf"],
    ["arm-unknown-linux-musleabi"],
    ["thumbv6m-none-eabi"],
  ]),
  ...alike("armv7-linux-gnueabihf", "arm", "armv5", [
    ["armv5te-unknown-linux-gnueabi"],
    ["armv5te-unknown-linux-musleabi"],
  ]),
  ...alike("armv7-linux-gnueabihf", "arm", "armv4", [["arm-none-eabi", "armv4t-none-eabi"], ["thumbv4t-none-eabi"]]),
  ...alike("riscv64-linux-gnu", "riscv", "riscv64", [
    ["riscv64-unknown-linux-musl", "riscv64gc-unknown-linux-musl"],
    ["riscv64-unknown-netbsd", "riscv64gc-unknown-netbsd"],
    ["riscv64-unknown-openbsd", "riscv64gc-unknown-openbsd"],
    ["riscv64-linux-android"],
  ]),
  // without an operating system the instructions are Rust's, not those that the compiler takes by itself
  { file: "riscv64imac-none-elf", triple: "riscv64-unknown-none-elf", rust: "riscv64imac-unknown-none-elf", machine: "riscv",
    arch: "riscv64", like: "riscv64-linux-gnu", flags: ["-march=rv64imac", "-mabi=lp64"], names: [] },
  { file: "riscv64gc-none-elf", triple: "riscv64-unknown-none-elf", rust: "riscv64gc-unknown-none-elf", machine: "riscv", arch: "riscv64",
    like: "riscv64-linux-gnu", flags: ["-march=rv64gc", "-mabi=lp64d"], names: [] },
  ...["imac", "imc", "im", "i"].map((letters) => ({
    file: `riscv32${letters}-none-elf`, triple: "riscv32-unknown-none-elf", rust: `riscv32${letters}-unknown-none-elf`, machine: "riscv",
    arch: "riscv32", like: "riscv64-linux-gnu", flags: [`-march=rv32${letters}`, "-mabi=ilp32"],
    names: [`riscv32${letters}-esp-espidf`],
  })),
  { file: "riscv32imafc-none-elf", triple: "riscv32-unknown-none-elf", rust: "riscv32imafc-unknown-none-elf", machine: "riscv",
    arch: "riscv32", like: "riscv64-linux-gnu", flags: ["-march=rv32imafc", "-mabi=ilp32f"], names: ["riscv32imafc-esp-espidf"] },
  ...alike("riscv64-linux-gnu", "riscv", "riscv32", [
    ["riscv32-unknown-linux-gnu", "riscv32gc-unknown-linux-gnu"],
    ["riscv32-unknown-linux-musl", "riscv32gc-unknown-linux-musl"],
  ]),
  ...alike("powerpc64le-linux-gnu", "powerpc", "powerpc64le", [["powerpc64le-unknown-linux-musl"]]),
  ...alike("powerpc64le-linux-gnu", "powerpc", "powerpc64", [
    ["powerpc64-unknown-linux-gnu"],
    ["powerpc64-unknown-linux-musl"],
    ["powerpc64-unknown-openbsd"],
  ]),
  ...alike("powerpc64le-linux-gnu", "powerpc", "powerpc", [
    ["powerpc-unknown-linux-gnu"],
    ["powerpc-unknown-linux-musl"],
    ["powerpc-unknown-netbsd"],
    ["powerpc-unknown-openbsd"],
  ]),
  ...alike("riscv64-linux-gnu", "s390x", "s390x", [["s390x-unknown-linux-gnu"]]),
  ...alike("s390x-linux-gnu", "s390x", "s390x", [["s390x-unknown-linux-musl"]]),
  ...alike("riscv64-linux-gnu", "loongarch", "loongarch64", [["loongarch64-unknown-linux-gnu"]]),
  ...alike("loongarch64-linux-gnu", "loongarch", "loongarch64", [
    ["loongarch64-unknown-linux-musl"],
    ["loongarch64-unknown-none-elf", "loongarch64-unknown-none"],
  ]),
  ...alike("riscv64-linux-gnu", "mips", "mips64", [["mips64-unknown-linux-gnuabi64"]]),
  ...alike("mips64-linux-gnuabi64", "mips", "mips64", [["mips64-unknown-linux-musl", "mips64-unknown-linux-muslabi64"]]),
  ...alike("mips64-linux-gnuabi64", "mips", "mips64el", [
    ["mips64el-unknown-linux-gnuabi64"],
    ["mips64el-unknown-linux-musl", "mips64el-unknown-linux-muslabi64"],
  ]),
  ...alike("mips64-linux-gnuabi64", "mips", "mips", [["mips-unknown-linux-gnu"]]),
  ...alike("mips-linux-gnu", "mips", "mips", [["mips-unknown-linux-musl"]]),
  ...alike("mips-linux-gnu", "mips", "mipsel", [
    ["mipsel-unknown-linux-gnu"],
    ["mipsel-unknown-linux-musl"],
    ["mipsel-unknown-none-elf", "mipsel-unknown-none"],
  ]),
  ...alike("riscv64-linux-gnu", "sparc64", "sparc64", [["sparc64-unknown-linux-gnu"]]),
  ...alike("sparc64-linux-gnu", "sparc64", "sparc64", [["sparc64-unknown-netbsd"], ["sparc64-unknown-openbsd"]]),
  ...alike("riscv64-linux-gnu", "wasm", "wasm32", [["wasm32-unknown-unknown"]]),
  ...alike("wasm32-unknown", "wasm", "wasm32", [
    ["wasm32-wasip1", "wasm32-wasip1", "wasm32-wasi", "wasm32-wasi-musl"],
    ["wasm32-wasip2"],
    ["wasm32-unknown-emscripten"],
  ]),
];

const integers = {
  bool: "_Bool", char: "char", "signed char": "signed char", "unsigned char": "unsigned char", short: "short",
  "unsigned short": "unsigned short", int: "int", "unsigned int": "unsigned int", long: "long",
  "unsigned long": "unsigned long", "long long": "long long", "unsigned long long": "unsigned long long",
  __int128: "__int128", "unsigned __int128": "unsigned __int128",
};
const floats = {
  float: "float", double: "double", "long double": "long double", _Float16: "_Float16", __float128: "__float128", __bf16: "__bf16", __fp16: "__fp16",
};

const scratch = mkdtempSync(join(tmpdir(), "kpigen-targets-"));

function flagsOf(row, kernel) {
  const own = kernel ? ["-ffreestanding", "-fwrapv", ...row.kernel] : [];
  return [`--target=${row.triple}`, ...(row.flags ?? []), "-nostdinc", "-std=gnu17", "-Wno-everything", ...own];
}

/** Macros as `-E -dM` prints them, name to definition; what names the compiler's distributor is cut. */
function macros(row, kernel) {
  const found = compilerMacros(compiler, flagsOf(row, kernel));
  if (found === undefined) throw new Error(`${row.file}: the compiler refuses its flags`);
  for (const [name, value] of found) found.set(name, value.replace(/"(?:Debian |Ubuntu )(.*?)\s*(?:\(.*\))?"/, '"$1"'));
  return found;
}

/** Compiles `int NAME = expression;` lines and reads back the values; undefined if the compiler refuses. */
function ask(row, kernel, prelude, questions) {
  const path = join(scratch, "question.c");
  const names = Object.keys(questions);
  writeFileSync(path, `${prelude}\n${names.map((name, i) => `int q_${i} = (int)(${questions[name]});`).join("\n")}\n`);
  const run = spawnSync(compiler[0], [...compiler.slice(1), ...flagsOf(row, kernel), "-S", "-emit-llvm", "-o", "-", path], { encoding: "utf8" });
  if (run.status !== 0) return undefined;
  const answers = {};
  names.forEach((name, i) => {
    const match = new RegExp(`@q_${i} = .*global i32 (-?\\d+|zeroinitializer)`).exec(run.stdout);
    answers[name] = Number(match[1] === "zeroinitializer" ? 0 : match[1]);
  });
  return { answers, text: run.stdout };
}

/** Size, the alignment that record layout uses (the offset after a char), and the one that is preferred where it differs. */
const sizes = new Map();
function sizeOf(row, kernel, type) {
  const key = `${row.file} ${kernel} ${type}`;
  if (!sizes.has(key)) sizes.set(key, askSize(row, kernel, type));
  return sizes.get(key);
}

function askSize(row, kernel, type) {
  const got = ask(row, kernel, `struct s { char c; ${type} t; };`, {
    size: `sizeof(${type})`, align: "__builtin_offsetof(struct s, t)", alignof: `_Alignof(${type})`,
    preferred: `__alignof__(${type})`,
  });
  if (got === undefined) return null;
  if (got.answers.align !== got.answers.alignof) throw new Error(`${row.file}: ${type} aligns differently in records`);
  const { size, align, preferred } = got.answers;
  return preferred === align ? { size, align } : { size, align, preferred };
}

function kindOf(row, kernel, type) {
  const names = Object.keys(integers);
  const kinds = names.filter((name) => sizeOf(row, kernel, integers[name]) !== null);
  const test = `_Generic((${type})0, ${kinds.map((name) => `${integers[name]}: ${names.indexOf(name)}`).join(", ")})`;
  return names[ask(row, kernel, "", { kind: test }).answers.kind];
}

function vaList(row, kernel) {
  const { answers, text } = ask(row, kernel,
    "int array(__builtin_va_list v) { static int decayed = sizeof(v) != sizeof(__builtin_va_list); return decayed + 0 * (int)(long)&decayed; }", {
      pointer: "__builtin_types_compatible_p(__builtin_va_list, char *) || __builtin_types_compatible_p(__builtin_va_list, void *)",
      size: "sizeof(__builtin_va_list)", align: "_Alignof(__builtin_va_list)",
    });
  if (answers.pointer) return { kind: "pointer" };
  return { kind: "record", size: answers.size, align: answers.align, array: /decayed = internal global i32 1/.test(text) };
}

/** Largest N for which `_Atomic(N bytes)` is aligned to N, and the largest alignment of a vector if there is a limit to it. */
function promotions(row, kernel) {
  const sizes = [1, 2, 4, 8, 16, 32, 64];
  const types = sizes.map((n) => `struct a${n} { char c[${n}]; };`).join(" ");
  const vector = "typedef char vector __attribute__((vector_size(256)));";
  const { answers } = ask(row, kernel, `${types} ${vector}`, {
    ...Object.fromEntries(sizes.map((n) => [n, `_Alignof(_Atomic(struct a${n})) == ${n}`])),
    vector: "_Alignof(vector)",
  });
  return {
    maxAtomicPromote: Math.max(...sizes.filter((n) => answers[n] === 1)),
    ...(answers.vector < 256 ? { maxVectorAlign: answers.vector } : {}),
  };
}

function abi(row, kernel) {
  const defined = macros(row, kernel);
  const table = (types) => Object.fromEntries(Object.entries(types).map(([name, type]) => [name, sizeOf(row, kernel, type)]));
  const { answers } = ask(row, kernel,
    "struct z { char a; int : 0; char b; }; struct u { char a; int : 4; }; struct m { char c; } __attribute__((aligned));", {
      zero: "_Alignof(struct z) > 1", unnamed: "_Alignof(struct u) > 1", max: "_Alignof(struct m)", signed: "(char)-1 < 0",
      wide: "_Alignof(struct z)",
    });
  return {
    endian: defined.get("__BYTE_ORDER__") === "__ORDER_BIG_ENDIAN__" ? "big" : "little",
    charIsSigned: answers.signed === 1,
    pointer: sizeOf(row, kernel, "void *"),
    integers: table(integers),
    // clang 20 brought AArch64's __mfp8 (Arm C Language Extensions, "Modal 8-bit floating point types"): compilers before it cannot be asked
    floats: { ...table(floats), ...(row.machine === "arm64" ? { __mfp8: { size: 1, align: 1 } } : {}) },
    sizeType: kindOf(row, kernel, "__SIZE_TYPE__"),
    ptrdiffType: kindOf(row, kernel, "__PTRDIFF_TYPE__"),
    wcharType: kindOf(row, kernel, "__WCHAR_TYPE__"),
    maxAlign: answers.max,
    ...promotions(row, kernel),
    bitField: { zeroWidthAlignsRecord: answers.zero === 1, unnamedAlignsRecord: answers.unnamed === 1 },
    vaList: vaList(row, kernel),
    ...(defined.get("__USER_LABEL_PREFIX__") ? { symbolPrefix: defined.get("__USER_LABEL_PREFIX__") } : {}),
  };
}

const line = ([name, body]) => `#define ${name} ${body}`.trimEnd();

/** What `to` has otherwise than `from`; null is what only `from` has. */
function differing(from, to) {
  const changed = {};
  for (const key of Object.keys(from)) if (!(key in to)) changed[key] = null;
  for (const key of Object.keys(to)) if (JSON.stringify(from[key]) !== JSON.stringify(to[key])) changed[key] = to[key];
  return changed;
}

/** The lines of #define that make one set of macros of another. */
const change = (from, to) => ({
  undef: [...from.keys()].filter((name) => !to.has(name)).sort(),
  define: [...to].filter(([name, body]) => from.get(name) !== body).map(line).sort(),
});

mkdirSync(out, { recursive: true });
const index = {};
const done = new Map();
for (const row of rows) {
  const hosted = abi(row, false);
  const hostedMacros = macros(row, false);
  done.set(row.file, { hosted, hostedMacros });
  const like = done.get(row.like);
  const file = {
    source: `${compiler.join(" ")} ${[`--target=${row.triple}`, ...(row.flags ?? [])].join(" ")} -E -dM, and its answers about sizes; rules/make-targets.mjs`,
    triple: row.triple, rustTarget: row.rust, machine: row.machine, machineArch: row.arch,
    ...(row.flags ? { flags: row.flags } : {}),
    ...(row.generic ? { generic: row.generic } : {}),
    ...(like === undefined
      ? { abi: hosted, predefined: [...hostedMacros].map(line).sort() }
      : { like: row.like, abi: differing(like.hosted, hosted), ...change(like.hostedMacros, hostedMacros) }),
  };
  if (row.kernel) {
    file.kernel = {
      flags: ["-ffreestanding", "-fwrapv", ...row.kernel],
      abi: differing(hosted, abi(row, true)),
      ...change(hostedMacros, macros(row, true)),
    };
  }
  writeFileSync(join(out, `${row.file}.json`), `${JSON.stringify(file, null, 1)}\n`);
  for (const name of [...row.names, row.rust, row.triple.replace(/(freebsd|macosx|ios)[\d.]+/, "$1")]) index[name] ??= row.file;
  console.log(row.file);
}
writeFileSync(join(out, "index.json"), `${JSON.stringify(index, null, 1)}\n`);
rmSync(scratch, { recursive: true });
