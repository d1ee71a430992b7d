/** What has no twin in `asm!` is refused with its reason, and what differs from the C text is said. */
import { expect, test } from "vitest";
import type { AsmArchitectureName } from "../../../src/rust/asm/index.js";
import { type AsmCase, rustText } from "./asm-case.js";

const refusal = (one: Omit<AsmCase, "name">, architecture: AsmArchitectureName = "x86_64"): string => {
  const made = rustText({ name: "f", ...one }, architecture);
  return "why" in made ? made.why : made.text;
};

const refusals: readonly (readonly [string, Omit<AsmCase, "name">, RegExp, AsmArchitectureName?])[] = [
  ["x87 registers", { parameters: "f64 x", template: "fsqrt", outputs: [["+t", "x"]] }, /operand 0 \("\+t"\): .*x87/],
  ["MMX registers", { parameters: "u64 x", template: "emms", inputs: [["y", "x"]] }, /MMX/],
  ["an unknown letter", { parameters: "u64 x", template: "nop", inputs: [["j", "x"]] }, /letter "j" is not known/],
  ["a value where a constant must be", { parameters: "u32 x", template: "int %0", inputs: [["i", "x"]] }, /constant/],
  ["a constant out of range", { template: "outb %%al, %0", inputs: [["N", "256"]] }, /constant/],
  ["too wide a value", { parameters: "u64 x", template: "nop", inputs: [["r", "x"]] }, /8 bytes/, "i386"],
  ["an unknown clobber", { template: "nop", clobbers: ["rzx"] }, /clobbered register "rzx" is not known/],
  ["the frame pointer", { template: "nop", clobbers: ["rbp"] }, /cannot clobber/],
  ["the table of contents", { template: "nop", clobbers: ["r2"] }, /cannot clobber/, "powerpc64"],
  [
    "a condition register",
    { returns: "u32", template: "mfcr 0", outputs: [["=y", "result"]] },
    /condition registers/,
    "powerpc64",
  ],
  ["a double word", { parameters: "u64 x", template: "nop", inputs: [["r", "x"]] }, /8 bytes/, "riscv32"],
  [
    "two registers",
    { parameters: "u64 x", template: "stw %L0, 0(3)", inputs: [["r", "x"]] },
    /8 bytes does not fit/,
    "powerpc",
  ],
  ["an unknown modifier", { parameters: "u32 x", template: "nop %Y0", inputs: [["r", "x"]] }, /no twin/, "powerpc64"],
  ["the platform's register", { template: "nop", clobbers: ["x18"] }, /cannot clobber/, "aarch64"],
  ["%= in a value", { template: ".long %=" }, /uses %=/],
  ["a global label", { template: ".globl entry\nentry: nop" }, /label/],
  ["a label twice", { template: "again: nop\nagain: nop" }, /label/],
  ["an operand that is not there", { template: "mov %1, %0" }, /no operand %/],
  ["an open choice of dialects", { template: "{mov %%eax, %%ebx" }, /ends in the middle/],
  ["a modifier without a twin", { parameters: "u64 x", template: "call %V0", inputs: [["r", "x"]] }, /%V0 has no twin/],
  ["a flag that is none", { returns: "i32", template: "nop", outputs: [["=@ccxx", "result"]] }, /no such condition/],
  [
    "a value tied to an input",
    {
      parameters: "u32 x, u32 y",
      template: "nop",
      inputs: [
        ["r", "x"],
        ["0", "y"],
      ],
    },
    /no output/,
  ],
];

for (const [what, one, why, architecture] of refusals) {
  test(`refused: ${what}`, () => {
    expect(refusal(one, architecture)).toMatch(why);
  });
}

test("options: what clang would assume, no more", () => {
  const options = (one: Omit<AsmCase, "name">, architecture?: AsmArchitectureName) =>
    /options\(([^)]*)\)/.exec(refusal(one, architecture))?.[1];
  const read = { returns: "u64", template: "rdgsbase %0", outputs: [["=r", "result"]] } as const;
  expect(options(read)).toBe("att_syntax, nostack");
  expect(options({ ...read, volatile: false })).toBe("att_syntax, pure, nomem, nostack");
  expect(options({ ...read, volatile: false, clobbers: ["memory"] })).toBe("att_syntax, nostack");
  const load = {
    ...read,
    parameters: "u64 *p",
    template: "mov %1, %0",
    inputs: [["m", "*p"]],
    volatile: false,
  } as const;
  expect(options(load)).toBe("att_syntax, pure, readonly, nostack");
  expect(
    options({
      ...load,
      outputs: [
        ["=r", "result"],
        ["+m", "*p"],
      ],
      inputs: [],
    }),
  ).toBe("att_syntax, nostack");
  expect(options({ template: "pushfq; popfq" })).toBe("att_syntax");
  expect(options({ template: "", clobbers: ["memory"] })).toBe("nostack, preserves_flags");
  expect(options({ template: "isb" }, "aarch64")).toBe("nostack, preserves_flags");
  expect(options({ template: "cmp x0, x1", clobbers: ["cc"] }, "aarch64")).toBe("nostack");
  expect(options({ template: "fence" }, "riscv64")).toBe("nostack");
});

test("an operand in memory is where its address was before the statement", () => {
  const stepped = refusal({
    parameters: "u64 *p, u64 x",
    template: "addq $8, %0; movq %2, %1",
    outputs: [
      ["+&r", "p"],
      ["=m", "*p"],
    ],
    inputs: [["r", "x"]],
  });
  expect(stepped).toContain(
    '"addq $8, {p}",\n        "movq {x}, ({0})",\n        in(reg) p,\n        p = inout(reg) p,',
  );
});

test("an operand in memory that no template names is not given twice", () => {
  const twice = refusal(
    {
      parameters: "u32 *p, u32 *q",
      template: "stwcx. 3, 0, %2",
      outputs: [
        ["=m", "*p"],
        ["=m", "*q"],
      ],
      inputs: [
        ["r", "p"],
        ["m", "*p"],
      ],
    },
    "powerpc64",
  );
  expect(twice).toContain(
    '"stwcx. 3, 0, {p}",\n        "/* {q} */",\n        q = in(reg_nonzero) q,\n        p = in(reg) p,',
  );
});

test("what differs from the C text is marked", () => {
  const cpuid = refusal({
    parameters: "u32 x, u32 *p",
    template: "1: cpuid; jz .Lno\n.Lno:",
    outputs: [
      ["+a", "x"],
      ["=b", "*p"],
    ],
    clobbers: ["ecx", "edx"],
  });
  expect(cpuid).toContain("// CHANGED: rbx is kept in another register meanwhile; LLVM reserves it.");
  expect(cpuid).toContain("// CHANGED: numeric labels for .Lno; asm! may be duplicated.");
  expect(cpuid).toContain('"jz 2f",\n        "2:",');
});
