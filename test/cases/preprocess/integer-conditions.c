#if 1 ? 2 : (3, 4)
A
#endif
#if -1 > 0u
B
#endif
#if (2 || 1/0) && !(0 && 1/0)
C
#endif
#if 0x7fffffffffffffff + 1 < 0
D
#endif
#if 'a' == 97 && '\377' < 0 && L'\xff' > 0 && 'ab' == 24930
E
#endif
#if 18446744073709551615 == -1
F
#endif
#if 1 << 63 >> 63 == -1
G
#endif
#if defined X || defined(Y) || !defined Z
H
#endif
#define DEF defined(X)
#if !DEF
I
#endif
#if (1 ? -1 : 0u) > 0
J
#endif
#if 0b101 == 5 && 010 == 8 && 10LLU == 10uL
K
#endif
#if ~0 == -1 && ~0u == 18446744073709551615u
L
#endif
#if 3 - 2 - 1 == 0 && 2 * 3 % 4 == 2 && 1 | 2 ^ 3 & 4
M
#endif
#if 1 == 1 == 1 != 0
N
#endif
#if -9223372036854775807 - 1 < 0 && -5 / 2 == -2 && -5 % 3 == -2 && -1 >> 1 == -1
O
#endif
