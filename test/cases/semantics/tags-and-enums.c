/* Tags and their scopes, enumerators' types, constants that lean on layouts. */
struct later;
struct holds { struct later *next; struct nested_here { int n; } inner; enum inside { IN_A = 3, IN_B } e; };
struct nested_here also_at_file_scope;
struct later { char c; struct holds h; };
union both { struct { short lo, hi; }; int whole; struct { union { char deep; long wide; }; }; };
enum small { S0, S1 = -1, S2 };
enum big { B0 = 0x80000000, B1 };
enum bigger { G0 = -1, G1 = 0xffffffff };
enum __attribute__((packed)) packed_small { P0, P1 = 255 };
enum __attribute__((packed)) packed_signed { Q0 = -128, Q1 = 127 };
enum __attribute__((packed)) packed_more { R0 = 256 };
enum fixed : unsigned char { F0, F1 = 200 };
enum long_one { L0 = 0x7fffffffffffffff, L1 = L0 - 1 };
enum chained { C0 = 0x7fffffff, C1, C2 = sizeof(C1) };
enum unsigned_chain { U0 = 0xffffffff, U1, U2 = sizeof(U1) };
enum refers { X0 = sizeof(struct holds), X1 = __builtin_offsetof(struct later, h.inner.n), X2 = IN_B,
	X3 = _Alignof(union both), X4 = sizeof(((union both *)0)->deep), X5 = (int)(long)&((union both *)0)->hi };
typedef enum { ANON_A, ANON_B = 7 } anon_t;
struct flexible { int n; char data[]; };
struct zero { int a[0]; };
struct empty { };
struct bits { unsigned a : 3; int : 0; unsigned b : 5, : 2, c : 9; _Bool d : 1; enum small e : 4; unsigned long long f : 40; };
struct __attribute__((packed)) packed_record { char c; int i; struct { short s; long l; } in; };
struct aligned_record { char c; } __attribute__((aligned(32)));
struct member_attributes { char c; int i __attribute__((packed)); char d __attribute__((aligned(8))); _Alignas(16) char e; };
#pragma pack(push, 2)
struct pragma_packed { char c; long l; };
#pragma pack(pop)
struct after_pragma { char c; long l; };
typedef union { int *ip; const int *cip; } either_t __attribute__((transparent_union));
int takes_either(either_t);
_Static_assert(sizeof(struct zero) == 0, "GNU");
struct self { struct self *me; int (*call)(struct self *, struct only_here *); };
int uses_prototype_scope(struct only_there { int x; } *p, int n[sizeof(struct only_there)]);
