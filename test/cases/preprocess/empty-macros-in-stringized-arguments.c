#define EMPTY
#define LPAREN (
#define RPAREN )
#define F(x, y) x + y
#define ELLIP_FUNC(...) __VA_ARGS__
ELLIP_FUNC(F, LPAREN, 'a', 'b', RPAREN);
#define S(x) #x
#define XS(x) S(x)
XS(a EMPTY b) XS(-EMPTY-) XS(a EMPTY) XS(EMPTY a) XS(ELLIP_FUNC( a )b) S( a  b
 c ) XS(ELLIP_FUNC()x) S("a\n" '\0' '"') S(\)
