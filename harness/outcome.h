/*
 * What a side did: how it came to its end, and which functions of the kernel it called with what. Functions of the kernel are stubs
 * (src/verify/twins/stubs.ts): they call the kpigen_ functions here.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#ifdef __linux__
#include <ucontext.h>
#else
#include <sys/ucontext.h>
#endif

enum outcome { RETURNED, LEFT, TOO_MANY_CALLS, FAULTED, UNDEFINED, PANICKED, TIMED_OUT, OUTCOMES };

static const char *const outcome_names[OUTCOMES] = {
	"returns", "calls a function that does not return", "calls without end", "faults", "undefined", "panics", "does not end",
};

static void *home[5];
static volatile sig_atomic_t active;
static volatile unsigned ticks, ticks_of_call, ticks_of_twin;
static volatile enum outcome left_by;
static volatile int fault_signal;
static uint64_t fault_address;
static char panic_text[160];

static uint64_t log_words[2][MOST_LOGGED];
static uint32_t log_count[2];
static int log_of;
static unsigned calls;
static struct source stub_source;
static char *stack_top;

_Noreturn static void leave(enum outcome why)
{
	active = 0;
	left_by = why;
	__builtin_longjmp(home, 1);
}

extern char __executable_start[], end[];

static int is_shared(uint64_t word)
{
	if (word - (uint64_t)ARENA < ARENA_SIZE) return 1;
	for (uint32_t i = 0; i < now->variables; i++) {
		const struct variable *one = &variables[indices[now->first_variable + i]];
		if (word - (uint64_t)one->at < one->size + 1) return 1;
	}
	return 0;
}

static int in_image(uint64_t word)
{
	return word >= (uint64_t)__executable_start && word < (uint64_t)end;
}

static int in_stack(uint64_t word)
{
	return word <= (uint64_t)stack_top && word > (uint64_t)stack_top - (1 << 20);
}

static void note(uint64_t word)
{
	if (log_count[log_of] < MOST_LOGGED) log_words[log_of][log_count[log_of]++] = word;
}

/* Each side has functions, strings and locals of its own at addresses of its own; a string counts by its text. */
static void note_pointer(uint64_t word, const struct leaf *leaf)
{
	if (is_shared(word)) {
		note(word);
	} else if (in_image(word)) {
		uint64_t sum = 1;
		if (leaf != 0 && leaf->kind == LEAF_POINTER && leaf->target == SHAPE_TEXT && !now->has_own_text)
			for (const char *s = (const char *)word; *s != 0 && s < (const char *)word + 80; s++) sum = mix(sum + (unsigned char)*s);
		note(sum);
	} else if (in_stack(word)) {
		note(2);
		if (leaf != 0 && leaf->kind == LEAF_POINTER && !leaf->constant && leaf->target > SHAPE_NONE)
			fill(&stub_source, (unsigned char *)word, leaf->target, 0);
	} else {
		note(word);
	}
}

/* A stub calls these, one a parameter, then for its answer. `shape` is the parameter's own. */
void kpigen_enter(uint64_t which)
{
	if (calls++ == MOST_CALLS) leave(TOO_MANY_CALLS);
	note(0x6b70690000000000ul | which);
	stub_source.state = mix(stub_source.state ^ which);
}

void kpigen_take(const void *argument, uint64_t shape)
{
	const struct shape *of = &shapes[shape];
	for (uint32_t i = 0; i < of->leaves; i++) {
		const struct leaf *leaf = &leaves[of->first + i];
		for (uint32_t k = 0; k < leaf->count && k < 16; k++) {
			const unsigned char *at = (const unsigned char *)argument + leaf->offset + k * leaf->stride;
			uint64_t word = 0;
			if (leaf->kind == LEAF_BYTES) continue; /* bit-fields: their padding is anything */
			memcpy(&word, at, leaf->width < 8 ? leaf->width : 8);
			if (leaf->kind == LEAF_POINTER || leaf->kind == LEAF_FUNCTION) note_pointer(word, leaf);
			else note(word);
		}
	}
}

void kpigen_answer(void *result, uint64_t shape)
{
	fill(&stub_source, result, shape, 0);
}

_Noreturn void kpigen_leave(void)
{
	leave(LEFT);
}

_Noreturn void kpigen_panicked(const char *text, uint64_t length, uint64_t line)
{
	snprintf(panic_text, sizeof panic_text, "%.*s (line %lu)", (int)(length < 120 ? length : 120), text, (unsigned long)line);
	leave(PANICKED);
}

/* C leaves open by how much the bytes differ (C11 7.24.4.1); compilers that expand it give these. */
int kpigen_memcmp(const void *one, const void *two, size_t size)
{
	int sign = memcmp(one, two, size);
	return (sign > 0) - (sign < 0);
}

void rust_eh_personality(void)
{
}

#ifdef __linux__
#define INSTRUCTION(context) ((const unsigned char *)((ucontext_t *)(context))->uc_mcontext.gregs[REG_RIP])
#else
#define INSTRUCTION(context) ((const unsigned char *)((ucontext_t *)(context))->uc_mcontext.mc_rip)
#endif

static void on_fault(int signal, siginfo_t *info, void *context)
{
	if (!active) _exit(70);
	__asm__ volatile("cld");
	fault_signal = signal;
	fault_address = (uint64_t)info->si_addr;
	if (signal == SIGILL) {
		/* clang's sanitizers trap by ud1 with their number as an operand; __builtin_trap is ud2. */
		const unsigned char *at = INSTRUCTION(context);
		if (at[0] == 0x67 && at[1] == 0x0f && at[2] == 0xb9) leave(UNDEFINED);
	}
	leave(FAULTED);
}

static void on_tick(int signal)
{
	(void)signal;
	ticks_of_twin++;
	if (active && ++ticks > ticks_of_call) leave(TIMED_OUT);
}
