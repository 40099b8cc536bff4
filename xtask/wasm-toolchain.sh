#!/usr/bin/env bash
# The WASM target where rustup can not fetch it: Debian's compiler and its sources, from which std is built once into a
# private sysroot. Prints the path of a rustc that knows the target. Called by build.sh.
set -euo pipefail
out=$1
rustc=$out/rustc
if [ -x "$rustc" ]; then echo "$rustc"; exit; fi
{
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
    rustc-web cargo-web rust-web-src rust-web-llvm </dev/null
  # rust-lld is a link to the lld of the compiler's own LLVM, which no package asks for.
  $sudo apt-get install -y -qq --no-install-recommends "$(readlink /usr/bin/rust-lld)" </dev/null
  # std's own crate is all that is compiled with unstable features: nothing of Legwork is.
  build=$out/std; mkdir -p "$build/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n' > "$build/Cargo.toml"
  : > "$build/src/lib.rs"
  (cd "$build" && env -u CARGO_TARGET_DIR RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo build --release \
    -Zbuild-std=std,panic_abort --target wasm32-unknown-unknown)
  libs=$out/sysroot/lib/rustlib
  mkdir -p "$libs/wasm32-unknown-unknown/lib"
  cp "$build"/target/wasm32-unknown-unknown/release/deps/*.r{lib,meta} "$libs/wasm32-unknown-unknown/lib/"
  rm -f "$libs"/wasm32-unknown-unknown/lib/libempty-*
  ln -sfn /usr/lib/rustlib/x86_64-unknown-linux-gnu "$libs/x86_64-unknown-linux-gnu"
  printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot %s "$@"\n' "$out/sysroot" > "$rustc"
  chmod +x "$rustc"
} >&2
echo "$rustc"
