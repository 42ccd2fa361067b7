#!/usr/bin/env bash
# Measures ratios against baselines of the same run, prints them and writes docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh

folder=$(mktemp -d /tmp/freigabe-postgres.XXXXXX)
table=$(mktemp)
trap 'build/postgres.sh stop "$folder"; rm -f "$table"' EXIT
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
cargo bench --quiet -p store -p server --features app/ssr --bench orders --bench pages --bench growth --bench sign_in --no-run
echo "==> measuring"
cargo bench --quiet -p store -p server --features app/ssr --bench orders --bench pages --bench growth --bench sign_in | grep '^|' | tee "$table"

cat >docs/benchmarks.md <<EOF
# Benchmarks

Written by \`make bench\` on $(date -u +%F): $(machine), $(rustc --version | cut -d' ' -f1-2), Postgres $(postgres_version).

Every figure is a speed compared with a baseline of the same run, taken in turns: the median of seven, with its range.
One is as fast as the baseline.

| Work | Baseline | Speed | Target |
|---|---|---|---|
$(cat "$table")
EOF
