#define NOTHING
#define ID(x) x
#define DEFER(x) x NOTHING
#define A() 123
DEFER(A)() ID(DEFER(A)()) ID(ID(DEFER(A))())
