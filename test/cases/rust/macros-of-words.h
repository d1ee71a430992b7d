/* Macros that put names together: what their rules share is written once, and a call is still what C has. */
struct zone {
	unsigned z_count;
	short z_small;
	struct zone *z_next;
	long z_wide;
	unsigned z_limit;
	int z_min;
	unsigned char z_flag;
	struct { int deep; } z_inner;
	int z_list[3];
};
extern struct zone *zone_now;
extern long total;
int visit_in(int, long), visit_out(int, long), visit_up(int, long), visit_down(int, long);
void say(const char *, int);
extern long tune_speed, tune_depth;
extern int tune_width;
extern unsigned short tune_height;

#define ZONE_PTR(m) (&zone_now->z_##m)
#define ZONE_SET(m, v) do { \
		__typeof(zone_now->z_##m) _v; \
		_v = (v); \
		if (zone_now->z_next != 0) \
			zone_now->z_next->z_##m = _v; \
		zone_now->z_##m = _v; \
	} while (0)
#define VISIT(name, ...) do { \
		int _i; \
		for (_i = 0; _i < 3; _i++) \
			total += visit_##name(_i, __VA_ARGS__); \
		say(#name, __LINE__); \
	} while (0)
#define TUNE(name, by) ({ \
		long _was = (long)tune_##name; \
		if (_was < 100) \
			tune_##name += (by); \
		_was; \
	})
/* a place: C assigns to it, Rust does */
#define TUNED(name) (*(zone_now->z_next == 0 && zone_now->z_min > 7000 ? &tune_##name : &tune_##name + 0))
