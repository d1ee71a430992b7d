/*
 * Bit-fields of every kind (System V psABI 3.1.2 of each machine; AAPCS 8.1.8; clang's Itanium layout): which unit one is put in, what it
 * aligns, what packed, pack(n), aligned, zero width and an unnamed one change.
 */
struct one_int { int a : 1; };
struct all_of_int { int a : 32; };
struct crosses_int { int a : 31, b : 2, c : 31; };
struct straddle { char c; int a : 25; };
struct straddle_short { char c; short s : 9; int i : 15; };
struct mixed_units { char a : 4; short b : 10; int c : 20; long d : 30; long long e : 40; };
struct mixed_descending { long long e : 40; long d : 30; int c : 20; short b : 10; char a : 4; };
struct bools { _Bool a : 1, b : 1; unsigned char c : 5; _Bool d : 1; _Bool e; };
struct signs { signed a : 3; unsigned b : 3; int c : 3; char d : 3; signed char e : 3; unsigned char f : 3; };
enum small_enum { SMALL_A, SMALL_B = 5 };
enum signed_enum { SIGNED_A = -4, SIGNED_B = 3 };
typedef unsigned short ushort_t;
struct of_enums { enum small_enum a : 3; enum signed_enum b : 4; ushort_t c : 9; const unsigned d : 7; volatile int e : 5; };
struct zero_width { char a : 3; int : 0; char b : 3; short : 0; char c : 3; };
struct zero_width_first { int : 0; char a; };
struct zero_width_last { char a : 3; long long : 0; };
struct zero_width_char { int a : 3; char : 0; int b : 3; };
struct unnamed { int a : 3; int : 5; int b : 9; int : 16; char c; };
struct unnamed_wide { char a; long long : 33; char b; };
struct unnamed_only { int : 7; };
struct zero_only { int : 0; };
struct after_members { char a; short b; int c : 4; char d; int e : 4; };
struct between_arrays { char a[3]; int b : 8; char c[3]; int d : 24; };
struct wide_after_char { char a; long long b : 60; int c : 4; };
struct beyond_unit { short a : 9, b : 9; char c : 2; int d : 12; };
union of_bit_fields { int a : 3; unsigned long long b : 43; char c : 8; short : 0; };
union of_small { char a : 1; _Bool b : 1; };
struct packed_fields { char a; int b : 17; long long c : 45; char d : 2; } __attribute__((packed));
struct packed_straddle { int a : 31; int b : 2; short c : 15; } __attribute__((packed));
struct packed_zero { char a : 3; int : 0; int b : 9; } __attribute__((packed));
struct packed_one { char a; int b : 17 __attribute__((packed)); int c : 15; short d : 9 __attribute__((packed)); };
struct aligned_one { char a : 3; int b : 5 __attribute__((aligned(8))); int c : 4; char d : 3 __attribute__((aligned(2))); };
struct aligned_packed_one { char a : 3; int b : 5 __attribute__((packed, aligned(2))); int c : 27; };
struct aligned_zero { char a; int : 0 __attribute__((aligned(16))); char b; };
struct aligned_whole { int a : 5; } __attribute__((aligned(16)));
struct packed_aligned_whole { char a; int b : 20; } __attribute__((packed, aligned(2)));
#pragma pack(push, 1)
struct pack_1 { char a; int b : 17; long long c : 33; short d : 3; };
struct pack_1_zero { char a : 3; int : 0; short b : 9; };
struct pack_1_aligned { char a; int b : 17 __attribute__((aligned(4))); };
#pragma pack(2)
struct pack_2 { char a; int b : 17; long long c : 33; int : 0; char d; };
union pack_2_union { int a : 17; long long b : 33; };
#pragma pack(pop)
#pragma pack(4)
struct pack_4 { char a; long long b : 40; long long : 0; char c; };
#pragma pack()
struct nested_fields {
	int a : 3;
	struct { int b : 3; char c; };
	int d : 3;
	union { int e : 3; struct { char f : 7, g : 7; }; };
	struct { unsigned h : 1; } i[3];
};
typedef int aligned_int __attribute__((aligned(16)));
typedef int lowered_int __attribute__((aligned(2)));
struct of_aligned_type { char a; aligned_int b : 3; char c; };
struct of_lowered_type { char a; lowered_int b : 19; lowered_int c : 3; };
struct full_bytes { unsigned a : 8, b : 16, c : 8; unsigned long long d : 24, e : 40; };
struct many { unsigned a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9,j:10,k:11,l:12,m:13,n:14,o:15,p:16,q:17,r:18,s:19,t:20; };
struct behind_flexible_head { unsigned short length : 12, kind : 4; unsigned char data[]; };
struct before_many_bytes { unsigned a : 3; char b[1000000]; };
struct long_fields { long a : sizeof(long) * 8; unsigned long b : 1; long c : 5; };
