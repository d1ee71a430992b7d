/** Places of records that only sources define; the lines are counted by hand in the texts below. */
import { expect, it } from "vitest";
import { load } from "./small-tree.js";

const sources = {
  "/src/sys/kern/subr_turnstile.c":
    "#include <sys/param.h>\n\nstruct turnstile *first;\nstruct turnstile {\n\tint x;\n};\n",
  "/src/sys/kern/subr_sleep.c":
    "struct sleeper\n{\n\tstruct turnstile {\n\t\tint y;\n\t} inner;\n};\nunion either {\n\tint i;\n};\n",
  "/src/sys/kern/sched_one.c": "\nstruct td_sched {\n\tint one;\n};\n",
  "/src/sys/kern/sched_two.c": "\nstruct td_sched {\n\tint two;\n};\n",
  "/src/sys/kern/header.h": "\nstruct zoo {\n\tint z;\n};\n",
  "/src/sys/net/if.c":
    "static int x;\n#ifdef A\nstruct ifnet_private {\n\tint a;\n};\n#else\nstruct ifnet_private {\n\tint b;\n};\n#endif\n",
  "/src/sys/amd64/amd64/fpu.c": "\nstruct fpu_ctx {\n\tint f;\n};\n",
  "/src/sys/x86/x86/bus.c": "\nstruct bus_tag {\n\tint t;\n};\n",
  "/src/sys/dev/usb/usb.c": "\nstruct ifnet_private {\n\tint c;\n};\n",
};

it("finds what kern/, the header's directory and the machine's define", () => {
  const { tree } = load("cpu HAMMER\nident GENERIC\n", {}, sources);
  const places = tree!.definitionPlaces([
    { tagKind: "struct", tag: "turnstile", header: "sys/turnstile.h" },
    { tagKind: "union", tag: "either", header: "sys/param.h" },
    { tagKind: "struct", tag: "either", header: "sys/param.h" },
    { tagKind: "struct", tag: "td_sched", header: "sys/proc.h" },
    { tagKind: "struct", tag: "zoo", header: "sys/zoo.h" },
    { tagKind: "struct", tag: "ifnet_private", header: "net/if.h" },
    { tagKind: "struct", tag: "fpu_ctx", header: "machine/cpu.h" },
    { tagKind: "struct", tag: "bus_tag", header: "sys/bus.h" },
    { tagKind: "struct", tag: "nowhere", header: "net/if.h" },
  ]);
  expect(Object.fromEntries(places)).toEqual({
    "struct turnstile": "sys/kern/subr_turnstile.c:4",
    "union either": "sys/kern/subr_sleep.c:7",
    "struct ifnet_private": "sys/net/if.c:3",
    "struct fpu_ctx": "sys/amd64/amd64/fpu.c:2",
    "struct bus_tag": "sys/x86/x86/bus.c:2",
  });
});

it("reads nothing where every record is defined", () => {
  const { tree } = load("cpu HAMMER\nident GENERIC\n", {}, sources);
  expect(tree!.definitionPlaces([]).size).toBe(0);
});
