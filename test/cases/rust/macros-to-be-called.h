/* Macros that want arguments of every kind. Written for kpigen's tests. */
struct node { int number; struct { struct node *next, **back; } link; };
struct node_list { struct node *first; };
struct limits { unsigned long low, high; };
extern struct limits limits_of_all;
extern int say(const char *format, ...);
extern int note_of_3(int, struct node *, const char *, unsigned long);

#define TWICE(x) ((x) * 2)
#define NUMBER_OF(node) ((node)->number)
#define LIST_FIRST(list) ((list)->first)
#define LIST_NEXT(element, field) ((element)->field.next)
#define LIST_PUSH(list, element, field) do { (element)->field.next = (list).first; (list).first = (element); } while (0)
#define LIST_WALK(var, list, field) for ((var) = LIST_FIRST(list); (var); (var) = LIST_NEXT(var, field))
#define LIST_LAST(list, type, field) \
	((type *)(void *)((char *)(list)->first - __builtin_offsetof(struct node, link)))
#define LIMIT(which) (limits_of_all.which)
#define SAY(format, ...) say(format, ## __VA_ARGS__)
#define NOTE(n, ...) note_of_3(n, __VA_ARGS__)
#define RAISE(what) do { if ((what) != 0) return (what); } while (0)
#define NEXT_OF_LOOP(x) { if ((x) < 0) continue; if ((x) > 9) break; }
#define ROOM_FOR(type) ((type *)0)
#define TAG_OF(type, field) __builtin_offsetof(struct type, field)
#define TEXT_OF(x) #x
#define FORMAT(text) say("in " text)
#define POINTER_TO(type) type *
#define MEMBER(which) which##_value
#define ANY_value 3
#define ONLY_SEVEN(x) do { _Static_assert(sizeof(x) == 7, ""); (x) = (x); } while (0)
#define UNUSED(x) (void)(x)
#define SAME_SIZE(x, y) ((x) = (__typeof__(x))(y))
/* One record has the field as its own, another in an anonymous union, where the macro reaches it. */
struct plain_queue {
	struct plain_queue **slots;
	int tail_length;
};

struct number_queue {
	unsigned long slots;
	int tail_length;
};

struct hidden_queue {
	union {
		struct {
			int tail_length;
			struct hidden_queue *tail_next;
		};
		long together;
	};
};

struct owner {
	struct hidden_queue *owned_queue;
};

struct other_owner {
	long number;
	struct hidden_queue *owned_queue;
};

#define	OWNED_LENGTH(o)		((o)->owned_queue->tail_length + 1)
#define	OWNED_CLEAR(o)		do { (o)->owned_queue->tail_length = 0; } while (0)

/* A pointer is given that is what the member is. */
#define	SET_SLOTS(q, s, n)	do { (q)->tail_length = (n); (q)->slots = (s); } while (0)

/* What is taken away from a pointer: a pointer, even where the caller alone knows it. */
struct line_buffer { char *start, *data; char room[16]; int length; };
struct long_line_buffer { char *start, *data; char room[64]; int length; };
#define DATA_OFFSET(b)		((b)->length > 9 ? (b)->data - (b)->start : (b)->data - (b)->room)
#define PREPENDED(b, n)		do { (b)->data -= (n); (b)->length += (n); } while (0)
#define SAME_KIND(p, q)		(0 * sizeof((p) - (q)) * sizeof(*(p)) * sizeof(*(q)))
#define HOLDER_OF(p, type, field) \
	((type *)((char *)(p) - __builtin_offsetof(type, field)) + \
	    0 * sizeof((p) - &((type *)((char *)(p) - __builtin_offsetof(type, field)))->field))

/* What is zero is so of any type: null of a pointer to a function, 0 of a pointer. */
#define NOTHING 0L
struct outside { void (*release)(int); void *argument; };
struct small_packet { struct outside outside; int spare; };
struct large_packet { struct outside outside; char *spare; };
struct packet_pool;
extern struct packet_pool *pool_of_packets;
extern int take_from(struct packet_pool *);
#define PACKET_FROM(p, pool) do { (p)->outside.release = (void *)0; (p)->outside.argument = (pool); take_from(pool); } while (0)
#define PACKET_FROM_POOL(p)	PACKET_FROM(p, pool_of_packets)
#define PACKET_IS_NEW(p)	do { (p)->spare = 0; (p)->outside.argument = NOTHING; } while (0)

/* A number behind the member that holds it, and a pointer elsewhere. */
struct window_edges { unsigned long window_start, window_end; };
struct window { struct window_edges edges; };
struct other_window { int number; struct window_edges edges; };
struct window_text { char *window_start; };
#define SET_WINDOW_START(w, v)	((w)->edges.window_start = (v))

/* A list of one pointer is for no record of two, though both are made of pointers. */
struct queue {
	struct element *first;
	struct element **last;
};
struct single {
	struct element *first;
};
#define QUEUE_INITIALIZER(head) { (void *)0, &(head).first }
#define SINGLE_INITIALIZER(head) { (void *)0 }

/* A variable of the caller's that the macro sets holds text, and is none. */
extern const char *name_after(const char *);
#define EACH_NAME(s) for ((s) = name_after(0); (s); (s) = name_after(s))

/* An array in one record, a pointer in another, a number in a third one. */
struct chunk { int chunk_length; char control[48]; };
struct far_chunk { int chunk_length; char *control; };
struct number_chunk { int chunk_length; unsigned short control; };
#define CONTROL_OF(c, n) ((struct node *)((c)->control + 8 * (n)))
#define CONTROL_BEHIND(c, n) ((n) + (c)->control)

/* Pointers that a function behind a pointer takes: C takes a pointer to void for each of them, Rust does not. */
struct solver { int (*solve)(const double *, struct node *); double *about; };
struct other_solver { int (*solve)(const double *, struct node *); void *about; };
#define SOLVE(s, x, n) ((s)->solve((x), (n)))

/* What assembly has in the instruction itself. */
#define MARK(n) do { __asm__ __volatile__("/* %c0 */" : : "i" (n)); } while (0)
/* What is compared with a pointer, or becomes one, is one: not the number 0, which C takes for it, too. */
struct call_bus;
struct call_unit { struct call_side { struct call_bus *second; int path; } *sides; };
#define ON_SECOND(unit, bus) ((bus) == ((struct call_unit *)(unit))->sides->second)
#define PLACE_IN(p, field) __builtin_offsetof(__typeof__(*(p)), field)

/* C lets a pointer to void be any other one: of the calls that it takes, those count that say nothing else to Rust */
typedef int (*task_proc)(void *, void *);
struct task { task_proc proc; void *arg; struct task *next; };
struct task_of_two { task_proc proc; void *arg; struct task_of_two *next; int priority; };
#define INIT_TASK(t, p, a) do { (t)->proc = (p); (t)->arg = (a); (t)->next = 0; } while (0)
struct pool { void *first_free; int size; };
struct stack { struct stack *first_free; void *generation; };
#define STACK_FOREACH(stack, entry) for ((entry) = (stack)->first_free; (entry) != 0; (entry) = (entry)->first_free)
struct channel { struct sim *sim_a, *sim_b; };
struct controller { struct channel *platform; int unit; };
struct second_controller { struct channel *platform; long unit; };
#define IS_SECOND(ctl, sim) ((sim) == (ctl)->platform->sim_b)

/* A list of arguments: an array on some machines, which a caller in Rust has as a pointer. Beside it a name that core::ffi has, too. */
typedef __builtin_va_list va_list;
extern int say_all(char *, unsigned long, const char *, va_list);
#define SAY_ALL(to, size, format, list) say_all((char *)(to), (size), (format), (list))

/* What only the caller knows to be a pointer to void, C makes any other pointer by itself; and the macro's own 0 is whatever the function takes. */
struct port { void *owner; int (*open)(struct port *, void *); void (*close)(void *, unsigned); };
struct text_port { void *owner; int (*open)(struct text_port *, char *); void (*close)(struct text_port *, int); };
struct number_port { long owner; int (*open)(struct number_port *, long); void (*close)(int *, int); };
#define PORT_OPEN(p, x) ((p)->open((p), (x)))
#define PORT_OPEN_OWN(p, x) ((p)->open((p)->owner, (x)))
#define PORT_OPEN_NONE(p) ((p)->open((p), 0))
#define PORT_CLOSE_NONE(p) ((p)->close((void *)0, 0))
#define PORT_OPEN_IF(p, x) ((p)->open((x) ? (p) : 0, (0L)))
