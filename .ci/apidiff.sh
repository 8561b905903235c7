#!/usr/bin/env bash
# Compares the public API of a checkout, this one if none is given, with that of its last
# release. A change that breaks programs must be named in CHANGELOG.md.
#
# apidiff sees neither a changed JSON tag nor a new type of a sealed interface: these are
# in the files below internal/test/arch/testdata.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && go build -modfile=tools/apidiff/go.mod -o "$work/apidiff" golang.org/x/exp/cmd/apidiff)

cd "${1-$root}"
module=$(go list -m)
package=$(go list -f '{{.Name}}' .)

# api FOLDER FILE: writes the API of a folder to a file. What apidiff says of internal
# packages is of interest only if it fails.
api() {
	(cd "$1" && "$work/apidiff" -m -w "$2" "$module") 2>"$work/said" && return
	cat "$work/said" >&2
	return 1
}

api . "$work/new"
# A commit that is a release itself is compared with the one before.
if ! tag=$(git describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null); then
	"$work/apidiff" -m -incompatible "$work/new" "$work/new" 2>/dev/null
	echo 'no tag of a release is found, so the public API is compared with itself only'
	exit
fi

mkdir "$work/old"
git archive "$tag" | tar -xf - -C "$work/old"
api "$work/old" "$work/before"
"$work/apidiff" -m -incompatible "$work/before" "$work/new" >"$work/breaks" 2>/dev/null

# What CHANGELOG.md says of the time after the release.
heading="## [${tag#v}]"
if ! awk -v heading="$heading" 'index($0, heading) == 1 { found = 1; exit } { print } END { exit !found }' CHANGELOG.md >"$work/changes"; then
	echo "CHANGELOG.md has no heading $heading for the release $tag" >&2
	exit 1
fi

# names: reads lines of apidiff, and writes each with the name that it is about, after a
# tab. A program has no API.
names() {
	sed -nE \
		-e '/^- /!d; s///' \
		-e "\\#^(package $module|\\.)/(cmd|bench)[/.]#d" \
		-e 'h
			s/: .*//
			s/, method set of .*//
			s/\[[^]]*\]//g
			s/\(\*?([^)]*)\)/\1/' \
		-e "s#^#$package.#
			s#^$package\\.\\./##
			s#^$package\\.package ##" \
		-e 'G
			s/(.*)\n(.*)/\2\t\1/p'
}

names <"$work/breaks" >"$work/named"
unnamed=()
while IFS=$'\t' read -r change name; do
	echo "incompatible: $change"
	grep -qF -- "\`$name\`" "$work/changes" || unnamed+=("$name")
done <"$work/named"
if [ ${#unnamed[@]} != 0 ]; then
	echo "programs that use $tag may not compile any more. Undo the changes, or name them in CHANGELOG.md above $heading:" >&2
	printf '%s\n' "${unnamed[@]}" | sort -u | sed 's/.*/  `&`/' >&2
	exit 1
fi
echo "the public API has no incompatible change since $tag that CHANGELOG.md does not name"
