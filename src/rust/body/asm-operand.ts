/** What `asm/` asks of expressions: operands of inline assembly as places and values of this body. */
import { mentionsPlaceholder, type TypedAsm, type TypedExpression } from "../../semantics/index.js";
import { type AsmArchitectureName, type AsmContext, type AsmType, translateAsm } from "../asm/index.js";
import type { RustAsm, RustStatement } from "../rust-crate.js";
import { rustName } from "../rust-name.js";
import { type BodyState, fresh, localOf, refuse } from "./body-state.js";
import { isFloatKey, isPointerKey } from "./body-type.js";
import { directName } from "./call.js";
import { callersText } from "./caller-text.js";
import { constantOf } from "./constant-value.js";
import { rvalue } from "./expression.js";
import { atom, does } from "./make.js";
import { inferred, openKey } from "./open.js";
import { addressOf, load, placeOf, store } from "./place.js";
import { coerce } from "./value.js";

/** FreeBSD's MACHINE_ARCH names of the targets that `asm!` has. */
const architectures: Readonly<Record<string, AsmArchitectureName>> = {
  amd64: "x86_64",
  i386: "i386",
  aarch64: "aarch64",
  armv4: "arm",
  armv5: "arm",
  armv6: "arm",
  armv7: "arm",
  riscv32: "riscv32",
  riscv64: "riscv64",
  powerpc: "powerpc",
  powerpc64: "powerpc64",
  powerpc64le: "powerpc64",
};

/** Minor of the Rust 1.NN whose `asm!` is stable there (release notes of Rust 1.95); 1.59 for the others. */
const stableSince: Readonly<Partial<Record<AsmArchitectureName, number>>> = { powerpc: 95, powerpc64: 95 };

export function asmStatements(s: BodyState, asm: TypedAsm): RustStatement[] {
  const architecture = architectures[s.t.input.target.machineArch];
  if (architecture === undefined) return refuse("inline assembly of a machine that is not known", asm.at);
  const since = stableSince[architecture] ?? 59;
  if (s.t.input.rustTarget.minor < since)
    return refuse(`inline assembly of ${architecture} before Rust 1.${since}`, asm.at);
  const made = translateAsm(asm, contextOf(s, architecture));
  if (made.kind === "refused") return refuse(made.why, asm.at);
  return made.statements.map((one) =>
    one.kind === "asm" ? { ...one, template: one.template.map((line) => callersLine(s, line)) } : one,
  );
}

/** `"mrs %0, " #reg`: a part of the text that a macro's caller gives. */
const callersLine = (s: BodyState, line: RustAsm["template"][number]) =>
  typeof line === "string" && mentionsPlaceholder(line) ? atom(callersText(s, line)) : line;

function contextOf(s: BodyState, architecture: AsmArchitectureName): AsmContext {
  return {
    architecture,
    core: s.t.spelling.core,
    type: ({ type }): AsmType | undefined => {
      const key = s.types.key(type);
      if (key === openKey) return { kind: "open", bytes: 0, rust: inferred };
      const bytes = s.types.size(type);
      if (bytes === undefined) return undefined;
      const rust = s.types.rust(type);
      if (key === "bool") return { kind: "bool", bytes, rust };
      if (s.types.integer(key) !== undefined) return { kind: "integer", bytes, rust };
      if (isPointerKey(key)) return { kind: "pointer", bytes, rust };
      return { kind: isFloatKey(key) ? "float" : "other", bytes, rust };
    },
    constant: (e) => constantOf(s, e),
    value: (e) =>
      s.types.key(e.type) === openKey
        ? rvalue(s, e).rust
        : coerce(s, rvalue(s, e), s.types.key(e.type), s.types.rust(e.type), false),
    place: (e) => {
      const place = placeOf(s, e);
      const plain = place.bitField === undefined && !place.unaligned && s.t.types.volatility(e.type) !== "itself";
      return plain && !(place.packed && s.t.types.volatility(e.type) === "itself")
        ? (place.written ?? place.rust)
        : undefined;
    },
    load: (e) => load(s, placeOf(s, e), s.t.types.volatility(e.type) === "itself"),
    store: (e, value) => does(store(s, placeOf(s, e), value, s.t.types.volatility(e.type) === "itself")),
    address: (e) => addressOf(placeOf(s, e), true).rust,
    symbol: (e) => symbolOf(s, e),
    fresh: (hint) => fresh(s, hint),
    registerOf: (e) => (e.kind === "local" ? localOf(s, e.local).register : undefined),
  };
}

/** A function's or variable's own name below conversions that keep the address. */
function symbolOf(s: BodyState, e: TypedExpression): string | undefined {
  if (e.kind === "convert") return symbolOf(s, e.of);
  if (e.kind === "address-of" && e.of.kind === "variable") return named(s, e.of.name);
  const name = directName(e);
  return name === undefined ? undefined : named(s, name);
}

function named(s: BodyState, name: string): string | undefined {
  if (s.scope.whyNoItem(name) !== undefined) return undefined;
  s.values.add(name);
  return rustName(name);
}
