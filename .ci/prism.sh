#!/usr/bin/env bash
# The client against a mock server that somebody else's program makes of the
# OpenAPI description. It needs npm.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
server=
cleanup() {
	if [ -n "$server" ]; then
		kill "$server" 2>/dev/null || true
	fi
	rm -rf "$folder"
}
trap cleanup EXIT
# The lock file has the hash of every package, and no package runs a script.
cp .ci/prism/package*.json "$folder"
(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
port=$((20000 + RANDOM % 20000))
"$folder/node_modules/.bin/prism" mock -p "$port" openapi/openapi.json >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 120); do
	if grep -q 'Prism is listening' "$folder/log"; then
		SEGC_PRISM_URL=http://127.0.0.1:$port go test -count=1 -run TestPrism ./openapi
		exit
	fi
	kill -0 "$server" 2>/dev/null || break
	sleep 1
done
cat "$folder/log"
echo 'the mock server did not start' >&2
exit 1
