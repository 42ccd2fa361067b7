#!/usr/bin/env bash
# Tells how long the steps of a run took:
#   build/timed.sh --begin             forgets the last run
#   build/timed.sh LABEL COMMAND...    runs one step
#   build/timed.sh --summary           prints all steps
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
times=target/times

case $1 in
  --begin)
    mkdir -p target
    : >"$times"
    ;;
  --summary)
    echo
    awk -F '\t' '{ printf "%6d s  %s\n", $1, $2; all += $1 } END { printf "%6d s  together\n", all }' "$times"
    ;;
  *)
    label=$1
    shift
    echo "==> $label"
    began=$SECONDS
    mkdir -p target
    "$@" && code=0 || code=$?
    [ "$code" = 0 ] || label+=" (failed)"
    printf '%d\t%s\n' $((SECONDS - began)) "$label" >>"$times"
    exit "$code"
    ;;
esac
