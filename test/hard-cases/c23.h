/* What C23 adds to declarations and constants; read with -std=gnu23. */
[[nodiscard]] int attribute_before(int);
extern int attribute_behind [[maybe_unused]];
struct [[gnu::packed]] packed_by_attribute { char a; int b; };
struct alignments { alignas(16) int a; _Alignas(double) char c; };
static_assert(sizeof(int) == 4);
static_assert(sizeof(struct packed_by_attribute) == 5, "packed");

extern const int constant;
extern typeof(constant) of_a_constant;
extern typeof_unqual(constant) of_no_constant;
extern typeof_unqual(const int) *pointer;

constexpr int known = 42;
static constexpr unsigned char known_small = 200;
constexpr long long known_large = 1ll << 40;

constexpr double known_half = 0.5;
extern int as_many[known];
static_assert(true && !false && known_large == 1ll << 40);
#define IS_TRUE true
#define IS_FALSE (false)
#define NOT_TRUE (!true)
#define KNOWN (known + 1)
#define TWICE_KNOWN (2 * known_small)
#if true && !false
#define KEYWORDS 1
#endif
static inline bool answer(void) { return true; }
static inline void *nothing(void) { return nullptr; }
static inline int is_nothing(const char *p) { return p == nullptr ? known : known_small; }
static inline int chosen(int a) { switch (a) { case known: return 1; default: return false; } }
static inline int truths(bool a, int b) { return (a == true) + (b ? true : false) + sizeof(true); }

enum small : unsigned char { SMALL_0, SMALL_255 = 255 };
enum large : long long { LARGE_MINUS_1 = -1, LARGE_40 = 1LL << 40 };
enum negative : unsigned char { NEGATIVE_1 = -1, NEGATIVE_128 = -128 };
enum forward : short;
struct of_enums { enum small a; enum large b; enum small c : 4; enum forward d; };
enum forward : short { FORWARD = -3 };
extern bool truth;
struct bools { bool a : 1; bool b : 1; int : 3; };

#define BINARY 0b1010'1010
#define SEPARATED 1'000'000ull
#define HEXADECIMAL_FLOAT 0x1.8p1f
#define FLOAT_ROUNDED_ONCE 1.00000017881393432617187499f
#define UTF_8 u8'a'
#define UTF_16 u'\u00e9'
#define UTF_32 U'\U0001F600'
#define WIDE L'x'
#define SEVERAL 'abcd'
#define OCTAL '\377'
#define TEXT_8 u8"abc\u00e9"
#define TEXT_16 u"abc"
#define TEXT_32 U"abc"
#define TEXT_WIDE L"abc"
#define LARGEST 0xFFFFFFFFFFFFFFFF
static inline int no_names(int, int used, const char *) { auto sum = used + 1L; return sum; }

/* The type is the initializer's (6.7.10), wherever the object is kept. */
static auto inferred_int = 3;
static const auto inferred_long = 4L;
auto static inferred_double = 2.5;
extern int inferred_from;
static auto const inferred_pointer = &inferred_from;
constexpr auto inferred_constant = 7ull;

/* 6.7.13.1: what stands behind the name is the member's; behind `*`, `]`, `)` or a type it is that type's, which has no alignment of its own. */
struct of_the_member { char c; int p [[gnu::aligned(32)]], q; };
struct of_all_members { char c; [[gnu::aligned(32)]] int p, *q; };
struct of_the_bit_field { char c; int p [[gnu::aligned(8)]] : 3; };
struct of_the_pointer { char c; int *[[gnu::packed]] p; int *[[gnu::aligned(32)]] const q; };
struct of_the_array { char c; int p[2] [[gnu::aligned(32)]]; int q[2][3] [[gnu::packed]]; };
struct of_the_function { char c; int (*f)(int) [[gnu::aligned(32)]]; int (*[[gnu::aligned(32)]] g)(int); int (*h [[gnu::aligned(32)]])(int); };
struct of_the_type { char c; const int [[gnu::vector_size(16)]] a; int b [[gnu::vector_size(16)]]; int d [[gnu::mode(DI)]]; };
struct of_the_inner { char c; [[gnu::packed]] struct { char d; int e; } f; struct [[gnu::aligned(16)]] { char g; }; };
typedef int *[[gnu::aligned(32)]] pointer_by_attribute;
typedef int aligned_by_attribute [[gnu::aligned(32)]];
[[gnu::aligned(32)]] typedef int aligned_by_first_attribute;
struct of_typedefs_with_attributes { char c; pointer_by_attribute p; aligned_by_attribute q; aligned_by_first_attribute r; };
