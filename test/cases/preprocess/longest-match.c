#define S(...) #__VA_ARGS__
S(a,b , c) S() S( ) S(a //c
) S(/*x*/a/*y*/b/*z*/)
#define N(a...) #a
N(x, y)
