/**
 * The eight targets on which random records are laid out, with the type sizes that the random program's own sizing needs. Written
 * down by hand from `clang -target T` (sizeof, _Alignof); a wrong row shows as a difference to clang in the same test.
 */
import { type Bytes, bytes, type IntegerKind, type Target } from "../../src/base/index.js";

export interface LayoutTarget {
  readonly target: Target;
  /** Widest size that `_Atomic` rounds up to, BYTES. */
  readonly maxAtomic: Bytes;
  /** Largest alignment of a vector, BYTES. */
  readonly maxVectorAlign: Bytes;
}

interface Row {
  readonly triple: string;
  readonly rustTarget: string;
  readonly bits: 32 | 64;
  /** Alignment of long long and double, BYTES. */
  readonly align8: 4 | 8;
  readonly longDouble: readonly [size: number, align: number];
  readonly maxAtomic: number;
  readonly maxVectorAlign: number;
  readonly aapcs?: boolean;
  readonly big?: boolean;
  readonly unsignedChar?: boolean;
}

const rows: readonly Row[] = [
  {
    triple: "x86_64-unknown-freebsd14.0",
    rustTarget: "x86_64-unknown-freebsd",
    bits: 64,
    align8: 8,
    longDouble: [16, 16],
    maxAtomic: 16,
    maxVectorAlign: 1024,
  },
  {
    triple: "i386-unknown-freebsd14.0",
    rustTarget: "i686-unknown-freebsd",
    bits: 32,
    align8: 4,
    longDouble: [12, 4],
    maxAtomic: 8,
    maxVectorAlign: 1024,
  },
  {
    triple: "aarch64-unknown-freebsd14.0",
    rustTarget: "aarch64-unknown-freebsd",
    bits: 64,
    align8: 8,
    longDouble: [16, 16],
    maxAtomic: 16,
    maxVectorAlign: 16,
    aapcs: true,
    unsignedChar: true,
  },
  {
    triple: "armv7-unknown-freebsd14.0-gnueabihf",
    rustTarget: "armv7-unknown-freebsd",
    bits: 32,
    align8: 8,
    longDouble: [8, 8],
    maxAtomic: 8,
    maxVectorAlign: 8,
    aapcs: true,
    unsignedChar: true,
  },
  {
    triple: "riscv64-unknown-freebsd14.0",
    rustTarget: "riscv64gc-unknown-freebsd",
    bits: 64,
    align8: 8,
    longDouble: [16, 16],
    maxAtomic: 16,
    maxVectorAlign: 1024,
    unsignedChar: true,
  },
  {
    triple: "powerpc64-unknown-freebsd14.0",
    rustTarget: "powerpc64-unknown-freebsd",
    bits: 64,
    align8: 8,
    longDouble: [8, 8],
    maxAtomic: 16,
    maxVectorAlign: 1024,
    big: true,
    unsignedChar: true,
  },
  {
    triple: "powerpc64le-unknown-freebsd14.0",
    rustTarget: "powerpc64le-unknown-freebsd",
    bits: 64,
    align8: 8,
    longDouble: [8, 8],
    maxAtomic: 16,
    maxVectorAlign: 1024,
    unsignedChar: true,
  },
  {
    triple: "x86_64-unknown-linux-gnu",
    rustTarget: "x86_64-unknown-linux-gnu",
    bits: 64,
    align8: 8,
    longDouble: [16, 16],
    maxAtomic: 16,
    maxVectorAlign: 1024,
  },
];

export const layoutTargets: readonly LayoutTarget[] = rows.map(layoutTarget);

export function layoutTargetOf(triple: string): LayoutTarget {
  const found = layoutTargets.find((t) => t.target.triple === triple);
  if (found === undefined) throw new Error(`no layout target ${triple}`);
  return found;
}

function layoutTarget(row: Row): LayoutTarget {
  const size = (of: number, align = of) => ({ size: bytes(of), align: bytes(align) });
  const word = row.bits / 8;
  const longLong = size(8, row.align8);
  const int128 = row.bits === 64 ? size(16) : undefined;
  const [ldSize, ldAlign] = row.longDouble;
  const sizeType: IntegerKind = row.bits === 64 ? "unsigned long" : "unsigned int";
  const machineArch = row.triple.split("-")[0];
  const target: Target = {
    triple: row.triple,
    rustTarget: row.rustTarget,
    machine: machineArch,
    machineArch,
    endian: row.big ? "big" : "little",
    charIsSigned: !row.unsignedChar,
    pointer: size(word),
    integers: {
      bool: size(1),
      char: size(1),
      "signed char": size(1),
      "unsigned char": size(1),
      short: size(2),
      "unsigned short": size(2),
      int: size(4),
      "unsigned int": size(4),
      long: size(word),
      "unsigned long": size(word),
      "long long": longLong,
      "unsigned long long": longLong,
      __int128: int128,
      "unsigned __int128": int128,
    },
    floats: {
      float: size(4),
      double: longLong,
      "long double": size(ldSize, ldAlign),
      _Float16: undefined,
      __float128: undefined,
      __bf16: undefined,
      __fp16: undefined,
    },
    sizeType,
    ptrdiffType: row.bits === 64 ? "long" : "int",
    wcharType: "int",
    maxAlign: bytes(16),
    bitField: { zeroWidthAlignsRecord: row.aapcs ?? false, unnamedAlignsRecord: row.aapcs ?? false },
    vaList: { kind: "pointer" },
    predefined: "",
  };
  return { target, maxAtomic: bytes(row.maxAtomic), maxVectorAlign: bytes(row.maxVectorAlign) };
}
