/*
 * Names (C11 6.2.1, 6.2.3): those that mean something to Rust, that differ in their name space only, that Rust cannot spell, and that would become
 * one in Rust.
 */

/* Types, variants and primitives of Rust's prelude. */
struct Option { int a; };
struct Some { struct Option o; };
struct Box { int x; };
struct Copy { struct Box b; };
typedef int String;
typedef unsigned char u8;
typedef long usize;
typedef struct u64 { unsigned v[2]; } u64;
struct u32 { unsigned v; };
enum Result { Ok, Err };
enum Ordering { Less, Equal, Greater };
struct core { int a; };
struct std { struct core core; };
struct c_int { int a; };
typedef short c_char;
int drop(int a);

/* Keywords; those that cannot be raw, and what looks like their Rust names. */
struct keyword_members { int fn, let, match, type, impl, self, self_, Self, super, crate, async, await, dyn, gen, try, box, _, __; };
enum keyword_enumerators { self, self_, unsafe, loop, crate };
int use(int self, int self_, int super, int where);
extern int in, move, ref;
struct type { struct { int where; } mod; union { int mut; float pub; }; };
static inline int keyword_parameters(int self, int self_, int loop) { int super = self, super_ = self_; return super * 3 - super_ + loop; }
static inline int constants_as_locals(int unsafe, int Less, int Less_) { int Some = unsafe, Some_ = Less; { int Less = 5; Some_ += Less; } return Some * 3 + Some_ - Less_ * 2; }

/* Parameters and locals with names of macros that are no integers, before and behind their definitions. */
extern int a_variable;
#define A_TEXT "text"
#define A_FRACTION 2.5
#define A_POINTER ((void *)16)
#define A_LITERAL ((struct core){ 3 })
#define A_VARIABLE a_variable
#define shows_constants(A_TEXT, A_FRACTION) do { if (a_variable) use(A_TEXT, A_FRACTION, 1, 2); } while (0)
#define shows_others(A_POINTER, A_LITERAL, A_VARIABLE) do { if (a_variable) use(A_POINTER, A_LITERAL, A_VARIABLE, 2); } while (0)
static inline int later_text(int LATER_TEXT) { int LATER_POINTER = LATER_TEXT + 1; return LATER_POINTER * 2; }
#define LATER_TEXT "later"
#define LATER_POINTER ((char *)1)

/* Letters that Rust does not have in names, and their neighbours. */
struct dollar { int a$b, a_b; };
int call$it(int a$b, int a_b);
int call_it(int);

/* 6.2.3: tags, members and ordinary names are apart, macros with parameters too. */
struct stat { int a; };
int stat(const char *, struct stat *);
struct macro_and_tag { int a; };
#define macro_and_tag(x) ((x) + 1)
typedef int macro_and_typedef;
#define macro_and_typedef(x) ((x) + 2)
enum macro_and_enum { MACRO_AND_ENUM };
#define macro_and_enum(x) ((x) + 3)
int macro_and_function(int);
#define macro_and_function(x) macro_and_function((x) + 4)
#define another_name macro_and_tag
struct has_another_name { int another_name; };
struct c_uint { int a; };
#define c_long(x) ((x) + 5)
extern long uses_c_long(unsigned);

/* Macros that have the names of Rust's own, and of its attributes. */
#define assert(x) ((x) + 10)
#define vec(x) ((x) + 11)
#define println(x) ((x) + 12)
#define matches(x, y) ((x) == (y))
#define include(x) ((x) + 13)
#define cfg(x) ((x) + 14)
#define derive(x) ((x) + 15)
#define repr(x) ((x) + 16)
#define allow(x) ((x) + 17)
#define warn(x) ((x) + 18)
#define doc(x) ((x) + 19)
#define test(x) ((x) + 20)
#define path(x) ((x) + 21)
#define also_an_assertion assert
#define panic 7
#define None 0

/* Xlib's None and a macro Some, where Rust has Option's. */
#define Some(x) ((x) + 22)
typedef void (*handler)(int);
#define NO_HANDLER ((handler)0)
void handles(int);
static inline handler choice(int a) { return a ? handles : NO_HANDLER; }
static inline int is_handled(handler h) { return h != NO_HANDLER && h == handles; }
int known_by_two_names(int *) __asm__("one_symbol");
int the_other_name(const int *) __asm__("one_symbol");
#define builtin_by_name __builtin_memcpy

/* Parameters of macros that Rust cannot name as they are, beside those that are named like their substitutes. */
#define WITHOUT_NAMES(_, __, ___) ((_) - (__) * (___))
#define THE_OTHER_WAY(arguments_, arguments, crate, crate_) ((arguments_) - (arguments) + (crate) * (crate_))

/* The enumerator has the name, whatever a macro says afterwards. */
enum { shadowed_by_text = 4, shadowed_by_function, shadowed_by_call, shadowed_by_macro };
int shadowing(int);
#define shadowed_by_text "text"
#define shadowed_by_function shadowing
#define shadowed_by_call(x) (shadowing(x) + 1)
#define shadowing_twice(x) (shadowing(x) + shadowing(x))
#define shadowed_by_macro shadowing_twice
