#define foo() bar
foo
()
foo EMPTY ()
#define EMPTY
foo EMPTY ()
#define obj foo
obj() obj
()
