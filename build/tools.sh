#!/usr/bin/env bash
# Installs what this project needs, and nothing twice:
#   build/tools.sh build   what `make run` needs
#   build/tools.sh test    and Postgres, sqlite3, Chromium, Playwright
#   build/tools.sh dev     build, and cargo-leptos
#   build/tools.sh lighthouse   test, and Lighthouse
# Only package registries are asked (Debian, crates.io, npm); nothing is
# downloaded as a ready-made binary from elsewhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh

WASM_BINDGEN_DEFAULT=0.2.130
WASM_SPLIT_VERSION=0.2.4
CARGO_LEPTOS_VERSION=0.3.11
CARGO_DENY_VERSION=0.20.2
DEBIAN_RUST=(rustc-web cargo-web rust-web-src rust-web-llvm lld-22 rust-web-clippy rustfmt-web)
DEBIAN_WASM_LIB=/usr/lib/rustlib/wasm32-unknown-unknown/lib
# With bitcode in it, as in rustup's: link-time optimisation of the site needs it.
DEBIAN_WASM_FLAGS="-Cembed-bitcode=yes -Ccodegen-units=1"

main() {
  local wish=${1:-}
  case $wish in build | test | dev | lighthouse) ;; *) fail "usage: build/tools.sh build|test|dev|lighthouse" ;; esac

  mkdir -p "$FREIGABE_TOOLS"
  lock installing
  system_packages "$wish"
  rust_with_wasm
  wasm_bindgen
  wasm_split
  npm_packages build
  case $wish in
    test | lighthouse)
      npm_packages end2end
      cargo_deny
      ;;&
    lighthouse) npm_packages build/lighthouse ;;
    dev)
      lock installing-cargo-leptos # takes long; nobody else needs to wait for it
      cargo_leptos
      ;;
  esac
}

# Two runs at once would install over each other. Taking another lock gives up the one before.
lock() {
  exec 9>"$FREIGABE_TOOLS/.$1"
  flock 9
}

say() { echo "==> $*"; }

fail() {
  echo "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Runs a command silently; shows the end of its output only when it fails.
quiet() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1 9>&-; then
    rm -f "$log"
  else
    tail -n 40 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

system_packages() {
  local missing=()
  have node && have npm || fail "Node.js 20 or newer with npm is needed: install the packages nodejs and npm."
  have cc || missing+=(build-essential)
  have pkg-config || missing+=(pkg-config)
  have curl || missing+=(curl)
  if [ "$1" = test ] || [ "$1" = lighthouse ]; then
    have chromium-headless-shell || missing+=(chromium-headless-shell)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    have sqlite3 || missing+=(sqlite3) # `make bench` puts a database back with it
    # Without any font Chromium draws empty boxes in the screenshots.
    compgen -G '/usr/share/fonts/truetype/liberation*' >/dev/null || missing+=(fonts-liberation)
  fi
  apt_install "system packages" "${missing[@]}"
}

apt_install() {
  local what=$1
  shift
  [ $# -gt 0 ] || return 0
  have apt-get || fail "Please install: $*"
  say "$what: $* (1 min)"
  # A third-party source that cannot be reached must not stop us; a package that is missing will.
  quiet as_root apt-get update || true
  quiet as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

rust_with_wasm() {
  if ! has_wasm_std "$(rustc --print sysroot 2>/dev/null || true)" && ! wasm_from_rustup; then
    rust_from_debian
    return
  fi
  if [ "${RUSTUP_TOOLCHAIN:-}" = debian ]; then
    rust_from_debian # another Rust since then needs another standard library
    return
  fi
  if ! rustup_has_lints; then
    say "clippy and rustfmt"
    quiet rustup component add clippy rustfmt
  fi
  has_std_sources || std_sources_from_rustup
}

# build/site.sh makes a smaller standard library of them, and does without: what cannot be had is not asked for again until Rust is
# another one.
std_sources_from_rustup() {
  local stamp=$FREIGABE_TOOLS/.no-rust-src
  have rustup || return 0
  [ "$(cat "$stamp" 2>/dev/null)" != "$(rustc -V)" ] || return 0
  say "Rust's sources from rustup"
  RUSTUP_MAX_RETRIES=0 timeout 60 rustup component add rust-src >/dev/null 2>&1 9>&- && return
  say "rustup brings no rust-src: the site will be a twelfth larger"
  rustc -V >"$stamp"
}

wasm_from_rustup() {
  have rustup || return 1
  say "Rust's wasm target from rustup"
  RUSTUP_MAX_RETRIES=0 timeout 180 rustup target add wasm32-unknown-unknown >/dev/null 2>&1 9>&-
}

rustup_has_lints() {
  local bin
  bin=$(rustc --print sysroot)/bin
  [ -x "$bin/cargo-clippy" ] && [ -x "$bin/cargo-fmt" ]
}

# Debian ships a recent Rust, and its source, but no standard library for wasm: build it once.
rust_from_debian() {
  local missing=() package
  for package in "${DEBIAN_RUST[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
  apt_install "Debian's Rust" "${missing[@]}"

  local stamp=$DEBIAN_WASM_LIB/.built-with origin
  origin="$(/usr/bin/rustc -vV) $DEBIAN_WASM_FLAGS"
  if ! has_wasm_std /usr || [ "$(cat "$stamp" 2>/dev/null)" != "$origin" ]; then
    say "Rust with a wasm standard library (1 min)"
    wasm_std_from_source
    echo "$origin" | as_root tee "$stamp" >/dev/null
  fi

  if have rustup; then
    [ -e "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/debian" ] || quiet rustup toolchain link debian /usr
    export RUSTUP_TOOLCHAIN=debian
  fi
}

wasm_std_from_source() {
  local work
  work=$(mktemp -d)
  mkdir "$work/src"
  : >"$work/src/lib.rs"
  cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "empty"
version = "0.0.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
TOML
  # -Zbuild-std is for nightly compilers; RUSTC_BOOTSTRAP opens it for this one call.
  (cd "$work" && quiet env -u RUSTUP_TOOLCHAIN RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
    RUSTFLAGS="$DEBIAN_WASM_FLAGS" CARGO_TARGET_DIR="$work/target" /usr/bin/cargo build --release \
    -Zbuild-std=std,panic_abort --target wasm32-unknown-unknown)
  as_root mkdir -p "$DEBIAN_WASM_LIB"
  as_root rm -f "$DEBIAN_WASM_LIB"/*.rlib
  as_root cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$DEBIAN_WASM_LIB/"
  rm -rf "$work"
  # Cargo does not see that what it built there was for another standard library.
  rm -rf "$CARGO_TARGET_DIR/wasm32-unknown-unknown"
}

# wasm-bindgen's command refuses modules made with any other version of its library.
wasm_bindgen_version() {
  local version=''
  if [ -f Cargo.lock ]; then
    version=$(awk '/^name = /{ name = $3 } /^version = / && name == "\"wasm-bindgen\"" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock)
  fi
  echo "${version:-$WASM_BINDGEN_DEFAULT}"
}

wasm_bindgen() {
  local version
  version=$(wasm_bindgen_version)
  [ "$("$FREIGABE_TOOLS/bin/wasm-bindgen" --version 2>/dev/null)" = "wasm-bindgen $version" ] && return
  say "wasm-bindgen $version (3 min)"
  cargo_install wasm-bindgen-cli "$version" --bin wasm-bindgen
}

# The command does not tell its version, so it is remembered.
wasm_split() {
  local stamp=$FREIGABE_TOOLS/.wasm-split
  [ "$(cat "$stamp" 2>/dev/null)" = "$WASM_SPLIT_VERSION" ] && [ -x "$FREIGABE_TOOLS/bin/wasm-split-cli" ] && return
  say "wasm-split $WASM_SPLIT_VERSION (1 min)"
  cargo_install wasm_split_cli_support "$WASM_SPLIT_VERSION" --features build-binary
  echo "$WASM_SPLIT_VERSION" >"$stamp"
}

cargo_deny() {
  [ "$("$FREIGABE_TOOLS/bin/cargo-deny" --version 2>/dev/null)" = "cargo-deny $CARGO_DENY_VERSION" ] && return
  say "cargo-deny $CARGO_DENY_VERSION (6 min)"
  cargo_install cargo-deny "$CARGO_DENY_VERSION"
}

cargo_leptos() {
  [[ "$("$FREIGABE_TOOLS/bin/cargo-leptos" --version 2>/dev/null)" == *" $CARGO_LEPTOS_VERSION" ]] && return
  # It needs Rust 1.96, one newer than the project itself.
  if [ "$(printf '%s\n' "rustc 1.96" "$(rustc --version)" | sort -V | head -n 1)" != "rustc 1.96" ]; then
    rust_from_debian
  fi
  say "cargo-leptos $CARGO_LEPTOS_VERSION (15 min)"
  cargo_install cargo-leptos "$CARGO_LEPTOS_VERSION" --features no_downloads
}

# These tools' own release profiles optimise for minutes what runs for a second.
cargo_install() {
  local crate=$1 version=$2 target
  shift 2
  target=$(mktemp -d)
  local install=(env CARGO_TARGET_DIR="$target" CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_STRIP=true
    cargo install "$crate" --version "=$version" --root "$FREIGABE_TOOLS" --force "$@")
  # The crate's own lock file can name a version that a mirror of the registry lacks.
  "${install[@]}" --locked >/dev/null 2>&1 9>&- || quiet "${install[@]}"
  rm -rf "$target"
}

npm_packages() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed" && return
  say "npm packages of $1/"
  (cd "$1" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quiet npm ci --no-audit --no-fund)
  cp "$1/package-lock.json" "$1/node_modules/.installed"
}

main "$@"
