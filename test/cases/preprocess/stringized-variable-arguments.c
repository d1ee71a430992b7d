#define foo(x, y) x ## y
#define bar(x) foo(x, x) foo(x,) foo(, x)
bar(bar) bar(1) bar(foo(a,b))
