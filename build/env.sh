# Sourced by every recipe and script: which Rust, which tools, which folders.
# Needs bash; changes nothing but the environment.

freigabe_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

export FREIGABE_TOOLS="${FREIGABE_TOOLS:-$HOME/.cache/freigabe/tools}"

# One target folder for all checkouts, since the dependencies are heavy. Cargo
# does not tell the checkouts' own crates apart: it takes what was built from
# another one for its own, if it is younger than the files here. So whoever
# comes from another checkout makes its files the youngest.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/freigabe/target}"
if [ "$(cat "$CARGO_TARGET_DIR/.checkout" 2>/dev/null)" != "$freigabe_root" ]; then
  mkdir -p "$CARGO_TARGET_DIR"
  find "$freigabe_root" \( -name target -o -name node_modules -o -name .git \) -prune -o -type f -exec touch -c {} +
  echo "$freigabe_root" >"$CARGO_TARGET_DIR/.checkout"
fi

export FREIGABE_SITE="${FREIGABE_SITE:-$freigabe_root/target/site}"

# Leptos reads this while it is compiled. Without it the pages ask for
# freigabe_bg.wasm; with it for freigabe.wasm, the name cargo-leptos writes too.
export LEPTOS_OUTPUT_NAME=freigabe

for freigabe_dir in "$freigabe_root/build/node_modules/.bin" "$FREIGABE_TOOLS/bin"; do
  case ":$PATH:" in
    *":$freigabe_dir:"*) ;;
    *) export PATH="$freigabe_dir:$PATH" ;;
  esac
done

# The sources of the standard library, as rustup brings them. With Debian's Rust the site is built without.
has_std_sources() {
  local sysroot
  sysroot=$(rustc --print sysroot)
  [ "${RUSTUP_TOOLCHAIN:-}" != debian ] && [ "$sysroot" != /usr ] && [ -f "$sysroot/lib/rustlib/src/rust/library/Cargo.lock" ]
}

has_wasm_std() { compgen -G "$1/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null; }

# Where rustup cannot fetch the wasm target, build/tools.sh links Debian's Rust
# as the toolchain "debian". Use it only then.
if command -v rustup >/dev/null \
  && [ -e "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/debian" ] \
  && ! has_wasm_std "$(rustc --print sysroot 2>/dev/null)" \
  && has_wasm_std /usr; then
  export RUSTUP_TOOLCHAIN=debian
fi

unset freigabe_root freigabe_dir
