/*
 * Macros that calculate with whatever numbers they are given, floating ones too. Each is run over all pairs of C's arithmetic types of which one
 * is float or double, beside its translation: value and type of the result must be the same. Written for kpigen's tests.
 */
/* Two arguments. */
#define LEAST(a, b) (((a) < (b)) ? (a) : (b))
#define ADDED(a, b) ((a) + (b))
#define SUBTRACTED(a, b) ((a) - (b))
#define MULTIPLIED(a, b) ((a) * (b))
#define DIVIDED(a, b) ((a) / (b))
#define LESS(a, b) ((a) < (b))
#define NOT_LESS(a, b) (!((a) < (b)))
#define EQUAL(a, b) ((a) == (b))
#define BOTH_TRUE(a, b) ((a) && (b))
#define EITHER_OR(a, b) ((a) ? (b) : 0.25f)
#define BETWEEN(a, b) ((a) + ((b) - (a)) * 0.5f)
#define OF_ONE(a, b) (1 - (a) / ((b) + 3UL))
#define HIGHER(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
/* Two arguments, small ones: what does not fit into an integer is undefined. */
#define CONVERTED(a, b) ((__typeof__(a))(b) - (a))
#define SUM_OF_COPY(a, b) ({ __typeof__(a) sum = (a); sum += (b); sum *= 2; sum; })
#define STORED(a, b) ({ __typeof__(a) kept = 0.75; kept += (a); kept = (b); kept; })
/* One argument. */
#define SQUARE(a) ((a) * (a))
#define OPPOSITE(a) (-(a))
#define UNCHANGED(a) (+(a))
#define IS_ZERO(a) (!(a))
#define IS_NO_NUMBER(a) ((a) != (a))
#define MAGNITUDE(a) ((a) < 0 ? -(a) : (a))
#define TENTH(a) ((a) * 0.1f)
#define THIRD(a) ((a) / 3)
#define ROUNDED(a) ((int)((a) < 0 ? (a) - 0.5 : (a) + 0.5))
#define TRUNCATED(a) ((long)(a))
#define AS_FLOAT(a) ((float)(a))
#define AS_TRUTH(a) ((_Bool)(a))
#define ONE_UP(a) ({ __typeof__(a) up = (a); up++; --up; ++up; up; })
#define ABOVE(a) ((a) > 1e-6f)
