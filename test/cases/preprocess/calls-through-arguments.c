#define ARGS 1,2
#define two(a,b) a/b
#define call(m, x) m(x)
#define one(a) a
call(two, ARGS) one((two)(ARGS))
