/*
 * packed, pack(n) and aligned (GCC: Common Type Attributes, Common Variable Attributes; clang: RecordLayoutBuilder), on records, members
 * and typedefs, in one another: what Rust has no single spelling for.
 */
struct plain { char a; short b; int c; long d; long long e; double f; void *g; char h; };
struct packed { char a; short b; int c; long d; long long e; double f; void *g; char h; } __attribute__((packed));
struct aligned_record { char a; } __attribute__((aligned(32)));
struct aligned_default { char a; } __attribute__((aligned));
struct aligned_below { long long a; char b; } __attribute__((aligned(2)));
struct packed_aligned { char a; int b; long long c; } __attribute__((packed, aligned(4)));
struct packed_aligned_apart { int b; char a; } __attribute__((aligned(2))) __attribute__((packed));
struct packed_member { char a; int b __attribute__((packed)); long long c; short d __attribute__((packed)); };
struct aligned_member { char a; char b __attribute__((aligned(16))); char c; };
struct aligned_member_below { char a; int b __attribute__((aligned(2))); };
struct aligned_member_alignas { char a; _Alignas(8) char b; _Alignas(long double) char c; };
struct packed_with_aligned_member { char a; int b __attribute__((aligned(8))); char c; } __attribute__((packed));
struct packed_aligned_member { char a; int b __attribute__((packed, aligned(2))); char c; };
struct holds_aligned { char a; struct aligned_record b; char c; };
struct packed_holds_aligned { char a; struct aligned_record b; char c; } __attribute__((packed));
struct packed_holds_plain { char a; struct plain b; struct packed c; char d; } __attribute__((packed));
struct holds_packed { char a; struct packed b; char c; struct packed_aligned d; };
struct packed_member_aligned_type { char a; struct aligned_record b __attribute__((packed)); char c; };
union packed_union { char a; int b; long long c; } __attribute__((packed));
union aligned_union { char a; short b; } __attribute__((aligned(8)));
union packed_aligned_union { char a[5]; int b; } __attribute__((packed, aligned(2)));
union holds_both { struct packed a; struct aligned_record b; char c; };
struct array_of_packed { char a; struct packed b[2]; struct packed_aligned c[3]; };
struct array_of_aligned { char a; struct aligned_record b[2]; };

typedef int int_16 __attribute__((aligned(16)));
typedef long long low_2 __attribute__((aligned(2)));
typedef struct { char a; int b; } by_typedef_8 __attribute__((aligned(8)));
typedef struct { char a; int b; } __attribute__((packed)) by_typedef_packed;
typedef struct plain plain_1 __attribute__((aligned(1)));
typedef char *pointer_32 __attribute__((aligned(32)));
typedef int_16 int_4_again __attribute__((aligned(4)));
struct of_typedefs { char a; int_16 b; char c; low_2 d; char e; by_typedef_8 f; char g; by_typedef_packed h; char i; };
struct of_lowered { char a; plain_1 b; char c; low_2 d[3]; };
struct of_raised { char a; pointer_32 b; char c; int_4_again d; };
struct packed_of_typedefs { char a; int_16 b; char c; low_2 d; by_typedef_8 e; } __attribute__((packed));
struct const_of_aligned { char a; const int_16 b; volatile by_typedef_8 c; };
union of_typedef_union { char a; int_16 b; };

#pragma pack(1)
struct pack_1 { char a; short b; int c; long long d; void *e; };
struct pack_1_aligned { char a; int b __attribute__((aligned(4))); struct aligned_record c; };
struct pack_1_aligned_whole { char a; int b; } __attribute__((aligned(8)));
#pragma pack(push, 2)
struct pack_2 { char a; int b; char c; long long d; struct plain e; };
union pack_2_union { int a; long long b; char c[3]; };
#pragma pack(push, outer, 4)
struct pack_4 { char a; long long b; double c; int_16 d; struct aligned_record e; };
#pragma pack(8)
struct pack_8 { char a; long double b; long long c; };
#pragma pack(pop, outer)
struct pack_2_again { char a; long long b; };
#pragma pack(pop)
struct pack_1_again { char a; long long b; };
#pragma pack()
struct pack_none { char a; long long b; };
_Pragma("pack(push, 1)") struct pack_operator { char a; int b; }; _Pragma("pack(pop)")

/* What is in force where a record begins is in force to its end; a record within has its own. */
struct pack_within { char a; int b;
#pragma pack(push, 1)
	struct { char c; int d; } e; int f; };
struct pack_left_within { char a; long long b;
#pragma pack(pop)
	struct { char c; int d; } e; double f; int g : 27; };
union pack_at_the_end { double a; struct {
#pragma pack(1)
	char b; long long c; } d; char e[5];
#pragma pack(2)
};
#pragma pack()
#pragma options align=packed
struct options_packed { char a; int b; int c __attribute__((aligned(4))); };
#pragma pack(2)
#pragma align = natural
struct align_natural { char a; long long b; };
#pragma options align = reset
struct options_reset_once { char a; long long b; };
#pragma options align=reset
struct options_reset { char a; long long b; };
struct packed_in_pack { char a; struct pack_1 b; struct pack_2 c; int d; };
struct deep { char a; struct { char b; struct { char c; int d; } __attribute__((packed)) e; short f; } g __attribute__((aligned(8))); char h; };
struct page { char a[3]; struct { char b; } line[2] __attribute__((aligned(64))); } __attribute__((aligned(4096)));
struct cache_lines { int lock __attribute__((aligned(64))); char pad[0] __attribute__((aligned(64))); int counter __attribute__((aligned(64))); };

/* A tag that is named before its definition: attributes of every mention count, those behind the opening brace do not. */
struct __attribute__((packed)) fwd_packed;
struct fwd_packed { char a; int b; };
struct fwd_inside { struct __attribute__((aligned(32))) fwd_by_member *next; char c; };
struct fwd_by_member { char a; int b; };
struct __attribute__((aligned(2))) fwd_aligned; 
struct __attribute__((aligned(16))) fwd_aligned; 
struct fwd_aligned { char a; short b; } __attribute__((aligned(8)));
struct __attribute__((aligned(2))) fwd_lower; 
struct fwd_lower { char a; int b; } __attribute__((packed));
struct after { char a; int b; };
struct __attribute__((packed, aligned(32))) after;
struct self { char a; struct __attribute__((packed)) self *next; long b; };
enum __attribute__((packed)) fwd_enum;
enum fwd_enum { FWD_A, FWD_B = 200 };
struct of_fwd { char c; enum fwd_enum e; enum fwd_enum f : 3; };
typedef struct __attribute__((__packed__)) named named_t;
struct named { char a; int b; };
union __attribute__((aligned(8))) fwd_union; union fwd_union { char a; short b[3]; };

/* A typedef that is declared again, C11 6.7p3: its alignment is the largest that was asked for. */
typedef int again_16; typedef int again_16 __attribute__((aligned(16)));
typedef int again_8 __attribute__((aligned(8))); typedef int again_8; typedef int again_8 __attribute__((aligned(2)));
typedef struct again_later again_32; typedef struct again_later again_32 __attribute__((aligned(32)));
struct again_later { char a; };
struct of_typedefs_again { char a; again_16 b; char c; again_8 d; char e; again_32 f; struct again_later g; };
