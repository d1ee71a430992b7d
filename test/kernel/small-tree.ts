/** A source tree of a few files, written for tests: what loadKernelTree looks at, and nothing more. */
import { MemoryFileSystem, SourceTable } from "../../src/base/index.js";
import { type KernelRequest, type KernelTree, loadKernelTree } from "../../src/kernel/index.js";

export const smallTree: Readonly<Record<string, string>> = {
  "/src/sys/sys/param.h": "#define __FreeBSD_version 1400097 /* Master */\n",
  "/src/sys/sys/systm.h": "",
  "/src/sys/sys/zoo.h": "",
  "/src/sys/sys/disk/apm.h": "",
  "/src/sys/net/if.h": "",
  "/src/sys/dev/usb/usb.h": "",
  "/src/sys/dev/usb/net/deep.h": "",
  "/src/sys/dev/usb/usb.c": "",
  "/src/sys/amd64/include/cpu.h": "/* amd64 */",
  "/src/sys/x86/include/x86_var.h": "",
  "/src/sys/i386/include/cpu.h": "/* i386 */",
  "/src/sys/conf/newvers.sh":
    'TYPE="FreeBSD"\nREVISION="14.0"\nBRANCH="STABLE"\nif [ -n "$OTHER" ]; then\n\tBRANCH=$OTHER\nfi\n',
  "/src/sys/conf/options":
    "# comment\nSMP\t\topt_global.h\nDDB\nSCSI_DELAY\topt_scsi.h\t# trailing\nMAXUSERS\nOLD_NAME opt_new.h\nNEW_NAME opt_new.h\nTEXT opt_text.h\nDEV_PCI opt_pci.h\nOTHER opt_other.h\n",
  "/src/sys/conf/options.amd64": "HAMMER opt_cpu.h\nAMD64 opt_global.h\n",
  "/src/sys/conf/options-compat": "OLD_NAME NEW_NAME\n",
  "/src/sys/conf/std.common": "options DDB\n",
  "/src/sys/conf/files": "kern/thing_if.m\tstandard\nsys/no_such_if.m standard\n",
  "/src/sys/kern/thing_if.m": "INTERFACE thing;\nMETHOD int go { device_t dev; };\n",
  "/src/sys/dev/hidden/lone_if.m": "INTERFACE lone;\nNONSENSE\n",
  "/src/sys/amd64/conf/DEFAULTS": "machine\tamd64\ndevice pci\n",
  "/src/sys/amd64/conf/GENERIC": "cpu HAMMER\nident GENERIC\noptions SMP\n",
};

/** Loads with GENERIC's text replaced, or with other files. */
export function load(
  generic: string,
  request: Partial<KernelRequest> = {},
  others: Readonly<Record<string, string>> = {},
): { readonly tree: KernelTree | undefined; readonly said: readonly string[] } {
  const files = new MemoryFileSystem({ ...smallTree, "/src/sys/amd64/conf/GENERIC": generic, ...others });
  const sources = new SourceTable();
  const staged = loadKernelTree({ sys: "/src/sys", arch: "amd64", ...request }, files, sources);
  const said = staged.diagnostics.map(({ severity, place, text }) => `${sources.show(place)}: ${severity}: ${text}`);
  return { tree: staged.value, said };
}
