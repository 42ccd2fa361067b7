#!/usr/bin/env bash
# Lets people order, release and look around at a server of its own, prints what it carries and writes docs/load.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/env.sh
source build/measure.sh

folder=$(mktemp -d /tmp/freigabe-postgres.XXXXXX)
table=$(mktemp)
trap 'build/postgres.sh stop "$folder"; rm -f "$table"' EXIT
durable_postgres "$folder"

measure_into "$table" -p server --features app/ssr --bench load

cat >docs/load.md <<EOF
# Load

Written by \`make load\` on $(measured_on).

Sixteen browsers of six people of the demo, without JavaScript and without pauses, at a server that is a process of its own, on each
engine. Whoever loads the server runs on the same cores and takes its share of them. Each browser opens the shop, puts two articles in
the cart, orders, reads the confirmation, and opens the Kundendossier and the order; an approver also opens the queue and releases the
order that stands first. A person fills one cart at a time: while another browser has it, this one looks at other pages. Any answer
that is not the expected one ends the run.

A page is one that was opened; forms that were sent are none. Pages and the stylesheet travel uncompressed. Figures are the median of
five turns of six seconds, with their range. Before each turn the same browsers load nothing but the stylesheet for two seconds: one is
as fast as that, and more is faster. For the busiest hour (see [scaling.md](scaling.md)) it is how many times what it needs, for memory
how many times what is used fits into the limit.

| What | Measured | Compared with | Ratio |
|---|---|---|---|
$(cat "$table")
EOF
