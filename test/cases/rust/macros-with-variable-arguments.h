/* Macros that give what they are given to a function with `...`. Written for kpigen's tests. */
int text_of(char *to, unsigned long room, const char *format, ...);
#define SHOW_ONE(to, format, x) text_of(to, 200, format, x)
#define SHOW_SUM(to, format, x, y) text_of(to, 200, format, (x) + (y), x)
#define SHOW_ALL(...) text_of(__VA_ARGS__)
#define SHOW_MORE(to, ...) text_of(to, 200, __VA_ARGS__)
#define SHOW_LIST(list) text_of list
#define SHOW_BEFORE(to, format, ...) text_of(to, 200, format, ## __VA_ARGS__, 7, 'c')
#define SHOW_ALL_BEFORE(to, ...) text_of(to, 200, __VA_ARGS__, 9)
#define SHOW_WHOLE(...) text_of(__VA_ARGS__, 300, 'c')
#define SHOW_PLACE(to, ...) text_of(to, 200, "%.0s<%d %s>", __FILE__, ## __VA_ARGS__, "end")
/* What stands behind any number of arguments is for the last parameters. */
int text_of_numbers(char *to, unsigned char a, unsigned char b, int c);
#define SHOW_NUMBERS(to, ...) text_of_numbers(to, __VA_ARGS__, 300)
#define SHOW_OTHERS(to, ...) text_of_numbers(to, __VA_ARGS__, (unsigned char)261, sizeof(int[100]))
struct showing { int (*numbers)(char *to, unsigned char a, unsigned char b, int c); };
#define SHOW_THROUGH(to, by, ...) (by)->numbers(to, __VA_ARGS__, 300)
/* A member that is an array in one record and a pointer in another. */
struct named_inside { int n; char shown_name[8]; };
struct named_elsewhere { char *shown_name; };
#define SHOW_NAME(to, of) text_of(to, 200, "<%s>", (of)->shown_name)
