#define g(x, y) x(y)
#define h(a) <a>
#define k g(h, k)
k g(g, (h,1)) g(h, g(h, 2))
