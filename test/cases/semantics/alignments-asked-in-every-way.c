/* _Alignof asks for what the ABI demands, __alignof__ for what the target prefers, and both of an object for that object's own. */
typedef long long low __attribute__((aligned(4)));
typedef int high __attribute__((aligned(32)));
enum wide { WIDEST = 0x7fffffffffffLL };
void function(int);
extern long long plain, lowered __attribute__((aligned(2))), raised __attribute__((aligned(64)));
extern high typed;
extern struct mixed {
	char c;
	long long l;
	long long m __attribute__((aligned(16)));
	int i;
	double d;
	union { long long inner; char bytes[3]; };
	high h;
} mixed;
extern struct packed {
	char c;
	int i;
	long long l __attribute__((aligned(2)));
	struct { int deep; };
} __attribute__((packed)) packed;
extern struct partly { char c; int i __attribute__((packed)); double d; } partly;
#pragma pack(push, 2)
extern struct squeezed { char c; long long l; double d; } squeezed;
#pragma pack(pop)
enum {
	TYPE_ABI = _Alignof(long long), TYPE_PREFERRED = __alignof__(long long), TYPE_SHORT = __alignof(long long),
	UNSIGNED_PREFERRED = __alignof__(unsigned long long), LONG_PREFERRED = __alignof__(long),
	DOUBLE_ABI = _Alignof(double), DOUBLE_PREFERRED = __alignof__(double), LONG_DOUBLE = __alignof__(long double),
	ARRAY_ABI = _Alignof(double[3]), ARRAY_PREFERRED = __alignof__(double[3][2]), COMPLEX = __alignof__(_Complex double),
	QUALIFIED = __alignof__(const volatile long long), ENUM_ABI = _Alignof(enum wide), ENUM_PREFERRED = __alignof__(enum wide),
	LOWERED_TYPE = __alignof__(low), LOWERED_QUALIFIED = __alignof__(const low), RAISED_TYPE = __alignof__(const high),
	RECORD_ABI = _Alignof(struct mixed), RECORD_PREFERRED = __alignof__(struct mixed),
	OF_VOID = __alignof__(void), OF_FUNCTION_TYPE = __alignof__(void(int)), OF_FUNCTION = __alignof__(function),
	PLAIN_ABI = _Alignof(plain), PLAIN_PREFERRED = __alignof__(plain), PLAIN_IN_PARENTHESES = _Alignof((plain)),
	SUM_ABI = _Alignof(plain + 1), SUM_PREFERRED = __alignof__(plain + 1), BEHIND_POINTER = __alignof__(*&plain),
	LOWERED = __alignof__(lowered), RAISED = _Alignof(raised), TYPED = __alignof__(typed),
	MEMBER = __alignof__(mixed.l), MEMBER_ABI = _Alignof(mixed.l), MEMBER_RAISED = __alignof__(mixed.m),
	MEMBER_INT = __alignof__(mixed.i), MEMBER_DOUBLE = __alignof__(mixed.d), MEMBER_INNER = __alignof__(mixed.inner),
	MEMBER_BYTES = __alignof__(mixed.bytes), MEMBER_HIGH = __alignof__(mixed.h), MEMBER_BY_POINTER = __alignof__((&mixed)->c),
	MEMBER_PACKED = __alignof__(packed.i), MEMBER_PACKED_ASKED = __alignof__(packed.l), MEMBER_DEEP = __alignof__(packed.deep),
	MEMBER_ALONE_PACKED = __alignof__(partly.i), MEMBER_BESIDE_PACKED = __alignof__(partly.d),
	MEMBER_SQUEEZED = __alignof__(squeezed.l), MEMBER_OF_NULL = __alignof__(((struct mixed *)0)->d)
};
struct most { char c; char end[1] __attribute__((aligned(__alignof__(long long)))); };
struct least { char c; char end[1] __attribute__((aligned(_Alignof(long long)))); };
static inline unsigned long of_locals(void) {
	long long near __attribute__((aligned(64))) = 1;
	return __alignof__(near) + _Alignof(near);
}
