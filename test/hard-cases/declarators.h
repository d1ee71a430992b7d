/*
 * Declarations (C11 6.7): every declarator, specifiers in any order, names that are types or are not, attributes wherever GNU C and clang
 * take them.
 */

/* 6.7.2: the same type said in different ways. */
extern unsigned long int long unsigned_long_long_1;
extern long unsigned long unsigned_long_long_2;
extern short const int unsigned volatile mixed_order;
extern signed plain_signed;
extern char signed small_signed;
extern _Bool truth;
int long extern static_last_in_order;

/* 6.7.6: arrays, pointers and functions in one another. */
extern int *array_of_pointers[3];
extern int (*pointer_to_array)[3];
extern int (*(*pointer_to_array_of_pointers)[2])[3];
extern int (*function_pointer)(int, char);
extern int (*(*function_returning_pointer)(int))(char);
extern void (*(*array_of_function_pointers[4])(void (*)(int)))(const char *, ...);
int (*returns_pointer_to_array(int n))[5];
void (*signal_like(int sig, void (*handler)(int)))(int);
const char *const volatile *restrict_free(const char *const *volatile p);
void array_parameters(int a[], int b[3], int c[static 4], int d[const], int e[restrict 2], int f[*], int g[][7]);
void function_parameter(int f(double), int (*g)(double), void h(void));
void variable_length(unsigned n, int rows[n][4], char text[static n]);
int no_prototype();
int with_prototype(void);
int abstract_parameters(int (*)[2], int *[2], int (*(*)(void))(int), const void *, unsigned);
extern int incomplete_array[];
extern int incomplete_array[9];
extern char (*incomplete_rows)[];

/* 6.2.3, 6.7.3p3: tags, members, labels and ordinary names do not meet; a typedef name can be declared again in an inner scope. */
struct list { struct list *list; int (*next)(struct list *list); };
typedef struct list list;
typedef int number;
struct renamed { number number; list list; };
int takes_number(int (*f)(number), number (*g)(int number), number number, int other[sizeof(number)]);
typedef unsigned char uchar, *uchar_pointer, uchar_array[4], uchar_function(uchar, uchar_pointer);
extern uchar_function declared_by_typedef;
extern uchar_function *pointer_by_typedef;
extern const uchar_array const_elements;
extern uchar_pointer const const_pointer;
typedef const uchar_pointer pointer_alias;
extern pointer_alias still_const_pointer;
typedef int (number_function)(number), (*number_function_pointer)(int (number));
number_function parenthesised_names;
typedef void nothing;
int empty_by_typedef(nothing);

/* 6.7.2.3: tags and their scopes. */
struct forward;
struct forward *points_to_forward(struct forward *, union only_in_parameters *, enum { INSIDE_PARAMETERS = 3 } e);
struct forward { union { struct { int deep; } named; int flat; }; struct forward *self; };
enum later { LATER_A = -1, LATER_B, LATER_C = LATER_B + sizeof(struct forward *) / sizeof(void *), };
struct outer { struct inner { int i; } inner; enum colour { RED = 0x10, GREEN = RED << 1, BLUE } colour; } outer_object(void);
extern struct inner inner_is_visible_outside;
extern enum colour colour_is_too;

/* GNU: attributes before, between and behind; asm labels; __extension__; typeof; __auto_type is not for file scope. */
extern int first __attribute__((aligned(32))), *second __attribute__((weak)), third;
__attribute__((noreturn)) void attribute_before(int);
void attribute_behind(int) __attribute__((noreturn, cold)) __attribute__((nonnull));
void __attribute__((noreturn)) attribute_between(void);
int attributed_parameter(int used __attribute__((unused)), __attribute__((unused)) int *other);
extern int renamed_symbol(int) __asm__("real" "_name");
extern int labelled_variable __asm__("real_variable") __attribute__((weak));
typedef int attributed_typedef __attribute__((aligned(16)));
struct __attribute__((packed)) attribute_behind_keyword { char c; int i; };
struct attribute_on_members { int a __attribute__((aligned(8))), b; __attribute__((aligned(16))) char c, d; } __attribute__((aligned(64)));
enum __attribute__((packed)) tiny { TINY_A, TINY_B = 200 };
enum bare_attribute { NOTED __attribute__((deprecated)) = 2, PLAIN } __attribute__((unused));
extern int (__attribute__((unused)) *pointer_with_attribute)(void);
__extension__ typedef struct { __extension__ union { int x; float y; }; } extended;
extern __typeof__(int (*)[4]) typeof_type;
extern __typeof__(third) typeof_expression;
extern __typeof__(sizeof(int)) typeof_size;
extern __typeof__(&array_of_pointers) typeof_address;
int __attribute__((__const__)) underscored(int) __attribute__((__pure__));
_Noreturn void c11_noreturn(void);
extern _Thread_local int thread_local_c11;
extern __thread long thread_local_gnu;
_Alignas(32) extern char aligned_c11[3];
_Static_assert(sizeof(struct attribute_behind_keyword) == 5, "packed by an attribute behind the keyword");
static inline int defined_here(int x) { return x + 1; }
static const int constant_object = 3;
extern inline int gnu_or_c99_inline(int x) __attribute__((gnu_inline, always_inline));
extern inline int gnu_or_c99_inline(int x) { return x; }
/* `__extension__` before every kind of declaration; names of GCC's types that are none to clang, which glibc declares. */
__extension__ static inline long long extension_function(long long x) { return x; }
__extension__ extern long long extension_variable;
__extension__ int extension_prototype(long long);
__extension__ struct extension_record { __extension__ long long a; __extension__ struct { int b; }; };
static inline int behind_extension(int x) { return x; }
typedef float _Float32;
typedef double _Float64x;
_Float32 declared_float(_Float64x _Float64);
int multiple(void), declarators, *in, one[2], (*declaration)(void);

/* Weak functions and variables; a weak alias of a name that is not there may be. */
__attribute__((weak)) int weak_function(const char *, int);
void weak_noreturn(void) __attribute__((weak, noreturn));
extern int weak_variable __attribute__((weak));

/* Names that are Rust's keywords, types and patterns, as those of everything that has a name. */
extern int type, match, self, async, dyn, std, core_, None;
struct fn { int let; struct impl { int mod; } use; };
enum trait { unsafe, ref, mut };
typedef int u8, i32, c_int;
typedef struct { int i32; } usize;
typedef unsigned Option;
struct Some { int None; const volatile int size; };
struct layout { int layout : 3, super : 2; };
void Box(int Vec, int String, u8 str);
static inline int loop(int in, int match, struct fn *fn) {
	int type = in;
	for (int as = 0; as < 3; as++) {
		int None = fn->let, self = None;
		type += self + match;
	}
	return type + std;
}

/* clang's keyword for functions that other libraries do not see. */
__private_extern__ int hidden_here(int);
__private_extern__ int hidden_variable;

/* Attributes behind the second word of a type, in parameters too. */
#define MAYBE __attribute__((unused))
int attributed_words(const unsigned char MAYBE *bytes, unsigned long const MAYBE n, long long MAYBE, unsigned short MAYBE *);
static inline int attributed_words_inline(const unsigned char MAYBE *bytes, int MAYBE n) { return bytes[n]; }
typedef unsigned long byte_count;
int attributed_typedefs(byte_count const MAYBE *sizes, byte_count MAYBE n);
int attributed_pointers(int (*)(unsigned char MAYBE *, signed char MAYBE), long int MAYBE [3]);

/* Who does not return: the function that is pointed to, where there is one; else the declared one. */
#define NEVER __attribute__((noreturn))
typedef void taker_of_int(int);
void (*NEVER gives_what_ends(void))(int);
void (NEVER *gives_what_ends_in_brackets(void))(int);
void (**NEVER gives_a_pointer_to_it(void))(int);
taker_of_int *NEVER gives_what_ends_by_name(void);
void (*(*NEVER gives_what_ends_and_gives(void))(int))(long);
void (*ends_itself(void))(int) NEVER;
NEVER void (*ends_itself_too(void))(int);
int *NEVER ends_and_gives_a_number(void);
struct ending { void (*NEVER stop)(int); void (*NEVER table[2])(int); void (NEVER *named)(int); };
static inline int goes_on(void) { return gives_what_ends() != 0; }
/* enums without a tag, of objects: their integer type, unless they are const or behind a pointer */
static const enum { FIXED_A, FIXED_B } fixed_choice = FIXED_B;
static enum { LISTED_A, LISTED_B } listed_choices[] = { LISTED_A, LISTED_B, LISTED_A };
static enum { POINTED_A, POINTED_B = -1 } *pointed_choice;
static enum { LARGE_CHOICE = 0x100000000 } large_choice;
extern const enum { FOREIGN_CHOICE } foreign_choice;

/* Tags that the parameter list of a variable's type declares: no other declaration can have that type. */
static int (*of_own_tags[])(int, struct own_tag_of_list *) = { 0, 0 };
extern void (*hook_of_own_tag)(struct own_tag_of_hook *);
