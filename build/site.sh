#!/usr/bin/env bash
# Builds what the browser loads into $FREIGABE_SITE (target/site):
#   build/site.sh [release|dev]     release is small, dev is quick
# The names are those that Leptos asks for: pkg/freigabe.{js,wasm,css}.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh

main() {
  mode=${1:-release}
  case $mode in
    release) profile=wasm-release folder=wasm-release ;;
    dev) profile=dev folder=debug ;;
    *)
      echo "usage: build/site.sh [release|dev]" >&2
      exit 1
      ;;
  esac
  pkg=$FREIGABE_SITE/pkg
  mkdir -p "$pkg"

  public_files
  stylesheet
  compile
  if changed; then
    bindings
    remember
  fi
  compressed
  version
  sizes
}

public_files() {
  if [ -d public ]; then cp -R public/. "$FREIGABE_SITE/"; fi
}

# Written beside its final place first: a parse error must not leave half a stylesheet behind.
stylesheet() {
  [ -f style/main.css ] || return 0
  if ! lightningcss --bundle --minify style/main.css -o "$pkg/.freigabe.css"; then
    echo "style/main.css: the stylesheet does not parse, see above" >&2
    exit 1
  fi
  mv "$pkg/.freigabe.css" "$pkg/freigabe.css"
}

# A call of its own: together with the server, cargo would unify the features of both builds.
compile() {
  cargo build --quiet -p frontend --target wasm32-unknown-unknown --profile "$profile" --no-default-features
  module=$CARGO_TARGET_DIR/wasm32-unknown-unknown/$folder/frontend.wasm
}

# wasm-opt takes a minute: the same module in, the same module out.
changed() {
  fingerprint="$mode $(wasm-bindgen --version) $(sha256sum <"$module" | cut -c -64) $(sha256sum <build/site.sh | cut -c -64)"
  stamp=$FREIGABE_SITE.stamp
  [ "$(cat "$stamp" 2>/dev/null)" != "$fingerprint $(outcome)" ]
}

# Something else may have written there since.
outcome() { cat "$pkg/freigabe.js" "$pkg/freigabe.wasm" 2>/dev/null | sha256sum | cut -c -64; }

remember() { echo "$fingerprint $(outcome)" >"$stamp"; }

bindings() {
  local out
  out=$(mktemp -d)
  wasm-bindgen --target web --no-typescript --out-name freigabe --out-dir "$out" "$module"
  if [ "$mode" = release ]; then optimise "$out/freigabe_bg.wasm"; fi

  rm -rf "$pkg/snippets"
  mv "$out/freigabe_bg.wasm" "$out/freigabe.wasm"
  cp -R "$out/." "$pkg/"
  rm -rf "$out"
}

# What today's rustc emits without being asked; wasm-opt refuses features it was not told of.
optimise() {
  wasm-opt -Oz --enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue --strip-debug --strip-producers \
    "$1" -o "$1.optimised"
  mv "$1.optimised" "$1"
}

# A file that is served compressed must be the one beside it.
compressed() {
  local files=("$pkg"/freigabe.{js,wasm,css} "$FREIGABE_SITE"/{icons,favicon}.svg)
  if [ "$mode" = release ]; then
    node build/compress.mjs "${files[@]}"
  else
    rm -f "${files[@]/%/.br}" "${files[@]/%/.gz}"
  fi
}

# Browsers keep what they load under this name for good.
version() { cat "$pkg"/freigabe.{js,wasm,css} | sha256sum | cut -c -16 >"$pkg/version"; }

sizes() {
  local file list='' total=0 size
  for file in js wasm css; do
    size=$(wc -c <"$pkg/freigabe.$file")
    list+=", $file $((size / 1000)) kB"
    [ "$mode" = release ] && total=$((total + $(wc -c <"$pkg/freigabe.$file.br")))
  done
  [ "$mode" = release ] && list+="; $((total / 1000)) kB with Brotli"
  echo "==> site ($mode): ${list#, }"
}

main "$@"
