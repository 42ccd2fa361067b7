#!/usr/bin/env bash
# Builds what the browser loads into $FREIGABE_SITE (target/site):
#   build/site.sh [release|dev]     release is small, dev is quick
# The names are those that Leptos asks for: pkg/freigabe.{js,wasm,css}. Beside them lie the parts of the module (app/src/pages.rs).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh

# A standard library of our own in which a panic stops the module and says nothing, and nothing is written for debugging: those texts,
# and what formats them, are a twelfth of what a visit loads. The compiler can do it, but does not promise it yet, so the build does
# without where it cannot.
SILENT=(-Cpanic=immediate-abort -Zunstable-options -Zlocation-detail=none -Zfmt-debug=none)

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

compile() {
  local features=() linker=()
  if [ "$mode" = release ]; then
    features=(--features split)
    linker=(-Clink-arg=--emit-relocs) # tells wasm-split what needs what
  fi
  with_silent_std || frontend
  module=$CARGO_TARGET_DIR/wasm32-unknown-unknown/$folder/frontend.wasm
}

# A call of its own: together with the server, cargo would unify the features of both builds.
frontend() {
  cargo rustc --quiet -p frontend --target wasm32-unknown-unknown --profile "$profile" --no-default-features \
    "$@" "${features[@]}" --crate-type cdylib -- "${linker[@]}"
}

# Fails where it cannot be done, and where the code is wrong: the build without it tells which.
with_silent_std() {
  [ "$mode" = release ] && has_std_sources || return 1
  local log flags
  log=$(mktemp)
  flags=$(printf '"%s", ' "${SILENT[@]}")
  # RUSTC_BOOTSTRAP opens a released compiler for what is not stable yet.
  if RUSTC_BOOTSTRAP=1 rustc --target wasm32-unknown-unknown "${SILENT[@]}" --print cfg >/dev/null 2>"$log" \
    && RUSTC_BOOTSTRAP=1 frontend -Zbuild-std=std,panic_abort --config "build.rustflags=[${flags%, }]" 2>"$log"; then
    cat "$log" >&2
    rm -f "$log"
    return
  fi
  echo "==> site: trying without a silent standard library, since with it: $(grep -m 1 error "$log")" >&2
  rm -f "$log"
  return 1
}

# Making it small takes minutes: the same module in, the same module out.
changed() {
  fingerprint="$mode $(wasm-bindgen --version) $(cat "$FREIGABE_TOOLS/.wasm-split" 2>/dev/null) $(sha256sum <"$module" | cut -c -64) $(cat build/site.sh build/{optimise,bundle,ways}.mjs | sha256sum | cut -c -64)"
  stamp=$FREIGABE_SITE.stamp
  [ "$(cat "$stamp" 2>/dev/null)" != "$fingerprint $(outcome)" ]
}

# Something else may have written there since.
outcome() { cat "$pkg"/*.js "$pkg"/*.wasm 2>/dev/null | sha256sum | cut -c -64; }

remember() { echo "$fingerprint $(outcome)" >"$stamp"; }

# The module, with the JavaScript that calls it. The parts of the split module carry names that wasm-split gives them, and the module
# finds them beside itself.
bindings() {
  local out
  out=$(mktemp -d)
  if [ "$mode" = release ]; then
    wasm-split-cli --target web --out-name freigabe "$module" "$out"
    wasm-bindgen --target web --no-typescript --keep-lld-exports --no-demangle --out-name freigabe --out-dir "$out" "$out/freigabe.wasm"
    mv "$out/freigabe_bg.wasm" "$out/freigabe.wasm"
    # It complains of names that it does not know, and strips them all the same.
    node build/optimise.mjs "$out"/*.wasm 2> >(grep -v "unknown name subsection" >&2)
    node build/bundle.mjs "$out"
    node build/optimise.mjs --joined "$out"/{whole,then}_*.wasm
  else
    wasm-bindgen --target web --no-typescript --out-name freigabe --out-dir "$out" "$module"
    mv "$out/freigabe_bg.wasm" "$out/freigabe.wasm"
  fi

  rm -rf "$pkg/snippets" "$pkg"/*.js "$pkg"/*.wasm "$pkg"/*.{js,wasm}.{br,gz}
  cp -R "$out/." "$pkg/"
  rm -rf "$out"
}

# A file that is served compressed must be the one beside it.
compressed() {
  local files=("$pkg"/*.{js,wasm,css} "$FREIGABE_SITE"/{icons,favicon}.svg)
  if [ "$mode" = release ]; then
    node build/compress.mjs "${files[@]}"
  else
    rm -f "${files[@]/%/.br}" "${files[@]/%/.gz}"
  fi
}

# Browsers keep what they load under this name for good.
version() { cat "$pkg"/*.{js,wasm,css} | sha256sum | cut -c -16 >"$pkg/version"; }

# What a browser loads of each file; `door` is the part of the page on which a visit begins.
sizes() {
  [ "$mode" = release ] || return 0
  node build/sizes.mjs "$pkg"
}

main "$@"
