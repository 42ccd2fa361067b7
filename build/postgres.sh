#!/usr/bin/env bash
# A throw-away Postgres cluster in a folder of its own, away from any other:
#   build/postgres.sh start DIR [PORT]   prints its URL; without PORT (or 0) on a free one
#   build/postgres.sh standby DIR URL    prints the URL of one that follows the cluster at URL, which waits for it
#   build/postgres.sh promote DIR        lets a standby go on alone
#   build/postgres.sh crash DIR          ends it at once, as a crash would; start it again with its PORT
#   build/postgres.sh stop DIR           ends it and deletes its data
# Anyone on this machine may sign in, as superuser freigabe. It does not wait for the disk,
# unless FREIGABE_PG_FSYNC=on.
set -euo pipefail

usage="usage: build/postgres.sh start DIR [PORT] | standby DIR URL | promote DIR | crash DIR | stop DIR"

main() {
  [ $# -ge 2 ] || fail "$usage"
  mkdir -p "$2"
  dir=$(cd "$2" && pwd)
  bin=$(find_binaries)
  cd / # the user postgres may not be allowed to stand where we do
  case $1 in
    start) start "${3:-0}" ;;
    standby) follow "$3" && start 0 && wait_for_it "$3" ;;
    promote) as_postgres "$bin/pg_ctl" -D "$dir/data" -w promote >/dev/null ;;
    crash) crash ;;
    stop) stop ;;
    *) fail "$usage" ;;
  esac
}

fail() {
  echo "$*" >&2
  exit 1
}

find_binaries() {
  local found
  found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)
  if [ -n "$found" ]; then
    dirname "$found"
  elif command -v initdb >/dev/null; then
    dirname "$(command -v initdb)"
  else
    fail "Postgres is missing: install the package postgresql."
  fi
}

# initdb and postgres refuse to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

running() { as_postgres "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }

start() {
  if running; then
    cat "$dir/url"
    return
  fi
  initialise
  local port
  for port in $(ports "$1"); do
    if as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-p $port" start >/dev/null 2>&1; then
      echo "postgres://freigabe@127.0.0.1:$port/postgres" | tee "$dir/url"
      return
    fi
  done
  tail -n 20 "$dir/log" >&2
  fail "Postgres does not start in $dir."
}

initialise() {
  [ "$(id -u)" != 0 ] || chown postgres "$dir"
  as_postgres test -w "$dir" || fail "$dir: the user postgres cannot get there; use a folder directly under /tmp."
  [ ! -f "$dir/data/PG_VERSION" ] || return 0
  rm -rf "$dir/data"
  as_postgres "$bin/initdb" -D "$dir/data" -U freigabe -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null \
    || fail "initdb failed in $dir."
  settings | as_postgres tee -a "$dir/data/postgresql.conf" >/dev/null
}

follow() {
  [ "$(id -u)" != 0 ] || chown postgres "$dir"
  rm -rf "$dir/data"
  as_postgres "$bin/pg_basebackup" -d "$1" -D "$dir/data" -R -X stream -c fast --no-sync >/dev/null || fail "$1 cannot be followed."
}

# From now on nothing is acknowledged there that the standby does not have.
wait_for_it() {
  "$bin/psql" -X -q -d "$1" -c "alter system set synchronous_standby_names = '*'" -c "select pg_reload_conf()" >/dev/null
}

settings() {
  # No socket: its path would be too long in a deep folder.
  cat <<EOS
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
jit = off
EOS
  [ "${FREIGABE_PG_FSYNC:-off}" = on ] || cat <<EOS
fsync = off
synchronous_commit = off
full_page_writes = off
EOS
}

# Below the range that the system hands out to outgoing connections. Starting is the only
# test for a free port that nobody can get in between.
ports() {
  if [ "$1" != 0 ]; then echo "$1"; else shuf -i 20000-32000 -n 8; fi
}

crash() { as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null; }

stop() {
  if running; then as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null; fi
  rm -rf "$dir/data" "$dir/log" "$dir/url"
  rmdir "$dir" 2>/dev/null || true
}

main "$@"
