/*
 * Inputs from a seed: numbers, and objects in an arena whose pointers point to objects in it. Both sides see the same bytes at the same
 * addresses.
 */
#include <string.h>

/* ---- random numbers: splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators) ---- */

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ul;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebul;
	return z ^ (z >> 31);
}

struct source {
	uint64_t state;
};

static uint64_t next(struct source *from)
{
	from->state += 0x9e3779b97f4a7c15ul;
	return mix(from->state);
}

static const struct twin *now;

/* Every third input has mostly small numbers: counts, indices and lengths that fit. */
static int is_modest;

/* A number as it is likely to matter: small, negative, beside a power of two, one that the function's text has, or any. */
static uint64_t number(struct source *from, unsigned width)
{
	uint64_t random = next(from);
	uint64_t small = (random >> 8) % 300;
	unsigned bit = (random >> 20) % 64;
	if (is_modest && (random >> 28) % 4 != 0) return (random >> 32) % 4 == 0 ? small % 64 : small % 8;
	switch (random % 13) {
	case 0: return small % 8;
	case 1: return small;
	case 2: return -small;
	case 3: return (1ul << bit) + (random >> 40) % 3 - 1;
	case 4: return -(1ul << bit);
	case 5: {
		/* The least and the greatest of the type and of narrower ones, signed and not, and their neighbours. */
		unsigned bits = 8u << bit % 4 < 8 * width && random >> 62 == 0 ? 8u << bit % 4 : 8 * (width < 8 ? width : 8);
		uint64_t top = 1ul << (bits - 1);
		return (bit & 4 ? top : top + top) - (random >> 40) % 3 + 1 - (random >> 45) % 2;
	}
	case 6:
	case 7:
	case 8:
	case 9:
		if (now->numbers != 0) {
			uint64_t one = numbers[now->first_number + (random >> 8) % now->numbers];
			return one + ((random >> 60) == 0 ? 1 : (random >> 60) == 1 ? -1ul : 0);
		}
		return small;
	default: return next(from);
	}
}

/* ---- memory that both sides share ---- */

struct object {
	uint32_t at, shape, copies, next_alike;
};

static struct object objects[MOST_OBJECTS];
static uint32_t object_count, filled_count;
static uint32_t last_alike[SHAPE_COUNT + 1];
static uint32_t arena_used, arena_budget, spill;

static uint64_t pointer_to(struct source *from, uint32_t shape, int may_make);

/* Is there room, below `limit`, for a row of such objects? */
static int fits(uint32_t shape, uint32_t copies, uint32_t limit)
{
	uint64_t align = shapes[shape].align;
	return object_count < MOST_OBJECTS && ((arena_used + align) & -align) + (uint64_t)shapes[shape].size * copies <= limit;
}

static uint32_t make(uint32_t shape, uint32_t copies)
{
	uint32_t align = shapes[shape].align;
	struct object *object = &objects[object_count];
	*object = (struct object){ (arena_used + align - 1) & -align, shape, copies, last_alike[shape] };
	/* A little apart: what follows an object is not the next one. */
	arena_used = object->at + shapes[shape].size * copies + 16;
	last_alike[shape] = ++object_count;
	return object->at;
}

static uint64_t address(struct source *from)
{
	const struct object *object = &objects[next(from) % object_count];
	uint32_t size = shapes[object->shape].size * object->copies;
	return (uint64_t)ARENA + object->at + (next(from) % 4 == 0 && size != 0 ? next(from) % size : 0);
}

static void fill(struct source *from, unsigned char *at, uint32_t shape, int may_make)
{
	const struct shape *of = &shapes[shape];
	if (shape == SHAPE_TEXT) {
		uint32_t length = next(from) % (next(from) % 4 ? 16 : BLOCK_SIZE);
		for (uint32_t i = 0; i < of->size; i++)
			at[i] = i < length ? (next(from) & 7 ? ' ' + next(from) % 95 : 1 + next(from) % 255) : 0;
		return;
	}
	if (shape == SHAPE_BLOCK) {
		for (uint32_t i = 0; i < of->size; i += 8) {
			uint64_t word = next(from) & 1 ? number(from, 8) : pointer_to(from, SHAPE_BLOCK, 0);
			memcpy(at + i, &word, 8);
		}
		return;
	}
	for (uint32_t i = 0; i < of->leaves; i++) {
		const struct leaf *leaf = &leaves[of->first + i];
		for (uint32_t k = 0; k < leaf->count; k++) {
			unsigned char *to = at + leaf->offset + k * leaf->stride;
			uint64_t word[2] = { 0, 0 };
			switch (leaf->kind) {
			case LEAF_NUMBER:
				/* Numbers as wide as a pointer may be addresses. */
				word[0] = leaf->width == 8 && next(from) % 6 == 0 ? address(from) : number(from, leaf->width);
				word[1] = leaf->width > 8 ? (next(from) & 1 ? next(from) : -(word[0] >> 63)) : 0;
				break;
			case LEAF_BOOL: word[0] = next(from) & 1; break;
			case LEAF_FLOAT:
				if (leaf->width == 4) { float f = (float)(int64_t)number(from, 4) / 16; memcpy(word, &f, 4); }
				else if (leaf->width == 8) { double d = (double)(int64_t)number(from, 8) / 16; memcpy(word, &d, 8); }
				break;
			case LEAF_POINTER:
				/* Lists end. */
				word[0] = leaf->target == shape && next(from) % 3 == 0 ? 0 : pointer_to(from, leaf->target, may_make);
				break;
			case LEAF_FUNCTION: word[0] = next(from) % 32 == 0 ? 0 : (uint64_t)functions[leaf->target]; break;
			case LEAF_BYTES:
				for (unsigned b = 0; b < leaf->width; b++) to[b] = next(from) >> 7;
				continue;
			}
			memcpy(to, word, leaf->width);
		}
	}
}

/* An address for a pointer to such an object: mostly one of its own, sometimes one that others have, seldom none. */
static uint64_t pointer_to(struct source *from, uint32_t shape, int may_make)
{
	uint64_t random = next(from);
	uint32_t copies = shapes[shape].copies;
	uint32_t alike = last_alike[shape];
	if (random % 24 == 0) return 0;
	int room = may_make && fits(shape, copies, arena_budget);
	if (alike != 0 && (!room || random % 24 < 6)) {
		for (unsigned steps = (random >> 8) % 4; steps > 0 && objects[alike - 1].next_alike != 0; steps--)
			alike = objects[alike - 1].next_alike;
		return (uint64_t)ARENA + objects[alike - 1].at;
	}
	if (room) return (uint64_t)ARENA + make(shape, copies);
	return (uint64_t)ARENA + spill;
}

static void fill_new(struct source *from)
{
	for (; filled_count < object_count; filled_count++) {
		struct object object = objects[filled_count];
		for (uint32_t i = 0; i < object.copies; i++)
			fill(from, ARENA + object.at + i * shapes[object.shape].size, object.shape, 1);
	}
}
