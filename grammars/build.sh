#!/bin/sh
# Makes kpi_c.wasm from grammar.js. Needs tree-sitter (cargo install tree-sitter-cli@0.27.1), clang and wasm-ld of LLVM 15 or later.
# CLANG names another clang (CLANG=clang-19). Only who changes grammar.js needs this: the wasm is committed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
clang=${CLANG:-clang}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here/grammar.js" "$work/"
echo '{"type":"module"}' > "$work/package.json"
(cd "$work" && tree-sitter generate grammar.js)

# parser.h wants malloc and friends declared; a generated parser without a scanner calls none of them.
mkdir "$work/include"
cat > "$work/include/stdlib.h" <<'H'
#include <stddef.h>
void *malloc(size_t), *calloc(size_t, size_t), *realloc(void *, size_t);
void free(void *);
H
"$clang" --target=wasm32-unknown-unknown -fPIC -shared -O2 -nostdlib -fvisibility=hidden \
  -Wl,--no-entry,--allow-undefined,--experimental-pic,--strip-all,--export=tree_sitter_kpi_c \
  -isystem "$work/include" -I "$work/src" "$work/src/parser.c" -o "$here/kpi_c.wasm"
ls -l "$here/kpi_c.wasm"
