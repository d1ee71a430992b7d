/*
 * What the tables say: twins, the shapes of C types in memory, variables of the kernel. "tables.h" is written by src/verify/twins/tables.ts.
 * Sizes and offsets are in bytes.
 */
#include <stdint.h>

enum leaf_kind { LEAF_NUMBER, LEAF_BOOL, LEAF_FLOAT, LEAF_POINTER, LEAF_FUNCTION, LEAF_BYTES };

/* One scalar in an object, or `count` of them, `stride` bytes apart. */
struct leaf {
	uint32_t offset;
	uint8_t kind;
	uint8_t width;
	/* LEAF_POINTER: the object pointed to is const to the pointer's user. */
	uint16_t constant;
	uint32_t count;
	uint32_t stride;
	/* LEAF_POINTER: a shape. LEAF_FUNCTION: a row of `functions`. */
	uint32_t target;
};

struct shape {
	uint32_t size;
	uint32_t align;
	/* Objects in a row that a pointer to this points to. */
	uint32_t copies;
	uint32_t first;
	uint32_t leaves;
};

/* Shapes that every table begins with. */
enum { SHAPE_BLOCK, SHAPE_TEXT, SHAPE_NONE };

struct argument {
	uint32_t offset;
	uint32_t shape;
};

typedef void (*functions_type)(void);
typedef void side_call(unsigned char *arguments, unsigned char *result);

enum { SIDES = 4 };

struct twin {
	const char *name;
	uint32_t first_argument, arguments;
	uint32_t result;
	/* Rows of `indices`: variables that it uses, shapes that kernel functions may answer with pointers to, numbers in its text. */
	uint32_t first_variable, variables;
	uint32_t first_pool, pool;
	uint32_t first_number, numbers;
	/* Shape of what the segment register points to, SHAPE_NONE where it uses none. */
	uint32_t segment;
	/* Text may be the caller's: __FILE__, __func__. */
	uint32_t has_own_text;
	side_call *sides[SIDES];
};

struct variable {
	const char *name;
	unsigned char *at;
	uint32_t size;
	uint32_t shape;
};

#include "tables.h"

enum {
	ARENA_SIZE = 64 << 10,
	PAGE_SIZE = 4 << 10,
	/* New objects are made until this much is in use, then pointers share; most inputs have less of it. */
	ARENA_BUDGET = 20 << 10,
	BLOCK_SIZE = 256,
	MOST_OBJECTS = 2048,
	MOST_SAVED = 1 << 20,
	RESULT_SIZE = 1 << 16,
	MOST_LOGGED = 4096,
	MOST_CALLS = 1000,
	/* Processor time. A side gets more than the first took, so that only what has no end is said to have none. */
	TICK_MICROSECONDS = 4000,
	TICKS_OF_FIRST = 2,
	TICKS_OF_OTHERS = 60,
	TICKS_OF_A_TWIN = 300,
	MOST_RESTARTS = 20,
};

#define ARENA ((unsigned char *)0x5a5a00000000ul)
