#!/usr/bin/env bash
# The check of action.yml. The inputs are in SEGC_…, see there.
set -euo pipefail

segc=${SEGC:-}
if [ -z "$segc" ]; then
	segc=$(go env GOBIN)
	segc=${segc:-$(go env GOPATH)/bin}/segc
fi

paths=()
while IFS= read -r path || [ -n "$path" ]; do
	path=${path%$'\r'}
	[ -z "$path" ] || paths+=("$path")
done <<<"${SEGC_PATHS:-.}"
[ ${#paths[@]} -gt 0 ] || paths=(.)

flags=()
[ "${SEGC_WERROR:-false}" != true ] || flags+=(--werror)

# note keeps the worst exit code: 1 for problems, 2 for what cannot be read.
status=0
note() { [ "$1" -le "$status" ] || status=$1; }

if [ -n "${SEGC_SARIF:-}" ]; then
	code=0
	"$segc" check ${flags[@]+"${flags[@]}"} --quiet --diagnostics sarif -- "${paths[@]}" >"$SEGC_SARIF" || code=$?
	note "$code"
fi

code=0
"$segc" check ${flags[@]+"${flags[@]}"} --diagnostics github -- "${paths[@]}" || code=$?
note "$code"

if [ "${SEGC_FMT:-true}" = true ] && [ "$status" -le 1 ]; then
	code=0
	unformatted=$("$segc" fmt --check -- "${paths[@]}" 2>/dev/null) || code=$?
	while IFS= read -r file; do
		[ -z "$file" ] || echo "::error file=$file,title=segc fmt::not formatted; \`segc fmt -w $file\` formats it"
	done <<<"$unformatted"
	note "$code"
fi
exit "$status"
