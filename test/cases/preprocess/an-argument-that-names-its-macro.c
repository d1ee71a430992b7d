#define f(x) x f
f(f)(1)
f(1)(2)(3)
