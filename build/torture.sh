#!/usr/bin/env bash
# Runs the tests of faults for a long time and prints one table. Fails on any violation.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh

folder=$(mktemp -d /tmp/freigabe-postgres.XXXXXX)
table=$(mktemp)
log=$(mktemp)
trap 'build/postgres.sh stop "$folder"; rm -f "$table" "$log"' EXIT
# A kill of the server must not count as one of the disk: Postgres waits for it, as in use.
export FREIGABE_PG_FSYNC=on
FREIGABE_TEST_POSTGRES=$(build/postgres.sh start "$folder")
export FREIGABE_TEST_POSTGRES
export FREIGABE_TORTURE=1

echo "==> building"
cargo test --quiet -p domain -p store -p app -p server --features app/ssr --no-run
echo "==> torture"
cargo test --quiet -p domain -p store -p app -p server --features app/ssr --test it -- \
  faults:: backup:: machine:: attacks::guessing --nocapture --test-threads=1 >"$log" 2>&1 && code=0 || code=$?
# The dots of tests that have passed can stand before a row.
sed -n 's/^\.*|/|/p' "$log" >"$table"
if [ "$code" = 0 ]; then
  echo "==> anything at all, five minutes each"
  export BOLERO_RANDOM_TEST_TIME_MS=300000
  {
    cargo test --quiet -p domain --test fuzz \
      && cargo test --quiet -p domain -p store -p app -p server --features app/ssr --lib -- fuzz::
  } >"$log" 2>&1 && code=0 || code=$?
fi
if [ "$code" = 0 ]; then
  targets=$(awk '/^running [0-9]+ tests?$/ { all += $2 } END { print all }' "$log")
  echo "| Parsers and the order's states, five minutes each | $targets | 0 | no panic, no broken rule |" >>"$table"
fi
[ "$code" = 0 ] || tail -n 60 "$log"

echo
echo "| What | Attempts | Violations | Figures |"
echo "|---|---|---|---|"
cat "$table"
exit "$code"
