#!/usr/bin/env bash
# What memory the server takes after the browser stories, all of them on one server:
#   build/memory.sh SERVER SITE
# Prints a row of the table in docs/benchmarks.md: how many times it fits into 100 MB. The stories go to standard error; if one fails, so
# does this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# = 2 ] || {
  echo "usage: build/memory.sh SERVER SITE" >&2
  exit 1
}
notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
FREIGABE_BIN=$(realpath "$1")
FREIGABE_SITE=$(realpath "$2")
export FREIGABE_BIN FREIGABE_SITE FREIGABE_MEMORY=$notes

# Two workers would be two servers, each with half of the stories behind it.
if ! (cd end2end && npx playwright test --project sqlite --workers 1 >&2); then
  echo "==> the browser stories have failed: what memory a server takes after them says nothing" >&2
  exit 1
fi

# A limit holds after each story, so the most of all lines counts (end2end/support/lasting.ts writes them).
LC_ALL=C awk '
  NR == 1 { first = $3 }
  { stories += 1; if (!seen[$1]++) servers += 1; if ($3 > most) most = $3; last = $3 }
  END {
    if (!stories) exit 1
    megabyte = 1024 / 1e6
    printf "==> after the first story %.1f MB, after the last %.1f, at most %.1f\n", first * megabyte, last * megabyte, most * megabyte >"/dev/stderr"
    on = servers == 1 ? "one server" : servers " servers"
    printf "| Resident memory after each of %d browser stories on %s, the most, Sqlite | 100 MB | %.2f | ≥ 1 |\n", stories, on, 100 / (most * megabyte)
  }
' "$notes"
