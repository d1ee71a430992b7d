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
