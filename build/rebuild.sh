#!/usr/bin/env bash
# How long a change in one component takes until `make dev` has built it:
#   build/rebuild.sh
# Prints a row of the table in docs/benchmarks.md: how many times it fits into fifteen seconds. What takes the time goes to standard error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh
source build/dev.env.sh
# Leptos looks at this while it is compiled. So it stays the same as `cargo leptos watch` has it, and neither compiles it again.
export LEPTOS_WATCH=true

LIMIT=15000 # milliseconds
ROUNDS=7
COMPONENT=app/src/frame.rs
BEFORE='<p>{text::shell::footer(l)}'

kept=$(mktemp)
log=$(mktemp)
cp "$COMPONENT" "$kept"
# Not with its old time: cargo would take what it has built of the change for what is built of the file.
trap 'cp "$kept" "$COMPONENT"; rm -f "$kept" "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

main() {
  echo "==> building as make dev does" >&2
  build
  local round times=()
  for ((round = 1; round <= ROUNDS; round++)); do
    change "$round"
    times+=("$(milliseconds build)")
  done
  show_parts "${times[@]}" >&2
  row "${times[@]}"
}

# Another text in the footer each time, so that there is something to compile.
change() {
  sed "s|$BEFORE|$BEFORE \" ($1)\"|" "$kept" >"$COMPONENT"
  if cmp -s "$kept" "$COMPONENT"; then
    echo "$COMPONENT: the footer is not as this script expects it" >&2
    return 1
  fi
}

build() {
  cargo leptos build "$@" >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    return 1
  }
}

milliseconds() {
  local began
  began=$(date +%s%N)
  "$@" || return
  echo $((($(date +%s%N) - began) / 1000000))
}

# Both halves are built at the same time; here one after the other.
show_parts() {
  local browser server nothing
  change parts
  browser=$(milliseconds build --frontend-only)
  server=$(milliseconds build --server-only)
  nothing=$(milliseconds build)
  echo "==> milliseconds until a change is built: $*"
  echo "==> the browser's half alone $browser, the server's alone $server, both where nothing has changed $nothing"
}

row() {
  local ratio sorted=()
  mapfile -t sorted < <(for ratio in "$@"; do echo "$ratio"; done | sort -n)
  LC_ALL=C awk -v limit="$LIMIT" -v median="${sorted[ROUNDS / 2]}" -v least="${sorted[-1]}" -v most="${sorted[0]}" 'BEGIN {
    printf "| Rebuild after a change in one component, as `make dev` does | 15 s | %.2f (%.2f–%.2f) | ≥ 1 |\n", limit / median, limit / least, limit / most
  }'
}

main "$@"
