#!/bin/sh
# Makes a rustc that `kpigen verify --rustc` can ask about machines for which no core library can be had (`rustup target add` has none for 32-bit or
# big-endian FreeBSD): builds core from rustc's own source, one target after the other, each in a minute.
#
#     scripts/rust-core.sh RUSTC LIBRARY DIR TARGET...
#
# RUSTC is the compiler and LIBRARY the folder `library` of the source of that very version: on Debian /usr/bin/rustc of rustc-web and
# /usr/src/rustc-VERSION/library of rust-web-src, with rustup `rustc` and `$(rustc --print sysroot)/lib/rustlib/src/rust/library` of the component rust-src.
# DIR/rustc is the result.
set -eu
[ $# -ge 4 ] || { echo "usage: $0 RUSTC LIBRARY DIR TARGET..." >&2; exit 2; }
rustc=$(command -v "$1")
library=$2
mkdir -p "$3"
out=$(cd "$3" && pwd)
shift 3

# core's source uses what only its own compiler may
export RUSTC_BOOTSTRAP=1
# a crate without std wants this library, too; nothing is linked, so an empty one will do
builtins=$out/compiler_builtins.rs
printf '%s\n' '#![feature(no_core, compiler_builtins)]' '#![no_core]' '#![compiler_builtins]' '#![allow(internal_features)]' > "$builtins"

for target do
  lib=$out/sysroot/lib/rustlib/$target/lib
  mkdir -p "$lib"
  "$rustc" --edition 2024 --crate-name core --crate-type rlib --target "$target" -C panic=abort --cap-lints allow \
    -Z force-unstable-if-unmarked -o "$lib/libcore-kpigen.rlib" "$library/core/src/lib.rs"
  "$rustc" --edition 2024 --sysroot "$out/sysroot" --crate-name compiler_builtins --crate-type rlib --target "$target" \
    -L "$lib" -o "$lib/libcompiler_builtins-kpigen.rlib" "$builtins"
  echo "core for $target"
done

# the machine's own libraries, for what has to run
host=$("$rustc" -vV | sed -n 's/^host: //p')
ln -sfn "$("$rustc" --print sysroot)/lib/rustlib/$host" "$out/sysroot/lib/rustlib/$host"
printf '#!/bin/sh\nexec "%s" --sysroot "%s/sysroot" "$@"\n' "$rustc" "$out" > "$out/rustc"
chmod +x "$out/rustc"
