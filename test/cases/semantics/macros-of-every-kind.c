/* Object-like macros: constants of every type, aliases, paths, and what is none of them. */
typedef unsigned char u_char;
typedef unsigned int uint32_t;
struct s { int a; struct { long b, c[3]; } in; };
struct t { struct s *next; long function[2]; };
enum e { ENUMERATOR = 5, NEGATIVE = -6 };
int function(int);
extern int variable;
#define DECIMAL 42
#define HEX 0x1F
#define OCTAL 0755
#define PARENTHESISED (7)
#define NEGATED -1
#define NEGATED_TOO (-2147483647 - 1)
#define ALIAS DECIMAL
#define ALIAS_OF_ALIAS (ALIAS)
#define OF_ENUMERATOR ENUMERATOR
#define SHIFT (1 << 31)
#define UNSIGNED (1U << 31)
#define FLAGS (HEX | 0x20)
#define CAST ((u_char)300)
#define WIDE 0xffffffffffULL
#define SIZE sizeof(struct s)
#define OFFSET __builtin_offsetof(struct s, in.c[1])
#define CLASSIC ((unsigned long)&((struct s *)0)->in.b)
#define COMPARE (sizeof(int) == 4 && NEGATIVE < 0)
#define CHARACTER '\n'
#define FLOATING 1.5e3
#define TEXT "two " "pieces\n"
#define TEXT_ALIAS TEXT
#define CALL(x) ((x) + 1)
#define CALLED CALL(41)
#define BUILTIN __builtin_bswap32(0x12345678)
#define GENERIC _Generic(0L, long: 1, default: 2)
#define STATEMENT do { } while (0)
#define ATTRIBUTE __attribute__((packed))
#define FUNCTION_ALIAS function
#define VARIABLE_ALIAS variable
#define TYPE_ALIAS unsigned
#define TYPE_POINTER struct s *
#define TYPEDEF_ALIAS u_char
#define TAG_ALIAS t
#define MACRO_ALIAS CALL
#define PATH in.b
#define FIELD a
#define ELEMENT in.c[ENUMERATOR - 3]
#define BEHIND next->in.c
#define NO_ELEMENT in.c[variable]
#define BESIDE_FUNCTION function[1]
#define POINTER ((void *)-1)
#define USES_VARIABLE (variable + 1)
#define PARAMETERS struct s *at, uint32_t n, int element[2]
#define UNNAMED struct s *, int n
#define EMPTY
#define LINE __LINE__
#define UNKNOWN not_declared_anywhere
#define DIVISION (1 / 0)
#define SELF SELF
#define LOOP_A LOOP_B
#define LOOP_B LOOP_A
#define BRACES { 1, 2 }
