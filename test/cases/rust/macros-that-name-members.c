/* Macros that stand for members, as they are written behind a dot or an arrow: every kind of place that one can lead to. */
typedef unsigned char u8;
enum colour { RED, GREEN = 7 };
struct leaf { u8 tag; unsigned low : 3, mid : 5, high : 24; volatile int busy; long count; };
struct group { struct leaf *leader; struct leaf members[3]; int *numbers; };
struct outer {
  int kind;
  union { unsigned words[4]; struct { u8 first, second; short third; } part; struct leaf leaf; } un;
  union { struct { int inner_a, inner_b; } pair; long whole; };
  struct group *group;
  struct { enum colour colour; struct { int deep[2]; } in; struct { short at; } spot; } paint;
  int own_bits : 9;
  int tail[];
};
struct other { struct { u8 first, second; short third; } part; struct leaf un; };
#pragma pack(push, 1)
struct tight { u8 pad; struct leaf un; };
#pragma pack(pop)

/* A scalar of a union. */
#define o_third un.part.third
#define o_words un.words
#define o_word2 un.words[1 + 1]
#define o_leaf un.leaf
#define o_mid un.leaf.mid
/* Resolves in a union and in structures, also in a packed one. */
#define any_busy un.busy
#define o_busy un.leaf.busy
#define o_count un.leaf.count
#define o_colour paint.colour
#define o_deep paint.in.deep[1]
#define o_alias o_word2
#define o_kind kind
#define o_inner pair.inner_b
#define o_tail tail[3]
#define o_leader group->leader
#define o_leader_count group->leader->count
#define o_member group->members[1].tag
#define o_number group->numbers[2]
#define o_two part.second
/* Named as the member itself; its type has no name but by that. */
#define spot paint.spot
#define set_own_bits paint
#define match un.words[0]
#define nowhere un.third
#define behind_bits group->leader->mid
#define behind_volatile group->leader->busy
