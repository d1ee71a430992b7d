/*
 * Macros that calculate with what they are given, which may be a pointer. Each is run with several types of pointers and numbers beside its
 * translation. Written for kpigen's tests.
 */
typedef unsigned long address;
/* A pointer and a number give a pointer. */
#define FORWARD(p, n) ((p) + (n))
#define FORWARD_BY(p, n) ((n) + (p))
#define BACKWARD(p, n) ((p) - (n))
#define BEHIND(p, n) ((p) + (n) + 1)
#define FURTHER(p, n) ((n) > 0 ? (p) + 1 : (p))
#define THIS_OR_NULL(p, n) ((n) > 1 ? (p) : 0)
#define NULL_OR_THIS(p, n) ((n) > 1 ? (void *)0 : (p))
#define MOVED(p, n) ({ __typeof__(p) q = (p); q += (n); q -= 1; q++; q; })
#define LOWEST(p, n) ({ __typeof__(p) a = (p); __typeof__(p) b = (p) + (n); a < b ? a : b; })
#define ADDRESS_PLUS(p, n) ((void *)((address)(p) + (n)))
#define ROUNDED_UP(p, n) ((__typeof__(p))(((address)(p) + ((n) - 1)) & ~(address)((n) - 1)))
#define BYTES_ON(p, n) ((char *)(p) + (n))
/* Two pointers, or a pointer and a number, give a number. */
#define BETWEEN(p, q) ((p) - (q))
#define BYTES_BETWEEN(p, q) ((char *)(p) - (char *)(q))
#define IS_BELOW(p, q) ((p) < (q))
#define IS_SAME(p, q) ((p) == (q))
#define IS_OTHER(p, q) ((p) != (q))
#define IS_WITHIN(p, q) ((p) >= (q) && (p) < (q) + 5)
#define IS_NONE(p, q) ((p) == 0 || (q) == 0)
