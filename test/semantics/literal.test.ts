/** Numbers, characters and strings (C11 6.4.4, 6.4.5), a row each. Types and values are those of clang on the target (see expression-fuzz). */
import { describe, expect, it } from "vitest";
import { readNumber } from "../../src/semantics/number-literal.js";
import { readCharacter, readString } from "../../src/semantics/text-literal.js";
import { rulesTarget } from "./expression-world.js";

const amd64 = rulesTarget("amd64");
const i386 = rulesTarget("i386");
const arm64 = rulesTarget("arm64");

const show = (text: string, target = amd64): string => {
  const literal = readNumber(text, target);
  if (literal === undefined) return "none";
  return `${literal.value} ${literal.type}${literal.kind === "float" && literal.complex ? " complex" : ""}`;
};

describe("numbers", () => {
  it.each([
    ["0", "0 int"],
    ["2147483647", "2147483647 int"],
    ["2147483648", "2147483648 long"],
    ["0x80000000", "2147483648 unsigned int"],
    ["020000000000", "2147483648 unsigned int"],
    ["0x8000000000000000", "9223372036854775808 unsigned long"],
    ["9223372036854775808", "9223372036854775808 unsigned long long"],
    ["0xffffffffffffffffLL", "18446744073709551615 unsigned long long"],
    ["1u", "1 unsigned int"],
    ["4294967296u", "4294967296 unsigned long"],
    ["1lu", "1 unsigned long"],
    ["1ULL", "1 unsigned long long"],
    ["0b1011", "11 int"],
    ["1'000'000", "1000000 int"],
    ["1.5", "1.5 double"],
    ["1.5f", "1.5 float"],
    ["0.1f", "0.10000000149011612 float"],
    ["0x1.8p1", "3 double"],
    ["0x.8p0L", "0.5 long double"],
    ["0x1.8p1f", "3 float"],
    ["0x.8P-1F", "0.25 float"],
    ["0x1.fffffffffffffp+1023", "1.7976931348623157e+308 double"],
    ["0x1.fffffffffffff8p+1023", "undefined double"],
    ["0x1p-1074", "5e-324 double"],
    ["0x1p128f", "undefined float"],
    ["0x1.0000000000001p0L", "1.0000000000000002 long double"],
    ["0x1.00000000000001p0L", "undefined long double"],
    ["0x1.fffffep127f", "3.4028234663852886e+38 float"],
    ["1.00000017881393432617187499f", "1.0000001192092896 float"],
    ["1.00000017881393432617187501f", "1.000000238418579 float"],
    ["1.0000001788139343261718750f", "1.000000238418579 float"],
    ["1e3", "1000 double"],
    ["2.0i", "2 double complex"],
    ["3.14L", "undefined long double"],
    ["089", "none"],
    ["0xg", "none"],
    ["1lul", "none"],
    ["1lL", "none"],
    ["0x1.8", "none"],
    ["1.2.3", "none"],
    ["18446744073709551616", "none"],
    ["", "none"],
  ])("%s", (text, expected) => expect(show(text)).toBe(expected));

  it("takes the target's widths", () => {
    expect(show("2147483648", i386)).toBe("2147483648 long long");
    expect(show("0xffffffff00", i386)).toBe("1099511627520 long long");
    expect(show("1ul", i386)).toBe("1 unsigned long");
  });
});

describe("characters", () => {
  it.each([
    ["'a'", "97 int"],
    ["'\\377'", "-1 int"],
    ["'\\xff'", "-1 int"],
    ["'ab'", "24930 int"],
    ["'abcdefgh'", "1701209960 int"],
    ["'\\377\\377\\377\\377'", "-1 int"],
    ["'\\''", "39 int"],
    ["L'\\xe9'", "233 int"],
    ["L'\xc3\xa9'", "233 int"],
    ["u'\\xffff'", "65535 unsigned short"],
    ["U'\\U0001F600'", "128512 unsigned int"],
  ])("%s", (text, expected) => {
    const literal = readCharacter(text, amd64);
    expect(`${literal?.value} ${literal?.type}`).toBe(expected);
  });

  it.each(["''", "'", "'\\q'", "'\\x'", "'\\xfff'", "L'ab'", "L'\xff'"])("%s is none", (text) => {
    expect(readCharacter(text, amd64)).toBeUndefined();
  });

  it("follows the target's plain char", () => expect(readCharacter("'\\377'", arm64)?.value).toBe(255n));
});

describe("strings", () => {
  it("joins pieces, the prefix of any for all", () => {
    expect(readString(['"ab"', 'L"c"'])).toEqual({ prefix: "L", units: [97, 98, 99] });
    expect(readString(['"\\0\\x41\\101\\n"'])?.units).toEqual([0, 65, 65, 10]);
    expect(readString(['"\\u00e9"'])?.units).toEqual([0xc3, 0xa9]);
    expect(readString(['u"\\U0001F600"'])?.units).toEqual([0xd83d, 0xde00]);
  });
  it("refuses what does not go together", () => expect(readString(['L"a"', 'u"b"'])).toBeUndefined());
});
