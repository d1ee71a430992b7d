/* Macros that ask how long a text is. Written for kpigen's tests. */
struct text { const char *start; unsigned long length; };
int keep_text(struct text *to, const char *start, unsigned long length);

/* A literal of the caller's, beside others: C11 6.4.5p6 says how long it is. */
#define KEEP_LITERAL(to, s) keep_text((to), "" s "", sizeof("" s "") - 1)
#define KEEP_AFTER_COLON(to, s) keep_text((to), ": " s, sizeof(": " s))
#define KEEP_NAME(to, name) keep_text((to), #name, sizeof(#name) - 1)
#define IS_LONG_LITERAL(s) (sizeof("" s) > 4 ? 1 : 0)
/* What Rust has not: C's spaces in the text of an expression, a length that decides a type, and wide text. */
#define ROOM_FOR_LITERAL(s) ({ char room[sizeof("" s)]; (int)sizeof(room); })
#define KEEP_EXPRESSION(to, x) (keep_text((to), #x, sizeof(#x)) + (x))
#define KEEP_WIDE(to, s) keep_text((to), (const char *)(L"" s), 1)

/* An object of the caller's. */
#define GIVE_AND_SIZE(f, x) ((f)(x), sizeof(x))
