#!/usr/bin/env bash
# The one entrance: installs what is missing, builds, runs, tests, measures.
#   ./build.sh run [--open]    build everything and start Legwork on 127.0.0.1:8080
#   ./build.sh test            every test, from a clean clone
#   ./build.sh test rust […]   the Rust tests only
#   ./build.sh bench           print the figures; bench page: of page readers, side by side; bench gate: of judging;
#                              bench gateway: of requests through it, beside other gateways;
#                              bench kills: 200 kills of the background during runs
#   ./build.sh build           server (release) and extension only
set -euo pipefail
cd "$(dirname "$0")"
ROOT=$PWD
STAMPS=target/stamps

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
die() { printf '\nbuild.sh: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Runs its command only when the named file changed since the last time.
once_per() { # stamp file command…
  local stamp=$STAMPS/$1 sum; sum=$(sha256sum "$2" | cut -d' ' -f1); shift 2
  mkdir -p "$STAMPS"
  [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
  "$@"
  printf '%s' "$sum" > "$stamp"
}

apt_updated=
apt() {
  have apt-get || die "please install: $*"
  local sudo=; [ "$(id -u)" = 0 ] || { have sudo || die "please install as root: $*"; sudo=sudo; }
  [ -n "$apt_updated" ] || { $sudo apt-get update -qq; apt_updated=1; }
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}

find_chromium() { for c in chromium chromium-browser google-chrome; do command -v $c && return; done; }
find_firefox() { for c in firefox-esr firefox; do command -v $c && return; done; }

need_compiler() {
  have cargo || die "Rust is missing: install it with rustup"
  have cc || { say "Installing a C compiler"; apt gcc libc6-dev; }
}
need_node() { have node && have npm || { say "Installing Node"; apt nodejs npm; }; }
# Whether the browser is there and not older than the extension needs (manifest.json).
is_recent() { # browser version
  local found; found=$([ -z "$1" ] || "$1" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1)
  [ "${found:-0}" -ge "$2" ]
}
need_browser() { is_recent "$(find_chromium)" 148 || { say "Installing Chromium"; apt chromium fonts-liberation; }; }
need_firefox() { is_recent "$(find_firefox)" 142 || { say "Installing Firefox ESR"; apt firefox-esr; }; }
need_postgres() {
  have postgres || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { say "Installing Postgres"; apt postgresql; }
}
need_wasm_target() {
  local rustlib; rustlib=$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown
  [ -d "$rustlib" ] && return
  say "Installing the WASM target"
  have rustup && rustup target add wasm32-unknown-unknown && return
  LEGWORK_WASM_RUSTC=$(xtask/wasm-toolchain.sh "$ROOT/target/wasm-toolchain") \
    || die "no WASM target: rustup could not fetch it and Debian's could not be built"
  export LEGWORK_WASM_RUSTC
}
npm_install() { # folder
  need_node
  once_per "npm-$1" "$1/package-lock.json" npm ci --prefix "$1" --no-fund --no-audit --loglevel=error
}

build_extension() { # extra arguments for xtask
  need_wasm_target; npm_install extension
  say "Extension"
  cargo xtask extension --browser all "$@"
}
build_server() {
  need_compiler
  say "Server (release)"
  cargo build --release -p server
}

cmd_run() {
  local open=
  for argument in "$@"; do case $argument in
    --open) open=1 ;;
    *) die "run knows --open, not $argument" ;;
  esac; done
  need_compiler; need_node; need_browser
  build_server; build_extension
  local url=http://127.0.0.1:8080
  say "Starting Legwork"
  target/release/legwork serve --dev --listen 127.0.0.1:8080 --data ./data & local server=$!
  trap 'kill $server 2>/dev/null || true; wait $server || true' EXIT
  for _ in $(seq 100); do
    kill -0 $server 2>/dev/null || die "the server did not start"
    curl -fs $url/readyz >/dev/null 2>&1 && break
    sleep 0.1
  done
  cat <<TEXT

  Portal      $url
  Extension   $ROOT/dist/chrome     chrome://extensions → Developer mode → Load unpacked
              $ROOT/dist/firefox    about:debugging → This Firefox → Load Temporary Add-on
  Mail        $url/dev/mail
  Answers     $([ -n "${OPENAI_API_KEY:-}" ] && echo "the model at ${OPENAI_BASE_URL:-the OpenAI API}" || echo "offline: quotes pages, no model (set OPENAI_API_KEY for one)")

TEXT
  if [ -n "$open" ]; then
    "$(find_chromium)" --user-data-dir="$ROOT/data/chromium" --no-first-run \
      --disable-extensions-except="$ROOT/dist/chrome" --load-extension="$ROOT/dist/chrome" \
      $([ "$(id -u)" = 0 ] && echo --no-sandbox) $url >/dev/null 2>&1 &
  fi
  wait $server
}

cmd_test() {
  need_compiler; need_node; need_wasm_target; need_browser; need_firefox; need_postgres
  npm_install extension; npm_install e2e
  say "Formatting"
  cargo fmt --all --check
  say "Layers and texts"
  cargo xtask lint
  say "Clippy"
  cargo clippy --workspace --all-targets --quiet -- -D warnings
  # Another compiler's target (need_wasm_target) is not clippy's to read.
  local feature; for feature in engine ui; do
    [ -n "${LEGWORK_WASM_RUSTC:-}" ] || cargo clippy -p core-wasm --features $feature --target wasm32-unknown-unknown --quiet -- -D warnings
  done
  test_rust
  say "TypeScript"
  npm run --prefix extension --silent typecheck
  npm run --prefix e2e --silent typecheck
  build_extension --e2e
  say "web-ext lint"
  npm run --prefix extension --silent lint
  say "Journeys in Chromium and Firefox"
  cargo build --quiet -p server --bin legwork -p scripted-upstream --bin scripted-upstream
  cargo build --quiet -p core-wasm --example semantics --example outline
  LEGWORK_BIN=$ROOT/target/debug/legwork SCRIPTED_UPSTREAM_BIN=$ROOT/target/debug/scripted-upstream \
    CHROMIUM_BIN=$(find_chromium) FIREFOX_BIN=$(find_firefox) npm test --prefix e2e --silent
  say "Everything passed"
}

# A private Postgres in a temporary folder, for the tests only.
start_postgres() {
  local bin as=; bin=$(postgres_bin)
  POSTGRES_DIR=$(mktemp -d); chmod 755 "$POSTGRES_DIR"
  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || useradd --system --no-create-home postgres
    chown postgres "$POSTGRES_DIR"; as="runuser -u postgres --"
  fi
  local port=; port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' 2>/dev/null \
    || node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  # Nothing here must survive a power cut.
  $as "$bin/initdb" -D "$POSTGRES_DIR/data" -U postgres --auth=trust -E UTF8 --locale=C >/dev/null
  $as "$bin/postgres" -D "$POSTGRES_DIR/data" -p "$port" -k "$POSTGRES_DIR" -c listen_addresses=127.0.0.1 \
    -c fsync=off -c synchronous_commit=off -c max_connections=400 >"$POSTGRES_DIR/log" 2>&1 &
  POSTGRES_PID=$!
  trap stop_postgres EXIT
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
  export LEGWORK_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port
}
# Called at the exit of this script, whose status it must not change.
stop_postgres() {
  kill "$POSTGRES_PID" 2>/dev/null || true
  wait "$POSTGRES_PID" 2>/dev/null || true
  rm -rf "$POSTGRES_DIR"
}

test_rust() {
  say "Rust tests (both databases)"
  start_postgres
  cargo build -p server --bin legwork --quiet
  [ $# -gt 0 ] || set -- --workspace
  if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --no-fail-fast "$@"
  else cargo test --quiet "$@"; fi
}

postgres_bin() {
  if have postgres; then dirname "$(command -v postgres)"
  else find /usr/lib/postgresql -path '*/bin/postgres' | sort -V | tail -n 1 | xargs dirname; fi
}

# Beside nginx and the gateway of Portkey, which is installed for this only.
bench_gateway() {
  have wrk && have nginx || { say "Installing wrk and nginx"; apt wrk nginx-light; }
  npm_install e2e; build_server
  [ -d target/peers/node_modules ] || npm install --prefix target/peers --silent @portkey-ai/gateway@1.15.2
  PORTKEY_JS=$ROOT/target/peers/node_modules/@portkey-ai/gateway/build/start-server.js \
    LEGWORK_BIN=$ROOT/target/release/legwork SCRIPTED_UPSTREAM_BIN=none \
    npm run --prefix e2e --silent bench -- gateway
}

cmd_bench() {
  need_compiler
  if [ "$*" = gate ]; then cargo run --release --quiet -p core-wasm --example gate; return; fi
  need_node
  if [ "$*" = gateway ]; then bench_gateway; return; fi
  need_browser
  npm_install extension; npm_install e2e
  cargo build --release --quiet -p core-wasm --example outline
  export OUTLINE_BIN=$ROOT/target/release/examples/outline
  # Readers beside each other need neither server nor extension.
  if [ "$*" = page ]; then CHROMIUM_BIN=$(find_chromium) npm run --prefix e2e --silent bench -- page; return; fi
  build_server; build_extension --e2e
  cargo build --release --quiet -p scripted-upstream
  LEGWORK_BIN=$ROOT/target/release/legwork SCRIPTED_UPSTREAM_BIN=$ROOT/target/release/scripted-upstream \
    CHROMIUM_BIN=$(find_chromium) npm run --prefix e2e --silent bench -- "$@"
}

case ${1:-} in
  run) shift; cmd_run "$@" ;;
  test) shift; case ${1:-} in
    '') cmd_test ;;
    rust) shift; need_compiler; need_postgres; test_rust "$@" ;;
    *) die "test takes nothing, or rust and arguments for the test runner" ;;
  esac ;;
  bench) shift; cmd_bench "$@" ;;
  build) build_server; build_extension ;;
  *) sed -n '2,9s/^# \?//p' "$0"; exit 2 ;;
esac
