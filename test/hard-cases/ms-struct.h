/*
 * Records as Microsoft's compilers lay them out: `ms_struct` as an attribute and as a pragma (GCC: x86 Type Attributes; clang:
 * ItaniumRecordLayoutBuilder). A bit-field's type is the size of its storage unit, and units of other sizes are not shared.
 */
#pragma ms_struct on
struct unit_a_type { unsigned char a : 4; unsigned int b : 4; };
struct shared_unit { short a : 3; unsigned short b : 9; short c : 5; };
struct behind_a_member { char a; int b : 3; long long c : 3; char d; };
struct zero_width { int : 0; char a; int : 0; int b : 3; int : 0; char c : 2; char : 0; short d : 2; };
struct zero_at_the_end { char a : 1; int : 0; };
struct naturally_aligned { char a; long long b; char c; double d[2]; };
union fields_of_a_union { char a : 3; int b : 9; long long : 0; };
struct packed_fields { char a; int b : 3; char c; } __attribute__((packed));
struct inner { char a; struct { char b : 3; int c : 3; } d; union { char e : 1; int f : 1; }; };
enum word { WORD_A, WORD_B };
struct of_enums { char a; enum word b : 2; unsigned c : 2; _Bool d : 1; };
#pragma pack(push, 2)
struct packed_by_pragma { char a; int b : 3; long long c; char d : 1; };
#pragma ms_struct off
struct packed_without { char a; int b : 3; long long c; char d : 1; };
#pragma pack(pop)
struct without { unsigned char a : 4; unsigned int b : 4; };
_Pragma("ms_struct on") struct by_operator { char a : 1; int b : 1; }; _Pragma("ms_struct reset")
struct reset { unsigned char a : 4; unsigned int b : 4; };
struct __attribute__((ms_struct)) attribute { unsigned char a : 4; unsigned int b : 4; };
struct attribute_behind { char a : 4; int b : 4 __attribute__((aligned(8))); } __attribute__((__ms_struct__));
struct holds_both { struct attribute a; struct without b; char c; };
extern struct attribute *attributes(struct unit_a_type *, struct holds_both *);
