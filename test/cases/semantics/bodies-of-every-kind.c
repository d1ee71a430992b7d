/* Function bodies: every kind of statement and expression, and the promotions that are easy to get wrong. Written for kpigen's tests. */
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef short s16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;
enum color { RED, GREEN = 5, BLUE = GREEN << 2 };
enum wide { WIDE = 0x100000000 };
struct bits { unsigned a : 3; int b : 5; unsigned c : 31; unsigned d : 32; u64 e : 40; s64 f : 33; u8 g : 2; _Bool h : 1; enum color i : 6; };
struct point { int x, y; };
struct deep { struct point p[3]; union { u32 word; u8 bytes[4]; }; struct { int inner; u16 half; } named; char text[6]; const char *name; };
struct list { struct list *next; volatile int flag; u16 tail[]; };
union both { float f; u32 u; struct point p; };
int take(int, u8, long);
int vararg(const char *, ...);
struct point make(int, int);
void nothing(void);
extern struct deep global;
extern volatile u32 reg;
extern int table[10];
extern int (*handler)(int, void *);
#define LIMIT 0x40
#define MASK (LIMIT - 1)
#define WORD(p) ((p)->word)
#define MAX(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })

int promote_sum(char a, s16 b, u8 c) { return a + b * c - (a < c); }
int promote_compare(u8 a, s8 b) { return a < b; }
int promote_sign(int a, u32 b) { return a < b; }
int promote_long(long a, u32 b) { return a < b; }
int promote_not(u8 a) { return ~a == 0xff; }
u8 promote_negate(u8 a) { return -a; }
long promote_widen(int a, int b) { return a * b; }
u64 promote_unsigned(int a, u64 b) { return a + b; }
int shift_narrow(u8 a, s64 b) { return a << b; }
u64 shift_left(int a) { return (u64)(a << 3); }
long shift_right(long a, char b) { return a >> b; }
u32 shift_unsigned(u16 a, u32 b) { return (a << 16) >> b; }
int shift_compare(u16 a) { return (a << 16) < 0; }
int bits_small(struct bits *s) { return s->a - 4 < 0; }
int bits_wide(struct bits *s) { return s->c - 4 < 0; }
int bits_full(struct bits *s) { return s->d - 4 < 0; }
int bits_long(struct bits *s) { return (s->e << 30) - 1 < 0; }
long bits_signed(struct bits *s) { return s->f * 2 + s->b; }
int bits_assigned(struct bits *s, int v) { return (s->a = v) - 4 < 0; }
int bits_compound(struct bits *s, int v) { return (s->a += v, s->a) - 9 < 0; }
int bits_prefix(struct bits *s) { return ++s->c - 5 < 0; }
int bits_postfix(struct bits *s) { return s->d++ - 5 < 0; }
int bits_bool(struct bits *s, int v) { s->h = v; s->i = v; s->h |= 2; return s->h + s->i; }
int bits_conditional(struct bits *s, int v) { return (v ? s->c : s->a) - 9 < 0; }
int bits_shift(struct bits *s, int v) { return (s->g << v) - 300 < 0; }
int compound_narrow(u8 a, int b) { a += b; a <<= 2; a /= 3; a ^= 0x1ff; a -= a * b; a %= 7; return a; }
int compound_signed(s8 a, u32 b) { a /= b; a >>= 1; a *= b; return a; }
int compound_unsigned(u32 a, long b) { a += b; a &= b; a |= -1; return a > b; }
int compound_float(int a, double b) { a *= b; a += 0.5f; return a; }
int compound_bool(_Bool a, int b) { a += b; a |= 4; a ^= 1; a--; return a++; }
int compound_enum(enum color c, int b) { c += b; c |= BLUE; return c++ + --c; }
int compound_pointer(int *p, u8 n) { p += n; p -= 2; *p++ += 3; return *--p; }
int compound_volatile(volatile u16 *p, int b) { *p |= b; *p = 5; (*p)++; return *p; }
u64 conditional_mix(int c, s8 a, u32 b, long d) { return c ? a : (d ? b : -1); }
void *conditional_null(int c, char *p) { return c ? p : 0; }
const void *conditional_void(int c, const char *p, void *q) { return c ? p : q; }
int conditional_short(int a, u32 b) { return (a ?: b) / -2 > 5; }
char *conditional_short_pointer(char *p, char *q) { return p ?: q; }
int comma_value(u8 a, u16 b) { return (a++, b--, a + b); }
int logic(int *p, double d, u8 c) { return p && (d || !c) && !p[1]; }
_Bool to_bool(int *p) { return p; }
_Bool float_bool(float f) { return f; }
int from_bool(_Bool a, _Bool b) { return a + b + !a + (a == b) + ~a; }
int enum_math(enum color c) { return c - GREEN < 0 ? BLUE : c * 2 > RED; }
u64 enum_wide(enum wide w) { return w | WIDE | 1; }
int literals(void) { return 'a' + '\377' + 0x80000000 / 2147483648 + (2147483647 + 1 < 0) + 077 + sizeof "abc"; }
int constants(int x) { return (x & MASK) + LIMIT + (int)sizeof(struct point) * 2 + BLUE + _Alignof(u64); }
u64 offsets(void) { return __builtin_offsetof(struct deep, p[1].y) + (u64)&((struct deep *)0)->named.half + sizeof(global.text); }
int pointers(int *p, int *q, char i) { return p[i] + *(q - i) + (int)(p - q) + i[p] + (p < q) + (p != 0) + !q; }
int void_pointer(void *p, u8 n) { return *(char *)(p + n) + (int)((char *)p - (char *)0); }
int arrays(int i) { int a[4] = { 1, 2, [3] = 9 }; int (*row)[4] = &a; int *p = a; return a[i] + (*row)[1] + *p + table[i] + sizeof a; }
int aggregate(int i) {
  struct deep d = { .p = { { 1, 2 }, 3, 4, [2].y = i }, .word = 7, { 8 }, "hi", .name = "x" };
  struct deep e = { 1, 2, 3, 4, 5, 6, 7, 8, 9, { 'a', 'b' }, 0 };
  struct point points[] = { [1 ... 3] = { i, 2 }, [2].x = 5, 6, [0] = { .y = 1 } };
  struct deep z = { 0 };
  return d.p[1].x + e.named.half + e.text[1] + points[2].x + points[3].y + sizeof points + z.p[0].x + d.bytes[1];
}
int unions(float f) { union both b = { f }, c = { .p = { 1, 2 } }, d = { .f = 1, .u = 3 }; return b.u + c.p.y + d.u; }
struct point compound_literal(int i) { struct point *p = &(struct point){ i, 2 }; int *q = (int[]){ 1, i, 3 }; p->x += q[1]; return *p; }
struct point struct_copy(struct point a, struct deep *d) { struct point b = a; d->p[0] = b; d->p[1] = make(b.x, a.y); b = d->p[2]; return make(b.x, 1).y ? b : a; }
int calls(u8 c, float f) { nothing(); (*handler)(c, &c); return take(c, 300, f) + vararg("%d", c, f, 1L, 'c') + handler(3, 0) + (&take)(1, c, 2); }
int control(int n) {
  int i, sum = 0;
  for (i = 0; i < n; i++) {
    if (i == 3) continue; /* three is left out */
    else if (i > 10)
      break;
    sum += i;
  }
  // A loop that ends by itself.
  while (n-- > 0) sum ^= n;
  do { sum++; } while (sum & 1);
  for (u8 k = 250; k; k++) sum -= k;
  return sum;
}
int cases(u8 c, long l) {
  int r = 0;
  switch (c) { case 1: case 'a': r = 1; /* FALLTHROUGH */ case 5 ... 9: r += 2; break; default: r = 9; case RED: { r++; } }
  switch (l) { case -1: return 4; case 0x100000000: return 5; case LIMIT: break; }
  return r;
}
int jumps(int n) { again: if (n > 100) goto out; n = n * 2 + 1; goto again; out: return n; }
int shadow(int x) { int y = x; { int x = y + 1; { u8 x = 300; y += x; } y += x; } for (int x = 0; x < 2; x++) y += x; return x + y; }
int statics(int x) { static int count = 5; static const char *const names[] = { "a", [3] = "d" }; static struct point p = { .y = 4 }; count += x; p.x++; return count + names[3][x] + p.x; }
int statement_value(u8 a, int b) { return MAX(a, b) + ({ int t = a; t <<= 1; t; }) + MAX(a, 300u); }
int generic(u8 c, long l) { return _Generic(c, u8: 1, int: 2) + _Generic(+c, u8: 1, int: 20) + _Generic(l, default: 300, int: 2) + __builtin_types_compatible_p(int, __typeof__(c + 1)) + __builtin_choose_expr(sizeof c == 1, l, "no") + _Generic("x", char *: 1, default: 2); }
u64 builtins(u32 a, u64 *p, s16 n) { return __builtin_bswap32(a) + __builtin_bswap16(n) + __builtin_popcountl(n) + __builtin_expect(n, 1) + __sync_fetch_and_add(p, n) + __atomic_load_n(p, 5) + __builtin_ctz(n) + __builtin_constant_p(3); }
int overflow(u8 a, long b) { int r; return __builtin_add_overflow(a, b, &r) ? r : b; }
int exchange(u32 *p, u8 old, int new) { u32 e = old; return __atomic_compare_exchange_n(p, &e, new, 0, 5, 5) + __sync_bool_compare_and_swap(p, old, new); }
int volatiles(struct list *l) { l->flag = 1; reg; reg |= l->flag; return l->flag + reg + l->tail[1]; }
int function_names(void) { return sizeof __func__ + __func__[1]; }
int typeof_local(u16 a) { __typeof__(a) b = -1; __auto_type c = a + b; typedef long number; number d = c; return b + d; }
int asm_operands(u32 a, u32 *m) { u32 r, s = 3; __asm__ volatile("nop" : "=&r"(r), "+r"(s) : "r"(a), "m"(*m), "i"(LIMIT) : "cc", "memory"); __asm__("nop"); return r + s; }
int unsigned_division(int a, u32 b, s8 c) { return a / b + a % c + (u8)a / c; }
double floats(float f, int i, u64 u) { float g = i; double d = f * g + u; g += d; return -d + (f < d) + (int)g + 1.5f * 2; }
int casts(long l, double d, void *p) { return (u8)l + (s8)(int)d + (int)(u64)p + (_Bool)l + (u16)(s8)l + (enum color)l; }
const char *text_pointer(int i) { const char *p = "abc" + i; char q[] = "xyz"; return p + (q[1] == 'y') + "\0\377\n"[i]; }
