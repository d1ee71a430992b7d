/* Object-like macros that are expressions and no integer constants. */
typedef unsigned long uintptr_t;
typedef int handler_t(int);
struct point { int x, y; };
struct flags { unsigned low : 3, high : 5; };
struct kobj_desc;
typedef int (*kobjop_t)(void);
struct kobj_method { struct kobj_desc *desc; kobjop_t func; };
typedef struct kobj_method kobj_method_t;
struct resource_spec { int type, rid, flags; };
extern int counter, table[4], matrix[2][3];
extern struct point origin, *where, some[], points[3];
extern volatile int busy;
extern const int fixed;
extern struct flags bits;
extern const char *text;
int twice(int);
int *cell(int);
struct point make_point(int, int);
void touch(void);
static inline int inlined(int a) { return a * 3; }
#define LIMIT 16

/* Constants. */
#define NOTHING ((void *)0)
#define NOTHING_TOO NOTHING
#define LAST ((void *)-1)
#define SOMEWHERE ((char *)(uintptr_t)LIMIT)
#define READ_ONLY ((const int *)8)
#define NO_HANDLER ((handler_t *)0)
#define BY_OFFSET ((int *)__builtin_offsetof(struct point, y))
#define ORIGIN ((struct point){ 3, .y = -4 })
#define PART ((struct point){ .y = LIMIT })
#define NUMBERS ((int [3]){ 1, 2 })
#define AT_ORIGIN (&origin)
#define AT_Y (&origin.y)
#define AT_ELEMENT (&table[1])
#define BEHIND (&table[4])
#define OF_LAST (&points[2].y)
#define OF_FUNCTION ((void *)twice)
#define POINTER_OF_FUNCTION (&twice)
#define CHOSEN_TEXT (sizeof(int) == 4 ? "four" : "other")
#define KOBJMETHOD_END { 0, 0 }
#define DEVMETHOD_END KOBJMETHOD_END
#define RESOURCE_SPEC_END { -1, 0, 0 }
#define GPT_ENT_TYPE_NONE { unknown }

/* Values that are another at each use. */
#define IGNORED ((handler_t *)1)
#define NEXT (counter + LIMIT)
#define NEXT_TOO NEXT
#define COUNTED (counter++)
#define CALLED twice(LIMIT)
#define CALLED_INLINE (inlined(counter) - 1)
#define ADDRESS ((uintptr_t)&origin)
#define HALF (counter / 2.0)
#define IS_SMALL (counter < LIMIT)
#define STATEMENTS ({ int n = counter; n *= 2; n + 1; })
#define WITH_COMMA (counter = 5, counter + 1)
#define OF_CALL (make_point(1, 2).y)
#define WHOLE (make_point(3, 4))
#define OF_SOME (&some[0].y)
#define TOUCHED touch()

/* Objects. */
#define ELEMENT table[2]
#define ROW matrix[1]
#define HERE (*where)
#define HERE_X where->x
#define CELL (*cell(1))
#define BUSY (busy)
#define STATE (*&busy)
#define CONSTANT (*&fixed)

/* Parameters. */
#define HANDLER_ARGS struct point *at, int body[2]

/* Lists. */
#define CARP_STATES "INIT", "BACKUP"
#define IFM_STATUS_VALID_LIST { LIMIT, 0 }

/* Constant objects of every file, and what is like them. */
static const int RATES[] = { 34, 38, [5] = -1 };
static const struct point SPOT = { LIMIT, .y = 2 };
static const char *const NAMES[] = { "one", "two" };
static int MUTABLE = 3;
static const int *const OF_ADDRESS = &counter;
static int (*const NUMBERED)(long) = (void *)12;
#define CALL_OF_NUMBER (NUMBERED(3))
static const int POINTED[2] = { 8, 9 };
static const char *const POINTED_TEXT[] = { "p" };
#define AT_POINTED (&POINTED[1])
#define AT_POINTED_TEXT (&POINTED_TEXT[0])
#define SPEEDS RATES

/* None of them. */
#define NO_POINTER bits.low
#define DIVISION (1 / 0)
#define OF_BLOCK (&(struct point){ 1, 2 })
#define ELEMENTS_OF_BLOCK ((struct flags *)(counter ? (int [2]){ 1, 2 } : 0))
#define OF_CALLERS_BLOCK(n) ((const void *)&(struct point){ .y = (n) }.y)
#define HOLDS_ONE(n) ((struct kobj_method){ .desc = (void *)&(struct point){ n, n } })
#define ARGUMENT_OF_BLOCK(n) (cell((struct point){ n, 0 }.x))
#define TWO 1, "two"
#define UNKNOWN (NOT_DECLARED + 1)
#define BRACES { 1, 2 }
