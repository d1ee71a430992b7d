/* Written for kpigen's tests. */
int told(const char *file);
static inline int says_its_place(int x) { return x < 9 ? told(__FILE__) : x; }
