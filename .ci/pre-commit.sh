#!/usr/bin/env bash
# Tries the hooks of .pre-commit-hooks.yaml with pre-commit itself, in a
# repository made for it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
export PRE_COMMIT_HOME=$work/home
export PRE_COMMIT_COLOR=never
GOMODCACHE=$(go env GOMODCACHE) # pre-commit has a GOPATH of its own
export GOMODCACHE

# The hooks as they are here, committed or not.
mkdir "$work/bin" "$work/repo" "$work/segc"
cd "$root"
go build -o "$work/bin/" ./cmd/segc
export PATH=$work/bin:$PATH
git ls-files -co --exclude-standard -z | tar --null --ignore-failed-read -T - -cf - | tar -xf - -C "$work/segc"

# repository FOLDER: makes one of it.
repository() {
	cd "$1"
	git init -q
	git config user.name test
	git config user.email test@example.com
	git add .
	git commit -q -m test
}

repository "$work/segc"
{
	printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n' "$work/segc" "$(git rev-parse HEAD)"
	sed -n 's/^- id:/  - id:/p' .pre-commit-hooks.yaml
} >"$work/repo/.pre-commit-config.yaml"
printf 'where status = "subscribed" and opened\n' >"$work/repo/fine.seg"
printf 'opend is no rule, and this no .seg file\n' >"$work/repo/notes.txt"
repository "$work/repo"

# try HOOK FILE PASSES|FAILS TEXT: what a hook makes of a file, and what it says.
try() {
	local code=0 out
	out=$(pre-commit run "$1" --files "$2" 2>&1) || code=$?
	if { [ "$3" = passes ] && [ "$code" != 0 ]; } || { [ "$3" = fails ] && [ "$code" != 1 ]; } || ! grep -qF -- "$4" <<<"$out"; then
		printf '%s\n' "$out"
		printf '%s on %s: exit code %s, wanted: it %s and says %s\n' "$1" "$2" "$code" "$3" "$4" >&2
		exit 1
	fi
	echo "$1 $3 on $2"
}

for suffix in '' -system; do
	printf 'where   opened   and status="subscribed"\n' >ugly.seg
	printf 'where opened and\n' >wrong.seg
	git add .
	try "segc-fmt$suffix" ugly.seg fails 'files were modified by this hook'
	if [ "$(cat ugly.seg)" != 'where opened and status = "subscribed"' ]; then
		echo "segc-fmt$suffix has written: $(cat ugly.seg)" >&2
		exit 1
	fi
	git add .
	try "segc-fmt$suffix" ugly.seg passes Passed
	try "segc-fmt$suffix" wrong.seg fails 'wrong.seg:1:'
	try "segc-check$suffix" fine.seg passes Passed
	try "segc-check$suffix" wrong.seg fails 'wrong.seg:1:'
	try "segc-check$suffix" notes.txt passes Skipped
done
