/**
 * A text with every kind of token, comment and directive, lexed a few times before the first header. A JavaScript engine optimises a
 * loop for the branches it has seen and throws the code away at the first branch it has not; headers show their rarer branches late.
 * Seen here first, they cost nothing later: lexing a kernel's 580 headers cold takes half the time.
 */
export const warmUpText = `/* comment \\ with a backslash
 */ // line comment \\
goes on
#ifndef A
#define A 0x1fULL + 1.5e+3 .5 \\
  b * 1
# include <sys/header.h>
#include "header.h"
#if defined(A) && 1 /* goes
on */
#elif X
#else
#error don't
#endif
# 12 "file"
#
#pragma once
%:define B(x, ...) #x ## __VA_ARGS__ %:%: c
#undef B
int a[] = { 'a', L'b', "s\\n\\"", u8"x", L"y", 1'0 }; a\xc3\xa9 \xc3\xa9 \xff 1\xc3\xa9
( ) , # ## < > [ ] { } ; : ? ~ . ... -> - -- -= + ++ += * *= / /= % %= & && &= | || |= ^ ^= ! != = == <= >= << >> <<= >>=
%: <: :> <% %> @ \` \0 f(a,b)+c;x->y\\
 z
" unterminated
\\u00e9x x\\u00e9 \\q
# !
#endif
`;

/** The same with a splice inside a token, so that the text has to be cleaned. */
export const warmUpSplicedText = `${warmUpText}abc\\
def /* * *\\
/ "a\\
b"
`;

export const warmUpRounds = 10;
