/*
 * Enums that are types of their own in Rust (--enum-style newtype): numbers in C all the same, enumerators are ints (C11 6.7.2.2p3), tags have a name
 * space of their own (6.2.3).
 */
enum special { SHIFT = 8, MASK = 0xff, BELOW = -3 };
enum plain { ONE = 1, TWO };
#define ALL_ONES (~0ul)
static inline unsigned long kept(unsigned long v) { const unsigned long mask = ~(ALL_ONES << SHIFT); return v & mask; }
static inline unsigned long shifts(unsigned long v, enum special s) { v <<= SHIFT; v >>= s; v += SHIFT; v -= s; v <<= s == SHIFT; return (v >> SHIFT) | (v << (s + 1)) | (ALL_ONES << MASK % 3); }
static inline int numbers(int *a, enum special s) { return a[ONE] + (s ? 1 : 2) + (s == SHIFT) + (s << 1) + (SHIFT >> TWO) - s + ~s + !s + -s; }
static inline enum plain stepped(enum plain p) { p |= TWO; p += ONE; if (p && ONE) p = TWO; switch (p) { case ONE: return TWO; case TWO: return p; default: return (enum plain)(p | 4); } }
#define SHIFTED(x) ((x) << SHIFT)
#define MASKED(x) ((x) & MASK)
#define IS_TWO(x) ((x) == TWO)
#define IS_BELOW(x) ((x) < BELOW)
#define PICKED(c, x) ((c) ? (x) : SHIFT)
#define EITHER(c) ((c) ? ONE : TWO)
#define SUM(x) ((x) + ONE - BELOW)
#define RAISE(x) ((x) += MASK)
#define NOT(x) (!(x) && ONE)

/* A tag with the name of a function, of a variable, of an enumerator, of a constant. */
enum opened { OPENED_A, OPENED_B = 5 };
enum opened opened(enum opened how, int);
enum level { LEVEL_LOW };
extern enum level level;
enum state { state, STATE_NONE };
enum limit { LIMIT_A };
#define limit 7

/* Parameters and locals with names of the types, which are Rust's tuple structs. */
static inline int named_alike(enum special special, enum level level) { int plain = special + 1; return plain * 2 + level; }
struct of_enums { enum opened a; enum state b : 3; };
