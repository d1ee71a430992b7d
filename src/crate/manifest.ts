/**
 * The files beside the sources: Cargo.toml, README.md, and `.kpigen`, the list of what kpigen wrote. Cargo Book, "The Manifest Format".
 */

/** What a crate says about itself. All of it is input: no clocks, no paths of a machine. */
export interface CrateIdentity {
  /** `freebsd-kpi`. */
  readonly name: string;
  /** Semantic version: `14.0.0` for release 14.0. */
  readonly version: string;
  /** `14.0-STABLE`. */
  readonly release: string;
  /** MACHINE and MACHINE_ARCH: `amd64`, `amd64`. */
  readonly machine: string;
  readonly machineArch: string;
  /** `GENERIC`. */
  readonly kernconf: string;
  /** Options that are set, with their values. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly kpigenVersion: string;
  readonly edition: "2021" | "2024";
  /** `1.85`; undefined to leave the toolchain open. */
  readonly rustVersion: string | undefined;
}

/** The table by which a crate of kpigen's is recognised. */
export const metadataTable = "[package.metadata.kpigen]";

export function cargoManifest(identity: CrateIdentity): string {
  const { name, version, release, machine, kernconf } = identity;
  const lines = [
    "[package]",
    `name = ${tomlString(name)}`,
    `version = ${tomlString(version)}`,
    `edition = ${tomlString(identity.edition)}`,
    ...(identity.rustVersion === undefined ? [] : [`rust-version = ${tomlString(identity.rustVersion)}`]),
    `description = ${tomlString(`FreeBSD ${release} kernel programming interface for ${machine}, configuration ${kernconf}`)}`,
    'readme = "README.md"',
    "",
    metadataTable,
    `release = ${tomlString(release)}`,
    `machine = ${tomlString(machine)}`,
    `machine-arch = ${tomlString(identity.machineArch)}`,
    `kernconf = ${tomlString(kernconf)}`,
    `kpigen = ${tomlString(identity.kpigenVersion)}`,
    "",
    "[lib]",
    // C comments may hold what rustdoc takes for examples; there are no tests in declarations.
    "doctest = false",
    "test = false",
    "",
    "[features]",
    "default = []",
    "# Checks every record's size, alignment and offsets at compile time.",
    "layout-asserts = []",
    "",
    "[dependencies]",
  ];
  return `${lines.join("\n")}\n`;
}

/** A basic string of TOML 1.0. */
export function tomlString(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (character === '"' || character === "\\") out += `\\${character}`;
    else if (code < 32 || code === 127) out += `\\u${code.toString(16).padStart(4, "0")}`;
    else out += character;
  }
  return `${out}"`;
}

/** Docs of the crate root, a paragraph each. */
export function crateParagraphs(identity: CrateIdentity): readonly string[] {
  const { release, machine, machineArch, kernconf, options, kpigenVersion } = identity;
  const on = machine === machineArch ? machine : `${machine} (${machineArch})`;
  const out = [
    `FreeBSD ${release} kernel programming interface for ${on}, configuration ${kernconf}.`,
    `Written by kpigen ${kpigenVersion} from the kernel's headers: a module for each header at the header's path, every item at the ` +
      "root too, under its C name. Layouts are those of this release, machine and configuration, and of no other.",
    "The feature `layout-asserts` checks every record's size, alignment and offsets when the crate is compiled.",
  ];
  if (options.length > 0) {
    const names = options.map(({ name, value }) => (value === "1" ? `\`${name}\`` : `\`${name}=${value}\``));
    out.push(`Kernel options: ${names.join(", ").replace(/[\r\n]/g, " ")}.`);
  }
  return out;
}

export function readme(identity: CrateIdentity): string {
  const library = identity.name.replaceAll("-", "_");
  return `# ${identity.name}

FreeBSD ${identity.release} kernel programming interface for ${identity.machine}, kernel configuration ${identity.kernconf}:
types with their exact layouts, functions, variables and constants, as declared by the kernel's headers.

Written by kpigen ${identity.kpigenVersion}. Files that kpigen wrote are listed in \`.kpigen\`; the next run replaces those and keeps all
others.

\`\`\`rust
use ${library}::*;
\`\`\`

\`cargo check --features layout-asserts\` checks every record's size, alignment and offsets.
`;
}

/** The name of the list of written files, in the crate's directory. */
export const listFile = ".kpigen";

export const fileList = (paths: Iterable<string>): string => `${[...paths].sort().join("\n")}\n`;
