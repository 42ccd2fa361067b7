#!/usr/bin/env bash
# Measures ratios against baselines of the same run, prints them and writes docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh
source build/measure.sh

folder=$(mktemp -d /tmp/freigabe-postgres.XXXXXX)
table=$(mktemp)
slow=$(mktemp --suffix=.so)
trap 'build/postgres.sh stop "$folder"; rm -f "$table" "$slow"' EXIT
durable_postgres "$folder"

# What cannot be measured has no row. The others are written all the same, and the end says what is missing.
missing=()
rows_of() {
  local what=$1
  shift
  "$@" | grep '^|' | tee -a "$table" || missing+=("$what")
}

measure_into "$table" -p store -p server --features app/ssr --bench orders --bench pages --bench growth --bench sign_in --bench process

# The browser's part of the order form; the server was built beside the benchmarks.
node end2end/bench/preview.mjs "$CARGO_TARGET_DIR/release/freigabe" "$FREIGABE_SITE" | grep '^|' | tee -a "$table"

node build/sizes.mjs "$FREIGABE_SITE/pkg" --rows | tee -a "$table"

rows_of "memory after the browser stories" build/memory.sh "$CARGO_TARGET_DIR/release/freigabe" "$FREIGABE_SITE"
rows_of "rebuild after a change" build/rebuild.sh

# What waits together shares one flush, which shows only where a flush takes its time.
cc -O2 -shared -fPIC -o "$slow" build/slow_flush.c -ldl
host=$(rustc -vV | awk '/^host:/ { print toupper($2) }')
export "CARGO_TARGET_${host//-/_}_RUNNER=env LD_PRELOAD=$slow"
for milliseconds in 1 4; do
  FLUSH_MICROSECONDS=$((milliseconds * 1000)) \
    cargo bench --quiet -p store --bench orders -- "slow-disk=$milliseconds ms" | grep '^|' | tee -a "$table"
done

cat >docs/benchmarks.md <<EOF
# Benchmarks

Written by \`make bench\` on $(measured_on).

Every figure with a range is compared with a baseline of the same run, taken in turns: the median of seven, with its range.
For work it is a speed, and one is as fast as the baseline. Where the baseline is a limit (MB, ms, s, kB), it is how many times what was
measured fits into it; what browsers load is counted once, since it does not vary. The server that goes through the browser stories is
looked at after each of them, and the most that it takes counts.

| Work | Baseline | Speed | Target |
|---|---|---|---|
$(cat "$table")

$(cat docs/benchmarks.notes.md)
EOF

for what in "${missing[@]}"; do
  echo "==> no row in docs/benchmarks.md, see above: $what" >&2
done
[ ${#missing[@]} = 0 ]
