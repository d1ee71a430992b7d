#if defined __LINE__ && defined(__FILE__) && defined _Pragma && defined __COUNTER__ && defined(__has_include)
ok
#endif
#undef __FILE__
__FILE__
