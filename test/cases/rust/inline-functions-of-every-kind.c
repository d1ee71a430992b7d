/*
 * Inline functions that run: every construct that the translation knows, and the promotions that are easy to get wrong. Whatever the
 * arguments are, none of them does what C leaves undefined under -fwrapv. Written for kpigen's tests.
 */
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef short s16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
typedef unsigned long size_t;
typedef unsigned long uintptr_t;
enum color { RED, GREEN = 5, BLUE = GREEN << 2, NEGATIVE_SHADE = 7 };
enum sign { MINUS = -3, ZERO, PLUS = 9 };
struct point { int x, y; };
struct bits { unsigned a : 3; int b : 5; unsigned c : 31; unsigned d : 32; u64 e : 40; s64 f : 33; u8 g : 2; _Bool h : 1; };
struct packed { u8 tag; u32 word; u16 half; struct point at; } __attribute__((packed));
struct inner { u32 count; u8 kind; };
struct outer { u8 first; union { u32 word; u8 bytes[4]; u16 halves[2]; }; struct { s16 left; s16 right; }; struct inner in[3]; volatile u32 flag; };
union both { u32 word; u16 halves[2]; u8 bytes[4]; struct point p; };
struct node { int value; struct node *next; };
#define LIMIT 0x40
#define MASK (LIMIT - 1)
#define MINUS_ONE (-1)
#define BIG 0x80000000
#define ULONG_ONE 1UL

static inline int promote_sum(char a, s16 b, u8 c) { return a + b * c - (a < c); }
static inline int promote_compare(u8 a, s8 b) { return a < b; }
static inline int promote_sign(int a, u32 b) { return a < b; }
static inline int promote_long(long a, u32 b) { return a < b; }
static inline int promote_not(u8 a) { return ~a == 0xff; }
static inline u8 promote_negate(u8 a) { return -a; }
static inline u32 negate_unsigned(u32 a) { return -a; }
static inline int negate_int(int a) { return -a; }
static inline long promote_widen(int a, int b) { return a * b; }
static inline u64 promote_unsigned(int a, u64 b) { return a + b; }
static inline int compare_mixed(u8 a, u16 b, s8 c, u32 d) { return (a == b) + (c == a) * 2 + (d == c) * 4 + (a > c) * 8 + (b <= d) * 16 + (c < d) * 32; }
static inline int compare_constants(u8 a, s8 b, u32 c, s64 d) { return (a == 300) + (b == -1) + (c == -1) + (d == BIG) + (c > BIG) + (d < MINUS_ONE) + (a >= 0) + (b != 'x'); }
static inline u16 multiply_narrow(u16 a, u16 b) { return a * b; }
static inline int multiply_shorts(u16 a, u16 b) { return a * b; }
static inline u8 mask_and_shift(u8 a, u8 b) { return (a & 0x0f) << 4 | b >> 4; }
static inline u64 shift_left(int a, int n) { return (u64)(a << (n & 31)); }
static inline long shift_right(long a, char b) { return a >> (b & 63); }
static inline u32 shift_unsigned(u16 a, u32 b) { return (a << 16) >> (b & 31); }
static inline int shift_compare(u16 a) { return (a << 16) < 0; }
static inline int shift_one(u32 n) { return 1 << (n % 32); }
static inline u64 shift_long_one(u8 n) { return ULONG_ONE << (n & 63) | 1u << (n & 31); }
static inline int sign_extend(u32 x) { return (s8)x + (s16)(x >> 8); }
static inline u32 rotate(u32 x, u32 n) { n &= 31; return n ? x << n | x >> (32 - n) : x; }
static inline int divide(int a, int b) { return b ? a / b + a % b : -1; }
static inline u32 divide_unsigned(u32 a, u32 b) { return b == 0 ? 0 : a / b * 3 + a % b; }
static inline int divide_mixed(int a, u32 b, s8 c) { return (b ? a / b : 1) + (c ? a % c : 2) + (c ? (u8)a / c : 3); }
static inline int divide_constants(int a) { return a / 8 + a % 7 + a / -3; }
static inline int from_bool(_Bool a, _Bool b) { return a + b + !a + (a == b) + ~a + (a & b) + (a ^ b) - -a; }
static inline _Bool to_bool(u64 a) { return a; }
static inline _Bool to_bool_float(int a) { float f = a * 0.5f; return f; }
static inline _Bool bool_chain(int a, u8 b) { _Bool r = a > 3; r |= b; r &= a != 9; r ^= 1; return r; }
static inline int bool_steps(_Bool a) { a++; int r = a; a--; r += a; a -= 1; return r * 2 + a; }
static inline int logic(int a, u8 b, s64 c) { return (a && b) | (b || c) << 1 | !c << 2 | (!a && !(b || !c)) << 3; }
static inline int order(int a) { int n = 0; int r = (n++ > 0 && a++) || (n++ == 1 && (a += 3)); return r * 100 + n * 10 + a; }
static inline u64 conditional_mix(int c, s8 a, u32 b, long d) { return c ? a : (d ? b : -1); }
static inline int conditional_short(int a, u32 b) { return (a ?: b) / 3 > 5; }
static inline int conditional_effects(int a, int b) { int r = a > b ? (a++, a * 2) : (b -= 3); a > 0 ? (void)(r += a) : (void)(r -= b); a && (r += 5); b || (r ^= 7); return r; }
static inline int comma_value(u8 a, u16 b) { return (a++, b--, a + b); }
static inline int assigned_value(int a, u8 b) { int x, y; u8 z; x = y = z = a; if ((y = a + b) > 10 && (x = b) != 3) y += x; while ((x = y--) > 0 && x > a - 5 && a < 1000) y -= 3; return x ^ y ^ z; }
static inline int assigned_narrow(int a) { u8 b; int c = (b = a); s8 d; c += (d = a) * 3; return c + b; }
static inline int steps(int a) { int b = a++ + 1; int c = --a - b--; return a * 31 + b * 7 + c; }
static inline int compound_narrow(u8 a, int b) { a += b; a <<= 2; a /= 3; a ^= 0x1ff; a -= a * b; a %= 7; a |= 0x180; return a; }
static inline int compound_signed(s8 a, u32 b) { a /= (b | 1); a >>= 1; a *= b; a -= 200; return a; }
static inline u32 compound_unsigned(u32 a, long b) { a += b; a &= b; a |= -2; a ^= 0x1234; a >>= b & 7; a <<= 3; return a > b ? a : ~a; }
static inline int compound_float(int a, s16 n) { double b = n / 8.0; a = a % 1000; a *= b; a += 0.5f; return a; }
static inline u64 compound_shift(u64 a, u8 n) { a <<= n & 63; a >>= 3; a += a << 5; return a; }
static inline u32 enum_math(u32 v) { enum color c = v % 8; c += 2; c |= BLUE; enum sign s = (int)(v % 5) - 3; return c++ + --c + (s < ZERO) + (s == MINUS) * 3 + PLUS; }

#define FIVE_TIMES_TWO 10
static inline int literals(void) { return 'a' + '\377' + 0x80000000 / 2147483648 + 077 + sizeof "abc" + 0b101 + '\n' + FIVE_TIMES_TWO; }
static inline int constants(int x) { return (x & MASK) + LIMIT + (int)sizeof(struct point) * 2 + BLUE + _Alignof(u64) + (x > LIMIT) + (x == BLUE); }
static inline u64 offsets(void) { return __builtin_offsetof(struct outer, in[1].kind) + __builtin_offsetof(struct outer, right) + (u64)&((struct outer *)0)->in + sizeof(((struct outer *)0)->in); }
static inline int bits_small(struct bits *s) { return s->a - 4 < 0; }
static inline int bits_wide(struct bits *s) { return s->c - 4 < 0; }
static inline int bits_full(struct bits *s) { return s->d - 4 < 0; }
static inline int bits_long(struct bits *s) { return (s->e << 30) - 1 < 0; }
static inline long bits_signed(struct bits *s) { return s->f * 2 + s->b; }
static inline int bits_assigned(struct bits *s, int v) { return (s->a = v) - 4 < 0 ? (s->b = v) : (int)(s->g = v); }
static inline int bits_compound(struct bits *s, int v) { s->a += v; s->b -= v; s->c ^= v; s->e |= v; s->f <<= 1; return (s->d *= 3) + s->a; }
static inline int bits_steps(struct bits *s) { return ++s->c - 5 < 0 ? s->d++ : s->b-- + --s->a; }
static inline int bits_bool(struct bits *s, int v) { s->h = v; s->h |= 2; s->h ^= v > 3; return s->h + (s->g << 3); }
static inline u32 bits_local(u32 v) { struct bits b = { .a = v, .c = v >> 3, .h = v }; b.d = b.a + b.c; struct bits c = b; c.a = 1; return c.d + b.a + c.h + c.g; }
static inline u32 packed_fields(struct packed *p, u32 v) { p->word += v; p->half ^= p->word; p->at.x = p->half; p->at.y -= p->tag++; u32 *q = &p->word; struct point at = p->at; return p->word + at.x + (q != 0); }
static inline u32 anonymous(struct outer *o, u32 v) { o->word = v; o->bytes[1] ^= 0x55; o->left = v; o->right = o->left >> 2; o->flag |= o->halves[1]; o->in[v % 3].count++; o->in[1].kind = o->first--; return o->word + o->right + o->flag; }
static inline u32 unions(u32 v) { union both b = { .word = v }; union both c = { .p = { 1, (int)v } }; b.halves[0] += 7; c.bytes[2] = b.bytes[3]; return b.word ^ c.word + c.p.y; }
static inline int pointers(int *p, u8 i) { int *q = p + (i & 3); *q += p[1]; *q++ -= 3; *--q ^= i; p[2] = *(q + 1 - 1); int *end = &p[8]; return (int)(end - q) + (q < end) + (q != p) + !q + i[p - i]; }
static inline u64 pointer_bytes(u8 *p, u32 n) { void *v = p; v += n & 7; u64 r = *(u8 *)v; r += (u8 *)v - p; r = r << 8 | *((u8 *)v + 1); return r + ((uintptr_t)v - (uintptr_t)p) * 1000; }
static inline u64 pointer_loop(u8 *p, u32 n) { u64 sum = 0; u8 *end = p + (n & 31); while (p < end) sum = sum * 31 + *p++; for (; *p++ & 1 && p - end < 20;) sum++; return sum; }
static inline u32 pointer_negative(u32 *p, int i) { u32 *q = p + 8; q -= i & 7; return q[-1] + *(q + -(i & 1)) + q[i & 1]; }
static inline int volatile_access(volatile u16 *p, int b) { *p |= b; *p = 5 + *p; (*p)++; u16 r = *p; p[1] = r = b; p += 2; return *p + r; }
static inline int arrays(u32 i) { int a[4] = { 1, 2, [3] = 9 }; int (*row)[4] = &a; int *p = a; int grid[2][3] = { { 1, 2, 3 }, { 4, 5 } }; a[i & 3] += 5; return a[i % 4] + (*row)[1] + *p + grid[i & 1][i % 3] + sizeof a; }
static inline int local_text(u32 i) { char text[8] = "hi"; const char *p = "abcdef"; char more[] = "xyz"; text[2 + (i & 3)] = p[i % 6]; return text[3] + text[1] * 3 + more[i & 3] + "0123456789abcdef"[i & 15] + (int)sizeof more; }
static inline int aggregate(int i) {
  struct outer o = { .first = 3, .word = i, .left = -2, .in = { [1] = { 4, 5 }, { 6 } } };
  struct inner list[] = { [1] = { i, 2 }, [3].count = 7, [0] = { .kind = 1 } };
  struct inner z = { 0 }, w = {}, copy = list[1];
  struct point points[3] = { [0 ... 2] = { 1, 2 } };
  copy.count++;
  return o.bytes[0] + o.in[1].kind + o.in[2].count + list[1].count + list[3].count + z.count + w.kind + copy.count + o.right + points[2].y + sizeof list;
}
static inline int compound_literal(int i) { struct point *p = &(struct point){ i, 2 }; int *q = (int[]){ 1, i, 3 }; p->x += q[1]; struct point r = (struct point){ .y = p->x }; return r.y * 2 + r.x + ((struct inner){ 4, 5 }).kind; }
static inline struct point make_point(int x, int y) { return (struct point){ x, y }; }
static inline int struct_values(int a, int b) { struct point p = make_point(a, b), q; q = p; q.x++; struct point *r = &q; *r = (a > b) ? make_point(b, a) : *r; return make_point(p.x, q.x).y + r->y; }
static inline int list_walk(u32 n) { struct node c = { 3, 0 }, b = { 2, &c }, a = { 1, &b }; struct node *p; int sum = 0; for (p = &a; p != 0; p = p->next) { if (p->value == (int)(n & 3)) continue; sum = sum * 10 + p->value; } struct node **tail = &a.next; while (*tail) tail = &(*tail)->next; *tail = &(struct node){ .value = n }; return sum + c.next->value; }
static inline int control(int n) {
  int i, sum = 0;
  n &= 31;
  for (i = 0; i < n; i++) {
    if (i == 3)
      continue; /* three is left out */
    else if (i > 10)
      break;
    sum += i;
  }
  // A loop that ends by itself.
  while (n-- > 0)
    sum ^= n;
  do {
    if (sum == 7) continue;
    sum++;
  } while (sum & 1);
  for (u8 k = 250; k; k++) sum -= k;
  do { if (sum > 50) break; sum += 100; } while (0);
  for (;;) { if (sum++ > 200) break; }
  return sum;
}
static inline int nested_loops(int n) { int sum = 0; for (int i = 0; i < (n & 7); i++) { for (int j = 0; j < 5; j++) { if (j == i) continue; if (j > 3) break; sum += i * j; } int i = 2; if (sum & 1) continue; sum += i; } return sum; }
static inline int clean_cases(u32 c) { switch (c & 15) { case 0: return 7; case 1: case 2: return 8; case 3 ... 6: c += 3; break; case LIMIT: case 9: { int t = c; c = t * 2; break; } default: c = 1; } return c; }
static inline int falling_cases(u8 c, long l) {
  int r = 0;
  switch (c & 15) { case 1: case 12: r = 1; /* FALLTHROUGH */ case 5 ... 9: r += 2; if (l & 1) break; r += 4; default: r += 9; case RED: { r++; } case 2: r *= 3; break; case 3: r = 77; }
  switch (l & 0x100000003) { case 1: return r + 4; case 0x100000000: return r + 5; case 2: r -= 2; }
  switch (c) { default: r ^= 1; case 4: r += 10; break; case 250: r -= 10; case 251: r -= 20; }
  return r;
}
static inline int cases_in_loops(u32 n) { int r = 0; for (u32 i = 0; i < (n & 15); i++) { switch (i) { case 2: continue; case 4: if (n & 32) break; r += 100; break; case 6: goto out; default: r += i; } r++; } out: while (n & 7) { switch (n & 3) { case 0: n >>= 1; continue; case 1: n--; break; default: r++; n ^= 2; } r += 3; } return r; }
static inline int cases_of_enum(u32 v) { enum color c = v % 22; switch (c) { case RED: return 1; case GREEN: case BLUE: return 2; default: return 3; } }
static inline int cases_narrow(s8 v) { switch (v) { case -1: return 1; case -128 ... -100: return 2; case 'a': return 3; case 127: return 4; } return 5; }
static inline int constant_choice(u16 v) { int r = 0; switch (sizeof(v)) { case 1: r = 1; case 2: r += 2; case 4: r += v; break; default: r = 9; } if (sizeof(v) == 4) r += 100; else if (sizeof(v) < 3 && v) r += 1000; r += sizeof(v) == 2 ? v : -v; switch (4) { case 3: r = 5; } return r; }
static inline int jumps(int n) { n &= 0xff; again: if (n > 100) goto out; n = n * 2 + 1; if (n == 63) { n = 90; goto again; } goto again; out: return n; }
static inline int jumps_forward(int a, int b) { int r = 0; if (a < 0) goto fail; int extra = a; r = extra; if (b < 0) { r++; goto undo; } if (b == 3) goto done; r += b; undo: r -= extra; fail: r--; done: return r; }
static inline int jumps_retry(u32 n) { u32 tries = 0; retry: tries++; for (u32 i = 0; i < 4; i++) { if (((n >> i) & 1) && tries < 5) { n = n * 7 + 1; goto retry; } if (n == 9) goto end; } n += tries; end: return n; }
static inline int shadow(int x) { int y = x; { int x = y + 1; { u8 x = 300; y += x; } y += x; } for (int x = 0; x < 2; x++) y += x; return x + y; }
static inline int uninitialised(int c, int n) { int a, b, d; int s[3]; if (c > 0) a = n; else a = -n; switch (c & 3) { case 0: b = 1; break; case 1: b = 2; break; default: b = a; } for (d = 0; d < 3; d++) s[d] = d * a; if (c & 4) { int e; e = b; b = e + 1; } return a + b + d + s[c & 1]; }
static inline int statics(int x) { static int count = 5; static int table[4] = { 1, 2, 3 }; static struct point p = { .y = 4 }; count += x; p.x++; table[x & 3] ^= count; return count + table[2] + p.x + p.y; }
static inline int statement_value(u8 a, int b) { return ({ int t = a; t <<= 1; t; }) + ({ __typeof__(a) _a = a; int _b = b; _a > _b ? _a : _b; }) + ({ if (b > 9) b = 9; b; }); }
static inline int keywords(int self, int match, int type, int crate) { int fn = self + match, let = fn * type; int impl = let - crate; return impl ^ fn; }
static inline int names_taken(int LIMIT_, int abs) { int i32 = LIMIT_; int usize = abs + i32; int Some = 2, None = usize; return i32 * Some + None; }
static inline int generic_choice(u8 c, long l) { return _Generic(c, u8: 1, int: 2) + _Generic(+c, u8: 1, int: 20) + _Generic(l, default: 300, int: 2) + c; }
static inline u64 builtins(u32 a, u64 b, u16 n) { return __builtin_bswap32(a) + __builtin_bswap16(n) + __builtin_bswap64(b) + __builtin_popcountl(b) + __builtin_popcount(a) + __builtin_expect(n, 1) + __builtin_ctz(a | 1) + __builtin_clz(a | 1) + __builtin_ctzl(b | 2) + __builtin_clzll(b | 1) + __builtin_ffs(a) + __builtin_ffsl(b) + __builtin_parity(a); }
static inline int overflow(int a, int b, u64 c) { int r; u64 q; u32 m; return __builtin_add_overflow(a, b, &r) + r * 3 + __builtin_mul_overflow(c, 3UL, &q) + (int)q + __builtin_sub_overflow(a, b, &m) * 5 + (int)m + __builtin_smul_overflow(a, b, &r); }
static inline int exchange(u32 *p, u32 new) { u32 e = *p; int r = __atomic_compare_exchange_n(p, &e, new, 0, 5, 0) + __sync_bool_compare_and_swap(p, 5, new) * 2; r += __sync_val_compare_and_swap(p, new, new + 1); r ^= __sync_fetch_and_add(p, 3) + __atomic_add_fetch(p, 7, 2) + __sync_or_and_fetch(p, 9); __atomic_store_n(p + 1, r, 3); __sync_synchronize(); return r + __atomic_load_n(p + 1, 2) + __atomic_exchange_n(p, 4, 4) + e; }
static inline int memory(u8 *p, u32 n) { __builtin_memset(p, n, n & 15); __builtin_memcpy(p + 32, p, 16); __builtin_memmove(p + 1, p, 20); return p[33] + *(u8 *)__builtin_memcpy(p + 60, p, 2); }
static inline int floats(int i, u32 u) { float f = i % 1000; double d = f * 0.25 + u % 77; d += f; f /= 3; return -d + (f < d) + (int)f + 1.5f * 2 + (int)(float)(u >> 8) + !f + (f ? 2 : 1) + !(f >= d); }

static inline u64 casts(long l, u16 h, void *p) { return (u8)l + (s8)(int)h + (u64)(int)h + (_Bool)l + (u16)(s8)l + (u32)(enum color)(l & 7) + (p == (void *)0) + (u64)(char)l; }
typedef int (*operation)(int, int);
static inline int plus(int a, int b) { return a + b; }
static inline int minus(int a, int b) { return a - b; }
static inline int function_pointers(int a, int b) { operation op = a > 0 ? plus : &minus; operation none = 0; operation table[2] = { plus, minus }; if (none || !op) return 1; return op(a, b) + (*op)(b, a) * 3 + table[a & 1](a, 2) + (op == plus) + (op != none); }
static inline int pointers_of_two_types(int *w, const int *u, void *v, const char *c, int **x, const int *const *y) { return (w != u) + (u == w) * 2 + (v == w) * 4 + (w < u) * 8 + (c <= (const char *)v) * 16 + (v != c) * 32 + ((const int **)x == y) * 64; }
static inline int function_names(void) { return sizeof __func__ + __func__[1]; }
static inline u32 checksum(const u8 *p, u32 n) { u32 sum = 0; n &= 63; for (; n > 1; n -= 2, p += 2) sum += *(const u8 *)p << 8 | p[1]; if (n == 1) sum += *p << 8; while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16); return (u16)~sum; }
static inline u64 sizes(const struct outer *o) { u64 v[sizeof(o->in) / sizeof(o->in[0])]; return sizeof(*o) + sizeof v + sizeof(u8[3][2]) + (sizeof(int) > 3 ? sizeof(o->first + 1) : 0); }
static inline s64 wide(s64 a, u64 b) { __int128 w = (__int128)a * (s64)b; unsigned __int128 u = (unsigned __int128)b * b; return (s64)(w >> 64) + (s64)(u >> 64) + (w < 0); }
