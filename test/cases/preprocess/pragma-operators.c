#define P(x) _Pragma(#x)
a P(pack(1)) b P(weak foo) c
#define Q _Pragma("once") d
Q Q
#define ID(x) x
ID(e _Pragma("pack()") f)
