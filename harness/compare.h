/*
 * What two sides left behind, compared: the result scalar by scalar, the arena and the twin's variables, the calls of kernel functions.
 * The first difference is put into words.
 */

/* What a side leaves behind. */
struct aftermath {
	unsigned char result[RESULT_SIZE] __attribute__((aligned(256)));
	unsigned char arena[ARENA_SIZE];
	unsigned char variables[MOST_SAVED];
};

static struct aftermath first, other;

/* The arena's pages that an input has, BYTES: all of them are kept, restored and compared, and nothing after them can be touched. */
static uint32_t extent = ARENA_SIZE;

static const struct variable *variable_at(uint32_t i)
{
	return &variables[indices[now->first_variable + i]];
}

static char difference[600];

/* Two words that differ may be the addresses of things that each side has for itself. */
static int both_own(uint64_t one, uint64_t two)
{
	return (in_image(one) && in_image(two)) || (in_stack(one) && in_stack(two));
}

static int same_memory(const unsigned char *c, const unsigned char *rust, uint32_t size, const char *what)
{
	if (memcmp(c, rust, size) == 0) return 1;
	for (uint32_t at = 0; at < size; at += 8) {
		uint64_t one = 0, two = 0;
		uint32_t width = size - at < 8 ? size - at : 8;
		memcpy(&one, c + at, width);
		memcpy(&two, rust + at, width);
		if (one == two || (width == 8 && both_own(one, two))) continue;
		snprintf(difference, sizeof difference, "%s differs at +0x%x: C 0x%lx, Rust 0x%lx", what, at, (unsigned long)one,
		    (unsigned long)two);
		return 0;
	}
	return 1;
}

/* -0.0 and 0.0 are two values; NaNs are one. */
static int both_nan(const unsigned char *one, const unsigned char *two, unsigned width)
{
	float f[2];
	double d[2];
	memcpy(&f[0], one, 4);
	memcpy(&f[1], two, 4);
	if (width == 4) return f[0] != f[0] && f[1] != f[1];
	memcpy(&d[0], one, 8);
	memcpy(&d[1], two, 8);
	return width == 8 && d[0] != d[0] && d[1] != d[1];
}

static int same_result(void)
{
	const struct shape *of = &shapes[now->result];
	for (uint32_t i = 0; i < of->leaves; i++) {
		const struct leaf *leaf = &leaves[of->first + i];
		for (uint32_t k = 0; k < leaf->count; k++) {
			uint32_t at = leaf->offset + k * leaf->stride;
			const unsigned char *c = first.result + at, *rust = other.result + at;
			uint64_t one = 0, two = 0;
			if (memcmp(c, rust, leaf->width) == 0) continue;
			if (leaf->kind == LEAF_FLOAT && both_nan(c, rust, leaf->width)) continue;
			memcpy(&one, c, leaf->width < 8 ? leaf->width : 8);
			memcpy(&two, rust, leaf->width < 8 ? leaf->width : 8);
			if (leaf->width == 8 && both_own(one, two)) continue;
			snprintf(difference, sizeof difference, "the result differs at +0x%x: C 0x%lx, Rust 0x%lx", at, (unsigned long)one,
			    (unsigned long)two);
			return 0;
		}
	}
	return 1;
}

static int same_calls(void)
{
	uint32_t at = 0;
	while (at < log_count[0] && at < log_count[1] && log_words[0][at] == log_words[1][at]) at++;
	if (at == log_count[0] && at == log_count[1]) return 1;
	snprintf(difference, sizeof difference, "calls of kernel functions differ at word %u (C %u, Rust %u): C 0x%lx, Rust 0x%lx", at, log_count[0],
	    log_count[1], at < log_count[0] ? (unsigned long)log_words[0][at] : 0, at < log_count[1] ? (unsigned long)log_words[1][at] : 0);
	return 0;
}

static int same(enum outcome c, enum outcome rust)
{
	if (c != rust) {
		snprintf(difference, sizeof difference, "C %s, Rust %s%s%s", outcome_names[c], outcome_names[rust], rust == PANICKED ? ": " : "",
		    rust == PANICKED ? panic_text : "");
		return 0;
	}
	if (!same_calls() || (c == RETURNED && !same_result())) return 0;
	if (!same_memory(first.arena, other.arena, extent, "memory")) return 0;
	for (uint32_t i = 0, at = 0; i < now->variables; i++) {
		const struct variable *one = variable_at(i);
		if (at + one->size > MOST_SAVED) break;
		if (!same_memory(first.variables + at, other.variables + at, one->size, one->name)) return 0;
		at += one->size;
	}
	return 1;
}
