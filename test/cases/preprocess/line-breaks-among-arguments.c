#define LONG(a,b,c,d,e,f) f e d c b a
LONG(1,2,3,4,5,6) LONG(LONG(1,2,3,4,5,6),,,,,)
