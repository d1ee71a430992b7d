#define CAT(a,b) a##b
CAT(<,<) CAT(1,.5) CAT(.,5) CAT(L,"x") CAT(x,1) CAT(-,>) CAT(1e,+) CAT(+,+) CAT(u8,"y") CAT(0x,ff) CAT(,) CAT(a,) CAT(%:,%:) CAT(CAT,(1,2)) CAT(1,a.b)
