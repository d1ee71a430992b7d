/*
 * Inline functions for `kpigen verify --run` in C23: what bodies have there that C17 has not. Written for kpigen's tests.
 */
typedef unsigned char u8;

static inline int constant_local(int a) { constexpr int N = 3; int x[N] = { 1, 2, 3 }; _Static_assert(N == 3); return x[(unsigned)a % N] + sizeof x; }
static inline int constant_case(int a) { constexpr long WIDE = 1L << 40; enum { FOUR = WIDE >> 38 }; switch (a & 7) { case FOUR: return 1; case (int)(WIDE >> 39): return 2; default: return 0; } }
static inline int constant_of_constant(int a) { constexpr u8 SMALL = 200; constexpr int TWICE = SMALL * 2; { constexpr u8 SMALL = 7; a += SMALL; } int list[TWICE / 100] = {}; return a + list[3] + SMALL + (TWICE == 400); }
static inline int constant_array(int a) { constexpr u8 list[] = { 1, 2, 3 }; return list[(unsigned)a % sizeof list]; }
static inline int constant_static(int a) { static constexpr int T = 3; const int *p = &T; return *p + a; }
static inline double constant_double(int a) { constexpr double HALF = 0.5; return a * HALF; }
static inline int attribute_of_label(int a) { switch (a & 3) { [[clang::likely]] case 1: return 3; [[clang::unlikely]] [[]] default: a++; [[fallthrough]]; [[clang::unlikely]] case 2: a *= 2; } if (a > 9) goto out; a = -a; [[maybe_unused]] out: return a; }
static inline double inferred_types(int a) { auto d = 2.5; auto u = 3UL; auto const c = (u8)a; static auto kept = 7LL; return d + u * sizeof(u) + c + kept * sizeof kept; }
static inline long inferred_in_loop(long a) { for (auto i = 0L; i < 3; i++) a += i * sizeof i; constexpr auto K = 5; register auto b = a; auto int plain = 2; int l[K] = { 1 }; return b + l[0] + K + plain; }
static inline int inferred_pointer(int *p) { auto q = p; auto const r = &p; return *q + **r + sizeof *r; }
