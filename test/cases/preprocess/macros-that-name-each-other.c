#define A B
#define B A
A B
#define C(x) x D
#define D C
C(1)(2)(3)(4)
#define f(x) g(x)
#define g(x) f(x) h
#define h(x) x g
f(1)(2)(3)
