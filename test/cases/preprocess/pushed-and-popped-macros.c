#define X 1
#pragma push_macro("X")
#undef X
#define X 2
X
#pragma pop_macro("X")
X
_Pragma("push_macro(\"X\")")
#undef X
X _Pragma("pop_macro(\"X\")") X
#pragma push_macro("U")
#define U 1
#pragma pop_macro("U")
U
