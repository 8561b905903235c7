#!/usr/bin/env bash
# The check of action.yml. The inputs are in SEGC_…, see there.
#
# The files that it checks may be of anybody who opens a pull request: names come
# after --, and only segc prints them.
set -euo pipefail

segc=${SEGC:-}
if [ -z "$segc" ]; then
	# Not where segc runs: a go.mod there is not the action's.
	segc=$(cd "$(dirname "${BASH_SOURCE[0]}")" && go env GOBIN)
	segc=${segc:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && go env GOPATH)/bin}/segc
fi

paths=()
while IFS= read -r path || [ -n "$path" ]; do
	path=${path%$'\r'}
	[ -z "$path" ] || paths+=("$path")
done <<<"${SEGC_PATHS:-.}"
[ ${#paths[@]} -gt 0 ] || paths=(.)

flags=()
[ "${SEGC_WERROR:-false}" != true ] || flags+=(--werror)

# leads_out reports whether a file is a link, or one of the workspace lies in a
# folder that a link puts elsewhere: a commit can have both.
leads_out() {
	local folder here name=$1
	[ ! -L "$name" ] || return 0
	here=$(pwd -P)
	[[ $name != "${PWD%/}"/* ]] || name=${name#"${PWD%/}"/}
	[[ $name != "${here%/}"/* ]] || name=${name#"${here%/}"/}
	[[ $name != /* ]] || return 1
	folder=$(cd -P -- "$(dirname -- "./$name")" 2>/dev/null && pwd -P) || return 1 # writing says why
	[[ $folder/ != "${here%/}"/* ]]
}

# note keeps the worst exit code: 1 for problems, 2 for what cannot be read.
status=0
note() { [ "$1" -le "$status" ] || status=$1; }

if [ -n "${SEGC_SARIF:-}" ]; then
	if leads_out "$SEGC_SARIF"; then
		echo 'the file for the report is a link or lies behind one; name another file, such as one in the folder of RUNNER_TEMP' >&2
		exit 2
	fi
	code=0
	"$segc" check ${flags[@]+"${flags[@]}"} --quiet --diagnostics sarif -- "${paths[@]}" >"$SEGC_SARIF" || code=$?
	note "$code"
fi

code=0
"$segc" check ${flags[@]+"${flags[@]}"} --diagnostics github -- "${paths[@]}" || code=$?
note "$code"

if [ "${SEGC_FMT:-true}" = true ] && [ "$status" -le 1 ]; then
	code=0
	"$segc" fmt --check --diagnostics github -- "${paths[@]}" 2>/dev/null || code=$? # check has said what is wrong
	note "$code"
fi
exit "$status"
