/* What the headers of user space libraries do: reference counts, symbols under other names, answers by system. */

/* An atomic operation whose value nobody wants. */
struct counted { volatile unsigned long count; int kind; };
static inline struct counted *retain(struct counted *c) { if (c && c->count != (unsigned long)-1) __atomic_add_fetch(&c->count, 1, 2); return c; }
static inline int release(struct counted *c) { __sync_fetch_and_add(&c->kind, 1); __sync_sub_and_fetch(&c->kind, 1); return __atomic_sub_fetch(&c->count, 1, 3) == 0; }

/* GCC: Asm Labels. A label is the symbol, with whatever the target puts before C's names. */
int opened(const char *path, int flags) __asm__("_opened$2017");
int labelled(int) __asm__("bare_label");
extern int counter __asm__("_counter");
int symbol_name(void);
struct symbol_name { int a; };
#define other_name symbol_name

typedef struct counted *handle;
typedef int (*callback)(handle, void *);
enum state { IDLE = 1, BUSY };
#define STATES (IDLE | BUSY)
int each(handle, callback, void *);

/* Objects with bit-fields and volatile members, known when C compiles. */
struct filter { unsigned kind : 6, flags : 2; volatile int hits; unsigned short port; };
static const struct filter every_filter = { .kind = 0x3f, .port = 0xffff };
static const struct filter hit_filter = { .hits = 1 };
static const struct { int low, high; } port_range = { 1, 1023 };
#define PLAIN_FILTER ((struct filter){ .flags = 3 })

/* Strings as conditions. */
void fail(const char *, int);
#define must(e) ((e) ? (void)0 : fail(#e, 1))
static inline int positive(int a) { must(a > 0 && "a is positive"); if (a == 7) { must(!"never seven"); return 1; } return "x" ? a : 3; }

/* clang: Function Overloading in C. The one without the attribute has the name; its inline overload is that with checks. */
extern __SIZE_TYPE__ strlen(const char *text);
static inline __attribute__((overloadable)) __SIZE_TYPE__ strlen(const char *const text __attribute__((pass_object_size(1)))) {
  return __builtin_strlen(text);
}
static inline __SIZE_TYPE__ two_lengths(const char *text) { return 2 * strlen(text); }
static inline __attribute__((overloadable)) void trap_write(void) { fail("write", 2); }

/* What an exchange says of itself, for nobody. */
static inline int exchanged(int *p, int old, int new) { __atomic_compare_exchange_n(p, &old, new, 0, 5, 5); return old; }

/* Not all words that make a C name are one token to Rust: `64_index` is none. */
typedef unsigned guest_32, guest_64_index, guest_count;
#define GUEST_SIZE(name) sizeof(guest_ ## name)

/* Microsoft's list of variable arguments. */
#if defined(__x86_64__) || defined(__aarch64__)
struct logger { void (*log)(const char *, __builtin_ms_va_list); };
#endif

/* What is reached from address 0: offsets as they were written before C had offsetof, and traps. */
struct linked { int id; struct { int first, second; } link; int many[4]; };
static inline struct linked *outer_of(int *second) { return (struct linked *)((char *)second - (char *)&((struct linked *)0)->link.second); }
static inline char *many_from_null(int i) { return (char *)&((struct linked *)0)->many[i]; }
static inline void crash(void) { *(int *)0 = 1; *(volatile int *)0 = 1; }
#define outer(p, type, member) ((type *)((char *)(p) - (char *)&((type *)0)->member))
#define offset(type, member) ((unsigned long)(long)&((type *)0)->member)
#define at_null(type, member) (&((type *)0)->member)

/* Functions of any type for one that takes any. */
int on_event(int id, void (*call)(void));
#define on(id, f) on_event((id), (void (*)(void))(f))

/* A function that does not return is one that may return where a pointer to such is asked for. */
void die(int) __attribute__((noreturn));
void at_end(void (*call)(int));
static inline void die_at_end(void) { void (*call)(int) = die; at_end(&die); at_end(call); }
static inline __attribute__((noreturn)) void die_now(int x) { for (;;) die(x); }
static inline void (*which(int x))(int) { return x ? die : die_now; }
#define END_BY(x) ((x) ? die : die_now)
/* Of either it is not known whether it does. */
void fine(int);
static inline int chosen(int c) { __auto_type call = c ? &die : &fine; call(1); (c ? die : fine)(2); return 5; }
#define END_OR_NOT(x) ((x) ? fine : die)
#define DYING die
static void (*const dying)(int) = die;
