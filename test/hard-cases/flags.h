/* What a compiler's flags change: plain char has the other sign here (-funsigned-char or -fsigned-char), and wchar_t is of 16 bits (-fshort-wchar). */
typedef __WCHAR_TYPE__ wide_t;

struct text_pair { char narrow[4]; wide_t wide[3]; char sign : 5; };

#define HIGH '\xe9'
#define HIGH_SUM ('\xff' + 1)
#define WIDE_LAST L'\xffff'
#define WIDE_SIZE sizeof(L"a")
#define WIDE_PAIR sizeof(L"\U0001F600")
#define WIDE_TEXT L"\u00e9\U0001F600"
#define NARROW_TEXT "plain"
#define WIDE_MAX __WCHAR_MAX__
#define IS_UNSIGNED ((char)-1 > 0)

#if L'\xffff' > 0
#if '\xff' > 0
#define CHAR_IN_CONDITION 1
#else
#define CHAR_IN_CONDITION 0
#endif
enum signs { SIGN_OF_CHAR = (char)-1 < 0 ? -1 : 1, WIDE_BYTES = sizeof(wide_t) };
#endif

extern const char *name_of(const char *name, char fallback);
extern wide_t wide_of(char c);
extern char letters[8];
typedef char (*map_t)(char c, wide_t w);

static inline char next_letter(const char *at) { return at[0] == '.' ? 'z' : at[1]; }
static inline int is_high(char c) { return c > 127 || c < 0; }
static inline const char *fallback_name(void) { return name_of("none", '?'); }
static inline unsigned char as_byte(char c) { return c; }
static inline int widened(const char *from, int length)
{
	int sum = 0;
	for (int i = 0; i < length; i++)
		sum += from[i];
	return sum;
}

#define LETTER_AFTER(c) ((char)((c) + 1))
#define NAME_OF(c) name_of("letter", c)
#define DEFINE_NAME(id, text) static const char *const name_##id = text
#define DEFINE_LETTERS(id, text) static char letters_##id[8] = text
