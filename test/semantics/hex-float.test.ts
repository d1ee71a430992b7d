/** Hexadecimal floating constants (C11 6.4.4.2) of any length, subnormal ones and what is halfway between two numbers included: clang's bits. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { readNumber } from "../../src/semantics/number-literal.js";
import { rulesTarget } from "./expression-world.js";
import { randomNumbers } from "./random-records.js";
import { findClang } from "./record-dump.js";

const clang = findClang();
if (clang === undefined) console.warn("hex-float: SKIPPED, no clang-19 and no `zig clang` found");

const amd64 = rulesTarget("amd64");

/** Numbers around where a double's or a float's bits end: some digits, zeros or ones to the last bit that counts, a half, more or nothing behind it. */
function spelled(below: (limit: number) => number, bits: number, exponents: number): string {
  const digits: string[] = [];
  for (let at = 0; at < bits; at++) digits.push(below(3) === 0 ? "1" : below(2) === 0 ? "0" : (digits[at - 1] ?? "0"));
  const tail = ["", "1", "1000000000000000001", "0111111111111111111", "10000", "0"][below(6)];
  const binary = `1${digits.slice(below(4)).join("")}${tail}`;
  const hex = BigInt(`0b${binary}`).toString(16);
  const point = below(hex.length);
  return `0x${hex.slice(0, point)}.${hex.slice(point)}p${below(2) === 0 ? below(60) - 60 : below(2 * exponents) - exponents}`;
}

function clangsBits(texts: readonly string[], type: "double" | "float"): readonly bigint[] {
  const input = texts.map((text, at) => `const ${type} v${at} = ${text};`).join("\n");
  const flags = ["--target=x86_64-unknown-linux-gnu", "-w", "-x", "c", "-S", "-o", "-", "-"];
  const { stdout } = spawnSync(clang!.command, [...clang!.arguments, ...flags], { encoding: "utf8", input });
  return [...stdout.matchAll(/^v\d+:\n\s+\.(?:quad|long)\s+(\w+)/gm)].map((match) => BigInt(match[1]));
}

function ourBits(text: string, type: "double" | "float"): bigint {
  const literal = readNumber(text, amd64);
  if (literal?.kind !== "float") throw new Error(`no number: ${text}`);
  const value = literal.value ?? Number.POSITIVE_INFINITY;
  if (type === "double") return new BigUint64Array(new Float64Array([value]).buffer)[0];
  return BigInt(new Uint32Array(new Float32Array([value]).buffer)[0]);
}

it.skipIf(clang === undefined).each([
  ["double", "", 56, 1150],
  ["float", "f", 26, 160],
] as const)("%s", (type, suffix, bits, exponents) => {
  const below = randomNumbers(7);
  const texts = Array.from({ length: 3000 }, () => spelled(below, bits, exponents) + suffix);
  const ours = texts.map((text) => ourBits(text, type));
  const theirs = clangsBits(texts, type);
  expect(theirs.length).toBe(texts.length);
  expect(texts.filter((_, at) => ours[at] !== theirs[at]).slice(0, 5)).toEqual([]);
  // what is infinite has no value here
  expect(ours.filter((one) => one === ourBits("0x1p5000", type)).length).toBeLessThan(600);
});
