/**
 * All files of a crate as text: sources, Cargo.toml, README.md and the list of them all, by which the next run knows its own.
 */
import type { RustCrate } from "../rust/index.js";
import { type CrateIdentity, cargoManifest, crateParagraphs, fileList, listFile, readme } from "./manifest.js";
import { sourceFiles } from "./module-tree.js";

/** @returns path from the crate's directory → text */
export function crateFiles(crate: RustCrate, identity: CrateIdentity): ReadonlyMap<string, string> {
  const files = new Map(sourceFiles(crate, crateParagraphs(identity)));
  files.set("Cargo.toml", cargoManifest(identity));
  files.set("README.md", readme(identity));
  files.set(listFile, fileList(files.keys()));
  return files;
}
