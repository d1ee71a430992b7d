/*
 * The program that twins run in. `kpigen verify --run` links it with the objects of both sides. For each twin it makes inputs from a
 * seed, calls each side on the same memory at the same addresses, and compares what is returned, what memory holds and which functions
 * of the kernel were called with what. Side 0 is C compiled with traps where the behaviour is undefined: such an input says nothing.
 *
 * A side that does not return (a fault, a panic, a function that never returns, a loop without end) is left by __builtin_longjmp.
 * Each twin runs in a process of its own. Output: one line a twin, fields separated by tabs, in the order of `report`.
 *
 * Usage: twins INPUTS SEED JOBS [NAME]
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#ifdef __FreeBSD__
#include <machine/sysarch.h>
#endif

#include "twins.h"
#include "input.h"
#include "outcome.h"
#include "compare.h"

static unsigned char argument_bytes[RESULT_SIZE] __attribute__((aligned(256)));

static unsigned char arena_before[ARENA_SIZE], variables_before[MOST_SAVED];

/* Copies the twin's variables out to `saved`, or in from it; gives the bytes copied. */
static uint32_t copy_variables(unsigned char *saved, int in)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < now->variables; i++) {
		const struct variable *one = variable_at(i);
		if (at + one->size > MOST_SAVED) break;
		memcpy(in ? one->at : saved + at, in ? saved + at : one->at, one->size);
		at += one->size;
	}
	return at;
}

static void set_extent(uint32_t wanted)
{
	if (wanted == extent) return;
	if (wanted > extent) mprotect(ARENA + extent, wanted - extent, PROT_READ | PROT_WRITE);
	else mprotect(ARENA + wanted, extent - wanted, PROT_NONE);
	extent = wanted;
}

static void make_input(struct source *from)
{
	static const uint32_t budgets[] = { ARENA_BUDGET / 8, ARENA_BUDGET / 4, ARENA_BUDGET / 2, ARENA_BUDGET };
	set_extent(ARENA_SIZE);
	arena_budget = budgets[next(from) % 4] + PAGE_SIZE;
	memset(ARENA, 0, ARENA_SIZE);
	object_count = filled_count = arena_used = 0;
	memset(last_alike, 0, sizeof last_alike);
	if (now->segment != SHAPE_NONE) make(now->segment, 1);
	spill = make(SHAPE_BLOCK, 16);
	for (uint32_t i = 0; i < now->arguments; i++) {
		const struct argument *one = &arguments[now->first_argument + i];
		fill(from, argument_bytes + one->offset, one->shape, 1);
	}
	for (uint32_t i = 0; i < now->variables; i++) {
		const struct variable *one = variable_at(i);
		uint32_t size = shapes[one->shape].size;
		for (uint32_t at = 0; size != 0 && at + size <= one->size; at += size) fill(from, one->at + at, one->shape, 1);
	}
	for (uint32_t i = 0; i < now->pool; i++) {
		uint32_t shape = indices[now->first_pool + i];
		if (last_alike[shape] == 0 && fits(shape, shapes[shape].copies, ARENA_SIZE - 2 * PAGE_SIZE)) make(shape, shapes[shape].copies);
	}
	fill_new(from);
	set_extent((arena_used / PAGE_SIZE + 2) * PAGE_SIZE);
	memcpy(arena_before, ARENA, extent);
	copy_variables(variables_before, 0);
}

static enum outcome call(side_call *side, int slot, struct aftermath *after, uint64_t seed)
{
	memcpy(ARENA, arena_before, extent);
	copy_variables(variables_before, 1);
	memset(after->result, 0, 64 + shapes[now->result].size);
	log_of = slot;
	log_count[slot] = 0;
	calls = 0;
	stub_source.state = seed;
	ticks = 0;
	ticks_of_call = slot == 0 ? TICKS_OF_FIRST : TICKS_OF_OTHERS;
	if (__builtin_setjmp(home) == 0) {
		active = 1;
		side(argument_bytes, after->result);
		active = 0;
		left_by = RETURNED;
	}
	memcpy(after->arena, ARENA, extent);
	copy_variables(after->variables, 0);
	return left_by;
}

/* ---- one twin ---- */

/* Written by a twin's process, read by the parent. */
struct report {
	uint32_t done;
	uint32_t inputs;
	uint32_t outcomes[OUTCOMES];
	/* C's two compilations differ, or Rust finds a pointer amiss: what is undefined beside what traps. */
	uint32_t unsure;
	/* Processes that did not come to the end. */
	uint32_t died;
	uint32_t fault;
	char difference[1200];
};

enum { C_TRAPPING, C_OPTIMIZED, RUST_DEBUG, RUST_RELEASE };

static const char *const side_names[SIDES] = { "C", "C -O2", "Rust debug", "Rust release" };

static void say_input(char *to, size_t room, uint64_t input)
{
	size_t at = (size_t)snprintf(to, room, "%s; input %lu:", difference, (unsigned long)input);
	for (uint32_t i = 0; i < now->arguments && at < room; i++) {
		const struct argument *one = &arguments[now->first_argument + i];
		uint32_t size = shapes[one->shape].size;
		const struct leaf *leaf = &leaves[shapes[one->shape].first];
		uint64_t words[2] = { 0, 0 };
		memcpy(words, argument_bytes + one->offset, size < 16 ? size : 16);
		at += (size_t)snprintf(to + at, room - at, " a%u=0x%lx", i, (unsigned long)words[0]);
		if (size > 8 && at < room) at += (size_t)snprintf(to + at, room - at, ":0x%lx%s", (unsigned long)words[1], size > 16 ? ":..." : "");
		uint64_t offset = words[0] - (uint64_t)ARENA;
		if (size == 8 && leaf->kind == LEAF_POINTER && offset < arena_used && at < room) {
			at += (size_t)snprintf(to + at, room - at, " {");
			for (uint32_t k = 0; k < 4 && at < room; k++) {
				memcpy(words, arena_before + offset + k * 8, 8);
				at += (size_t)snprintf(to + at, room - at, "%s0x%lx", k == 0 ? "" : " ", (unsigned long)words[0]);
			}
			if (at < room) at += (size_t)snprintf(to + at, room - at, "}");
		}
	}
}

/*
 * What is undefined in C and no trap tells: a volatile access by a pointer that is not aligned (C11 6.3.2.3p7), memcpy between objects that
 * overlap (7.24.2.1). Rust's checks tell.
 */
static int is_undefined_too(enum outcome did)
{
	return did == PANICKED && (strstr(panic_text, "_volatile requires that the pointer argument is aligned") != 0 ||
	    strstr(panic_text, "copy_nonoverlapping requires that both pointer arguments are aligned") != 0);
}

/*
 * What the other sides must do follows from what the first did. Where it faults, compilers may leave the access out, and only Rust
 * without optimization must come to an end as well; a quotient that no int can be, which x86 faults for, is undefined (C11 6.5.5p6), and in Rust it wraps.
 * All sides are called where the input says nothing, too, so that their static variables stay in step.
 */
static int sides_agree(struct report *to, enum outcome c, uint64_t seed, uint64_t input)
{
	int says_nothing = 0;
	for (int side = 1; side < SIDES; side++) {
		if (now->sides[side] == 0) continue;
		enum outcome did = call(now->sides[side], 1, &other, seed);
		if (says_nothing) continue;
		if (c == FAULTED && (side != RUST_DEBUG || did == FAULTED || did == PANICKED)) continue;
		if (same(c, did)) continue;
		int is_quotient = c == FAULTED && to->fault == SIGFPE;
		if (side == C_OPTIMIZED || is_quotient || is_undefined_too(did)) {
			to->unsure++;
			says_nothing = 1;
			continue;
		}
		size_t at = (size_t)snprintf(to->difference, sizeof to->difference, "%s: ", side_names[side]);
		say_input(to->difference + at, sizeof to->difference - at, input);
		return 0;
	}
	return 1;
}

static void run_twin(struct report *to, uint64_t inputs, uint64_t seed)
{
	for (const char *c = now->name; *c != 0; c++) seed = mix(seed + (unsigned char)*c);
	for (uint64_t input = to->inputs; input < inputs; input++) {
		struct source from = { mix(seed + input) };
		is_modest = input % 3 == 1;
		make_input(&from);
		uint64_t stub_seed = next(&from);
		to->inputs++;
		enum outcome c = call(now->sides[C_TRAPPING], 0, &first, stub_seed);
		if (c == FAULTED) to->fault = (uint32_t)fault_signal;
		if (c != UNDEFINED && c != TIMED_OUT && !sides_agree(to, c, stub_seed, input)) break;
		to->outcomes[c]++;
		if (ticks_of_twin > TICKS_OF_A_TWIN) break;
		/* Nothing but faults: no input will do. */
		if (input >= 400 && to->outcomes[FAULTED] + to->outcomes[UNDEFINED] + to->outcomes[TIMED_OUT] == input + 1) break;
		/* Always the same without arguments and memory. */
		if (now->arguments + now->variables + now->pool == 0 && now->segment == SHAPE_NONE && input == 15) break;
	}
	to->done = 1;
}

static void prepare(void)
{
	static char signal_stack[1 << 16];
	char here;
	stack_top = &here + 4096;
	if (mmap(ARENA, ARENA_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED) _exit(71);
	stack_t stack = { .ss_sp = signal_stack, .ss_size = sizeof signal_stack };
	sigaltstack(&stack, 0);
	struct sigaction action = { .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
	action.sa_sigaction = on_fault;
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP };
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigaction(faults[i], &action, 0);
	struct sigaction tick = { .sa_handler = on_tick, .sa_flags = SA_ONSTACK | SA_NODEFER };
	sigaction(SIGVTALRM, &tick, 0);
	struct itimerval timer = { { 0, TICK_MICROSECONDS }, { 0, TICK_MICROSECONDS } };
	setitimer(ITIMER_VIRTUAL, &timer, 0);
	struct rlimit limit = { 20, 21 }, none = { 0, 0 };
	setrlimit(RLIMIT_CPU, &limit);
	setrlimit(RLIMIT_CORE, &none);
	/* The segment register that kernels keep for the processor's own data; user programs of both systems use the other one. */
#ifdef __linux__
	syscall(SYS_arch_prctl, 0x1001 /* ARCH_SET_GS */, ARENA);
#elif defined(__FreeBSD__)
	amd64_set_gsbase(ARENA);
#endif
}

/* Processes that run, and the twins that they run. */
enum { MOST_JOBS = 64 };
static struct {
	pid_t pid;
	uint32_t twin;
} workers[MOST_JOBS];

static void start(unsigned worker, uint32_t twin, struct report *to, uint64_t inputs, uint64_t seed)
{
	workers[worker].twin = twin;
	workers[worker].pid = fork();
	if (workers[worker].pid != 0) return;
	now = &twins[twin];
	prepare();
	run_twin(to, inputs, seed);
	_exit(0);
}

/* A process that died (a wild write into what is not the arena) is followed by another, from the next input on. */
static void finish_one(unsigned jobs, struct report *reports, uint64_t inputs, uint64_t seed)
{
	pid_t pid = wait(0);
	for (unsigned worker = 0; worker < jobs; worker++) {
		if (workers[worker].pid != pid) continue;
		struct report *one = &reports[workers[worker].twin];
		workers[worker].pid = 0;
		if (!one->done && one->died++ < MOST_RESTARTS) start(worker, workers[worker].twin, one, inputs, seed);
	}
}

static int is_wanted(uint32_t twin, int count, char **words)
{
	return count <= 4 || strcmp(words[4], twins[twin].name) == 0;
}

int main(int count, char **words)
{
	uint64_t inputs = count > 1 ? strtoull(words[1], 0, 10) : 1000;
	uint64_t seed = count > 2 ? strtoull(words[2], 0, 10) : 1;
	unsigned jobs = count > 3 ? (unsigned)atoi(words[3]) : 1;
	if (jobs < 1 || jobs > MOST_JOBS) jobs = 1;
	struct report *reports = mmap(0, sizeof *reports * (TWIN_COUNT + 1), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (reports == MAP_FAILED) return 71;
	for (uint32_t i = 0; i < TWIN_COUNT; i++) {
		unsigned worker = 0;
		if (!is_wanted(i, count, words)) continue;
		while (workers[worker].pid != 0) {
			if (++worker < jobs) continue;
			finish_one(jobs, reports, inputs, seed);
			worker = 0;
		}
		start(worker, i, &reports[i], inputs, seed);
	}
	for (unsigned worker = 0; worker < jobs; worker++)
		while (workers[worker].pid != 0) finish_one(jobs, reports, inputs, seed);
	for (uint32_t i = 0; i < TWIN_COUNT; i++) {
		const struct report *one = &reports[i];
		if (!is_wanted(i, count, words)) continue;
		printf("%u\t%u\t%u\t%u\t%u\t%u", i, one->done, one->inputs, one->unsure, one->died, one->fault);
		for (int k = 0; k < OUTCOMES; k++) printf("\t%u", one->outcomes[k]);
		printf("\t%s\n", one->difference);
	}
	return 0;
}
