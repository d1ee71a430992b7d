import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { printItem } from "../../src/print/index.js";
import type { RustItem } from "../../src/rust/index.js";
import { clang, translateFile } from "./body/twin.js";
import { hasRustc, inDirectory, runTogether } from "./toolchain.js";

const able = hasRustc && clang !== undefined;
if (!able) console.warn("parameter-macro.test: no rustc or no clang here, so nothing is run");

const path = fileURLToPath(new URL("../cases/rust/macros-with-parameters.h", import.meta.url));
const golden = fileURLToPath(new URL("../cases/rust/macros-with-parameters.rs", import.meta.url));
const { crate, text: rust } = await translateFile(path);

test("each macro is what it should be in Rust", async () => {
  const items = crate.modules.flatMap((module) =>
    module.items.filter((one) => one.kind === "macro" || one.kind === "function"),
  );
  const text = items.map((item) =>
    printItem({ ...item, doc: { lines: [], definedIn: undefined, notes: [] } } as RustItem, { edition: "2021" }),
  );
  await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot(golden);
});

test("what is none says why", () => {
  expect(crate.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "RECURSE: 'RECURSE' is not declared",
    "MUTUAL: 'MUTUAL' is not declared",
    "OTHER: 'OTHER' is not declared",
    "TYPE_OF: it is the type of an expression whose type the caller knows, which has no name in Rust",
    "IS_AN_INT: whether types are compatible that only the caller knows",
    "KIND_OF: _Generic of an unknown type",
    "KIND_IT_POINTS_TO: _Generic of an unknown type",
    "SAY_IF_CALLERS: 'callers_level' is not declared",
    "FOUR_OF: an array of what only the caller knows",
    "SOME_OF: array of variable length",
    "TWO_LIKE: an array of what only the caller knows",
    "ROW_OF: an array of what only the caller knows",
    "DEFINE_FOUR: an array of what only the caller knows",
    "IS_CONSTANT: whether an argument is a constant, which decides a type",
    "IS_CONSTANT_TOO: whether an argument is a constant, which decides a type",
    "IS_NULL_CONSTANT: whether an argument is a constant, which decides a type",
    "POP_IN_ASSEMBLY: 'popq' is not declared",
    "LACKS_A_CONSTANT: 'NOT_A_CONSTANT' is not declared",
    "LACKS_A_TYPE: 'not_a_type' is not declared",
  ]);
  const inText = crate.modules.flatMap(({ leftOut }) => leftOut.map(({ place }) => Number(place.split(":").pop())));
  expect(inText).toHaveLength(19);
  expect(inText).toEqual(inText.slice().sort((a, b) => a - b));
});

/** What a case starts from, in C. Rust sees the same objects. */
const objects = `
int calls; struct list all; struct item pool[5]; union word word; int table[6] = { 5, 4, 3, 2, 1, 0 };
int count_up(void) { return ++calls; }
int sum_of(int count, ...) { __builtin_va_list l; __builtin_va_start(l, count); int sum = 0;
  while (count-- > 0) sum += __builtin_va_arg(l, int); __builtin_va_end(l); return sum; }
char said[200]; int vsnprintf(char *, unsigned long, const char *, __builtin_va_list);
int say(const char *format, ...) { __builtin_va_list l; __builtin_va_start(l, format);
  int n = vsnprintf(said, sizeof said, format, l); __builtin_va_end(l); return n; }
int (hidden)(int a) { return a * 3; } int age_of(const struct item *i) { return i->values[0] + 1; }
long run_handler(void *self, int by) { return ((struct handler *)self)->base * by; }
struct handler_class handler_class = { run_handler }; struct handler handler = { &handler_class, 7 };
_Bool taken(struct item *i) { i->number += 2; return 1; } void given(struct item *i, _Bool held) { i->number += held; calls++; }
struct item *make_item(int number) { pool[4].number = number; return &pool[4]; }
int device_at(void *cookie, unsigned short handle, signed char offset) { return *(int *)cookie + handle * 1000 + offset; }
long device_fill(void *cookie, const unsigned char *from, unsigned long count, _Bool twice) { return from[count] * 10 + twice + *(int *)cookie; }
struct small small = { 3, { 10, 20, 30 } }; struct large large = { 2, { { .number = 5 }, { .number = 6 } } };
void *copy(void *to, const void *from, unsigned long size) { return __builtin_memcpy(to, from, size); }
unsigned long address_of(const void *p) { return (unsigned long)p; }
struct operations operations = { device_at, device_fill, &calls }; struct port port = { 1, &operations, 65535 };
int answer_of(any_function function, int a) { return ((int (*)(int))function)(a) * 2; }
int apply(int (*f)(int), int a) { return f(a); }
float on_float(float a) { return a * 3; } double on_double(double a) { return a * 5; }
int on_int(int a) { return a + 1; } int on_long(long a) { return a + 2; }
void start(void) { calls = 0; all.first = 0; word.whole = 0x8877665544332211UL;
  for (int i = 0; i < 5; i++) { pool[i] = (struct item){ .number = i * 10, .flags = i, .rest = 7, .values = { i, i + 1, i + 2, i + 3 } }; } }
unsigned char byte_required(int n) { REQUIRE(n == 0, n); RETURN_MINUS(); } unsigned long long_counted(short n) { RETURN_COUNTED(n); }
double double_required(long n) { REQUIRE(n == 0, n); RETURN_TRUTH(n); } _Bool bool_required(int n) { REQUIRE(n == 0, n); RETURN_NOTHING(); }
struct item *item_required(struct item *i) { REQUIRE(i == 0, i); RETURN_NOTHING(); }
void fill(void) { for (int i = 3; i >= 0; i--) PUSH(&all, &pool[i], by_age); }
`;

/** The same in both languages, each giving a number; `p(i)` is an item of the pool. */
const cases: readonly (readonly [c: string, rust: string])[] = [
  [
    "SPECIAL_WRITE(es, SPECIAL(es)); return SPECIAL(cs);",
    "SPECIAL_WRITE!(es, SPECIAL!(es)); return SPECIAL!(cs) as i64;",
  ],
  [
    "return SPECIAL_NUMBERED(ax) + ASM_CONSTANT(7 * 6);",
    "return SPECIAL_NUMBERED!(ax) as i64 + ASM_CONSTANT!(7 * 6) as i64;",
  ],
  [
    "return BIT_WITHIN(5) * 10 + NO_WIDTH(0) + (POINTER_OF(1, table + 3, 0) == table + 3);",
    "return (BIT_WITHIN!(5) * 10) as i64 + NO_WIDTH!(0) as i64 + (POINTER_OF!(true, (&raw mut table).cast::<i32>().add(3), core::ptr::null_mut::<i32>()).cast::<i32>() == (&raw mut table).cast::<i32>().add(3)) as i64;",
  ],
  [
    "int x = 5; ASSERT_OLD(x == 5); return OF_ITS_OWN_TYPE(x) * 1000 + SIZE_OF_ROWS(x) + TRIPLE_OF_CONSTANT(7) * 100000;",
    "let x = 5; ASSERT_OLD!(x == 5); return (OF_ITS_OWN_TYPE(x) * 1000) as i64 + SIZE_OF_ROWS!(x) as i64 + (TRIPLE_OF_CONSTANT!(7) * 100000) as i64;",
  ],
  [
    "unsigned long bits[2] = { 5, 1ul << 63 }; return IS_SET(2, bits) + IS_SET(3l, bits) * 10 + IS_SET((char)127, bits) * 100 + LIKE_AN_ELEMENT(0, bits) * 1000;",
    "let bits: [u64; 2] = [5, 1 << 63]; let b = &raw const bits; return IS_SET!(2, b) as i64 + IS_SET!(3i64, b) as i64 * 10 + IS_SET!(127i8, b) as i64 * 100 + LIKE_AN_ELEMENT!(0, b) * 1000;",
  ],
  [
    "_Bool a; int b, n = 0; WITH_HELD(&pool[1], a) { n += pool[1].number; } WITH_HELD(&pool[1], b) { n += a + 1; } return n * 10 + calls;",
    "let mut a: bool; let mut b: i32; let mut n = 0; WITH_HELD!(p(1), a, { n += (*p(1)).number; }); WITH_HELD!(p(1), b, { n += a as i32 + 1; }); return (n * 10 + calls) as i64;",
  ],
  [
    "struct item *base_of = &pool[2], *other_of = &pool[3]; FIRST_OF_BASE = 6; return NUMBERS_OF_BOTH * 10 + pool[2].values[0];",
    "FIRST_OF_BASE!(base_of = p(2)) = 6; return (NUMBERS_OF_BOTH!(base_of = p(2), other_of = p(3)) * 10) as i64 + (*p(2)).values[0] as i64;",
  ],
  [
    "return SUM_COUNTED(1, 2, 3l) + SUM_OF_FIRST(4, 5, 6) * 100;",
    "return SUM_COUNTED!(1, 2, 3i64) + SUM_OF_FIRST!(4, 5, 6) as i64 * 100;",
  ],
  [
    "struct handler *h = &handler; return RUN_HANDLER(h, 3) * 100 + RUN_HANDLER(&handler, (short)4);",
    "let h = &raw mut handler; return RUN_HANDLER!(h, 3) * 100 + RUN_HANDLER!(&raw mut handler, 4i16);",
  ],
  [
    "int x = 21; DOUBLE_IN_PLACE(&x); OLDER(&pool[2]); return x * 10000 + AGE_AND_NUMBER(&pool[2]) * 100 + pool[2].values[1];",
    "let mut x = 21; DOUBLE_IN_PLACE(&raw mut x); OLDER(p(2)); return (x * 10000 + AGE_AND_NUMBER!(p(2)) * 100 + (*p(2)).values[1]) as i64;",
  ],
  ["return APPLY_TWICE(short, 40000);", "return APPLY_TWICE!(i16, 40000) as i64;"],
  [
    "struct page p = { 1, { .state_flags = 6 } }; return PAGE_HAS(&p, 4) * 10 + PAGE_HAS(&p, 8L);",
    "let mut p: page = core::mem::zeroed(); *p.state.state_flags_mut() = 6; return (PAGE_HAS!(&raw mut p, 4) * 10 + PAGE_HAS!(&raw mut p, 8i64)) as i64;",
  ],
  [
    "return (SIZE_MASK(unsigned char) & 0xffff) + (SIZE_MASK(int) >> 60) + (SIZE_MASK(long) != 0) * 1000000;",
    "return (SIZE_MASK!(u8) & 0xffff) as i64 + (SIZE_MASK!(i32) >> 60) as i64 + (SIZE_MASK!(i64) != 0) as i64 * 1000000;",
  ],
  [
    "return SIZE_CHOSEN(int) * 100 + SIZE_CHOSEN(long) * 10 + SIZE_CHOSEN(char);",
    "return (SIZE_CHOSEN!(i32) * 100 + SIZE_CHOSEN!(i64) * 10 + SIZE_CHOSEN!(i8)) as i64;",
  ],
  [
    "int x = 0; SIZE_TESTED(x, char); x *= 10; SIZE_TESTED(x, short); return x;",
    "let mut x = 0; SIZE_TESTED!(x, i8); x *= 10; SIZE_TESTED!(x, i16); return x as i64;",
  ],
  [
    "return SIZE_IN_A_BYTE(long) * 1000 + SIZE_IN_A_BYTE(short);",
    "return (SIZE_IN_A_BYTE!(i64) * 1000 + SIZE_IN_A_BYTE!(i16)) as i64;",
  ],
  [
    "return OFFSET_CHOSEN(struct pointed, used) * 100 + OFFSET_CHOSEN(struct pointed, spare) * 10 + OFFSET_IN_ITEM(values);",
    "return (OFFSET_CHOSEN!(pointed, used) * 100 + OFFSET_CHOSEN!(pointed, spare) * 10 + OFFSET_IN_ITEM!(values)) as i64;",
  ],
  [
    "return LARGEST_OF(unsigned short) + LARGEST_OF(signed char) * 100000 + TRUTH_IN(long, 0) * 7 + TRUTH_IN(char, 5);",
    "return LARGEST_OF!(u16) as i64 + LARGEST_OF!(i8) as i64 * 100000 + TRUTH_IN!(i64, 0) * 7 + TRUTH_IN!(i8, 5) as i64;",
  ],
  ["return NEVER_AN_INT(int);", "return NEVER_AN_INT!(i32);"],
  ["ASSERT_SAME(x, 1, 1); return 1;", "ASSERT_SAME!(x, 1, 1); return 1;"],
  ["int a = 3, b = 4; SWAP(a, b); return a * 10 + b;", "let (mut a, mut b) = (3, 4); SWAP!(a, b); return a * 10 + b;"],
  [
    "fill(); const struct list *l = &all; return FIRST(l)->number + NEXT(&pool[2], by_age)->number;",
    "fill(); return ((*FIRST(&raw const all)).number + (*NEXT!(p(2), by_age)).number) as i64;",
  ],
  [
    "PUSH(&all, make_item(9), by_age); return all.first->number + EMPTY(&all);",
    "PUSH!(&raw mut all, make_item(9), by_age); return ((*all.first).number + EMPTY(&raw mut all)) as i64;",
  ],
  [
    "fill(); struct item *i; long n = 0; WALK(i, &all, by_age) n = n * 100 + i->number + 1; return n;",
    "fill(); let mut i: *mut item; let mut n = 0; WALK!(i, &raw mut all, by_age, { n = n * 100 + (*i).number as i64 + 1; }); return n;",
  ],
  [
    "fill(); struct item *i; long n = 0; WALK(i, &all, by_age) { if (i->number == 10) continue; if (i->number == 30) break; n += i->number + 1; } return n + i->number * 1000;",
    "fill(); let mut i: *mut item; let mut n = 0; WALK!(i, &raw mut all, by_age, { if (*i).number == 10 { continue; } if (*i).number == 30 { break; } n += (*i).number as i64 + 1; }); return n + (*i).number as i64 * 1000;",
  ],
  [
    "fill(); struct item *i, *s; long n = 0; WALK_SAFE(i, &all, by_age, s) { i->by_age.next = 0; n = n * 10 + i->number / 10; } return n;",
    "fill(); let mut i: *mut item; let mut s: *mut item = core::ptr::null_mut(); let mut n = 0i64; WALK_SAFE!(i, &raw mut all, by_age, s, { (*i).by_age.next = core::ptr::null_mut(); n = n * 10 + ((*i).number / 10) as i64; }); return n + (s.is_null() as i64 - 1);",
  ],
  [
    "int i; long n = 0; FOR_BITS(i, 0xa5) { if (i == 2) continue; n = n * 10 + i; } return n;",
    "let mut i; let mut n = 0; FOR_BITS!(i, 0xa5, { if i == 2 { continue; } n = n * 10 + i as i64; }); return n;",
  ],
  [
    "unsigned char i; long n = 0; FOR_BITS(i, 0x81L) n = n * 10 + i + 1; return n;",
    "let mut i: u8; let mut n = 0; FOR_BITS!(i, 0x81i64, { n = n * 10 + i as i64 + 1; }); return n;",
  ],
  [
    "REQUIRE(pool[1].number == 10, 5); REQUIRE(all.first, 6); return 7;",
    "REQUIRE!(pool()[1].number == 10, 5); REQUIRE!(all.first, 6); return 7;",
  ],
  [
    "unsigned char c = 1; struct item *i = pool; double d = 2; return ALIKE(c, 300) + ALIKE(d, 7) / 2 * 1000 + (ZERO_LIKE(i) == 0) * 10000 + BITS_LIKE(d) + BITS_LIKE(count_up()) * 3 + BITS_OF_TYPE(short) * 5 + calls;",
    "let c = 1u8; let i = p(0); let d = 2.0f64; return ALIKE!(c, 300) as i64 + (ALIKE!(d, 7) / 2.0 * 1000.0) as i64 + (ZERO_LIKE!(i).is_null()) as i64 * 10000 + BITS_LIKE!(d) as i64 + BITS_LIKE!(count_up()) as i64 * 3 + BITS_OF_TYPE!(core::ffi::c_short) as i64 * 5 + calls as i64;",
  ],
  [
    "return (long)(BY_DEFAULT(0.1) * 1e15) + BY_LITERAL(5) * 7;",
    "return (BY_DEFAULT(0.1) * 1e15) as i64 + BY_LITERAL(5) as i64 * 7;",
  ],
  [
    "return byte_required(0x1fe) + byte_required(0) * 1000 + long_counted(-3) * 3 + (long)(double_required(7) * 0.5 * 1000000) + double_required(0) * 5 + bool_required(4) * 7 + bool_required(0) * 11 + (item_required(pool) == pool) * 13 + (item_required(0) == 0) * 17;",
    "unsafe fn byte_required(n: i32) -> u8 { REQUIRE!(n == 0, n); RETURN_MINUS!(); } unsafe fn long_counted(n: i16) -> u64 { RETURN_COUNTED!(n); } unsafe fn double_required(n: i64) -> f64 { REQUIRE!(n == 0, n); RETURN_TRUTH!(n); } unsafe fn bool_required(n: i32) -> bool { REQUIRE!(n == 0, n); RETURN_NOTHING!(); } unsafe fn item_required(i: *mut item) -> *mut item { REQUIRE!(i.is_null(), i); RETURN_NOTHING!(); } let null = core::ptr::null_mut(); return byte_required(0x1fe) as i64 + byte_required(0) as i64 * 1000 + (long_counted(-3) as i64).wrapping_mul(3) + (double_required(7) * 0.5 * 1000000.0) as i64 + (double_required(0) * 5.0) as i64 + bool_required(4) as i64 * 7 + bool_required(0) as i64 * 11 + (item_required(p(0)) == p(0)) as i64 * 13 + (item_required(null) == null) as i64 * 17;",
  ],
  [
    "unsigned char c = 250; long r = ADD_TO(c, 10); return r * 1000 + c;",
    "let mut c = 250u8; let r = ADD_TO!(c, 10) as i64; return r * 1000 + c as i64;",
  ],
  [
    "short c = 32767; long r = BUMP(c); return r * 100000 + c;",
    "let mut c = 32767i16; let r = BUMP!(c) as i64; return r * 100000 + c as i64;",
  ],
  [
    "signed char c = 127; long r = BUMP_FIRST(c); return r * 1000 + ALIAS(c);",
    "let mut c = 127i8; let r = BUMP_FIRST!(c) as i64; return r * 1000 + ALIAS!(c) as i64;",
  ],
  [
    "long n = SET_FLAGS(&pool[2], 13); return n * 100 + pool[2].flags + pool[2].rest * 10000;",
    "let n = SET_FLAGS!(p(2), 13) as i64; return n * 100 + (*p(2)).flags() as i64 + (*p(2)).rest() as i64 * 10000;",
  ],
  [
    "pool[2].flags = 31; CLEAR_FLAGS(&pool[2], 5); return pool[2].flags;",
    "(*p(2)).set_flags(31); CLEAR_FLAGS!(p(2), 5); return (*p(2)).flags() as i64;",
  ],
  ["return SET_BUSY(&pool[3], -4) * 10 + pool[3].busy;", "return (SET_BUSY(p(3), -4) * 10 + (*p(3)).busy) as i64;"],
  [
    "IGNORE(count_up()); IGNORE(calls); NOTHING(count_up()); return calls;",
    "IGNORE!(count_up()); IGNORE!(calls); NOTHING!(count_up()); return calls as i64;",
  ],
  [
    "long n = TWICE_CALLED(count_up()); return n * 10 + calls;",
    "let n = TWICE_CALLED!(count_up()) as i64; return n * 10 + calls as i64;",
  ],
  [
    "long n = ONCE(count_up()); return n * 10 + calls + NO_ARGUMENT() * 100;",
    "let n = ONCE!(count_up()) as i64; return n * 10 + calls as i64 + NO_ARGUMENT() as i64 * 100;",
  ],
  [
    "return OLD_OFFSET(struct item, number) + (OLD_OUTER(&pool[2].number, struct item, number) == &pool[2]) * 1000 + (unsigned long)PLACE_AT_NULL(struct item, number) * 10000;",
    "const OFFSET: u64 = OLD_OFFSET!(item, number); return OFFSET as i64 + (OLD_OUTER!(&raw mut (*p(2)).number, item, number) == p(2)) as i64 * 1000 + PLACE_AT_NULL!(item, number) as i64 * 10000;",
  ],
  [
    "return ANSWER(on_int, 5) * 100 + ANSWER(&hidden, 2);",
    'return (ANSWER!(Some(on_int as unsafe extern "C" fn(i32) -> i32), 5) * 100 + ANSWER!(Some(hidden as unsafe extern "C" fn(i32) -> i32), 2)) as i64;',
  ],
  ["return LARGEST(-1, 1U) == -1U;", "return (LARGEST!(-1, 1u32) == u32::MAX) as i64;"],
  [
    "signed char a = -5; unsigned short b = 3; return LARGEST(a, b) * 10 + sizeof(LARGEST(a, b));",
    "let (a, b) = (-5i8, 3u16); let l = LARGEST!(a, b); return l as i64 * 10 + size_of_val(&l) as i64;",
  ],
  [
    "return HOLDER(&pool[3].by_age, struct item, by_age)->number;",
    "return (*HOLDER!(&raw mut (*p(3)).by_age, item, by_age)).number as i64;",
  ],
  [
    "return OFFSET(struct item, by_age) * 1000 + ROOM(struct item, 3) + ROOM(short, 2U);",
    "return (OFFSET!(item, by_age) * 1000 + ROOM!(item, 3) + ROOM!(i16, 2u32)) as i64;",
  ],
  [
    "int low = -0x7fffffff - 1; return IS_MULTIPLE(low, low) * 100 + IS_MULTIPLE(16, 8) * 10 + IS_MULTIPLE(12, 8);",
    "let low = i32::MIN; return IS_MULTIPLE!(low, low) as i64 * 100 + IS_MULTIPLE!(16, 8) as i64 * 10 + IS_MULTIPLE!(12, 8) as i64;",
  ],
  [
    "return AS(unsigned char, 511) + AS(long, -1) + ALIGNED(&pool[0], 8) * 10 + ALIGNED(9, 8U);",
    "return AS!(u8, 511i32) as i64 + AS!(i64, -1i32) + (ALIGNED!(p(0), 8) * 10 + ALIGNED!(9, 8u32)) as i64;",
  ],
  [
    "return ELEMENTS(table) * 10 + ELEMENTS(pool[0].values);",
    "return (ELEMENTS!(table()) * 10 + ELEMENTS!((*p(0)).values)) as i64;",
  ],
  [
    "return ELEMENT(&pool[2], 3) * 10 + (ADDRESS(&pool[1]) - ADDRESS(&pool[0]) == sizeof pool[0]);",
    "return ELEMENT(p(2), 3) as i64 * 10 + (ADDRESS!(p(1)) - ADDRESS!(p(0)) == size_of::<item>() as u64) as i64;",
  ],
  [
    "return COLOR(GREEN) * 10 + PASTED(int)(5) + PASTED(long)(7) * 100;",
    "return COLOR!(GREEN) as i64 * 10 + PASTED!(int).unwrap()(5) as i64 + PASTED!(long).unwrap()(7) as i64 * 100;",
  ],
  ["return TEXT(abc)[1] + sizeof(TEXT(abc)) - 4;", "return *TEXT!(abc).add(1) as i64;"],
  [
    "NAMED(&pool[1], number) = 77; return NAMED(&pool[1], number) + NAMED(&pool[1], values)[2];",
    "NAMED!(p(1), number) = 77; return (NAMED!(p(1), number) + NAMED!(p(1), values)[2]) as i64;",
  ],
  [
    "return LOW_BYTE_OF(word) + (WHOLE_OF(&word) >> 60);",
    "return LOW_BYTE_OF!(word) as i64 + (WHOLE_OF(&raw mut word) >> 60) as i64;",
  ],
  ["return SUM_OF(3, 1, 2, 3) + SUM_OF(1L, 40);", "return (SUM_OF!(3, 1, 2, 3) + SUM_OF!(1i64, 40)) as i64;"],
  [
    'long n = SAY("none"); n = n * 100 + SAY("%d%s", 123, "x"); return n * 256 + said[3];',
    'let mut n = SAY!(c"none".as_ptr()) as i64; n = n * 100 + SAY!(c"%d%s".as_ptr(), 123, c"x".as_ptr()) as i64; return n * 256 + *said().add(3) as i64;',
  ],
  [
    'long n = SAY_OPT("none"); return n * 100 + SAY_OPT("%ld", 1234567L);',
    'let n = SAY_OPT!(c"none".as_ptr()) as i64; return n * 100 + SAY_OPT!(c"%ld".as_ptr(), 1234567i64) as i64;',
  ],
  [
    'long n = SAY_NAMED("once"); return n * 100 + SAY_NAMED("%d", 5);',
    'let n = SAY_NAMED!("once") as i64; return n * 100 + SAY_NAMED!("%d", 5) as i64;',
  ],
  [
    "struct ring r; struct bead y = { 7, { &r } }, x = { 5, { &y.ring } }, *p = 0; r.next = &x.ring; long sum = 0; EACH_BEAD(p, &r, ring) { sum = sum * 10 + p->worth; } return sum * 100 + (NEXT_BEAD(&x, ring) == &y) * 10 + RING_AT(&x, ring);",
    "struct Own { worth: i32, text: Kept, ring: ring } struct Kept(u8); let mut r: ring = core::mem::zeroed(); let mut y = Own { worth: 7, text: Kept(0), ring: ring { next: &raw mut r } }; let mut x = Own { worth: 5, text: Kept(0), ring: ring { next: &raw mut y.ring } }; let mut p: *mut Own = core::ptr::null_mut(); r.next = &raw mut x.ring; let mut sum = 0i64; EACH_BEAD!(p, &raw mut r, ring, { sum = sum * 10 + (*p).worth as i64; }); let b: bead = core::mem::zeroed(); return sum * 100 + (NEXT_BEAD!(&raw const x, ring) == &raw mut y) as i64 * 10 + RING_AT!(&raw const b, ring) as i64;",
  ],
  ["return KEYWORDS(1, 2U, 3L) + hidden(5);", "return KEYWORDS!(1, 2u32, 3i64) + hidden!(5) as i64;"],
  [
    "struct branch b = { .up.sides = { &b } }; return IS_SIDE(&b, up, &b) * 10 + (SIDE_OR(&b, up, 0) == 0) + 10000 * (READ_ONCE(b.up.sides[0]) == &b) + 100000 * READ_ONCE(small.used) + 100 * (NEVER(&b) == 0) + 1000 * (NEVER(hidden) == 0);",
    'let mut b: branch = core::mem::zeroed(); b.up.sides[0] = &raw mut b; let n: *mut branch = core::ptr::null_mut(); return IS_SIDE!(&raw mut b, up, &raw mut b) as i64 * 10 + (SIDE_OR!(&raw mut b, up, n) == n) as i64 + 10000 * (READ_ONCE!(b.up.sides[0]) == &raw mut b) as i64 + 100000 * READ_ONCE!(small.used) as i64 + 100 * NEVER!(&raw mut b).is_null() as i64 + 1000 * NEVER!(Some(hidden as unsafe extern "C" fn(i32) -> i32)).is_none() as i64;',
  ],
  [
    "struct branch b; b.up.sides[0] = (struct branch *)((char *)&b + 3); return UNMARKED(&b, up) == &b;",
    "let mut b: branch = core::mem::zeroed(); b.up.sides[0] = (&raw mut b).byte_add(3); return (UNMARKED!(&raw mut b, up) == &raw mut b) as i64;",
  ],
  [
    "return DEVICE_AT(&port, 200) + DEVICE_AT(&port, 0x1ffL) * 3 + DEVICE_AT(&port, pool[1].number) * 7;",
    "return (DEVICE_AT!(&raw mut port, 200) + DEVICE_AT!(&raw mut port, 0x1ffi64) * 3 + DEVICE_AT!(&raw mut port, pool()[1].number) * 7) as i64;",
  ],
  [
    "return DEVICE_FAR(&port, 2) + DEVICE_FAR(&port, -1LL) * 3;",
    "return (DEVICE_FAR!(&raw mut port, 2) + DEVICE_FAR!(&raw mut port, -1i64) * 3) as i64;",
  ],
  [
    "unsigned char bytes[4] = { 1, 2, 3, 4 }; calls = 50; return DEVICE_FILL(&port, bytes, (short)3, 256) + DEVICE_FILL(&port, &bytes[0], 1, 0) * 100;",
    "let mut bytes = [1u8, 2, 3, 4]; calls = 50; return DEVICE_FILL!(&raw mut port, &raw mut bytes[0], 3i16, 256) + DEVICE_FILL!(&raw mut port, &raw const bytes[0], 1, 0) * 100;",
  ],
  [
    "return *FIRST_CELL(&small) + FIRST_CELL(&large)->number * 100 + CELL_INDEX(&small, &small.cells[2]) * 1000 + CELL_INDEX(&large, &large.cells[1]) * 10000;",
    "return *FIRST_CELL!(&raw mut small) as i64 + (*FIRST_CELL!(&raw mut large)).number as i64 * 100 + CELL_INDEX!(&raw mut small, &raw mut small.cells[2]) * 1000 + CELL_INDEX!(&raw mut large, &raw mut large.cells[1]) * 10000;",
  ],
  [
    "return CELLS_AT(&small) * 100 + CELLS_AT(&large);",
    "return (CELLS_AT!(&raw mut small) * 100 + CELLS_AT!(&raw mut large)) as i64;",
  ],
  [
    "long n = 0; short *x; struct item *y; WALK_CELLS(x, &small) n = n * 100 + *x; WALK_CELLS_BACK(x, &small) n = n * 10 + *x / 10; WALK_CELLS_BACK(y, &large) n = n * 10 + y->number; return n;",
    "let mut n = 0i64; let mut x: *mut i16; let mut y: *mut item; WALK_CELLS!(x, &raw mut small, { n = n * 100 + *x as i64; }); WALK_CELLS_BACK!(x, &raw mut small, { n = n * 10 + *x as i64 / 10; }); WALK_CELLS_BACK!(y, &raw mut large, { n = n * 10 + (*y).number as i64; }); return n;",
  ],
  [
    "return *LAST_CELL(&small) + LAST_CELL(&large)->number * 100;",
    "return *LAST_CELL!(&raw mut small) as i64 + (*LAST_CELL!(&raw mut large)).number as i64 * 100;",
  ],
  [
    "unsigned char b[4] = { 1, 2, 253, 4 }, *p = b; signed char *q = (signed char *)b + 1; unsigned short *h = (unsigned short *)b; unsigned long l; short s; READ_TWO(p, l); READ_TWO(q, s); long n = (p - b) * 100000 + l + s * 7L; READ_TWO(h, l); return n + l * 3;",
    "let mut b = [1u8, 2, 253, 4]; let mut p = &raw mut b[0]; let mut q = p.add(1) as *mut i8; let mut h = p as *const u16; let mut l = 0u64; let mut s = 0i16; READ_TWO!(p, l); READ_TWO!(q, s); let n = p.offset_from(&raw mut b[0]) as i64 * 100000 + l as i64 + s as i64 * 7; READ_TWO!(h, l); return n + l as i64 * 3;",
  ],
  [
    "unsigned char b[4] = { 0 }, *p = b; WRITE_TWO(p, 0x1234); WRITE_TWO(p, -2L); return *(int *)b * 10L + (p - b);",
    "let mut b = [0u8; 4]; let mut p = &raw mut b[0]; WRITE_TWO!(p, 0x1234i32); WRITE_TWO!(p, -2i64); return i32::from_le_bytes(b) as i64 * 10 + p.offset_from(&raw mut b[0]) as i64;",
  ],
  [
    'unsigned char b[8] = { 0 }, *p = b; void *v; unsigned short h = 0x102; APPEND(p, &h, 2); v = p; APPEND(v, &h, sizeof h); p = v; APPEND(p, "xy", 2); return *(long *)b * 10 + (p - b);',
    'let mut b = [0u8; 8]; let mut p = &raw mut b[0]; let h = 0x102u16; APPEND!(p, &raw const h, 2); let mut v = p as *mut core::ffi::c_void; APPEND!(v, &raw const h, 2usize); p = v as *mut u8; APPEND!(p, c"xy".as_ptr(), 2i64); return i64::from_le_bytes(b) * 10 + p.offset_from(&raw mut b[0]) as i64;',
  ],
  [
    "struct chain a = { 0, 3 }, b = { 0, 4 }, *head = 0; void *any = 0; CHAIN(head, &a); CHAIN(head, &b); long n = head->number * 10 + ((struct chain *)head->chained)->number; CHAIN(any, &a); return n * 10 + (any == &a) * 2 + (a.chained == 0);",
    "let (mut a, mut b) = (chain { chained: core::ptr::null_mut(), number: 3 }, chain { chained: core::ptr::null_mut(), number: 4 }); let mut head: *mut chain = core::ptr::null_mut(); let mut any: *mut core::ffi::c_void = core::ptr::null_mut(); CHAIN!(head, &raw mut a); CHAIN!(head, &raw mut b); let n = (*head).number as i64 * 10 + (*((*head).chained as *mut chain)).number as i64; CHAIN!(any, &raw mut a); return n * 10 + (any == &raw mut a as *mut core::ffi::c_void) as i64 * 2 + a.chained.is_null() as i64;",
  ],
  [
    "unsigned short to = 0; int *none = 0; STORE_AT(&to, 70000L); STORE_AT(none, -5); return to * 10 + calls;",
    "let mut to = 0u16; let none: *mut i32 = core::ptr::null_mut(); STORE_AT!(&raw mut to, 70000i64); STORE_AT!(none, -5); return to as i64 * 10 + calls as i64;",
  ],
  [
    "return ADDRESS_BEHIND(table, 3L) - ADDRESS_BEHIND((char *)table, (unsigned char)5) + ADDRESS_BEHIND(2, table) - ADDRESS_BEHIND(table, -1);",
    "let t = &raw mut table as *mut i32; return (ADDRESS_BEHIND!(t, 3i64) - ADDRESS_BEHIND!(t as *const i8, 5u8) + ADDRESS_BEHIND!(2, t) - ADDRESS_BEHIND!(t, -1)) as i64;",
  ],
  [
    "return (CONST_FIELD(&small, 1, used) == &small.used) + (CONST_FIELD(&large, 0, cells) == large.cells) * 2 + ROOM_OF(struct item, name) * 10 + ROOM_OF(struct small, cells) * 100 + sizeof(ROOM_OF(struct item, busy)) * 1000;",
    "return (CONST_FIELD!(&raw mut small, 1, used) == &raw mut small.used as *mut core::ffi::c_void) as i64 + (CONST_FIELD!(&raw mut large, 0, cells) == &raw mut large.cells as *mut core::ffi::c_void) as i64 * 2 + (ROOM_OF!(item, name) * 10 + ROOM_OF!(small, cells) * 100) as i64 + size_of_val(&ROOM_OF!(item, busy)) as i64 * 1000;",
  ],
  [
    "struct pointed p = { 1, pool }; struct held h; return (SPARE_AT(&p) == (unsigned long)pool) * 100 + SPARE_AT(&h) - (unsigned long)&h;",
    "let mut p = pointed { used: 1, spare: &raw mut pool as *mut item }; let mut h: held = core::mem::zeroed(); return (SPARE_AT!(&raw mut p) == &raw mut pool as u64) as i64 * 100 + (SPARE_AT!(&raw mut h) - &raw mut h as u64) as i64;",
  ],
  [
    "return sizeof(TYPE_IN(number)) + sizeof(TYPE_IN(name)) * 10 + sizeof(TYPE_IN(by_age)) * 100 + sizeof(TYPE_IN_LARGE(cells)) * 10000;",
    "let one: *mut TYPE_IN!(values) = core::ptr::null_mut::<[i32; 4]>(); return (size_of::<TYPE_IN!(number)>() + size_of::<TYPE_IN!(name)>() * 10 + size_of::<TYPE_IN!(by_age)>() * 100 + size_of::<TYPE_IN_LARGE!(cells)>() * 10000) as i64;",
  ],
  [
    "struct link a = { pool, 0 }, b = { pool + 1, 0 }; int i = 3, j = 4; EXCHANGE(a, b); EXCHANGE(i, j); return (a.next == pool + 1) + (b.next == pool) * 2 + i * 10 + j * 100;",
    "let (mut a, mut b) = (link { next: p(0), back: core::ptr::null_mut() }, link { next: p(1), back: core::ptr::null_mut() }); let (mut i, mut j) = (3, 4); EXCHANGE!(a, b); EXCHANGE!(i, j); return (a.next == p(1)) as i64 + (b.next == p(0)) as i64 * 2 + i * 10 + j * 100;",
  ],
  [
    "int word = 0x00030002; long n = 5; unsigned char c = 250; ADD_HALVES(n, &word); ADD_HALVES(c, &word); return n * 1000 + c;",
    "let word_ = 0x00030002; let mut n = 5i64; let mut c = 250u8; ADD_HALVES!(n, &raw const word_); ADD_HALVES!(c, &raw const word_); return n * 1000 + c as i64;",
  ],
  [
    "long kept; KEEP_FLAGS(kept, (count_up(), &pool[1]), 45); return kept * 10 + calls;",
    "let mut kept = 0i64; KEEP_FLAGS!(kept, { count_up(); p(1) }, 45); return kept * 10 + calls as i64;",
  ],
  [
    "calls = 5; return BYTE_AFTER(calls > 5 ? 3 : 511) * 10 + calls;",
    "calls = 5; return BYTE_AFTER!(if calls > 5 { 3i32 } else { 511 }) as i64 * 10 + calls as i64;",
  ],
  [
    "return TEST_AFTER(({ calls + 70000; }), 9) * 10 + calls;",
    "return TEST_AFTER!({ calls + 70000 }, 9) as i64 * 10 + calls as i64;",
  ],
];

const values = `
extern "C" { fn start(); fn fill(); static mut pool: [item; 5]; static mut table: [i32; 6]; static mut word: word; static mut all: list; static mut port: port; static mut small: small; static mut large: large; static mut said: [core::ffi::c_char; 200]; }`;

test.runIf(able)("C and Rust do the same", { timeout: 120_000 }, () => {
  const ran = inDirectory((home) => {
    const c = cases.map(([text], i) => `long c_${i}(void) { start(); ${text} }`);
    const functions = cases.map(
      ([, text], i) =>
        `unsafe fn r_${i}() -> i64 { start(); ${text.replaceAll("pool()", "(*(&raw mut pool))").replaceAll("table()", "(*(&raw mut table))").replaceAll("said()", "(&raw mut said as *mut i8)")} }`,
    );
    const externs = cases.map((_, i) => `fn c_${i}() -> i64;`).join(" ");
    const rows = cases.map((_, i) => `(c_${i}, r_${i}),`).join(" ");
    const program = `include!("bound.rs");${values}
unsafe fn p(i: usize) -> *mut item { (&raw mut pool as *mut item).add(i) }
extern "C" { ${externs} }
${functions.join("\n")}
fn main() {
    let rows: &[(unsafe extern "C" fn() -> i64, unsafe fn() -> i64)] = &[${rows}];
    for (i, (c, rust)) in rows.iter().enumerate() {
        let (c, rust) = unsafe { (c(), rust()) };
        if c != rust { println!("case {i}: C {c}, Rust {rust}"); }
    }
    println!("{} run", rows.len());
}
`;
    const text = [readFileSync(path, "latin1"), objects, ...c].join("\n");
    return runTogether(home, { "c.c": text, "bound.rs": rust, "main.rs": program }, ["-std=gnu2x", "-fwrapv"]);
  });
  expect(ran).toBe(`${cases.length} run\n`);
});
