/*
 * Inline functions for `kpigen verify --run`: every construct of C that bodies are made of, with what it is easy to get wrong about it.
 * Behaviour that -fwrapv leaves undefined is possible for some arguments: those inputs do not count. Written for kpigen's tests.
 */
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef short s16;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long u64;
typedef long s64;
typedef __int128 s128;
typedef unsigned __int128 u128;
typedef unsigned long size_t;

/* ---- conversions: C11 6.3 ---- */

static inline int char_is_signed(char c) { return c < 0 ? c : -c; }
static inline int char_of_int(int i) { char c = i; return c; }
static inline u32 widen_signed(s8 a) { return a; }
static inline u64 widen_through_int(u16 a) { return a << 16; }
static inline u64 widen_through_unsigned(u16 a) { return (u32)a << 16; }
static inline s64 narrow_and_widen(s64 a) { return (s32)(s16)a + (u8)a; }
static inline int compare_u8_minus(u8 a, u8 b) { return a - b < 0; }
static inline int compare_u32_minus(u32 a, u32 b) { return a - b < 0; }
static inline int compare_signs(s64 a, u64 b, s32 c, u32 d) { return (a < b) | (c < d) << 1 | (a < d) << 2 | (c < a) << 3 | ((u64)c > b) << 4; }
static inline int equal_after_promotion(s8 a, u8 b) { return (a == b) + 2 * ((u8)a == b) + 4 * (a == (s8)b); }
static inline int not_of_promoted(u8 a, u16 b) { return (~a == (u8)~a) + (~b >> 4) + (u16)(~b) / 2; }
static inline int minus_of_unsigned(u8 a, u16 b, u32 c) { return (-a < 0) + 2 * (-b < 0) + 4 * (-c > 0); }
static inline u16 wrap_u16(u16 a, u16 b) { return a * b + a; }
static inline u64 product_of_u16(u16 a, u16 b) { return a * b; }
static inline s64 conditional_mixes(int c, s8 a, u32 b) { return c ? a : b; }
static inline s64 conditional_long(int c, s32 a, u64 b) { return (c ? a : b) / 2; }
static inline long conditional_of_literals(int c) { return (c ? -1 : 0u) + (c ? 1 : 2L); }
static inline int bool_from_low_bits(u64 a) { _Bool b = a & 0x100; _Bool c = (u8)(a & 0x100); return b * 2 + c; }
static inline int bool_from_pointer(const int *p) { _Bool b = p; return b + !p + !!p * 4; }
static inline int bool_from_double(int a) { double d = a / 4.0; return (_Bool)d; }
static inline u8 bool_arithmetic(_Bool a, _Bool b) { a += b; b <<= 3; a |= 4; b--; return a << 4 | b; }
static inline int enum_arithmetic(int n) { enum weekday { MON = -1, TUE, WED = 7 } d = (enum weekday)n; d = (enum weekday)(d + WED); return d > MON ? d - TUE : d * 3; }
static inline int enum_steps(int n) { enum weekday { MON = -1, TUE, WED = 7 } d = (enum weekday)n; d++; --d; return d++ + (d-- == WED) + (enum weekday)300; }
static inline int unsigned_enum(u32 n) { enum flags { ONE = 1, BIG = 0x80000000u } f = (enum flags)n; return f < BIG && f - 2 > ONE; }
static inline u64 hexadecimal_literals(u32 a) { return (a > 0xffffffff) + (a + 0x7fffffff) + (a ^ 0xffffffff00000000) + (-1 < 0x80000000); }
static inline int character_literals(char c) { return (c == '\xff') + 2 * (c == '\377') + 4 * (c == 255) + 8 * ('\xff' < 0) + ('ab' == 0x6162); }
static inline int tests_of_literals(int a, int b) { int x = (a ? 0xffffffff : 0x100000000) != 0; if ((b ? 0x80000000 : 0)) x += 2; while ((a & 1 ? 0xffffffffffffffff : 0) && x < 9) x += 4; return x + 16 * ((a ? 0xffffffff : 1u) == (b ? 0xffffffff : 2u)); }
static inline int switch_on_a_literal(int a) { switch (0xffffffffu) { case 0xffffffff: if (a) goto out; case 1: a += 3; } out: switch ((s8)-1 + 0u) { case -1: if (a > 5) goto end; a++; default: a += 7; } end: return a; }
static inline u64 assigned_literals(s32 *p, u8 *q) { u8 a = *p = -2147483648; u64 b = *p = -1, c = *q = 300; return a + b + c; }
static inline int value_not_wanted(int a, u32 i) { (void)(const s16[]){ 1, a, 3 }[i & 1]; (void)((int[]){ a++, 2 }); return a; }
static inline s64 suffixes(u32 a) { return (a - 1U) + (a - 1) + (a - 1L) + (s64)(a - 1ULL); }
static inline double floats(int a, u32 b, s64 c) { float f = a; double d = f * 3 + b; d -= c; d /= 7; return f > d ? f : -d; }
/* A float's literal is a float's number where it becomes a double; a double's that is a tie of two floats is rounded to even. */
static inline double float_literals_widened(int a) { double d = a ? 0.1f : -0.1f; d += 16777217.0f; return d * 0.7f + (s64)(a, 16777217.0f) + ({ 0.3f; }); }
static inline double integers_made_floats(int a) { double d = 16777217 + 1.0f, e = (float)16777217, f = -(1 / 3.0f); d += a ? 1 / 3.0f : 2 / 3.0f; return d + e + f + (16777217 * 1.0f) + (a & 1) * (float)33554435 + ({ 7 / 10.0f; }); }
static inline float double_literals_narrowed(float a) { float t[2] = { 0x1.FB5589p-57, -0x1.FB5589p-57 }; return a * t[1] + t[0] - (a ? (float)0x1.FB558Bp-57 : 0x1.FB5589p-57); }
#define WIDENED_LITERAL(x) ((double)(x) * 0.1f)
static inline s64 double_to_integer(int a) { double d = a * 1.75; return (s64)d + (int)(d / 2) + (s8)(a % 100 / 3.0); }
static inline u64 int128_high(u64 a, u64 b) { return (u128)a * b >> 64; }
static inline s64 int128_signed(s64 a, s64 b) { s128 p = (s128)a * b; p -= 12345; return (s64)(p >> 37) ^ (s64)p; }

/* ---- operators: C11 6.5 ---- */

static inline s32 shift_signed(s32 a, u32 n) { return a >> (n & 31) | a << (n & 15); }
static inline u32 shift_promoted(u8 a, u8 n) { return a << (n & 31) >> 3; }
static inline s64 shift_by_long(s32 a, s64 n) { return a << (n & 31); }
static inline u8 shift_assigned(u8 a, int n) { a <<= n & 7; a >>= 1; return a; }
static inline s16 shift_assigned_signed(s16 a, int n) { a >>= n & 15; a <<= 2; return a; }
static inline int shift_may_be_undefined(int a, int n) { return a << n; }
static inline s32 divide_rounds_to_zero(s32 a, s32 b) { return b == 0 || (b == -1 && a == (-0x7fffffff - 1)) ? 0 : a / b * 16 + a % b; }
static inline s64 divide_promoted(s8 a, u8 b, u32 c) { return (b ? a / b : 1) + (c ? a / c : 2) + (c ? a % c : 3); }
static inline u16 divide_assigned(u16 a, s16 b) { if (b != 0) a /= b; return a; }
static inline s8 modulo_assigned(s8 a, u32 b) { if (b != 0) a %= b; return a; }
static inline s64 wraps(s64 a, s32 b) { return a * a + b * b - (b << 1) + ++b; }
static inline int wraps_before_compare(int a) { return a + 1 > a; }
static inline u8 narrow_steps(u8 a) { u8 b = a++; b += a--; b -= --a; return b * ++a; }
static inline s16 compound_narrow(s16 a, s32 b, u64 c) { a += b; a *= c; a -= 3; a ^= b; a |= c & 7; a &= ~b; return a; }
static inline int value_of_assignment(u8 *p, int v) { int r = *p = v; return r == v; }
static inline s64 chain_of_assignments(u8 *p, s16 *q, s64 v) { s64 w = *q = *p = v; return w; }
static inline int postfix_in_index(int *p, u32 i) { i &= 7; p[i++] = p[i] + 1; return i + p[i--] + i; }
static inline int comma(int a, int b) { int c = (a++, b += a, a * b); return (c--, a) + (b, c); }
static inline int comma_in_for(int n) { int i, j, s = 0; for (i = 0, j = n & 15; i < j; i++, j--) s += i * j; return s; }
static inline int logical_is_lazy(int *p, int a) { return (a && ++*p) || (a > 5 && (*p += 2)) ? *p : -*p; }
static inline int logical_values(u64 a, const void *p, double d) { return (a && p) + (a || d) * 2 + !a * 4 + !p * 8 + !d * 16; }
static inline int conditional_omits(int a, u32 *p) { return (a & 6 ?: 9) + ((*p)++ ?: 100) + *p; }
static inline int *conditional_pointer(int *p, int *q, int a) { return a ? p : a + 1 ? q : 0; }
static inline int nested_conditionals(int a, int b) { return a < b ? a < 0 ? -1 : b ? 2 : 3 : a == b ? 4 : a > 100 ? 5 : 6; }
static inline int precedence(int a, int b, int c) { return a & b == c | a ^ b << 1 + (c & 3) && !a - b < -c % 7 ; }
static inline u32 unary_chain(u32 a) { return -~-~!!a + ~-a; }
static inline int sizes(int a, u8 b, s64 *p) { int t[6] = { 0 }; return sizeof(a + b) * 1000 + sizeof(b) * 100 + sizeof(*p) + sizeof t / sizeof t[0] + sizeof(char[3]) + sizeof "text" + _Alignof(u64) + sizeof(a++) + a; }

/* ---- pointers and arrays ---- */

static inline s64 pointer_difference(const u32 *p, u32 n) { const u32 *q = p + (n & 31); return (q - p) * 3 + ((const char *)q - (const char *)p); }
static inline int pointer_compare(const u8 *p, u8 n) { const u8 *q = &p[n]; return (p < q) + 2 * (p == q) + 4 * (q >= p) + 8 * (p != 0); }
static inline u64 pointer_walk(const u16 *p, u32 n) { u64 s = 0; const u16 *end = p + (n & 15); while (p < end) s = s * 31 + *p++; return s; }
static inline int pointer_backwards(const int *p) { const int *q = p + 4; int s = *--q; s += q[-1] * 2; q -= 2; return s - *q; }
static inline int index_by_u8(const int *p, u8 i) { return p[(u8)(i + 250) & 15] + (i & 7)[p]; }
static inline int negative_index(const s16 *p, s8 i) { const s16 *q = p + 16; return q[i % 16]; }
static inline u8 *void_pointer(void *p, u32 n) { u8 *q = p + (n & 63); *q = n; return q; }
static inline u64 address_as_number(const char *p, u32 n) { return (u64)(p + (n & 3)) - (u64)p + ((u64)p & 1); }
static inline int two_dimensions(u32 i, u32 j, int v) { int m[3][5] = { { 1, 2 }, [2] = { [3] = 8, 9 } }; m[i % 3][j % 5] += v; int (*row)[5] = m + 1; return (*row)[j % 5] + m[2][4] * 10 + *(*(m + 2) + 3) + (int)(sizeof m / sizeof *m); }
static inline int pointer_to_pointer(int **pp, int v) { if (*pp == 0) return -1; **pp = v; int *old = *pp; *pp = old + 1; return *old; }
static inline int address_of_element(int *p, u32 i) { int *q = &p[i & 7]; *q ^= 5; return &*q == p + (i & 7); }
static inline u32 bytes_of(u32 v) { u8 *b = (u8 *)&v; b[1] ^= 0x5a; b[3]++; return v; }
static inline u32 punned_by_union(float f) { union { float f; u32 u; u8 b[4]; } x; x.f = f; x.b[0] ^= 1; return x.u; }
static inline char string_literals(u32 i) { static const char table[] = "abc\0def\x41"; return "0123456789abcdef"[i & 15] + table[i % sizeof table] + *("xyz" + i % 3); }

/* ---- records ---- */

struct point { s32 x; s32 y; };
struct mixed { u8 a; u64 b; u16 c; struct point p[2]; void *q; };
struct bits { u32 one : 1; s32 three : 3; u32 wide : 31; u64 far : 45; s64 odd : 19; _Bool flag : 1; u8 end : 7; u16 : 0; s8 tail : 5; };
struct __attribute__((packed)) packed { u8 tag; u64 wide; u16 half; struct point p; u32 low : 7, high : 25; };
struct few { u32 low : 7, high : 9; };
struct __attribute__((packed)) holder { u8 tag; struct few in; };
static inline u32 bits_of_holder(struct holder *h) { h->in.high -= 3; return h->in.high; }
struct nested { int kind; union { struct { s16 left, right; }; u32 both; struct { u8 bytes[4]; } raw; }; struct { int deep; struct point at; } in; };
struct counted { u32 count; u16 values[]; };
struct list { struct list *next; struct list **previous; int value; };

static inline struct point struct_value(struct point a, struct point b) { struct point c = a; c.x += b.y; b = c; b.y--; return b.x > c.y ? b : c; }
static inline struct mixed struct_large(struct mixed m, int i) { m.p[i & 1].y = m.a; m.b <<= 3; m.q = 0; return m; }
static inline s64 struct_of_call(struct point a) { return struct_value(a, (struct point){ 3, -4 }).x + struct_value(a, a).y; }
static inline struct point compound_literal(int a) { struct point *p = &(struct point){ .y = a, .x = a * 2 }; p->x++; return *p; }
static inline int compound_array(u32 i) { return (const int[]){ 5, [3] = 7, 8 }[i % 5] + (int){ 4 }; }
static inline u8 literal_numbers(u8 a) { u8 b = (u8){ 0x10U } + 32767; a += (u8){ 200 }; a = (u8){ 255 } + a * (s16){ 3 }; b ^= (int){ 7 } % (int){ 4 } + -(s16){ 9 } / 2; return a + b + ((u64){ 5 } << 40 > a) + ~(u8){ 1 } + !(u8){ 3 }; }
static inline s64 literal_numbers_widened(s8 a) { s64 b = (const int){ -5 }; u64 c = (s8){ -3 }; return b + c + (u64){ } + (u64){ -3 } + (s16){ 70000 } + (a ? (u8){ 200 } : (s16){ a }) + (_Bool){ 5 }; }
static inline double literal_fractions(int a) { return a + (double){ } + (float){ 3 } * (double){ -2.5 } + (float){ 0.1 } + -(double){ a }; }
#define LITERAL_NUMBERS(x) (((x) + (u8){ 255 }) * -(s16){ 3 } + ((u64){ 5 } << ((x) & 7)))
static inline struct mixed designated(u8 a) { return (struct mixed){ .c = a, .p = { [1] = { .y = -a }, [0].x = 6 }, .a = a + 1 }; }
static inline int last_designator_wins(int a) { struct point p = { .x = 1, .x = a, 5 }; int t[4] = { [0 ... 2] = 3, [1] = a }; return p.x + p.y + t[0] + t[1] + t[2] + t[3]; }
static inline void bits_store(struct bits *b, s64 v) { b->one = v; b->three = v; b->wide = v; b->far = v; b->odd = v; b->flag = v; b->end = v; b->tail = v; }
static inline s64 bits_load(const struct bits *b) { return b->one + b->three * 2 + b->wide + (s64)b->far + b->odd * 3 + b->flag + b->end + b->tail; }
static inline int bits_promote(const struct bits *b) { return (b->one - 2 < 0) + 2 * (b->wide - 2 < 0) + 4 * (b->end - 200 < 0) + 8 * (-b->far > 0) + (~b->one & 16); }
static inline s64 bits_value_of_assignment(struct bits *b, int v) { return (b->three = v) + (b->odd += v) + b->one++ + --b->end; }
static inline void bits_operators(struct bits *b, u32 n) { b->wide <<= n & 15; b->far *= n; b->three ^= n; b->end %= 5; b->flag ^= 1; b->tail -= n; }
static inline int bits_of_local_changed(struct bits b, int v) { b.one = (b.three = v) != 0 || (b.odd += v); b.wide = b.far++ + (b.end |= v); return b.one + b.wide + b.end + b.odd; }
static inline s64 bits_changed_inside(struct holder *h, int v) { h->in.low = h->in.high++; h->in.high += (h->in.low ^= v); h->in.low = bits_of_holder(h); return h->in.low + h->in.high; }
static inline int packed_access(struct packed *p, int v) { p->wide = p->wide * 3 + v; p->half++; p->p.x = v; p->low = v; p->high += v; return p->p.y - p->half + p->high; }
static inline u32 anonymous_members(struct nested *n, int v) { n->left = v; n->right ^= v; n->in.at.y += n->raw.bytes[1]; return n->both + n->in.deep; }
static inline u32 flexible_array(struct counted *c, u32 i) { c->values[i & 15] = c->count; return sizeof *c + c->values[(i + 1) & 15]; }
static inline void list_insert(struct list *head, struct list *e) { e->next = head->next; if (head->next) head->next->previous = &e->next; head->next = e; e->previous = &head->next; }
static inline int list_sum(const struct list *l) { int s = 0; for (; l; l = l->next) s += l->value; return s; }
static inline size_t offsets(void) { return __builtin_offsetof(struct mixed, p[1].y) * 100 + (size_t)&((struct nested *)0)->in.at; }
static inline struct list *container(struct list **previous) { return (struct list *)((char *)previous - __builtin_offsetof(struct list, previous)); }
static inline void struct_copy(struct mixed *to, const struct mixed *from) { *to = *from; to->p[0] = from->p[1]; }
struct fixed { const s32 at; s16 other; };
static inline struct fixed const_member(int a) { return (struct fixed){ a, a >> 3 }; }
/* Of a NaN every comparison is false, and its negation true. */
static inline int not_of_float_comparison(int a, int b) { double d = (a & 3) / (double)(b & 1), e = b & 2; return !__builtin_isgreater(d, e) + 2 * ((d < e) == 0) + 4 * ((d <= e) != 1) + 8 * !(d >= e) + 16 * (0 == !__builtin_isless(d, e)) + 32 * (1 != __builtin_islessequal(d, e)); }
static inline const int *null_in_both(int a) { const int *p = a ? 0 : (int *)0; void *q = a ? (const void *)0 : 0; return q ? q : p; }
static inline int call_of_null(int a) { if (a == 77) ((void (*)(int))0)(a); return a; }
static inline int labels_named_as_keywords(int a) { loop: a++; if (a < 3 && a > -9) goto loop; if (a > 7) goto match; a += 2; match: return a; }
static inline int expect_evaluates(int a, int n) { if (__builtin_expect(a != 0, n++)) n += 4; return __builtin_expect(a & 1 ? a : 2, (n += 8, 1)) + n; }
static inline int prefetch_evaluates(const int *p, int n) { const int *q = p; __builtin_prefetch(q++); __builtin_prefetch(&p[n++], 0, 0); return n + (q - p) * 16; }
/* Locals that are aligned more than their type: the odd ones between move the next one away. */
typedef struct { u8 c[8]; } eight_aligned __attribute__((aligned(32)));
typedef s16 line_of_cache[8] __attribute__((aligned(64)));
extern void look_at(const void *, const void *, const void *, const void *);
static inline u64 aligned_locals(u8 a) { u8 odd = a; u8 x[5] __attribute__((aligned(128))) = { 1, a }; u8 odder = x[1]; eight_aligned e; _Alignas(16) s16 one = a; line_of_cache l = { a }; e.c[1] = odder; one += e.c[1]; l[one & 7]++; look_at(&odd, &odder, x, &e); look_at(&one, l, 0, 0); return (u64)x % 128 + (u64)&e % 32 + (u64)&one % 16 + (u64)l % 64 + one + __alignof__(e) * 256 + _Alignof(eight_aligned) + __alignof__(x); }
static inline u64 aligned_statics(u8 a) { static u8 odd; static u8 x[5] __attribute__((aligned(128))); static eight_aligned e = { { 1, 2 } }; x[a % 5]++; e.c[0] += odd++; return (u64)x % 128 + (u64)&e % 32 + x[a % 5] + e.c[0]; }
static inline u64 aligned_ahead(int a) { if (a) goto end; { eight_aligned e = { { 3, 4 } }; a = e.c[a & 1]; if (a == 4) { e.c[2] = a; goto end; } a += (u64)&e % 32; } end: return a; }
/* Elements of a packed record's arrays may be anywhere. */
struct __attribute__((packed)) unaligned_arrays { u8 first; u16 half[4]; struct { u16 a; u32 b; } pair[2]; int grid[2][3]; };
struct __attribute__((packed)) unaligned_rows { u8 first; struct unaligned_arrays row[2]; u32 tail[2]; };
static inline int packed_elements(struct unaligned_arrays *p, u32 i, u32 j) { i %= 2; j %= 3; p->half[j] += 3; p->pair[i].b = p->half[i + 1]; p->pair[j & 1].a++; return p->grid[i][j] ^ *p->half; }
static inline int packed_rows(struct unaligned_rows *p, u32 i, u32 j) { i %= 2; j %= 4; p->row[i].half[j] = p->tail[i]; p->tail[j & 1] |= p->row[1].pair[i].b; return p->row[i].grid[i][j % 3]++ + *&p->row[i].pair[i].a; }
static inline int union_members(u32 v) { union { u32 word; s16 half[2]; struct { u8 low, high; } b; } x = { v }; x.half[1] += 3; x.b.high--; return x.word ^ x.half[0]; }
/* What a union's member was is not known any more where another one was written: optimizers that forget so take the wrong branch. */
union overlaid { u32 word; s16 half[2]; u8 byte; struct { s16 low, high; } s; struct { u32 first: 3, rest: 29; }; };
struct __attribute__((packed)) overlaid_packed { char c; union { u32 word; u8 byte; struct { s16 low, high; } s; } u; };
static inline int union_part_written(void) { union overlaid o; o.word = 0; o.s.low = 3; if (o.word == 0) return 1; o.byte = 5; return o.word == 3 ? 2 : 4; }
static inline int union_bits_written(void) { union overlaid o; o.word = 0; o.first = 5; o.rest = 1; return o.word == 0 ? 1 : o.word == 13 ? 2 : 4; }
static inline int union_part_changed(void) { union overlaid o; o.word = 0; o.half[0] |= 3; o.s.low += 4; o.byte++; return o.word == 0 ? 1 : o.word == 8 ? 2 : 4; }
static inline int union_part_by_pointer(void) { union overlaid o; s16 *p = &o.s.low; o.word = 0; *p = 7; return o.word == 0 ? 1 : 2; }
static inline void overlay(union overlaid *o, u8 a) { o->byte = a; }
static inline int union_part_by_call(void) { union overlaid o; o.word = 0; overlay(&o, 7); return o.word == 0 ? 1 : 2; }
static inline int union_in_struct(void) { struct { int k; union overlaid u; } h; s16 a; h.u.word = 0; a = h.u.s.low = 9; return h.u.word == 0 ? 1 : a; }
static inline int union_in_packed(void) { struct overlaid_packed p; p.u.word = 0; p.u.s.low = 9; p.u.byte |= 4; return p.u.word == 0 ? 1 : p.u.word == 13 ? 2 : 4; }
static inline int union_of_argument(union overlaid o) { o.word = 0; o.s.low = 3; return o.word == 0 ? 1 : 2; }

/* ---- statements ---- */

extern u32 external_counter;
static inline void switch_range_changes(int *p) { *p *= 3; }
static inline int switch_falls_through(int a) { int r = 0; switch (a) { case 0: r = 1; case 1: r += 2; break; case 2: case 3: r = 9; default: r--; case -5: r *= 3; } return r; }
static inline int switch_on_what_changes(int a, int b) { int r = 0; switch (a) { case 1: a = b; case 2: r += a; case 3: r += 8; a--; default: r *= 3; } switch (external_counter) { case 0: external_counter = b; case 1: r++; default: r += external_counter; } switch (b) { case 4: switch_range_changes(&b); case 5: r += b; case 6: r ^= 9; } return r + a; }
static inline int switch_ranges(u8 a) { switch (a) { case 0 ... 9: return 1; case 'a' ... 'z': return 2; case 200 ... 255: return 3; } return 4; }
static inline int switch_empty_range(int a) { switch (a & 7) { case 3 ... 1: a += 9; case 2: a++; break; case 7 ... 6: a = 0; } return a; }
static inline int switch_converts(u8 a, s64 b) { int r = 0; switch (a) { case 255: r = 1; break; case 0x80: r = 2; } switch (b) { case -1: r += 10; break; case 0xffffffff: r += 20; break; case 0x100000000: r += 30; } return r; }
static inline int switch_default_first(u32 a) { int r; switch (a % 4) { default: r = 5; break; case 1: r = 6; } return r; }
static inline int switch_in_loop(u32 n) { int s = 0; for (u32 i = 0; i < (n & 31); i++) { switch (i % 5) { case 1: continue; case 2: s += 2; break; case 3: if (i > 20) goto out; default: s++; } s *= 3; } out: return s; }
static inline int switch_with_locals(int a) { switch (a & 3) { int t; case 0: t = 4; return t; case 1: { int t = a; t++; return t; } default: t = a; return t * 2; } }
static inline int duff(u8 *to, const u8 *from, u32 n) { n &= 31; u32 rounds = (n + 3) / 4; if (n == 0) return 0; switch (n % 4) { case 0: do { *to++ = *from++; case 3: *to++ = *from++; case 2: *to++ = *from++; case 1: *to++ = *from++; } while (--rounds > 0); } return n; }
static inline int goto_back(int n) { int s = 0; n &= 31; again: s += n; if (n-- > 0) goto again; return s; }
static inline int goto_cleanup(int *p, int a) { int e = 0; if (a < 0) { e = 1; goto fail; } *p = a; if (a > 1000) { e = 2; goto undo; } return 0; undo: *p = 0; fail: return -e; }
static inline int goto_into_block(int a) { int r = 1; if (a & 1) goto inside; if (a & 2) { r = 7; inside: r += a; } return r; }
static inline int goto_out_of_loops(u32 a) { int i, j = 0; for (i = 0; i < 9; i++) for (j = 0; j < 9; j++) if (i * j == (int)(a % 70)) goto found; return -1; found: return i * 10 + j; }
static inline int goto_back_and_ends(int n) { int s = 0; again: s++; if (n & 1) { if (s < 5) goto again; return s; } else { return n; } }
static inline int goto_loops_cross(int n) { int s = 0; n &= 31; a: s++; b: if (n-- > 12) goto a; s += 7; c: s *= 3; if (n-- > 9) goto b; if (n-- > 5) goto c; if (n > 2) { s++; goto d; } s ^= 5; d: return s; }
static inline int goto_forward_and_back(int n) { int s = 0; n &= 31; a: s++; for (int i = 0; i < 4; i++) { if (i == n) goto b; if (n-- > 9) goto a; } int v = 4; b: v = s; if (n-- > 5) goto a; s += v; if (n-- > 1) goto b; return s; }
static inline u32 divisor_is_zero_behind_return(u32 n) { u32 zero = 0; if (n | 1) return n; return n / zero; }
static inline int break_and_continue(u32 n) { int s = 0; for (u32 i = 0;; i++) { if (i == (n & 15)) break; if (i & 1) continue; u32 j = 0; do { if (j == i) break; if (j++ % 3 == 0) continue; s += j; } while (j < 12); } return s; }
static inline int while_with_effects(const char *s) { int n = 0; while (n < 100 && *s++ != '\0') n++; return n; }
static inline int do_while_zero(int a) { do { if (a > 3) break; a = -a; } while (0); return a; }
static inline int empty_statements(int a) { ; for (; a < -100; a += 50); { } if (a) ; else a = 3; return a; }
static inline int shadowing(int a) { int r = a; { int a = 5; r += a; { long a = 7; r += a; } for (int a = 0, r = 1; a < 3; a++) r += a; r -= a; } return r + a; }
static inline int shadowed_by_itself(int a) { int b = a; { int b = 3; b += a; a = b; } return a * b; }
static inline int hidden_in_a_do(int a, int b) { int n = 0; b &= 7; do { int b = a & 3; n += b; a++; } while (n++ < b); return n; }
static inline int hidden_in_a_for(int a, int b) { int n = 0; b &= 7; for (int i = 0; i < 9; i += (b & 3) + 1) { int b = a & 3; n += b; a++; } return n; }
static inline int hidden_counter(int a) { int n = 0; for (int i = 0; i < 9; i++) { int i = a & 3; n += i; } return n; }
static inline int statement_expression(int a, int b) { int m = ({ int x = a * 2, y = b; x > y ? x : y; }); return m + ({ int m = 3; m + a; }); }
static inline int statement_expression_jumps(int a) { for (int i = 0; i < 5; i++) a += ({ if (a > 100) break; if (a < -100) return 7; i; }); return a; }
static inline int dangling_else(int a, int b) { if (a) if (b) return 1; else return 2; return 3; }
static inline int static_locals(int a) { static int calls = 40; static const u8 primes[] = { 2, 3, 5, 7 }; calls++; return primes[a & 3] + (calls > 40); }
#ifdef __OPTIMIZE__
#define WHICH_C 2
#else
#define WHICH_C 1
#endif
static inline int static_behind_what_says_nothing(int a) { static int sum; sum += a; return a & 1 ? WHICH_C : sum; }
static inline u32 recursive(u32 n) { return (n & 15) < 2 ? 1 : recursive((n & 15) - 1) + recursive((n & 15) - 2); }
static inline void early_return(int *p, int a) { if (a) { *p = a; return; } *p = 1; }

extern int memcmp(const void *, const void *, size_t);

/* ---- volatile, atomics, builtins ---- */

static inline u32 volatile_members(volatile struct point *p, int v) { p->x = v; p->y += p->x; p->x++; return p->x + p->y; }
static inline int volatile_local(int a) { volatile int v = a; v <<= 1; v++; return v + v; }
static inline u32 atomic_builtins(u32 *p, u32 v) { u32 r = __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST); r ^= __atomic_load_n(p, __ATOMIC_ACQUIRE); __atomic_store_n(p, r | 1, __ATOMIC_RELEASE); r += __atomic_exchange_n(p, v, __ATOMIC_ACQ_REL); r -= __atomic_or_fetch(p, 6, __ATOMIC_RELAXED); return r + __atomic_fetch_nand(p, v, __ATOMIC_SEQ_CST); }
static inline int atomic_compare(u64 *p, u64 *expected, u64 v) { return __atomic_compare_exchange_n(p, expected, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED); }
static inline u8 sync_builtins(u8 *p, u8 v) { u8 r = __sync_fetch_and_add(p, v); r += __sync_sub_and_fetch(p, 3); r ^= __sync_val_compare_and_swap(p, r, v); r += __sync_bool_compare_and_swap(p, v, 9); __sync_synchronize(); return r + __sync_lock_test_and_set(p, 4); }
static inline s64 atomic_pointer(s64 **p, s64 *v) { s64 *old = __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); return old != v; }
static inline int bit_builtins(u32 a, u64 b) { return __builtin_popcount(a) + __builtin_popcountll(b) * 2 + (a ? __builtin_clz(a) + __builtin_ctz(a) : 99) + (b ? __builtin_clzl(b) - __builtin_ctzll(b) : 98) + __builtin_ffs(a) + __builtin_ffsll(b) + __builtin_parity(a); }
static inline u64 reverse_builtins(u8 a, u16 b, u32 c, u64 d) { return __builtin_bitreverse8(a) + __builtin_bitreverse16(b) * 3 + __builtin_bitreverse32(c) - __builtin_bitreverse64(d); }
static inline u64 rotate_builtins(u8 a, u16 b, u32 c, u64 d, u64 by) { return __builtin_rotateleft8(a, by) + __builtin_rotateleft16(b, by) * 3ul + __builtin_rotateleft32(c, by) - __builtin_rotateleft64(d, by); }
static inline u64 rotate_right_builtins(s8 a, s16 b, s32 c, s64 d, int by) { return __builtin_rotateright8(a, by) + __builtin_rotateright16(b, by) * 3ul + __builtin_rotateright32(c, by) - __builtin_rotateright64(d, by); }
#define ROTATED_TWICE(x, n) __builtin_rotateright32(__builtin_rotateleft32((x), (n)), (n) * 2)
static inline u64 swap_builtins(u16 a, u32 b, u64 c) { return __builtin_bswap16(a) + __builtin_bswap32(b) + __builtin_bswap64(c); }
static inline int overflow_builtins(s32 a, s32 b, u8 c, u64 *r) { s32 x; u8 y; int o = __builtin_add_overflow(a, b, &x); o += 2 * __builtin_mul_overflow(a, c, &y); o += 4 * __builtin_sub_overflow(a, b, r); return o + x + y * 8; }
static inline u64 sum_with_carry(u64 a, u64 b, u64 c, u64 *r) { u64 high = __builtin_addcl(a, b, c & 1, r); return high ^ __builtin_addcl(high, a, *r, &r[1]); }
static inline u32 difference_with_borrow(u32 a, u32 b, u32 c, u32 *r) { u8 k; u16 n; u32 low = __builtin_subc(a, b, c, r); low += __builtin_subcb(a, b, *r, &k) + k * 256; return low ^ __builtin_addcs(low, c, k, &n) ^ (u32)n << 31; }
static inline u64 carry_of_long_longs(u64 a, u64 b, unsigned long long *r) { return __builtin_subcll(a, b, 0, r) + __builtin_addcll(a, b, *r, r) + __builtin_addcb(a, b, 1, (u8 *)r) + __builtin_subcs(a, b, 2, (u16 *)r); }
static inline u32 fortified(const u8 *p, u32 n) { u8 all[16]; __builtin___memset_chk(all, (int)n, sizeof all, __builtin_object_size(all, 0)); __builtin___memcpy_chk(all + 3, p, 5, __builtin_object_size(all + 3, 1)); __builtin___memmove_chk(all + 1, all, 6, __builtin_object_size(all + 1, 0)); return all[0] | all[3] << 8 | all[6] << 16 | (u32)all[15] << 24; }
static inline int overflow_of_truths(_Bool a, s64 b, u8 *p, s16 *q) { int o = __builtin_add_overflow(a, b, p); o += 2 * __builtin_sub_overflow(a, a, q); return o + 4 * __builtin_mul_overflow(b, a, q); }
static inline s64 overflow_of_products(u64 a, u64 b, s64 *p, u32 *q) { u128 all; int o = __builtin_mul_overflow(a, b, p); o += 2 * __builtin_mul_overflow(a, b, q); o += 4 * __builtin_mul_overflow(a, b, &all); return o + (s64)(all >> 60); }
static inline s64 overflow_into_128(s64 a, u64 b) { s128 all, less; int o = __builtin_add_overflow(a, b, &all); o += 2 * __builtin_sub_overflow(a, b, &less); return o + (s64)(all >> 30) + (s64)less; }
static inline int memory_builtins(u8 *p, const u8 *q, u32 n) { n &= 31; __builtin_memcpy(p, q, n); __builtin_memset(p + n, 7, 3); return __builtin_memcmp(p, q, n + 2) > 0; }
static inline int expectations(int a) { if (__builtin_expect(a > 3, 0)) return 1; return __builtin_constant_p(sizeof a) + 4; }
static inline int types_compared(u8 a) { return __builtin_types_compatible_p(__typeof__(a), unsigned char) + 2 * __builtin_types_compatible_p(__typeof__(a + a), int) + __builtin_choose_expr(sizeof(a) == 1, a, a * 3); }
static inline int generic_selection(u8 a, s64 b, const char *p) { return _Generic(a, int: 1, unsigned char: 2, default: 3) + _Generic(+a, int: 10, default: 20) + _Generic(b + a, long: 100, default: 200) + _Generic(p, char *: 1000, const char *: 2000); }
static inline s64 type_of(s16 a, s64 b) { __typeof__(a * b) c = a; __typeof__(a) d = b; const __typeof__(*&b) e = b; return c * 3 + d - e; }
static inline int never_here(int a) { if ((a & 3) < 4) return a; __builtin_unreachable(); }
static inline int aborts(int a) { if (a == 3) __builtin_trap(); return a; }
static inline void *frame_is_own(void *p) { return __builtin_return_address(0) == p ? 0 : p; }

/* ---- what static objects begin as ---- */

struct volatile_bits { volatile u32 low : 5; s32 plain : 7; volatile s32 wide : 30; volatile _Bool flag : 1; volatile s64 far : 40; };
struct __attribute__((packed)) volatile_packed_bits { u8 tag; volatile s32 nine : 9; volatile s64 far : 50; };
struct tables { u64 rows[3][8]; struct { int n; long at[4]; } in; };
extern struct tables external_tables;
extern u64 external_rows[3][8];
static inline s64 static_volatile_bits(int a) { static struct volatile_bits s = { 5, -7, -1234567, 1, -5 }; struct volatile_bits l = { a, a, a, a, a - 5 }; s.low++; s.wide -= a; l.far += s.far; return s.low + s.plain + s.wide + s.flag + l.low + l.far; }
static inline s64 static_packed_bits(int a) { static struct volatile_packed_bits s[2] = { { 1, -4, -7 }, { .far = 9 } }; s[0].nine++; return s[0].nine + s[0].far + s[1].far * a; }
static inline int static_pointers_inside(u32 a) { static u64 *p = &external_rows[2][7], *q = &external_tables.rows[1][2]; static long *r = external_tables.in.at + 1; static struct tables own; static long *s[2] = { own.in.at, &own.in.at[3] }; *s[a & 1] += a; return (p == external_rows[2] + 7) + (q == external_tables.rows[1] + 2) * 2 + (r == &external_tables.in.at[1]) * 4 + (s[1] - s[0]); }

/* ---- constant objects of every file ---- */

static const s8 constant_narrow = 0xeb;
static const u32 constant_flag = 0x80000000u;
static const u64 constant_rows[2][3] = { { 1, 6UL }, { [1] = 5 } };
static const u8 constant_sparse[100] = { [3] = 5, [50 ... 60] = 9, [99] = 1 };
static const char constant_text[] = "hello";
static const struct constant_entry { const char *name; s16 numbers[2]; struct point at; } constant_entries[] = { { "ab", { 3, -4 }, { 1 } }, { "cd", .at.y = 7 } };
static inline s64 constants_read(u32 i, u8 j) { return constant_narrow + (i & constant_flag) + constant_rows[i & 1][j % 3] + constant_sparse[j % 100] + constant_sparse[50] * 3; }
static inline int constants_in_loops(int n) { int sum = 0; for (u32 i = 0; i < sizeof constant_text; i++) sum = sum * 3 + constant_text[i] * (n & 3); for (int i = 0; i < 2; i++) sum += constant_entries[i].numbers[n & 1] + constant_entries[i].name[i] + constant_entries[i].at.y; return sum; }
static inline struct point constant_copied(u32 i) { struct point p = constant_entries[i & 1].at; p.x += constant_entries[p.x].numbers[0]; return p; }
#define CONSTANT_ROW(i) (constant_rows[(i) & 1][1] + constant_narrow)
#define CONSTANT_OF(p) ((p)->count + constant_sparse[(p)->count & 7])

/* ---- objects of every file ---- */

static int object_calls;
static s16 object_table[2][3] = { { 1, -2 }, [1] = { [2] = 5 } };
static struct point object_points[4] = { [2] = { 3, -4 } }, *object_at = &object_points[2], *object_ends[2] = { object_points + 3, &object_points[2] };
static s32 *object_inside = &object_points[2].y;
static struct bits object_bits = { 1, -2, .far = 99, .tail = -3 };
static u64 *object_of_others = &external_rows[2][7];
static const char *object_names[] = { "ab", 0, [3] = "cd" };
static char object_text[8] = "hi";
static int (*object_callback)(int) = static_locals;
static const struct { struct point *at; int (*call)(int); } object_constants[] = { { &object_points[2], static_locals }, { object_points } };
static inline int objects_changed(int a) { object_calls++; object_table[a & 1][2] += a; object_at->x += object_calls; *object_inside ^= a; object_text[a & 7] = a; object_bits.three = a; return object_points[2].x + object_table[1][2] + object_text[1] + object_bits.three + (s64)object_bits.far; }
static inline int objects_pointed(u32 i) { return (object_ends[0] - object_ends[1]) + (object_of_others == external_rows[2] + 7) * 2 + object_names[(i & 1) * 3][1] + (object_names[1] == 0) + object_callback(i & 3) + (object_at == object_constants[0].at); }
static inline int object_is_hidden(int object_calls, u8 object_text) { int object_table = object_calls + object_text; return object_table; }
static inline int objects_called(int a) { return object_constants[0].call(a & 3) + (object_constants[1].call == 0) + (object_constants[1].at == object_points); }
static struct volatile_packed_bits object_registers[2] = { { 1, -4, -7 }, { .far = 9 } };
static volatile struct point object_watched = { 4, -5 };
static s32 object_tentative[10];
static s32 object_tentative[] = { 1, -2 };
static inline u64 tentative_objects(u32 i) { object_tentative[i % 10] += 3; return sizeof(object_tentative) + object_tentative[(i + 1) % 10]; }
static s32 object_numbers[] = { sizeof(u64) * 8 - 4, -(1 << 3) % 5, 2.5 > sizeof(int) ? 1 : 2, !(0.5 > sizeof(int)), sizeof(int) - 8, (s8)~sizeof(u16) / 2 };
static u64 object_shifted = (1UL << (sizeof(long) * 8 - 1)) - 0xfff;
static double object_fractions[] = { -0.5, 1.0 / 3, 2 * 3.5 - 1, -(sizeof(int) + 0.5), (float)0.1, 1 / 3.0f, 16777217 + 1.0f, 0.0 / 1, -1.0 / 0.0 };
enum { constant_size = sizeof(long) };
static const double constant_turn = 2 * 3.14159, constant_back = -constant_size / 8.0;
static _Bool object_truths[] = { sizeof(int) - 4, 0.5 * 1, sizeof(int) == 4 && 0.25 };
static inline u64 calculated_objects(u32 i) { u64 a = object_numbers[i % 6]++ + object_shifted; double d = object_fractions[i % 9] * 1e9; if (d > -1e18) a += (s64)d; return a + object_truths[i % 3] * 8 + (int)(constant_turn * 1e4) + (int)(constant_back * 1e4); }
static inline s64 objects_watched(int a) { object_registers[1].nine = a; object_watched.x += a; return object_registers[0].far + object_registers[1].nine + object_registers[1].far + object_watched.x * object_watched.y; }
static const u16 pointed_row[5] = { 7, 8, [4] = 9 };
static const struct point pointed_points[] = { { 1, 2 }, { -3, 4 } };
static const char *const pointed_names[] = { "ab", "cd" };
static const struct { const u16 *row; const struct point *at; const char *const *names; } pointed_all = { pointed_row + 1, &pointed_points[1], pointed_names };
static inline int pointed_sum(int n) { int sum = 0; for (const u16 *p = pointed_row; p < &pointed_row[5]; p++) sum += *p * n; return sum; }
static inline int pointed_is_one(u32 i) { const u16 *p = &pointed_row[i % 5]; return (p - pointed_row) * 100 + (pointed_all.row == pointed_row + 1) * 10 + (pointed_all.at - pointed_points); }
static inline int pointed_read(u32 i) { return pointed_row[i % 5] + pointed_points[i & 1].y + pointed_all.names[i & 1][1] + pointed_all.at->x; }
#define POINTED_NAME(i) (pointed_names[(i) & 1][0])
#define OBJECT_CALLS (object_calls + 1)
#define OBJECT_ROW(i) (&object_table[(i) & 1][1])
#define OBJECT_ADD(n) (object_calls += (n))

/* ---- functions ---- */

typedef int (*callback)(void *, long);
struct operations { callback start; void (*stop)(struct operations *); u8 (*get)(const char *, u16); };
extern int external(struct point *, int);
extern struct point external_struct(struct mixed, u8);
extern struct list *external_list(const char *, ...);
extern _Bool external_bool(s8, u16, _Bool);
extern void external_end(const char *) __attribute__((noreturn));
extern void external_fills(struct point *);
extern u32 external_counter;
extern struct list *external_head;
extern const s16 external_table[];
extern struct operations external_operations;

static inline int twice_called(int (*f)(int), int a) { return f ? f(f(a)) : -1; }
static inline int calls_callback(callback f, void *p) { return f == 0 ? 0 : f(p, -3) + (*f)(0, 4); }
static inline int calls_member(struct operations *o, u16 n) { if (o->start) n += o->start(o, n); if (o->stop) o->stop(o); return n; }
static inline u8 calls_global_member(u16 n) { return external_operations.get("text", n) + 1; }
static inline int own_function(int a) { int (*f)(int, int) = nested_conditionals; return f(a, 3) + (a > 5 ? nested_conditionals : comma)(a, 1); }
static inline int calls_in_order(struct point *p, int a) { int r = external(p, a); r -= external(p, r) * 2; return a && external(0, 5) ? r : external(p, 7) + r; }
static inline int converts_arguments(int a, s64 b) { return external_bool(a, b, a) + external_bool(-1, -1, 256) * 2; }
static inline s64 takes_structs(struct mixed m, u16 v) { struct point p = external_struct(m, v); return p.x + p.y; }
static inline int variadic_call(char a, float f) { struct list *l = external_list("%d %f %p", a, f, (void *)0); return l ? l->value : -1; }
static inline int out_parameter(int a) { struct point p = { a, a }; external_fills(&p); return p.x - p.y; }
static inline u32 globals(u32 a) { external_counter += a; u32 *p = &external_counter; ++*p; return external_head ? external_head->value : *p; }
static inline int global_array(u8 i) { return external_table[i] + (external_table + 1)[i & 7]; }
static inline int does_not_return(int a) { if (a > 300) external_end("too large"); return a + 1; }
static inline const char *name_of_function(int a) { return a ? __func__ : "none"; }
static inline int from_the_line(int a) { return __LINE__ + a; }

#ifdef __x86_64__

/* ---- assembly ---- */

static inline u32 asm_add(u32 a, u32 b) { __asm__("addl %1, %0" : "+r"(a) : "r"(b) : "cc"); return a; }
static inline u8 asm_flag(u64 *p, u64 old, u64 new) { u8 r; __asm__ volatile("lock; cmpxchgq %3, %1; sete %0" : "=q"(r), "+m"(*p), "+a"(old) : "r"(new) : "memory", "cc"); return r; }
/* The template ends with an output that is written before a register that had to be saved is read back. */
static inline _Bool asm_two_words(u64 p[2], u64 old[2], u64 new[2], u64 v[2]) { _Bool z; __asm__ volatile("lock cmpxchg16b %0; setz %3" : "+m"(*p), "=a"(v[0]), "=d"(v[1]), "=q"(z) : "a"(old[0]), "d"(old[1]), "b"(new[0]), "c"(new[1]) : "memory", "cc"); return z; }
static inline u64 asm_named(u64 a, u8 n) { __asm__("shlq %b[count], %[value]" : [value] "+r"(a) : [count] "c"(n) : "cc"); return a; }
static inline u64 asm_multiply(u64 a, u64 b, u64 *high) { u64 low; __asm__("mulq %3" : "=a"(low), "=d"(*high) : "0"(a), "r"(b) : "cc"); return low; }
static inline int asm_goto_not(u32 a) { u32 r; __asm__("bsrl %1, %0; cmovzl %2, %0" : "=&r"(r) : "r"(a), "r"(-1) : "cc"); return r; }

#endif

/* ---- macros that calculate with what the caller gives ---- */

extern struct bits external_bits;
struct literal_pair { int a; long b; };
struct literal_holder { struct literal_pair inner; int c; };
#define BIT_FIELD_IS_AN_INT(x) ((x) - external_bits.one)
#define BIT_FIELD_IS_COMPARED(x) ((x) << 1 > external_bits.one)
#define BIT_FIELD_OR(x, c) ((c) ? (x) : external_bits.one)
#define BIT_FIELD_IS_DIVIDED(x) ({ struct bits l = { .one = 1, .three = -3, .end = 9 }; l.end /= (x) | 1; l.three %= (x) | 1; l.one -= (x); l.end + l.three * 16 + l.one; })
#define BIT_FIELD_DIVIDES(x) ({ __typeof__(x) y = (x) * 3; y /= (external_bits.one | 1); y %= external_bits.end | 1; y -= external_bits.far; y; })
#define TYPE_OF_THE_OTHER_BRANCH(x, y) ((1 ? (x) < 5 : (y)) << 20)
#define TYPE_OF_THE_OTHER_BIT_FIELD(x) ((0 ? (x) : external_bits.one) - 9)
#define TYPE_OF_A_TEST(x) ({ __typeof__((x) == 3) y = 700 + ((x) & 7); y; })
#define TYPE_OF_A_LOGICAL(x) ({ __typeof__(1 && (x)) y = 0xff; y; })
#define SIZE_OF_A_TEST(x) (sizeof(!(x)) + sizeof((x) < 3) * 16 + sizeof((x) || 1) * 256)
#define UNARY_PLUS(x) (+(x))
#define BLOCK_IS_CAST(x) ((u16)({ s16 y = (x); y *= 3; y; }))
#define TRUTH_AS_A_LONG(x) ((u64)({ _Bool y = (x); y; }) * (x))
#define FIRST_THAT_IS_NOT_ZERO(x, y) ((x) ?: (y))
#define FIRST_OF_A_NUMBER_AND_A_BIT_FIELD(x) (((x) & 6) ?: external_bits.one)
#define TRUTH_OR_ITSELF(x) ({ _Bool is = (x) != 3; is ?: (x); })
#define SIGN_OF_THE_FIRST(x, y) (((x) ?: (y)) < 0)
#define MEMBER_OF_A_LITERAL(x, y) ((x) ? (y) : ((struct literal_holder){ { (x), 5 }, 3 }).inner.b)
#define COUNT_IS_AN_INT(x, y) ((x) ? __builtin_popcount(x) : (y))
#define DIVIDED_BY_A_COUNT(x) ({ __typeof__(x) y = (x); y /= __builtin_popcount(x) + 1; y; })
#define BITS_OR_VALUE(k, x, e) ((e) | (((k)->one) ?: (x)))
#define AUTO_LARGEST(x, y) ({ __auto_type a = (x); __auto_type b = (y); a > b ? a : b; })
#define AUTO_OF_A_SUM(x) ({ __auto_type sum = (x) + 1; sum += 3; sum; })
#define AUTO_OF_A_TEST(x) ({ __auto_type is = (x) < 3; is += 700; is; })

/* ---- what a bit-field keeps, where a call finds the record ---- */

extern struct bits *found_bits(int n);
static inline int kept_where_found(int x) { return (found_bits(x)->three = x) * 2; }
static inline int kept_in_two(int x) { return (found_bits(1)->three = found_bits(2)->one = x) - 5; }

/* ---- compound literals as values ---- */

static inline long literal_in_a_static(int x) { static struct literal_holder s = { .inner = (struct literal_pair){ 3, 4 }, .c = 5 }; s.c += x; return s.inner.a * 100 + s.inner.b * 10 + s.c; }
static inline struct literal_pair literal_assigned(struct literal_pair *p, int x) { *p = (struct literal_pair){ .b = x }; p->a++; return (struct literal_pair){ p->a + x, p->b }; }
static inline long literal_with_itself(struct literal_pair *p) { *p = (struct literal_pair){ .a = (int)p->b, .b = p->a }; return p->a; }
#define LITERAL_IN_A_STATIC(x) ({ static struct literal_holder s = { .inner = (struct literal_pair){ 3, 4 } }; s.inner.a += (x); s.inner.a; })
#define LITERAL_ASSIGNED(p, x) ((p)->inner = (struct literal_pair){ (x), (p)->c })
#define ELEMENT_OF_A_LITERAL(i, x) (((const int[]){ 5, (x), 7, 8 })[(i) & 3])
#define PAIR_OF_AN_ELEMENT(i, x) ((struct literal_pair){ .b = ((const int[]){ 5, (x), 7, 8 })[(i) & 3] })

/* ---- lengths of arrays that are no constants ---- */

static inline int length_of_a_type(int x) { typedef int t[++x & 7], u[3][(x += 2) & 7]; return x; }
static inline u64 size_of_lengths(int x, u8 y) { return sizeof(s16[x & 7]) + sizeof(struct literal_pair[3][y][x & 3]) * 100 + sizeof(struct { char c; int i; }); }
static inline int assertion_of_old(int x) { const int most = 7; while (0) { typedef char held[x < most ? 1 : -1]; held now; now[0] = 0; } return x + most; }

/* ---- a volatile member, packed in one of the records that have it ---- */

struct watched_plain { volatile s32 watched; };
struct __attribute__((packed)) watched_packed { char c; volatile s32 watched; };
#define SET_WATCHED(v, i) ((v)->watched = (i))
#define ADD_WATCHED(v, i) ((v)->watched += (i))

/* ---- initializers that name their own variable ---- */

struct ring_link { struct ring_link *next; int n; };
static inline int ring_of_itself(int x) { struct ring_link l = { &l, x }; return l.next->n + l.next->next->n; }
static inline int own_address(int x) { void *p = (char *)&p + 1; return (char *)p - (char *)&p + x; }
static inline int known_without_value(int x) { int y = y, z = z; y = x; z = y + 1; return y * z; }
static inline int in_a_loop(int x) { int sum = 0; for (int i = 0; i < 3; i++) { struct ring_link l = { &l, x + i }; sum += l.next->n; } return sum; }

/* ---- offsets of what Rust holds in a wrapper ---- */

struct wrapped_inner { int a; union { long x; struct { char n; int data[]; } flex; } u; };
struct wrapped_outer { char z; union { int i; struct { char c; struct wrapped_inner in; } s; } o; };
static inline unsigned long offset_in_a_wrapper(void) { return __builtin_offsetof(struct wrapped_outer, o.s.in.u.flex.data) * 100 + __builtin_offsetof(struct wrapped_outer, o.s.c) * 10 + __builtin_offsetof(struct wrapped_outer, o); }

/* ---- differences of pointers that only the caller knows ---- */

struct gap_near { s32 *gap_start, *gap_end; s32 gap_room[4]; int gap_length; };
struct gap_far { s32 *gap_start, *gap_end; s32 gap_room[9]; int gap_length; };
#define GAP(b) ((b)->gap_end - (b)->gap_start)
#define GAP_FROM_ROOM(b) ((b)->gap_length > 3 ? (b)->gap_end - (b)->gap_room : &(b)->gap_room[2] - (b)->gap_end)
#define GAP_BACK(b, n) ({ (b)->gap_end -= (n); (b)->gap_length += (n); (b)->gap_length; })
#define GAP_IS_A_LONG(b) (sizeof((b)->gap_end - (b)->gap_start) + (-1 - ((b)->gap_end - (b)->gap_end) < 0))

/* ---- literals that are all that says a macro's type ---- */

struct tally { u64 tally_count; };
#define COUNT_CLEARED(c, unused) ((c)->tally_count = 0)
#define SIZE_AS_A_LONG(t) (sizeof(t) > 4 ? 1UL : 2UL)
/* ---- what kind a floating number is; atomics whose values are where pointers say ---- */

#define TEST_OF_ANY_FLOAT(x) (__builtin_isnan(x) + __builtin_isinf(x) * 2 + __builtin_isfinite(x) * 4 + __builtin_isinf_sign(x) * 8)
#define COMPARED_WITHOUT_EXCEPTIONS(x, y) (__builtin_isgreater(x, y) + __builtin_isunordered(x, y) * 2 + __builtin_islessgreater(x, y) * 4)
static inline int kinds_of_floats(double x, float f) { return __builtin_isnan(x) + __builtin_isinf(f) * 2 + __builtin_isfinite(x) * 4 + (__builtin_signbit(f) != 0) * 8 + __builtin_isnormal(f) * 16 + __builtin_isnormal(x) * 32 + __builtin_isinf_sign(1 / x) * 64; }
static inline int floats_compared(double x, float f) { return __builtin_isgreater(x, f) + __builtin_isless(x, f) * 2 + __builtin_islessequal(x, 1.5) * 4 + __builtin_islessgreater(f, x) * 8 + __builtin_isunordered(x, 0 / f) * 16 + __builtin_isgreaterequal(f, x) * 32; }
static inline double size_of_floats(double x, float f) { return __builtin_fabs(x) + __builtin_fabsf(f); }
static inline int atomic_copies(int *p, int v) { int old, now; __atomic_exchange(p, &v, &old, __ATOMIC_ACQ_REL); now = old + 1; __atomic_store(p, &now, __ATOMIC_RELEASE); __atomic_load(p, &v, __ATOMIC_ACQUIRE); return v * 3 + old; }
#define ATOMIC_READ(p) ({ int read; __atomic_load((int *)(p), &read, 5); read; })
#define SUM_FITS(x, y) ({ __typeof__(x) sum; int over = __builtin_add_overflow((x), (y), &sum); sum * 2 + over; })
#define DIFFERENCE_FITS(x, y) ({ int less; int over = __builtin_sub_overflow((x), (y), &less); less ^ over; })
#define PRODUCT_FITS(x, y) ({ u64 product; int over = __builtin_mul_overflow((x), (y), &product); product + over; })
struct applied_near { double (*applied)(double, int); int applied_by; };
struct applied_far { long number; double (*applied)(double, int); int applied_by; };
#define APPLIED(f, x) (*(f)->applied)((x), (f)->applied_by)

/* ---- whole numbers that are floats: of float's precision, whatever stands beside them ---- */

static inline double whole_as_float(void) { return (float)16777217; }
static inline double whole_in_float(void) { float f = 16777217; double d = f; return d + (double)(float)33554433ll; }
static inline double whole_beside_double(int a) { return (a ? (float)16777217 : (float)3) * 3.0 - (float)16777219; }
static inline double fraction_or_whole(int a) { return a ? 0.1f : 1; }
static inline double whole_or_fraction(void) { return (1 ? 16777217 : 2.0f) - -(float)16777219; }
static inline double size_of_whole(int a) { return __builtin_fabsf(-1) + __builtin_fabs(2) - -__builtin_fabs(-3) + __builtin_fabsf(a ? -0.1f : 5) + __builtin_fabs(-a); }
static inline int kinds_of_literals(int a) { return __builtin_signbitf(-7) * 2 + __builtin_isgreater(-1.0, a) * 4 + __builtin_isless(-2.f, a) + (__builtin_signbit(-1.5) ? 8 : 0) + __builtin_isnan(-0.5) + __builtin_isfinite(-(a ? 1.5f : 2)) * 16; }
#define WHOLE_SIZE (__builtin_fabs(-1.0) + __builtin_fabsf(16777217) - -__builtin_fabsf(-2))
#define WHOLE_OF_FLOAT(x) ((float)(x))
#define ADDED_TO_WHOLE(x) ((x) + (float)16777217)
static inline double whole_by_macros(void) { return WHOLE_OF_FLOAT(16777217) + ADDED_TO_WHOLE(1); }
#define TEXT_OR(t) ((t) == (char *)0 ? 1 : 2)
static inline int text_is_somewhere(int a) { return ("x" == (char *)0) + ("y" != 0) * 2 + TEXT_OR("z") * a; }
#define FLOAT_BEHIND_COMMA(x) ((void)(x), 0.1f)
#define FLOAT_IN_BRANCH(x, y) ((x) > (y) ? 1u : 0.7f)
#define FLOAT_OF_LITERAL(x) ((float)(short)65537 - (float)1e-3f)
#define MINUS_FLOAT(x, y) (-(16777217.0f ? 0.1f : (short)-5))
#define DOUBLE_OF_LITERAL(x) 0.5
static inline double float_beside_double(float f) { return f * DOUBLE_OF_LITERAL(f) + FLOAT_BEHIND_COMMA(1) - FLOAT_IN_BRANCH(f, 2) * MINUS_FLOAT(1, 2); }

/* ---- types within expressions, unions by casts, offsets of elements that are not constant ---- */

union of_kinds { s8 small; int number; u64 wide; const char *text; float fraction; struct { int a, b; } pair; };
struct of_rows { u16 head; struct { u8 tag; int cells[4]; } rows[3]; union { u64 words[2]; u8 bytes[16]; } tail; };
static inline u64 record_in_sizeof(void) { return sizeof(struct named_there { int a; char b; }) + sizeof(struct named_there) * 10; }
static inline u64 record_in_alignof(int n) { return _Alignof(struct aligned_there { char a; long b; }) + (n ? sizeof(struct aligned_there) : 0); }
static inline u64 record_in_offsetof(void) { return __builtin_offsetof(struct offset_there { char a; int b; }, b) + sizeof(struct offset_there); }
static inline int record_in_cast(void *p) { return ((struct cast_there { int a; } *)p)->a + ((struct cast_there *)p)->a; }
static inline int enum_in_sizeof(int n) { return sizeof(enum in_sizeof { IN_SIZEOF = 40, AFTER_IT }) * n + AFTER_IT; }
static inline int union_of_int(int n) { return ((union of_kinds)n).small + ((union of_kinds)n).number; }
static inline u64 union_of_wide(u64 n) { union of_kinds u = (union of_kinds)n; return u.wide ^ (u8)u.small; }
static inline float union_of_float(int n) { float f = n; return ((union of_kinds)f).fraction + ((union of_kinds)(f + 1)).fraction; }
static inline int union_of_text(const char *s) { return ((union of_kinds)s).text == s; }
static inline u64 offset_of_row(int i) { return __builtin_offsetof(struct of_rows, rows[i]); }
static inline u64 offset_of_cell(s8 i, u32 j) { return __builtin_offsetof(struct of_rows, rows[i].cells[j]); }
static inline u64 offset_of_cell_in_row(int i) { return __builtin_offsetof(struct of_rows, rows[1].cells[i]) + __builtin_offsetof(struct of_rows, tail.words[i & 1]); }
static inline int offset_steps_once(int i) { u64 at = __builtin_offsetof(struct of_rows, tail.bytes[i++]); return (int)at + i * 100; }
#define OFFSET_OF_CELL(i) __builtin_offsetof(struct of_rows, rows[i].cells[2])

/* ---- sizes of objects that nobody knows: GCC's Object Size Checking ---- */

static inline u64 size_at_most(char *p) { return __builtin_object_size(p, 0) ^ __builtin_object_size(p + 1, 1); }
static inline u64 size_at_least(char *p) { return __builtin_object_size(p, 2) + __builtin_object_size(p, 3) * 3; }
static inline u64 size_around_member(union of_kinds *p) { return __builtin_object_size(&p->pair.b, 0) + __builtin_object_size(&p->pair, 2); }
static inline u64 size_known(int n) { char kept[8] = { n }; return __builtin_object_size(kept, 0) + __builtin_object_size(&kept[3], 2) + kept[0]; }
static inline u64 size_of_member(union of_kinds *p) { return __builtin_object_size(&p->pair.a, 1); }

/* ---- signs of floating numbers ---- */

static inline double of_sign(int a, int b) { return __builtin_copysign(a, b) + __builtin_fabs(a) / 4 + __builtin_copysignf(b, a); }

static inline int kind_of_double(u64 bits) { union { u64 bits; double number; } u = { bits }; return __builtin_fpclassify(10, 11, 12, 13, 14, u.number) + 100 * __builtin_fpclassify(10, 11, 12, 13, 14, (float)u.number); }
static inline int kind_of_float(u32 bits) { union { u32 bits; float number; } u = { bits }; return __builtin_fpclassify(10, 11, 12, 13, 14, u.number) + __builtin_isnormal(u.number) * 100; }
#define KIND_OF(x) (__builtin_fpclassify(10, 11, 12, 13, 14, (x)) + 100 * __builtin_isnormal(x))
static inline int repeats_of_sign(int n) { return __builtin_clrsb(n) + __builtin_clrsb(n >> 20) * 100 + __builtin_clrsb((s8)n) * 10000; }
static inline int repeats_of_wide_sign(s64 n) { return __builtin_clrsbll(n) + __builtin_clrsbl((long)(n >> 40)) * 100; }
#define REPEATS_OF_SIGN(n) __builtin_clrsb(n)

/* ---- bits of integers of any type: clang 19 and later, GCC 14 ---- */

#if __has_builtin(__builtin_clzg)
static inline int zeros_of_byte(u8 n) { return __builtin_clzg(n, 99) * 100 + __builtin_ctzg((u16)(n << 8), -1); }
static inline int zeros_of_wide(u64 n) { return __builtin_clzg(n | 1) + __builtin_popcountg(n) + __builtin_popcountg((u16)n) * 100; }
#endif

/* ---- wide strings: C11 6.4.5 ---- */

static const int wide_text[] = L"h\u00e9\U0001F600";
static const u16 text_of_16[] = u"h\u00e9\U0001F600";
static const u32 text_of_32[8] = U"\U0001F600\xffffffff";
static const int *const wide_pointer = L"wide";
static inline u64 wide_elements(int i) { i &= 3; return wide_text[i] + text_of_16[i] * 3ul + text_of_32[i] * 5ul + wide_pointer[i] + sizeof(wide_text) + sizeof(text_of_16); }
static inline int wide_literal(int i) { const int *p = i ? L"other" : L"one"; return p[i & 1] + L"indexed"[i & 7] + u"16"[i & 1]; }
static inline int wide_local(int i) { u16 b[4] = u"ab"; int c[] = L"\xffffffff"; struct { int n; u32 text[3]; } s = { i, U"xyz" }; return b[i & 3] + c[i & 1] + s.text[2] + sizeof c + s.n; }
static inline int wide_static(int i) { static u16 kept[] = u"kept"; kept[1] = i; return kept[0] + kept[1]; }
#define WIDE_AT(i) (L"macro"[i])

/* ---- arrays in records that are values: C11 6.2.4p8 ---- */

struct text_value { char text[12]; int n[3]; };
static inline struct text_value text_value_of(int i) { struct text_value made = { "abc", { i, i + 1, i * 2 } }; made.text[i & 3] = 'A' + (i & 15); return made; }
static inline int sum_of_text(const char *p) { int sum = 0; while (*p != 0) sum = sum * 3 + *p++; return sum; }
static inline int of_temporaries(int i) { return sum_of_text(text_value_of(i).text) - sum_of_text((i & 4 ? text_value_of(i + 1) : text_value_of(7)).text) + text_value_of(i).n[i & 1]; }
static inline int of_temporary_twice(int i) { int sum = 0; for (int k = 0; k < 3; k++) sum += *text_value_of(i + k).n + text_value_of(i).text[k]; return sum; }
#define TEXT_SUM(i) sum_of_text(text_value_of(i).text)

/* ---- const objects where a constant must stand (clang folds them) ---- */

static const int folded_number = 5;
static const int folded_next = folded_number + 1;
static inline int folded_case(int n) { switch (n & 15) { case folded_number: return 1; case folded_next ... 10: return 2; } return 0; }
static inline int folded_array(int n) { const int length = 4; int a[length] = { 1, 2, 3, n }; int b[folded_number]; b[1] = n; return a[n & 3] + b[1] + (int)(sizeof(a) * 100 + sizeof b); }
static inline int folded_member(int n) { static const int length = 7; struct of_length { char text[length]; }; return sizeof(struct of_length) + n; }
static inline int folded_no_null(void) { static const int zero = 0; return _Generic(1 ? (int *)0 : (void *)(long)zero, int *: 1, default: 2); }

/* ---- objects that begin as compound literals: C11 6.5.2.5 ---- */

struct begun_pair { int a, b; };
struct begun_holder { struct begun_pair pairs[2]; const char *name; };
#define BEGUN_PAIR (struct begun_pair){ 3, 4 }
static struct begun_pair begun = BEGUN_PAIR;
static const struct begun_holder begun_all = { { BEGUN_PAIR, [1] = (struct begun_pair){ .b = 5 } }, "held" };
static int begun_number = (int){ 6 };
static short begun_array[3] = (short[3]){ 7, 8, 9 };
static inline int read_begun(int i) { begun.a += i & 7; begun_number++; begun_array[1] = i; return begun.a + begun.b * 2 + begun_all.pairs[0].b * 3 + begun_all.pairs[1].b * 5 + begun_all.name[i & 3] + begun_number + begun_array[2] + begun_array[1]; }
