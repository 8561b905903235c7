#!/usr/bin/env bash
# Has SQLite, DuckDB, Postgres and ClickHouse run many more queries than .ci/run does, and
# compares whom they select. SEGC_JUDGES names fewer databases. ClickHouse is a
# library, the package chdb of npm, in a folder that SEGC_CHDB names. With --few, it runs as many queries as .ci/run.
set -euo pipefail
cd "$(dirname "$0")/.."
export SEGC_JUDGES=${SEGC_JUDGES-sqlite duckdb postgres clickhouse} CGO_ENABLED=1
judged() { [[ " $SEGC_JUDGES " == *" $1 "* ]]; }

missing=0
needs() {
	echo "$1 needs $2; SEGC_JUDGES names the databases to judge by, such as \"sqlite duckdb\"" >&2
	missing=1
}
command -v "$(go env CXX)" >/dev/null || needs 'the driver of DuckDB' 'a C++ compiler: apt-get install g++'
if judged postgres && ! command -v initdb >/dev/null && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
	needs postgres 'its server: apt-get install postgresql'
fi
if judged postgres && ! command -v psql >/dev/null; then
	needs postgres 'psql: apt-get install postgresql-client'
fi
if judged sqlite && ! command -v sqlite3 >/dev/null; then
	needs sqlite 'its program: apt-get install sqlite3'
fi
if judged clickhouse && ! [ -d "${SEGC_CHDB:-/nowhere}/node_modules/chdb" ]; then
	needs clickhouse 'Node.js and the package chdb 3.4.0 of npm, in the node_modules of a folder that SEGC_CHDB names'
fi
[ "$missing" = 0 ] || exit 1

export SEGC_CHDB=${SEGC_CHDB-}

[ "${1-}" = --few ] || export SEGC_TEST_LONG=1
cd judges/sql
go test -count=1 -timeout 2h -v ./...
