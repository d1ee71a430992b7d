/**
 * The directory in which a kernel is built, as a file system: the headers that exist only there. opt_*.h come from the
 * configuration; `*_if.h`, vnode_if*.h and lists of devices (usbdevs.h) are made from the tree when first read; machine/, x86/ and i386/ are the
 * links to <machine>/include that a build makes (conf/kern.post.mk). Nothing is written to disk.
 */
import type { FileSystem, ReadResult } from "../base/index.js";
import { type DeviceList, deviceHeader } from "./device-list.js";
import { interfaceDialect, vnodeDialect } from "./interface-dialect.js";
import { type InterfaceHeader, interfaceHeader } from "./interface-header.js";
import type { InterfaceSources } from "./interface-sources.js";
import { type VnodeHeaders, vnodeHeaders } from "./vnode-interface.js";

/** `machine` → `<sys>/amd64/include`. */
export interface BuildLink {
  readonly name: string;
  readonly path: string;
}

export interface BuildDirectoryContents {
  /** Root of the source tree. */
  readonly sys: string;
  readonly files: FileSystem;
  readonly optionHeaders: ReadonlyMap<string, string>;
  readonly links: readonly BuildLink[];
  readonly interfaces: InterfaceSources;
  readonly deviceLists: readonly DeviceList[];
}

const vnodeNames = ["vnode_if.h", "vnode_if_newproto.h", "vnode_if_typedef.h"] as const;
type VnodeName = (typeof vnodeNames)[number];
const vnodeSource = "kern/vnode_if.src";

/** A FileSystem of names relative to the build directory. Caches what it makes. */
export class BuildDirectory implements FileSystem {
  readonly #contents: BuildDirectoryContents;
  readonly #made = new Map<string, ReadResult>();
  #vnode: VnodeHeaders | undefined;

  constructor(contents: BuildDirectoryContents) {
    this.#contents = contents;
  }

  read(name: string): ReadResult {
    const linked = this.linked(name);
    if (linked !== undefined) return this.#contents.files.read(linked);
    const options = this.#contents.optionHeaders.get(name);
    if (options !== undefined) return { kind: "text", text: options };
    let made = this.#made.get(name);
    if (made === undefined) {
      made = this.#make(name);
      this.#made.set(name, made);
    }
    return made;
  }

  isFile(name: string): boolean {
    const linked = this.linked(name);
    if (linked !== undefined) return this.#contents.files.isFile(linked);
    if (this.#contents.optionHeaders.has(name)) return true;
    if (name.endsWith("_if.h") && !name.includes("/")) {
      return name === "vnode_if.h"
        ? this.#hasVnodeSource()
        : this.#contents.interfaces.find(sourceName(name)) !== undefined;
    }
    if (isVnodeName(name)) return this.#hasVnodeSource();
    const list = this.#deviceList(name);
    return list !== undefined && this.#has(list.from);
  }

  list(name: string): readonly string[] {
    const linked = this.linked(`${name}/`);
    if (linked !== undefined) return this.#contents.files.list(linked.slice(0, -1));
    if (name !== "") return [];
    const { links, optionHeaders, interfaces, deviceLists } = this.#contents;
    const generated = interfaces.listed().map((source) => `${source.slice(0, -2)}.h`);
    const vnode = this.#hasVnodeSource() ? vnodeNames : [];
    const devices = deviceLists.filter(({ from }) => this.#has(from)).map(({ header }) => header);
    return [
      ...links.map((link) => `${link.name}/`),
      ...optionHeaders.keys(),
      ...generated,
      ...vnode,
      ...devices,
    ].sort();
  }

  linked(name: string): string | undefined {
    for (const link of this.#contents.links) {
      if (name.length > link.name.length && name[link.name.length] === "/" && name.startsWith(link.name)) {
        return `${link.path}${name.slice(link.name.length)}`;
      }
    }
    return undefined;
  }

  #hasVnodeSource(): boolean {
    return this.#has(vnodeSource);
  }

  /** @param path below the tree's root */
  #has(path: string): boolean {
    return this.#contents.files.isFile(`${this.#contents.sys}/${path}`);
  }

  #deviceList(name: string): DeviceList | undefined {
    return this.#contents.deviceLists.find(({ header }) => header === name);
  }

  #make(name: string): ReadResult {
    if (isVnodeName(name)) return this.#vnodeHeader(name);
    const list = this.#deviceList(name);
    if (list !== undefined) return this.#deviceHeader(list);
    if (!name.endsWith("_if.h") || name.includes("/")) return { kind: "missing" };
    const source = this.#contents.interfaces.find(sourceName(name));
    if (source === undefined) return { kind: "missing" };
    const { sys, files } = this.#contents;
    const read = files.read(`${sys}/${source}`);
    if (read.kind !== "text") return read;
    const dialect = interfaceDialect(this.#script("tools/makeobjops.awk"));
    return interfaceResult(interfaceHeader(read.text, dialect), source);
  }

  #deviceHeader(list: DeviceList): ReadResult {
    const { sys, files } = this.#contents;
    const read = files.read(`${sys}/${list.from}`);
    return read.kind === "text" ? { kind: "text", text: deviceHeader(read.text, list.words) } : read;
  }

  #vnodeHeader(name: VnodeName): ReadResult {
    if (this.#vnode === undefined) {
      const { sys, files } = this.#contents;
      const read = files.read(`${sys}/${vnodeSource}`);
      if (read.kind !== "text") return read;
      this.#vnode = vnodeHeaders(read.text, vnodeDialect(this.#script("tools/vnode_if.awk")));
    }
    const headers = this.#vnode;
    if (headers.kind === "refused") return refusal(vnodeSource, headers);
    switch (name) {
      case "vnode_if.h":
        return { kind: "text", text: headers.calls };
      case "vnode_if_newproto.h":
        return { kind: "text", text: headers.vector };
      case "vnode_if_typedef.h":
        return { kind: "text", text: headers.types };
    }
  }

  #script(path: string): string | undefined {
    const read = this.#contents.files.read(`${this.#contents.sys}/${path}`);
    return read.kind === "text" ? read.text : undefined;
  }
}

function isVnodeName(name: string): name is VnodeName {
  return (vnodeNames as readonly string[]).includes(name);
}

/** `bus_if.h` is made of `bus_if.m`. */
function sourceName(header: string): string {
  return `${header.slice(0, -2)}.m`;
}

function interfaceResult(made: InterfaceHeader, source: string): ReadResult {
  return made.kind === "refused" ? refusal(source, made) : { kind: "text", text: made.text };
}

function refusal(source: string, refused: { readonly line: number; readonly why: string }): ReadResult {
  return { kind: "unreadable", reason: `sys/${source}:${refused.line}: ${refused.why}` };
}
