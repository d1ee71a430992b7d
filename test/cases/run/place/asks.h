/* Where this is says nothing about where the other is. Written for kpigen's tests. */
#include <says.h>
