# Sourced by what measures: a Postgres as it is in use, and the words for when, where and with what.

# Starts one in the folder $1, for the benchmarks. Both engines are measured with the durability that they have in use.
durable_postgres() {
  export FREIGABE_PG_FSYNC=on
  FREIGABE_TEST_POSTGRES=$(build/postgres.sh start "$1")
  export FREIGABE_TEST_POSTGRES
}

# Builds the site and the benchmarks that are named, and runs them: their rows go into the file $1.
measure_into() {
  local table=$1
  shift
  echo "==> building (release)"
  build/site.sh release
  cargo bench --quiet "$@" --no-run
  echo "==> measuring"
  cargo bench --quiet "$@" | grep '^|' | tee "$table"
}

measured_on() {
  echo "$(date -u +%F): $(machine), $(rustc --version | cut -d' ' -f1-2), Postgres $(postgres_version)"
}

machine() {
  local cpu memory
  cpu=$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
  memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
  echo "$(nproc) cores (${cpu:-$(uname -m)}), ${memory} GB, Linux $(uname -r | cut -d- -f1)"
}

postgres_version() {
  "$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)/postgres" --version | awk '{ print $3 }'
}
