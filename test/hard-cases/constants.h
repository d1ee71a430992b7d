/*
 * Constants (C11 6.4.4, 6.6): the value and the C type of every literal, of operators after promotion and conversion, of enumerators, of
 * sizeof and offsetof, and of what the compiler folds beyond the standard.
 */

/* 6.4.4.1: a literal has the first type of its list that holds it; the lists differ for decimal and other numbers. */
#define INT_MAXIMUM 2147483647
#define DECIMAL_TO_LONG 2147483648
#define HEX_TO_UNSIGNED 0x80000000
#define HEX_TO_LONG 0x100000000
#define HEX_TO_UNSIGNED_LONG 0xffffffffffffffff
#define OCTAL 0777
#define OCTAL_ZERO 00
#define BINARY 0b1010
#define SUFFIX_U 1u
#define SUFFIX_L 1l
#define SUFFIX_UL 1Lu
#define SUFFIX_LL 1ll
#define SUFFIX_ULL 1uLL
#define MINIMUM (-2147483647 - 1)
#define MINUS_OF_LONG -2147483648
#define MINUS_OF_UNSIGNED -1u
#define LARGEST 18446744073709551615u

/* 6.4.4.4: characters are int; escapes; more than one. */
#define CHARACTER 'a'
#define CHARACTER_HIGH '\377'
#define CHARACTER_HEX '\x80'
#define CHARACTER_ESCAPE '\a'
#define CHARACTER_GNU '\e'
#define CHARACTER_QUOTE '\''
#define CHARACTER_NUL '\0'
#define CHARACTER_OCTAL '\1234'
#undef CHARACTER_OCTAL
#define CHARACTER_MANY 'abcd'
#define CHARACTER_TOO_MANY 'abcdefg'
#define CHARACTER_WIDE L'\x3b1'
#define CHARACTER_16 u'\xffff'
#define CHARACTER_32 U'\U0001f600'

/* 6.3.1: promotion and the usual conversions. */
#define NOT_OF_CHAR (~(unsigned char)0)
#define SHIFT_OF_SHORT ((unsigned short)0xffff << 8)
#define COMPARED_UNSIGNED (-1 < 0u)
#define COMPARED_LONG (-1 < 0l)
#define MIXED_SIGN (-1 + 1u)
#define MIXED_WIDTH (0x7fffffff + 1l)
#define TO_BOOL ((_Bool)0x100)
#define TO_BOOL_FRACTION ((_Bool)0.25)
#define TRUNCATED ((signed char)0x1ff)
#define SIGN_EXTENDED ((unsigned long long)(signed char)-1)
#define FROM_FLOAT ((int)3.99)
#define FROM_NEGATIVE_FLOAT ((int)-3.99)
#define CONDITIONAL_TYPE (1 ? 1 : 2u)
#define CONDITIONAL_SHORT (0 ? (short)1 : (char)2)
#define LOGICAL_NOT (!0x100000000ull)
#define LOGICAL_SHORT (1 || 1 / 0)
#define COMMA_FREE (1, 2)
#undef COMMA_FREE
#define DIVISION_TO_ZERO (-7 / 2)
#define REMAINDER_SIGN (-7 % 2)
#define SHIFT_RIGHT (-8 >> 1)
#define SHIFT_LEFT_NEGATIVE (-1 << 3)
#define WRAPPED (0xffffffffu + 1)
#define UNARY_PLUS (+(char)1)

/* 6.7.2.2: enumerators of each width; those that need more than int are a GNU addition. */
enum negative { NEGATIVE = -1, AFTER_NEGATIVE };
enum full_unsigned { FULL_UNSIGNED = 0xffffffffu };
enum full_unsigned_and_negative { SIGNED_LOWEST = -1, SIGNED_HIGHEST = 0xffffffffu };
enum wide { WIDE = 0x100000000ll, WIDE_NEXT, WIDE_SMALL = 1 };
enum widest { WIDEST = 0xffffffffffffffffull };
enum of_expressions { OF_SIZEOF = sizeof(int), OF_CAST = (unsigned char)300, OF_CHARACTER = 'x', OF_TERNARY = 1 ? 5 : 6 };
#define ALIAS_OF_ENUMERATOR WIDE
#define ALIAS_OF_CONSTANT ALIAS_OF_ENUMERATOR
#define ARITHMETIC_OF_ENUMERATORS (NEGATIVE | FULL_UNSIGNED)

/* 6.5.3.4, 7.19: sizes, alignments and offsets. */
struct measured { char c; short s[3]; union { long l; double d; } u; struct { char x, y[5]; } in[2]; int bits : 3; char end[]; };
#define SIZE_OF_RECORD sizeof(struct measured)
#define SIZE_OF_TEXT sizeof("text\0more")
#define SIZE_OF_EXPRESSION sizeof(((struct measured *)0)->in)
#define SIZE_OF_PROMOTED sizeof((char)1 + 1)
#define SIZE_OF_FUNCTION_POINTER sizeof(void (*)(int[sizeof(long)]))
#define COUNT_OF_ARRAY (sizeof(((struct measured *)0)->s) / sizeof(((struct measured *)0)->s[0]))
#define ALIGN_OF_RECORD _Alignof(struct measured)
#define OFFSET_BUILTIN __builtin_offsetof(struct measured, in[1].y[2])
#define OFFSET_CLASSIC ((unsigned long)&((struct measured *)0)->u)
#define OFFSET_FLEXIBLE __builtin_offsetof(struct measured, end)
#define SIZE_OF_COMPOUND sizeof((int[]){ 1, 2, 3 })
#define SIZE_OF_VOID sizeof(void)
#define POINTER_OF_MINUS_ONE ((char *)-1 == -1)
#define MINUS_ONE_IS_HIGHEST (-1 > (char *)255)
#define POINTER_IS_CUT ((char *)0 == (char *)(__UINTPTR_TYPE__)(__UINTPTR_MAX__ + 1))
#define NULL_DIFFERENCE ((char *)16 - (char *)4)

/* What compilers fold: builtins, _Generic, types_compatible_p, choose_expr, statement-free constants. */
#define SWAPPED __builtin_bswap32(0x01020304)
#define SWAPPED_16 __builtin_bswap16(0x0102)
#define REVERSED_8 __builtin_bitreverse8(0x103)
#define REVERSED_16 __builtin_bitreverse16(0x1)
#define REVERSED_32 __builtin_bitreverse32(0x12345678)
#define REVERSED_64 __builtin_bitreverse64(6)
#define ROTATED_8 __builtin_rotateleft8(0x81, 9)
#define ROTATED_16 __builtin_rotateright16(0x8001, 1)
#define ROTATED_32 __builtin_rotateleft32(0x80000001, 32)
#define ROTATED_64 __builtin_rotateright64(3, 65)
#define SWAPPED_64 __builtin_bswap64(1)
#define LEADING __builtin_clz(1)
#define TRAILING __builtin_ctzll(0x100000000)
#define POPULATION __builtin_popcountl(0xff0f)
#define FIRST_SET __builtin_ffs(0x10)
#define PARITY __builtin_parity(7)
#define LENGTH __builtin_strlen("four")
#define CONSTANT_P __builtin_constant_p(1 + 1)
#define EXPECTED __builtin_expect(3, 1)
#define CHOSEN __builtin_choose_expr(sizeof(int) == 4, 40, 80)
#define COMPATIBLE __builtin_types_compatible_p(int[], int[5])
#define GENERIC _Generic((char)1, char: 1, signed char: 2, unsigned char: 3, default: 4)
#define GENERIC_POINTER _Generic("text", char *: 1, const char *: 2)
#define ALIGNED_UP __builtin_align_up(13, 8)
#define OBJECT_SIZE_UNKNOWN __builtin_object_size((void *)0, 0)
#undef OBJECT_SIZE_UNKNOWN

/* const objects where a constant must stand: clang folds them, their types and their conversions count (-Wgnu-folding-constant). */
static const int folded_five = 5;
static const unsigned char folded_small = 300;
static const short folded_negative = -folded_five;
static const _Bool folded_truth = { 7 };
static const float folded_fraction = 3.5f;
static const enum { FOLDED_SEVEN = 7 } folded_enumerator = FOLDED_SEVEN;
static const long long folded_from_others = folded_five * 2 + folded_negative;
static const double folded_from_number = folded_five + 0.5;
static const int folded_own_size = sizeof(folded_own_size);
extern const int folded_later;
const int folded_later = 6;
enum of_folded { OF_FOLDED = folded_five, AFTER_FOLDED, OF_FOLDED_SMALL = folded_small, OF_FOLDED_FRACTION = (int)folded_fraction };
enum of_more_folded { OF_FOLDED_TRUTH = folded_truth, OF_FOLDED_ENUMERATOR = folded_enumerator, OF_FOLDED_LATER = folded_later };
struct of_folded_lengths { int a[folded_five]; char b[folded_small][folded_own_size]; int (*p)[folded_five + folded_enumerator]; unsigned bits : folded_five; };
extern int folded_lengths[folded_from_others];
static const unsigned folded_index[] = { [folded_five] = 1, 2 };
int folded_parameters(int rows[folded_five], int (*columns)[folded_five]);
_Static_assert(folded_from_others == 5 && folded_negative < 0, "folded");
#define OF_FOLDED_NUMBER (folded_negative * 2)
#define OF_FOLDED_CHOICE (folded_truth ? folded_small : 1u)
#define OF_FOLDED_DOUBLE (folded_from_number * 2)

/* 6.4.5: strings. */
#define TEXT "plain"
#define TEXT_JOINED "a" "b" "\x41" "B"
#define TEXT_ESCAPES "\0\1\22\333\"\\\?\a\b\f\n\r\t\v\xff"
#define TEXT_UTF8 "\u00e9\U0001f600"
#define TEXT_EMPTY ""
#define TEXT_ALIAS TEXT
#define TEXT_NUL "a\0b"
#define TEXT_WIDE L"a\u00e9\U0001f600\xff"
#define TEXT_WIDE_BYTES L"\xd83d\xde00" L"z\x7fffffff"
#define TEXT_WIDE_LARGEST L"\xffffffff"
#define TEXT_16 u"\u20ac\U0001f600\xd83d\xde00"
#define TEXT_32 U"" "\U0001f600\xd83d\xde00\xffffffff"
#define TEXT_PARENTHESISED ("in parentheses")
/* what is in a literal is a constant, by its own type and within its bounds */
#define IN_TEXT ":"[0]
#define IN_TEXT_FOLLOWED (1["a;"] + 1)
#define IN_TEXT_NUL "abc"[3]
#define IN_TEXT_BEHIND ("ab" "\xffz" + 2)[0]
#define IN_TEXT_WIDE (*(L"a\u00e9" + 1))
#define IN_TEXT_16 u"x\u20ac"[1]
#define IN_TEXT_OF_NAMED (*(const char *)TEXT)
#define IN_TEXT_TESTED ("yes"[0] == 'y' ? sizeof(int) : 0)
#define BEYOND_TEXT "abc"[4]
#define IN_TEXT_OTHERWISE (*(unsigned char *)"\xff")
#define ADDRESS_IN_TEXT (&"abc"[1])

/* Members by another name, where a function has the first one's name; objects that live as long as the block of the caller. */
struct rights { int rights[2]; };
int rights(void);
#define RIGHTS_NEEDED rights[0]
struct entry { int in_parentheses; };
#define ENTRY_IN_PARENTHESES (in_parentheses)
struct chosen { int kind; const int *of; };
#define PICKED(k) ((struct chosen){ .kind = (k), .of = (const int[]){ 1, 2 } })
#define PICKED_POINTER(k) (&(struct chosen){ .kind = (k) })
#define PICKED_KIND(k) (PICKED(k).kind)

#ifdef __SIZEOF_INT128__
#define BELOW_LONG_LONG (~((__int128)0xffffffffull << 40))
#define BELOW_128 (-((__int128)1 << 126) * 2)
#endif

/* Radix and aliases. */
#define MASK 0xff00
#define MASK_OR (MASK | 0x1)
#define SHIFTED (MASK >> 8)
#define FLOATING 1.5
#define FLOATING_SUM (0.5f + 1)
#define FLOATING_HEX 0x1.8p3
#define FLOATING_LONG 1.5L

/* A macro of an enumerator's name, as glibc has them: the same value, in another way or of another type. */
enum {
	BOTH_SAME =
#define BOTH_SAME 1
		BOTH_SAME,
	BOTH_HEXADECIMAL = 16,
#define BOTH_HEXADECIMAL 0x10
	BOTH_ITSELF,
#define BOTH_ITSELF BOTH_ITSELF
};

/* 6.4.4.2: long double constants that are numbers of double's, too, and what is made of them. */
#define WHOLE_LONG_DOUBLE ((int)1e0l)
#define LARGE_LONG_DOUBLE ((long long)1e18L)
#define COMPARED_LONG_DOUBLE (2.5L < 3)
enum of_long_double { OF_LONG_DOUBLE = (int)0x1p4L + (int)12e1L };

/* What is infinite or no number (GCC: Other Builtins); what is no number has a sign that only a calculation shows. */
#define WITHOUT_END __builtin_inff()
#define WITHOUT_START (-__builtin_huge_val())
#define NO_NUMBER __builtin_nanf("")
#define NO_NUMBER_BY_BITS __builtin_nan("0")
#define MINUS_NO_NUMBER (-__builtin_nanf(""))
enum { NO_NUMBER_IS_ITSELF = NO_NUMBER == NO_NUMBER, WITHOUT_END_IS_ITSELF = WITHOUT_END == WITHOUT_END };
static const float no_number = NO_NUMBER;
static const double without_start = WITHOUT_START;
static inline float number_or_none(int a) { return a > 2 ? NO_NUMBER : a < 0 ? -NO_NUMBER : WITHOUT_END; }
static inline double number_or_end(int a, double b) { return a ? WITHOUT_START : b + NO_NUMBER_BY_BITS; }
#define NUMBER_OR_NONE(x) ((x) ? 1.0f : NO_NUMBER)
static const int chosen_or_one = 2.5f ?: 1;
static const long chosen_in_branch = 1.5f + 0.5f ? (2.5 ?: 1) : -1.5;

/* 6.5.5p5: divided by zero there is no value, whatever the zero is called, but where it is not evaluated. */
enum zeros { NONE_OF_IT, ONE_OF_IT };
#define NO_RATE 0
#define OF_NO_RATE (1000 / NO_RATE)
#define OF_NO_ENUMERATOR (-(long)(1 + 7 % (ONE_OF_IT - 1)) * 2)
#define OF_NO_RATE_IF_ANY (NO_RATE ? 1000 / NO_RATE : NONE_OF_IT && 1 / NONE_OF_IT ? 2 : 3)
#define INFINITE_RATE (1000.0 / NONE_OF_IT)
