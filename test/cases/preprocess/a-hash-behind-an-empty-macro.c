#define EMPTY
x EMPTY
y EMPTY EMPTY z
EMPTY # define W 1
W
