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

# refuse ends the step with a reason that GitHub shows.
refuse() {
	printf '::error title=segc check::%s\n' "$1"
	exit 2
}

# A check that a spelling switches off would look as if it had passed.
is_true() { # NAME VALUE
	case $2 in
	[Tt][Rr][Uu][Ee]) return 0 ;;
	[Ff][Aa][Ll][Ss][Ee]) return 1 ;;
	esac
	refuse "the input $1 must be true or false"
}

flags=()
if is_true werror "${SEGC_WERROR:-false}"; then flags+=(--werror); fi
formatted=false
if is_true fmt "${SEGC_FMT:-true}"; then formatted=true; fi

# leads_out reports whether a file is a link, or one of the workspace lies in a
# folder that a link puts elsewhere: a commit can have both. Folders may be missing.
leads_out() {
	local folder here name=$1
	[ ! -L "$name" ] || return 0
	here=$(pwd -P)
	[[ $name != "${PWD%/}"/* ]] || name=${name#"${PWD%/}"/}
	[[ $name != "${here%/}"/* ]] || name=${name#"${here%/}"/}
	[[ $name != /* ]] || return 1
	folder=$(dirname -- "./$name")
	while [ ! -e "$folder" ] && [ ! -L "$folder" ]; do folder=$(dirname -- "$folder"); done
	folder=$(cd -P -- "$folder" 2>/dev/null && pwd -P) || return 0
	[[ $folder/ != "${here%/}"/* ]]
}

# refuse_out refuses a report that would be written elsewhere.
refuse_out() {
	if leads_out "$SEGC_SARIF"; then
		refuse "the file for the report, $(LC_ALL=C && printf %q "$SEGC_SARIF"), is a link or is reached through one; name another file, such as one in the folder of RUNNER_TEMP"
	fi
}

# note keeps the worst exit code: 1 for problems, 2 for what cannot be read.
status=0
note() { [ "$1" -le "$status" ] || status=$1; }

if [ -n "${SEGC_SARIF:-}" ]; then
	refuse_out
	mkdir -p -- "$(dirname -- "$SEGC_SARIF")" 2>/dev/null || true # writing says why
	refuse_out
	{ : >"$SEGC_SARIF"; } 2>/dev/null || refuse "the file for the report, $(LC_ALL=C && printf %q "$SEGC_SARIF"), cannot be written"
	reported=0
	said=$("$segc" check ${flags[@]+"${flags[@]}"} --format sarif -- "${paths[@]}" 2>&1 >"$SEGC_SARIF") || reported=$?
	note "$reported"
fi

code=0
"$segc" check ${flags[@]+"${flags[@]}"} --format github -- "${paths[@]}" || code=$?
note "$code"
if [ "${reported:-$code}" -ne "$code" ]; then
	printf '%s\n' "$said" >&2 # otherwise the second run has said the same
fi

if [ "$formatted" = true ] && [ "$status" -le 1 ]; then
	code=0
	"$segc" fmt --check --diagnostics github -- "${paths[@]}" 2>/dev/null || code=$? # check has said what is wrong
	note "$code"
fi
exit "$status"
