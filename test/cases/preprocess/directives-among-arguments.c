#define LIT(x) x
LIT(#define X 1
) LIT(
#define Y 5
Y
#undef Y
#ifdef NOT
no
#else
yes
#endif
) Y
