a\
b c\ 
d "x\
y" /\
* comment *\
/ e // line \
 still
f +\
+ g #\
define
#def\
ine X\
Y 1
XY <\
<\
= %\
:
