/*
 * Zero-length and flexible arrays, anonymous members, empty records, records in records, arrays whose lengths are expressions, unions of
 * all of them (C11 6.7.2.1; GCC: Zero Length, Unnamed Fields, Empty Structures).
 */
struct flexible { int length; char data[]; };
struct flexible_aligned { char length; long long data[]; };
struct flexible_packed { char length; int data[]; } __attribute__((packed));
struct zero_length { int length; char data[0]; };
struct zero_length_middle { char a; int none[0]; char b; long long none_either[0]; };
struct zero_length_only { long long none[0]; };
struct flexible_of_records { int n; struct { char a; int b; } entries[]; };
struct flexible_rows { int n; short rows[][4]; };
struct zero_rows { int n; int rows[0][4], columns[4][0]; };
struct holds_flexible { int a; struct flexible tail; };
struct array_of_zero { char a; struct zero_length_only none[3]; char b; };
union flexible_in_union { int a; char b[0]; long long c[0]; };
struct two_views { int n; union { char bytes[0]; int words[0]; }; };
struct empty { };
union empty_union { };
struct holds_empty { char a; struct empty b; int c; struct empty d[4]; union empty_union e; };
struct empty_aligned { } __attribute__((aligned(8)));
struct holds_empty_aligned { char a; struct empty_aligned b; char c; };
struct only_empty { struct empty a; union empty_union b; };

struct anonymous { int a; struct { char b; int c; }; union { short d; struct { char e, f; }; }; char g; };
union anonymous_in_union { struct { int low, high; }; long long whole; struct { unsigned bits : 4, : 0, more : 5; }; };
struct anonymous_packed { char a; struct { char b; int c; } __attribute__((packed)); struct { int d; } __attribute__((aligned(16))); };
struct anonymous_qualified { char a; const struct { int b; char *c; }; volatile union { int d; long e; }; };
struct anonymous_deep { union { struct { union { struct { int one; }; char two; }; short three; }; long four; }; };
struct anonymous_zero { int a; struct { int none[0]; }; struct { }; char b; };
struct named_inside { struct inside { int a; } b; struct inside *c; struct { struct inside d; } e[2]; };
struct pointer_to_nameless { struct { int a; struct { char b; } *inner; } *p, array[2], (*f)(void); const struct { short s; } *q; };
typedef struct { int a; struct { int b; }; } nameless_typedef, *nameless_pointer;
typedef struct { int x; } nameless_array[3];
extern struct { int of_variable; union { char c; int i; }; } nameless_variable;
extern struct { int a; } nameless_pointers_to(void), *nameless_pointer_variable;
enum { NAMELESS_COUNT = 3 };
struct lengths {
	char a[sizeof(struct anonymous) - 1], b[NAMELESS_COUNT * 2 + 1], c[(1 << 3) | 1], d['a' - 90];
	int e[2][3][1 + NAMELESS_COUNT], f[sizeof(int[2][3])];
	struct { char g; } h[__builtin_offsetof(struct anonymous, g)];
};
struct function_members { int (*f)(struct function_members *, int[]); void (*table[3])(void); int (*(*g)(int))(void); };
struct self { struct self *next, **previous; struct self (*copy)(const struct self *); union { struct self *a; char b; } u; };
struct mutual_a { struct mutual_b *b; };
struct mutual_b { struct mutual_a a; enum mutual_e { MUTUAL } *e; };
union everything { struct flexible a; struct empty b; struct anonymous c; char d[7]; struct { short e; } f[3]; void (*g)(void); };
struct large { char a[1000][1000]; int b[65536]; long long c; };
struct of_unions { union { char a; int b; } u[3]; char c; union { struct { char d; } e; } f; };

/* The length that an earlier declaration says is that of a list without one (C11 6.2.7p4). */
extern int length_known_before[3];
int length_known_before[] = { 1 };
extern int length_known_later[];
extern int length_known_later[2];
enum { LENGTH_KNOWN_BEFORE = sizeof(length_known_before), LENGTH_KNOWN_LATER = sizeof(length_known_later) };

/* Qualifiers of an array are those of its elements (C11 6.7.3p9). */
typedef int pair_of_ints[2];
void take_rows(const int rows[1][2], int (*changed)[2], const pair_of_ints *pairs, const pair_of_ints list, pair_of_ints *const own, const int (*const *deep)[2][3]);
const int (*give_rows(void))[2];
/* records that only a qualified typedef names */
typedef const struct { const struct subtree_entry *entries; const unsigned count; int numbers[3]; volatile int busy; int bits : 3; } subtree_t;
typedef volatile struct { int state; } registers_t;
extern subtree_t *subtree_of(subtree_t *around, registers_t *registers);
