#!/usr/bin/env bash
# Measures ratios against baselines of the same run, prints them and writes docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh

folder=$(mktemp -d /tmp/freigabe-postgres.XXXXXX)
table=$(mktemp)
slow=$(mktemp --suffix=.so)
trap 'build/postgres.sh stop "$folder"; rm -f "$table" "$slow"' EXIT
# Both sides are measured with the durability that they have in use.
export FREIGABE_PG_FSYNC=on
FREIGABE_TEST_POSTGRES=$(build/postgres.sh start "$folder")
export FREIGABE_TEST_POSTGRES

machine() {
  local cpu memory
  cpu=$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
  memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
  echo "$(nproc) cores (${cpu:-$(uname -m)}), ${memory} GB, Linux $(uname -r | cut -d- -f1)"
}

postgres_version() {
  "$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)/postgres" --version | awk '{ print $3 }'
}

echo "==> building (release)"
build/site.sh release
benches=(-p store -p server --features app/ssr --bench orders --bench pages --bench growth --bench sign_in --bench process)
cargo bench --quiet "${benches[@]}" --no-run
echo "==> measuring"
cargo bench --quiet "${benches[@]}" | grep '^|' | tee "$table"

# The browser's part of the order form; the server was built beside the benchmarks.
node end2end/bench/preview.mjs "$CARGO_TARGET_DIR/release/freigabe" "$FREIGABE_SITE" | grep '^|' | tee -a "$table"

node build/sizes.mjs "$FREIGABE_SITE/pkg" --rows | tee -a "$table"

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

Written by \`make bench\` on $(date -u +%F): $(machine), $(rustc --version | cut -d' ' -f1-2), Postgres $(postgres_version).

Every figure with a range is compared with a baseline of the same run, taken in turns: the median of seven, with its range.
For work it is a speed, and one is as fast as the baseline. Where the baseline is a limit (MB, ms, kB), it is how many times what was
measured fits into it; what browsers load is counted once, since it does not vary.

| Work | Baseline | Speed | Target |
|---|---|---|---|
$(cat "$table")

$(cat docs/benchmarks.notes.md)
EOF
