/* A macro that names a member, and one that has the name of the record by then. */
struct renamed { struct { int deep; } inner; };
#define r_deep inner.deep
#define renamed another
