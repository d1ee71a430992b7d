/* A header that has macros with parameters and nothing else: they are the file's own, and there is no item to be given on. */
#define NOTHING_BUT(x) do { } while (0)
#define TWICE_THAT(x) ((x) + (x))
#define HIGH_BYTE(x) (((unsigned short)(x)) >> 8)
#define STORE_ONE(p) (*(p) = 1)
#define EMPTY_OF(x)
#define SAME_AS(x) (x)
#define EITHER(a, b, c) ((a) ? (b) : (c))
#define BIT_OF(n) (1u << (n))
#define IS_SET(v, n) (((v) & BIT_OF(n)) != 0)
/* a tag that nothing else declares, as an identification string has it where it is left out */
#define IDENTIFIED_AS(text) struct only_macros_identification
