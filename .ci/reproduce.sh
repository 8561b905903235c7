#!/usr/bin/env bash
# Builds a release of HEAD twice, in clones at different paths and with build
# caches of their own, and compares every archive, package and bill of materials.
# Arguments go to goreleaser.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT

# The tool itself is built once: only what it makes is compared.
(cd "$root" && go build -modfile=tools/goreleaser/go.mod -o "$work/goreleaser" github.com/goreleaser/goreleaser/v2)

# make_release FROM CLONE ARGUMENT...: a release of a new clone. The second is one of
# the first, so that both have the same commit whatever happens meanwhile.
make_release() {
	local from=$1 clone=$2
	shift 2
	git clone --quiet "$from" "$clone"
	(cd "$clone" && GOCACHE=$clone/build/cache "$work/goreleaser" release --snapshot --clean --skip=sign "$@")
}

make_release "$root" "$work/a" "$@"
make_release "$work/a" "$work/another/one at a longer path" "$@"
if ! diff "$work/a/dist/checksums.txt" "$work/another/one at a longer path/dist/checksums.txt"; then
	echo 'the same commit gives different files' >&2
	exit 1
fi
printf '%d files are the same in both builds\n' "$(wc -l <"$work/a/dist/checksums.txt")"
