#!/usr/bin/env bash
# Has SQLite, DuckDB, Postgres and ClickHouse run many more queries than .ci/run does, and
# compares whom they select. SEGC_JUDGES names fewer databases, and SEGC_CHDB is a folder
# with another node_modules/chdb. With --few, it runs as many queries as .ci/run.
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
if judged clickhouse && ! { command -v node && command -v npm; } >/dev/null; then
	needs clickhouse 'Node.js with npm: apt-get install nodejs npm'
fi
[ "$missing" = 0 ] || exit 1

# ClickHouse is a package of npm, with the hash of the lock file. No package runs a script. `npm
# ci` refuses the package, since some of the systems that it names as optional have none.
if judged clickhouse && [ -z "${SEGC_CHDB-}" ]; then
	SEGC_CHDB=$PWD/build/chdb
	if ! cmp -s judges/sql/package-lock.json "$SEGC_CHDB/package-lock.json"; then
		rm -rf "$SEGC_CHDB"
		mkdir -p "$SEGC_CHDB"
		cp judges/sql/package*.json "$SEGC_CHDB"
		(cd "$SEGC_CHDB" && npm install --no-save --ignore-scripts --no-audit --no-fund >/dev/null) ||
			{ rm -rf "$SEGC_CHDB"; exit 1; }
	fi
fi
export SEGC_CHDB=${SEGC_CHDB-}

[ "${1-}" = --few ] || export SEGC_TEST_LONG=1
cd judges/sql
go test -count=1 -timeout 2h -v ./...
