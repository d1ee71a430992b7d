/*
 * What a target decides behind C's back: how floating expressions are evaluated (C11 5.2.4.2.2p9), types by machine mode (GCC: Common Variable
 * Attributes), the vectors of its own extensions (Arm C Language Extensions).
 */
#define EVALUATION __FLT_EVAL_METHOD__
#if __FLT_EVAL_METHOD__ == 2
typedef long double evaluated;
#else
typedef double evaluated;
#endif
struct evaluated_member { char c; evaluated e; };

typedef int quarter __attribute__((mode(QI)));
typedef unsigned word __attribute__((mode(word)));
typedef float half_of_double __attribute__((mode(SF)));
typedef _Complex float complex_double __attribute__((mode(DC)));
typedef _Complex double complex_float __attribute__((__mode__(__SC__)));
struct modes { quarter q; word w; half_of_double h; complex_double d; complex_float f; };
#if defined(__x86_64__) || defined(__aarch64__) && !defined(__APPLE__)
typedef _Complex float complex_quad __attribute__((mode(TC)));
typedef int twice_as_wide __attribute__((mode(TI)));
struct wide_modes { char c; complex_quad q; char d; twice_as_wide t; };
#endif

#if defined(__aarch64__)
typedef __attribute__((neon_vector_type(4))) float four_floats;
typedef __attribute__((__neon_vector_type__(8))) unsigned short eight_shorts;
struct neon { char c; four_floats f; eight_shorts s; };
#endif

/* C23 in its older spelling. */
extern const int constant;
extern __typeof_unqual__(constant) no_constant;
extern __typeof_unqual__(const volatile long) no_volatile;
extern __typeof__(constant) a_constant;

/* A mode on an enum sets its type; enumerators stay what they are. */
enum __attribute__((mode(QI))) quarter_enum { QUARTER_LOW = -128, QUARTER_HIGH = 127 };
enum half_enum { HALF_ZERO, HALF_MOST = 32767 } __attribute__((__mode__(__HI__)));
enum __attribute__((mode(DI))) wide_enum { WIDE_ONE = 1 };
struct moded_enums { char c; enum quarter_enum q; enum half_enum h; enum wide_enum w; enum quarter_enum bits : 5; };
