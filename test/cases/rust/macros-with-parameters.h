/* Macros with parameters of every kind, run beside their translations. Written for kpigen's tests. */
struct link { struct item *next, **back; };
struct item { int number; unsigned flags : 5, rest : 27; struct link by_age; volatile int busy; int values[4]; const char *name; };
struct list { struct item *first; };
struct branch { struct { struct branch *sides[2]; } up; int age; };
union word { unsigned long whole; unsigned char bytes[8]; };
extern int calls;
extern int count_up(void);
extern int sum_of(int count, ...);
extern int say(const char *format, ...);
extern int hidden(int a);
extern struct item *make_item(int number);
extern int on_int(int), on_long(long);
enum color { RED, GREEN };

/* Statements. */
#define SWAP(a, b) do { __typeof__(a) swap_value = (a); (a) = (b); (b) = swap_value; } while (0)
#define PUSH(list, element, field) do { (element)->field.next = (list)->first; (list)->first = (element); } while (0)
#define EMPTY(list) ((list)->first == (struct item *)0)
#define FIRST(list) ((list)->first)
#define NEXT(element, field) ((element)->field.next)
#define WALK(var, list, field) for ((var) = FIRST(list); (var) != 0; (var) = NEXT((var), field))
#define WALK_SAFE(var, list, field, spare) \
	for ((var) = FIRST(list); (var) && ((spare) = NEXT((var), field), 1); (var) = (spare))
#define FOR_BITS(i, mask) for ((i) = 0; (i) < 8; (i)++) if ((mask) & (1 << (i)))
#define REQUIRE(condition, result) do { if (!(condition)) return (result); } while (0)
#define ALIKE(x, y) ((__typeof__(x))(y))
#define ZERO_LIKE(x) ((__typeof__(x))0)
#define BITS_LIKE(x) (sizeof(__typeof__(x)) * 8)
#define BITS_OF_TYPE(type) (sizeof(__typeof__(type)) * 8)
#define RETURN_COUNTED(n) return count_up() * (n)
#define RETURN_TRUTH(x) return !(x)
#define RETURN_MINUS() return -2
#define RETURN_NOTHING() return 0
#define ADD_TO(place, amount) ((place) += (amount))
#define BUMP(place) ((place)++)
#define BUMP_FIRST(place) (++(place))
#define SET_FLAGS(p, f) ((p)->flags |= (f))
#define CLEAR_FLAGS(p, f) ((p)->flags &= ~(f))
#define SET_BUSY(p, v) ((p)->busy = (v))
#define IGNORE(x) (void)(x)
#define TWICE_CALLED(x) ((x) + (x))
#define ONCE(x) ({ __typeof__(x) once_ = (x); once_ + once_; })
#define LARGEST(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define NO_ARGUMENT() (calls + 1)
#define NOTHING(x)
#define ALIAS BUMP_FIRST
/* Types, members, names. */
#define HOLDER(pointer, type, member) ((type *)(void *)((char *)(pointer) - __builtin_offsetof(type, member)))
#define OFFSET(type, member) __builtin_offsetof(type, member)
#define ROOM(type, count) (sizeof(type) * (count))
#define AS(type, value) ((type)(value))
#define ALIGNED(p, size) ((((unsigned long)(p)) & ((size) - 1)) == 0)
#define IS_MULTIPLE(x, n) __builtin_is_aligned(x, n)
#define ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))
#define ELEMENT(p, i) ((p)->values[i])
#define IS_SIDE(p, field, q) ((p)->field.sides[0] == (q))
#define SIDE_OR(p, field, q) ((p)->field.sides[1] ? (p)->field.sides[1] : (q))
#define UNMARKED(p, field) ((__typeof__((p)->field.sides[0]))((unsigned long)(p)->field.sides[0] & ~3UL))
#define IS_NULL(p) ((p) == 0)
#define READ_ONCE(x) ({ __typeof(x) once = ({ (*(const volatile __typeof(x) *)&(x)); }); once; })
struct ring { struct ring *next; }; struct bead { int worth; struct ring ring; };
#define RING_AT(p, field) __builtin_offsetof(__typeof__(*(p)), field)
#define BEAD(r, p, field) ((__typeof__(*(p)) *)((char *)(r) - RING_AT(p, field)))
#define NEXT_BEAD(p, field) BEAD((p)->field.next, p, field)
#define EACH_BEAD(p, r, field) for (p = BEAD((r)->next, p, field); &(p)->field != (r); p = NEXT_BEAD(p, field))
#define NEVER(p) (0 ? (p) : (void *)0)
#define ADDRESS(p) ((unsigned long)(p))
#define COLOR(which) which
#define PASTED(which) on_##which
#define TEXT(x) #x
#define NAMED(p, word) ((p)->word)
#define LOW_BYTE_OF(w) ((w).bytes[0])
#define WHOLE_OF(w) ((w)->whole)
/* Variadic. */
#define SUM_OF(n, ...) sum_of(n, __VA_ARGS__)
#define SAY(format, ...) say(format, ## __VA_ARGS__)
#define SAY_OPT(format, ...) say(format __VA_OPT__(,) __VA_ARGS__)
#define SAY_NAMED(format, args...) say("at " format, ## args)
#define SAY_WHERE(format, ...) say("%s:%d " format, __FILE__, __LINE__, ## __VA_ARGS__)
/* Names that are Rust's, or somebody else's. */
#define KEYWORDS(type, fn, self) ((type) + (fn) * (self))
#define hidden(a) (hidden(a) + 1)
#define RECURSE(a) (RECURSE(a) + 1)
#define MUTUAL(a) OTHER(a)
#define OTHER(a) MUTUAL(a)
#define GENERIC(x) _Generic((x), int: on_int, default: on_long)(x)
float on_float(float a);
double on_double(double a);
#define BY_DEFAULT(x) _Generic((x), float: on_float, default: on_double)(x)
#define BY_LITERAL(x) _Generic((x), char: 1, long: 2, int: 3)
#define CHOOSE(x) _Generic((x), int: 1, long: 2, default: 3)
/* Functions behind pointers convert what they are given. */
struct operations { int (*at)(void *cookie, unsigned short handle, signed char offset); long (*fill)(void *cookie, const unsigned char *from, unsigned long count, _Bool twice); void *cookie; };
struct device { struct operations *does; unsigned short handle; };
struct port { int number; struct operations *does; unsigned short handle; };
#define DEVICE_AT(d, offset) (*(d)->does->at)((d)->does->cookie, (d)->handle, (offset))
#define DEVICE_FAR(d, offset) ((d)->does->at((d)->does->cookie, (offset) + 0x12345, 300))
#define DEVICE_FILL(d, from, count, twice) ((d)->does->fill((d)->does->cookie, from, count, twice))
/* Arrays and pointers of records that only the caller knows. */
struct small { int used; short cells[3]; }; struct large { int used; struct item cells[2]; };
#define FIRST_CELL(p) ((__typeof__(&(p)->cells[0]))((p)->cells))
#define CELL_INDEX(p, cell) ((long)(((unsigned char *)(cell) - (unsigned char *)(p)->cells) / sizeof(*(cell))))
#define CELLS_AT(p) ((unsigned long)(p)->cells - (unsigned long)(p))
#define WALK_CELLS(x, p) for ((x) = (p)->cells; (x) < (p)->cells + (p)->used; (x)++)
#define WALK_CELLS_BACK(x, p) for ((x) = (p)->cells + ((p)->used - 1); (x) >= (p)->cells; (x)--)
#define LAST_CELL(p) ({ __typeof__(&(p)->cells[0]) cell_ = (p)->cells; while (cell_ < (p)->cells + (p)->used) cell_++; cell_ - 1; })
#define READ_TWO(p, to) ((to) = (unsigned)*((p)++), (to) |= (unsigned)*((p)++) << 8)
#define WRITE_TWO(p, from) (*((p)++) = (unsigned char)(from), *(--(p)) = (unsigned char)((from) >> 8), (p) += 2)
extern void *copy(void *to, const void *from, unsigned long size);
#define APPEND(at, from, size) do { copy((at), (from), (size)); (at) += (size); } while (0)
struct chain { void *chained; int number; };
#define CHAIN(head, p) do { (p)->chained = (head); (head) = (p); } while (0)
#define STORE_AT(p, value) do { if (p) *(p) = (value); calls += on_int(value); } while (0)
extern unsigned long address_of(const void *p);
#define ADDRESS_BEHIND(p, n) address_of(p + n)
#define CONST_FIELD(p, which, field) ((which) ? (void *)&((const struct small *)(p))->field : (void *)&((const struct large *)(p))->field)
#define ROOM_OF(type, member) sizeof(__typeof__(((type *)0)->member))
#define TYPE_OF(type, member) __typeof__(((type *)0)->member)
struct pointed { int used; struct item *spare; }; struct held { int used; unsigned char spare[9]; };
#define SPARE_AT(p) address_of((p)->spare)
#define TYPE_IN(member) __typeof__(((struct item *)0)->member)
#define TYPE_IN_LARGE(member) __typeof__(((struct large *)0)->member)
#define EXCHANGE(a, b) do { __typeof__(a) one_; __typeof__(b) other_; one_ = (a); other_ = (b); (a) = other_; (b) = one_; } while (0)
#define ADD_HALVES(to, from) do { struct halves { short low, high; } halves_; copy(&halves_, (from), sizeof halves_); (to) += halves_.low * 100 + halves_.high; } while (0)
#define OLD_OFFSET(type, member) ((unsigned long)(long)&((type *)0)->member)
#define OLD_OUTER(p, type, member) ((type *)((char *)(p) - (char *)&((type *)0)->member))
#define PLACE_AT_NULL(type, member) (&((type *)0)->member)
typedef int (*any_function)(void);
extern int answer_of(any_function function, int a);
#define ANSWER(function, a) answer_of((any_function)(function), (a))
/* Text of the caller's in assembly. */
#define TEXT_OF(x) #x
#define SPECIAL(reg) ({ unsigned long v; __asm__ volatile("mov %%" TEXT_OF(reg) ", %0" : "=r"(v)); v; })
#define SPECIAL_NUMBERED(n) ({ unsigned long v; __asm__ volatile("mov %%" TEXT_OF(r##n) ", %0" : "=r"(v)); v & 0; })
#define SPECIAL_WRITE(reg, value) __asm__ volatile("mov %0, %%" #reg : : "r"((unsigned long)(value)))
#define ASM_CONSTANT(n) ({ int v; __asm__("movl %1, %0" : "=r"(v) : "i"(n)); v; })
/* Text of the caller's in what an assertion says. */
#define ASSERT_SAME(name, a, b) _Static_assert((a) == (b), "{" #name "} differs")
/* An inline function that only a macro gives away. */
static inline int twice(int a) { return a * 2; }
int apply(int (*f)(int), int a);
#define APPLY_TWICE(type, x) ((type)apply(twice, (x)))
/* A member behind one that several records have: of those, one has it, in an anonymous member. */
struct page_state { union { struct { unsigned short state_flags; unsigned char queue; }; unsigned bits; }; };
struct page { int number; struct page_state state; };
struct machine_state { int state; int state_flags; };
#define PAGE_HAS(p, mask) (((p)->state.state_flags & (mask)) != 0)
/* Sizes and offsets that the caller's types have decide, when the macro is called. */
#define SIZE_MASK(t) (sizeof(t) < sizeof(long) ? ~((1UL << (sizeof(t) * 8)) - 1) : 0UL)
#define SIZE_CHOSEN(t) (sizeof(t) == 4 ? 1 : _Alignof(t) > 1 ? 2 : 3)
#define SIZE_TESTED(x, t) do { if (sizeof(t) > 1 && sizeof(t *) > 1) (x) += 2; else (x) += 3; } while (0)
#define SIZE_IN_A_BYTE(t) ((unsigned char)(sizeof(t) + 250) + (unsigned char)(sizeof(t) * 100))
#define OFFSET_CHOSEN(t, member) (__builtin_offsetof(t, member) == 0 ? 1 : 2)
#define OFFSET_IN_ITEM(member) (__builtin_offsetof(struct item, member) > 0 ? 1 : 2)
#define LARGEST_OF(t) ((t)~0UL)
#define TRUTH_IN(t, x) ((t)!(x))
/* Whether the caller's type is another one: not known, but for pointers, which are no integers. */
#define IS_AN_INT(t) (__builtin_types_compatible_p(t, int) ? 1 : 2)
#define KIND_OF(t) _Generic((t)0, int: 1, default: 2)
#define KIND_IT_POINTS_TO(t) _Generic((t *)0, int *: 1, default: 2)
#define NEVER_AN_INT(t) (__builtin_types_compatible_p(t *, int) ? 1 : 2)
/* A variable of the caller's, and any number of arguments: Rust could not tell the one from the others. */
#define SAY_IF_CALLERS(format, ...) do { if (callers_level) say(format, ## __VA_ARGS__); } while (0)
/* Arrays of elements, or of a length, that only the caller knows. */
#define FOUR_OF(t) ({ t four[4]; sizeof(four); })
#define SOME_OF(n) ({ int some[n]; sizeof(some); })
#define TWO_LIKE(x) sizeof(__typeof__(x)[2])
#define ROW_OF(x) ({ __typeof__(x) (*row)[2] = 0; sizeof(*row); })
#define DEFINE_FOUR(t, name) static t name[4]
/* Casts to pointers to what the caller names: other pointers, whatever they are of. */
#define NEXT_OF(t, p) ((t *)(p) + 1)
#define BITS_AS(t, x) (*(t *)&(x))
#define FIRST_AS(t, u, p) (*(u *)(t *)(p))
/* The record is found once, though what a bit-field keeps is read again. */
#define KEEP_FLAGS(kept, p, n) ((kept) = ((p)->flags = (n)))
/* An argument that is a block, or an if, begins a statement. */
#define BYTE_AFTER(x) (count_up(), (unsigned char)(x))
#define TEST_AFTER(x, y) ({ count_up(); (short)(x) - (long)(y); })

/* ---- widths of bit-fields that C takes only where they are 0; whether an argument is a constant ---- */
#define NO_WIDTH(e) ((int)sizeof(struct { int : -!!(e); }))
#define IS_CONSTANT(x) (sizeof(int) == sizeof(*(8 ? (void *)((long)(x) * 0l) : (int *)8)))
#define IS_CONSTANT_TOO(x) __builtin_types_compatible_p(__typeof__(1 ? (int *)0 : (void *)((x) * 0ull)), int *)
#define IS_NULL_CONSTANT(x) (sizeof(*(1 ? (int *)0 : (void *)(x))) > 1)
#define BIT_WITHIN(n) ((1u << (n)) + NO_WIDTH(IS_CONSTANT(n) && (n) > 31))
#define POINTER_OF(c, p, q) ((c) ? (int *)(p) : (void *)(q))

/* ---- types that a block names, and lengths of arrays that are no constants ---- */
#define OF_ITS_OWN_TYPE(x) ({ typedef int row[2]; row r = { (x), 3 }; r[0] * r[1]; })
#define SIZE_OF_ROWS(n) sizeof(short[(n) & 7][3])
#define ASSERT_OLD(c) do { while (0) { typedef char assertion[(c) ? 1 : -1]; assertion held; held[0] = 0; } } while (0)
#define TRIPLE_OF_CONSTANT(x) ({ ASSERT_OLD(__builtin_constant_p(x)); (x) * 3; })

/* ---- what a pointer and the caller's number make; a truth that the caller holds ---- */
#define READ_ONE(x) ({ __typeof(x) one = *(const volatile __typeof(x) *)&(x); one; })
#define IS_SET(i, a) !!(READ_ONE(((const volatile unsigned long *)(a))[(i) / 64]) & 1ul << ((i) & 63))
#define LIKE_AN_ELEMENT(i, a) ({ __typeof(((const long *)(a))[i]) held = *(&((const long *)(a))[i]); held; })
_Bool taken(struct item *i);
void given(struct item *i, _Bool held);
#define WITH_HELD(i, held) for ((held) = taken(i); (held); given((i), (held)), (held) = 0)

/* ---- macros without parameters that use variables of their caller's ---- */
#define NUMBER_OF_BASE (base_of->number + 5)
#define FIRST_OF_BASE base_of->values[0]
#define NUMBERS_OF_BOTH (NUMBER_OF_BASE * other_of->number)
#define POP_IN_ASSEMBLY popq %rbp
#define LACKS_A_CONSTANT (NOT_A_CONSTANT | 4)
#define LACKS_A_TYPE (4 * sizeof(not_a_type))

/* ---- arguments that must be a certain number ---- */
#define SUM_OF_THREE(a, b, c) ((a) + (b) * (c))
#define SUM_COUNTED(...) SUM_OF_THREE(__VA_ARGS__)
#define SUM_OF_FIRST(first, more...) SUM_COUNTED(first, more)

/* ---- what C makes a pointer to void by itself, where a function behind a pointer takes one ---- */
struct handler_class { long (*run)(void *self, int by); };
struct handler { struct handler_class *isa; long base; };
struct bare_handler { struct handler_class *isa; };
extern struct handler handler;
#define RUN_HANDLER(h, by) (h)->isa->run(h, by)

/* ---- what is given to a function that only reads it, and changed ---- */
static inline int doubled(const int *x) { return *x * 2; }
int age_of(const struct item *i);
#define DOUBLE_IN_PLACE(x) do { *(x) = doubled((x)); } while (0)
#define OLDER(i) do { (i)->values[1] += age_of(i); (i)->number++; } while (0)
#define AGE_AND_NUMBER(i) (age_of(i) + (i)->number)
