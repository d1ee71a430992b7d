#define E4(x) x x x x
E4(E4(E4(a)))
