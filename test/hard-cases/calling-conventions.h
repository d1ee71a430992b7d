/*
 * Attributes that say how functions are called (GCC and clang: x86 Function Attributes), on functions, in pointers to them and behind typedefs; on
 * another machine they mean nothing or are not there.
 */
#if defined(__x86_64__)
#define FOREIGN __attribute__((ms_abi))
#elif defined(__i386__)
#define FOREIGN __attribute__((stdcall))
#else
#define FOREIGN
#endif

extern int FOREIGN foreign(int a, long b);
extern int native(int a, long b);
extern FOREIGN void *foreign_pointer(const char *name);
typedef int FOREIGN foreign_function(int);
extern foreign_function by_its_type;
typedef int (FOREIGN *foreign_callback)(int, long);
typedef int (*native_callback)(int, long);
struct callbacks { foreign_callback foreign; native_callback native; int (FOREIGN *direct)(void *); int (FOREIGN *table[2])(int, long); };
extern int (FOREIGN *variable)(int, long);
extern int (FOREIGN *gives_foreign(void))(int, long);
extern int (*FOREIGN gives_foreign_too(void))(int, long);
extern FOREIGN int *foreign_gives_a_pointer(int);
extern int (*(FOREIGN foreign_gives_native)(void))(int, long);
static inline int calls_what_is_given(int a) { return gives_foreign()(a, 3); }
extern void takes(foreign_callback f, native_callback n);
static inline int calls(foreign_callback f, native_callback n) { return f(1, 2) + n(3, 4); }
static inline int calls_both(int a) { return foreign(a, 1) + native(a, 2); }
static inline int stores(struct callbacks *c) { c->foreign = foreign; c->native = native; c->table[1] = c->foreign; return c->foreign == foreign; }

/* clang: the same as words of their own, which mean nothing on other machines */
extern int __cdecl worded_native(int);
extern int __stdcall worded(int a, long b);
extern void *__fastcall worded_pointer(int a, int b);
__stdcall int worded_first(int a);
extern int (__thiscall worded_in_parentheses)(void *);
typedef int __stdcall worded_function(int);
extern worded_function worded_by_its_type;
typedef int (__stdcall *worded_callback)(int, long);
struct worded_callbacks { worded_callback first; int (__stdcall *direct)(void *); int (__fastcall *table[2])(int, long); };
extern int (__stdcall *worded_variable)(int, long);
extern void takes_worded(worded_callback, int (__stdcall *)(int), int __stdcall g(int));
static inline int calls_worded(struct worded_callbacks *c, int a) { int (__stdcall *f)(int, long) = c->first; return f(a, 1) + worded(a, 2) + ((int (__stdcall *)(void *))0 == c->direct); }

#if defined(__i386__)
extern int __pascal worded_pascal(int);
extern int __regcall worded_regcall(int);
extern int __attribute__((fastcall)) fast(int);
extern int __attribute__((regparm(3))) in_registers(int, int);
extern int (*pointer_in_registers)(int) __attribute__((__regparm__(2)));
#endif
