/*
 * Types wider or stranger than an integer register: long long and double where they align to less, long double, __int128 where there is
 * one, _Bool, complex numbers, vectors, _Atomic, va_list, enums of every width; as members, in arrays, packed, by pointer.
 */
struct doubles { char a; double b; char c; long long d; float e; };
struct long_doubles { char a; long double b; char c; long double d[2]; };
struct packed_long_double { char a; long double b; } __attribute__((packed));
union long_double_union { long double a; char b[3]; };
extern long double *long_double_pointer;
#ifdef __SIZEOF_INT128__
struct int128 { char a; __int128 b; char c; unsigned __int128 d[2]; };
struct packed_int128 { char a; __int128 b; } __attribute__((packed));
typedef unsigned __int128 aligned_int128 __attribute__((aligned(8)));
struct of_aligned_int128 { char a; aligned_int128 b; };
struct int128_bits { unsigned __int128 a : 100, b : 28; __int128 c : 3; };
int takes_int128(__int128, unsigned __int128 *);
enum { SIZE_OF_INT128 = sizeof(__int128), ALIGN_OF_INT128 = _Alignof(__int128) };
#endif
struct bools { _Bool a, b[3]; int c; _Bool *d; };
struct complexes { char a; _Complex float b; _Complex double c; char d; _Complex long double e; __complex__ float *f; };
#if defined(__x86_64__) || defined(__aarch64__)
struct half_complex { char a; _Complex _Float16 b; char c; _Float16 _Complex *d; };
#endif
typedef int vector_4 __attribute__((vector_size(16)));
typedef float vector_2 __attribute__((vector_size(8)));
typedef unsigned char vector_bytes __attribute__((vector_size(32)));
typedef short clang_vector __attribute__((ext_vector_type(4)));
typedef char clang_vector_3 __attribute__((ext_vector_type(3)));
struct vectors { char a; vector_4 b; char c; vector_2 d; char e; vector_bytes f; };
struct clang_vectors { char a; clang_vector b; char c; clang_vector_3 d; char e; };
struct packed_vectors { char a; vector_4 b; vector_2 c[3]; } __attribute__((packed));
union vector_union { vector_4 a; int b[4]; char c; };
extern vector_4 *vector_pointer;
struct atomics { char a; _Atomic int b; char c; _Atomic(long long) d; _Atomic char e; int *_Atomic f; };
struct three_bytes { char a[3]; };
struct atomic_record { char a; _Atomic(struct three_bytes) b; char c; };
struct variable_arguments { char a; __builtin_va_list b; char c; };
int takes_va_list(const char *, __builtin_va_list);
enum one_byte { ONE_BYTE } __attribute__((packed));
enum two_bytes { TWO_BYTES = 300, TWO_BYTES_NEGATIVE = -1 } __attribute__((packed));
enum eight_bytes { EIGHT_BYTES = 0x100000000ll };
enum sixteen_aligned { SIXTEEN_ALIGNED } __attribute__((aligned(16)));
struct enums { char a; enum one_byte b; enum two_bytes c; char d; enum eight_bytes e; char f; enum one_byte g[3]; };
struct aligned_enum { char a; enum sixteen_aligned b; char c; };
struct machine_words { char a; void *b; char c; unsigned long d; char e; int (*f)(void); char g; __SIZE_TYPE__ h; __WCHAR_TYPE__ i; };
typedef int by_mode_64 __attribute__((mode(DI)));
typedef unsigned by_mode_8 __attribute__((mode(QI)));
typedef int by_mode_word __attribute__((mode(word)));
struct modes { char a; by_mode_64 b; by_mode_8 c; by_mode_word d; };
#ifdef __FLT16_MANT_DIG__
struct half_floats { char a; _Float16 b; char c; };
#endif
/* what memory alone holds: a calculation's operand is a float */
typedef __fp16 stored_half;
typedef __attribute__((vector_size(8))) stored_half stored_halves;
struct half_storage { char a; __fp16 b; char c; stored_half d[3]; stored_halves e; __fp16 f; };
extern stored_half stored_variable;
int takes_stored_half(const __fp16 *, stored_halves *);
static const stored_half one_stored_half[1] = { 1 };
enum {
  SIZE_OF_STORED = sizeof *one_stored_half, SIZE_OF_NEGATIVE = sizeof -*one_stored_half,
  SIZE_OF_STORED_SUM = sizeof(*one_stored_half + *one_stored_half), SIZE_OF_EITHER = sizeof(1 ? *one_stored_half : *one_stored_half),
  SIZE_OF_COMMA = sizeof(0, *one_stored_half), SIZE_OF_NOT = sizeof !*one_stored_half, SIZE_OF_MIXED = sizeof(*one_stored_half + 1),
};
struct alignment_of_members { char a; struct { double b; } c; char d; struct { long double e; char f; } g; };
#ifdef __aarch64__
/* what only SVE's machines call: the types have no size, and are known without SVE */
typedef __SVFloat32_t scalable_floats;
typedef __SVBool_t scalable_bools;
typedef __clang_svint8x2_t *two_scalable;
scalable_floats takes_scalable(scalable_floats, scalable_bools);
int takes_scalable_pointers(scalable_floats *, const __SVUint8_t *, two_scalable);
extern scalable_bools *scalable_pointer;
struct scalable_pointers { char a; scalable_floats *b; scalable_floats (*c)(scalable_bools); };
#endif

/* clang: a bit for each element, and at least a byte. C23 6.7.3.3: qualifiers of an enum's type say nothing. */
typedef _Bool bools_3 __attribute__((ext_vector_type(3)));
typedef _Bool bools_32 __attribute__((ext_vector_type(32)));
typedef _Bool bools_40 __attribute__((ext_vector_type(40)));
struct bool_vectors { char a; bools_3 b; char c; bools_32 d; char e; bools_40 f[2]; };
enum size_of { SIZE_OF_BOOLS = sizeof(bools_40) };
enum of_const : const unsigned short { OF_CONST };
typedef enum : const unsigned short { OF_TYPEDEF } typedef_of_const;
typedef enum : __typeof__(1L) { OF_TYPEOF } typedef_of_typeof;
struct of_const_types { char a; typedef_of_const b; typedef_of_typeof c; };
