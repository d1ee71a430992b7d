/*
 * The preprocessor (C11 6.10 and what GNU C and clang add). Each constant or type comes out right only if the rule in its comment is
 * followed; the judge sees the compiler's own idea of it.
 */

/* 6.10.3.4: rescanning, names disabled during their own expansion, calls completed by what follows. */
#define SELF (SELF_VALUE + 1)
#define SELF_VALUE 4
#define CALL_LATER CALLED
#define CALLED(x) ((x) * 2)
#define DEFERRED CALL_LATER (21)
#define EMPTY
#define OBJECT_PAREN EMPTY (3)
#define F(a) a * G
#define G(a) F(a)
enum preprocessor_rescan {
	RESCAN_SELF = SELF,
	RESCAN_DEFERRED = DEFERRED,
	RESCAN_TWICE = CALLED(CALLED(1)),
	RESCAN_PAREN = OBJECT_PAREN,
#define indirect(x) CALLED x
	RESCAN_INDIRECT = indirect((5)),
};

/* 6.10.3.2, 6.10.3.3: # and ##, arguments not expanded beside them, expanded through another macro. */
#define PASTE(a, b) a##b
#define PASTE_EXPANDED(a, b) PASTE(a, b)
#define TEXT(x) #x
#define TEXT_EXPANDED(x) TEXT(x)
#define ONE 1
#define ONE1 11
#define PLACEHOLDER(a, b, c) a##b##c
enum preprocessor_paste {
	PASTE_RAW = PASTE(ONE, 1),
	PASTE_DONE = PASTE_EXPANDED(ONE, 1) + PASTE_EXPANDED(1, ONE),
	PASTE_EMPTY = PLACEHOLDER(, 7, ) + PLACEHOLDER(, , 7) + PLACEHOLDER(7, , ),
};
#define TEXT_RAW TEXT(ONE + "a\n" '\'' )
#define TEXT_DONE TEXT_EXPANDED(ONE   +	"\"\\")
#define TEXT_EMPTY TEXT()
#define TEXT_JOINED TEXT(a) "b" TEXT_EXPANDED(PASTE(c, d))

/* Variadic macros: __VA_ARGS__, named ones, the comma that vanishes, __VA_OPT__. */
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, n, ...) n
#define FIRST(a, ...) a
#define NAMED(format, args...) FIRST(format, ## args)
#define OPTIONAL(a, ...) a __VA_OPT__(+ (__VA_ARGS__))
#define TEXT_ALL(...) #__VA_ARGS__
enum preprocessor_variadic {
	VARIADIC_COUNT = COUNT(a, (b, c), [d]),
	VARIADIC_NAMED = NAMED(5) + NAMED(6, 7, 8),
	VARIADIC_NONE = OPTIONAL(1),
	VARIADIC_SOME = OPTIONAL(1, 2),
	VARIADIC_EMPTY = OPTIONAL(1, ),
};
#undef VARIADIC_COUNT
#define VARIADIC_TEXT TEXT_ALL(a ,  b,(c , d))

/* 6.10.1: conditions in intmax_t and uintmax_t, defined, unevaluated parts, names that are no macros. */
#if -1 > 0u && (2 || 1 / 0) && !defined(NEVER) && NEVER == 0 && 'A' == 65 && '\377' < 0 == (('\377' < 0) != 0)
#define CONDITION_ARITHMETIC 1
#else
#define CONDITION_ARITHMETIC 0
#endif
#if (0x7fffffffffffffff + 1u > 0) && ((-9223372036854775807 - 1) < 0) && (1 ? -1 : 0u) > 0
#define CONDITION_WIDTH 1
#else
#define CONDITION_WIDTH 0
#endif
#if 1 ? 2 : (3, 4)
#define CONDITION_TERNARY 1
#elif 1 / 0
#error an elif behind a group that was taken is not evaluated
#endif
#if 0
#error skipped ' unterminated
#if nonsense ( and more
#elif ) even more
#else and more
#endif
'also skipped
#elif !defined CONDITION_TERNARY || defined(__has_include) && !__has_include("no/such/header.h")
#define CONDITION_HAS_INCLUDE 1
#endif
#ifdef __has_attribute
#if __has_attribute(packed) && __has_attribute(__aligned__) && !__has_attribute(no_such_attribute)
#define CONDITION_HAS_ATTRIBUTE 1
#endif
#endif
#if __has_builtin(__builtin_expect) && !__has_builtin(__builtin_no_such_thing)
#define CONDITION_HAS_BUILTIN 1
#endif
#define ASKS defined(ONE) && ONE
#if ASKS
#define CONDITION_DEFINED_BY_MACRO 1
#endif

/* 5.1.1.2: line splices anywhere, comments as spaces, trigraphs that are none in GNU modes, digraphs. */
#def\
ine SPLI\
CED 1\
2
enum preprocessor_splice { SPLICE_/* not
joined */= 1, SPLICE_NAME\
D = SPLICED, SPLICE_OPERATOR = 1 <\
< 4 };
%:define DIGRAPH(x) %:x
typedef int digraph_array<:3:>;
struct digraph <% int a<:2:>; %>;
#define DIGRAPH_TEXT DIGRAPH(<:)
#define TRIGRAPH_TEXT "?\?="
#define COMMENT_TEXT TEXT(a/**/b /* c */ d)

/* push_macro and pop_macro; redefinition that is the same; undef of what is not defined. */
#define PUSHED 1
#pragma push_macro("PUSHED")
#undef PUSHED
#define PUSHED 2
enum preprocessor_push { PUSH_INNER = PUSHED,
#pragma pop_macro("PUSHED")
	PUSH_OUTER = PUSHED };
#define SAME(x)  ((x)  + 1)
#define SAME(x) ((x) + 1)
#undef NEVER_DEFINED
_Pragma("push_macro(\"ONE\")")
#undef ONE
#define ONE 100
enum preprocessor_pragma { PRAGMA_ONE = ONE,
_Pragma("pop_macro(\"ONE\")")
	PRAGMA_BACK = ONE };

/* __COUNTER__, __LINE__ of a call over lines. */
enum preprocessor_builtin {
	COUNTER_FIRST = __COUNTER__ * 0,
	COUNTER_STEP = -(__COUNTER__ - __COUNTER__),
#line 1000 "elsewhere.h"
	LINE_SET = __LINE__,
	LINE_NEXT = __LINE__,
#line 170
};

/* Numbers are preprocessing numbers before they are numbers. */
#define JOINED_NUMBER PASTE(0x1, F) + PASTE(1, 0u)
#define DOTTED PASTE(., 5)
#define LONG_SUFFIX PASTE(1, ULL)

/* 6.10.1p4: whether a character in a condition has a sign is its type's to say. */
#define SIGN_OF_CHAR 1
#define SIGN_OF_WIDE 1
#define SIGN_OF_MOST 1
#if 'a' - 'b' > 0
#undef SIGN_OF_CHAR
#define SIGN_OF_CHAR 0
#endif
#if L'\0' - 1 > 0
#undef SIGN_OF_WIDE
#define SIGN_OF_WIDE 0
#endif
#if L'\xffffffff' < 0
#undef SIGN_OF_MOST
#define SIGN_OF_MOST -1
#endif
#if u'a' - u'b' > 0 && U'\xffffffff' == 0xffffffff
#define SIGN_OF_CODE_UNITS 0
#endif
