#!/usr/bin/env bash
# Tries apidiff.sh in a repository made for it, with a release and changes after that.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
git init -q
git config user.name test
git config user.email test@example.com

# commit: everything as it is.
commit() {
	git add -A
	git commit -q --allow-empty -m test
}

# try NAME PASSES|FAILS TEXT...: what apidiff.sh says of the repository. A text after
# `not` must not be in it.
try() {
	local name=$1 expected=$2 code=0 out text want=0
	shift 2
	[ "$expected" = passes ] || want=1
	out=$("$here/apidiff.sh" "$work" 2>&1) || code=$?
	[ $code = $want ] || fault "$name: exit code $code, expected that it $expected" "$out"
	while [ $# != 0 ]; do
		text=$1
		shift
		if [ "$text" = not ]; then
			grep -qF -- "$1" <<<"$out" && fault "$name: it says: $1" "$out"
			shift
		else
			grep -qF -- "$text" <<<"$out" || fault "$name: it does not say: $text" "$out"
		fi
	done
	echo "$name: it $expected"
}

fault() {
	printf '%s\n' "$2" "$1" >&2
	exit 1
}

mkdir -p lib gone cmd/tool internal/kept
printf 'module example.com/tried\n\ngo 1.26.0\n' >go.mod
printf 'package tried\n\nfunc Run() {}\n' >run.go
printf 'package lib\n\nconst Limit = 1\n\ntype List[E any] []E\n\nfunc (l *List[E]) Add(E) {}\n\ntype Outer struct{ Inner }\n\ntype Inner struct{}\n\nfunc (Inner) Close() {}\n' >lib/lib.go
printf 'package gone\n' >gone/gone.go
printf 'package kept\n\nfunc Hidden() {}\n' >internal/kept/kept.go
printf 'package main\n\nfunc Exported() {}\n\nfunc main() {}\n' >cmd/tool/main.go
printf '# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-15\n\n- `tried.Run` is new.\n' >CHANGELOG.md
commit
try 'without a release' passes 'no tag of a release is found'

git tag v1.0.0
git tag other
try 'the release itself' passes 'no tag of a release is found'

printf 'package tried\n\nfunc Run() {}\n\nfunc More() {}\n' >run.go
printf 'package kept\n' >internal/kept/kept.go
printf 'package main\n\nfunc main() {}\n' >cmd/tool/main.go
commit
try 'what programs do not notice' passes 'no incompatible change since v1.0.0' not 'incompatible:'

printf 'package tried\n\nfunc Run(int) {}\n' >run.go
try 'a change that is not committed' fails 'incompatible: Run: changed from func() to func(int)' 'above ## [1.0.0]:' '  `tried.Run`'
commit
try 'a name in the section of the release' fails '  `tried.Run`'

sed -i.bak 's/^## \[Unreleased\]$/&\n\n- `tried.Run` takes a number./' CHANGELOG.md
try 'a change that is named' passes 'incompatible: Run:' 'since v1.0.0 that CHANGELOG.md does not name'

printf 'package lib\n\nconst Limit = 2\n\ntype List[E any] []E\n\nfunc (l *List[E]) Add(int) {}\n\ntype Outer struct{ Inner }\n\ntype Inner struct{}\n' >lib/lib.go
rm -r gone
commit
try 'each kind of change' fails '  `lib.Limit`' '  `lib.List.Add`' '  `lib.Inner.Close`' '  `example.com/tried/gone`' not '`tried.Run`'

git tag v1.1.0
commit
try 'a release without a heading' fails 'CHANGELOG.md has no heading ## [1.1.0] for the release v1.1.0'
sed -i.bak 's/^## \[Unreleased\]$/&\n\n## [1.1.0] - 2026-02-15/' CHANGELOG.md
try 'nothing since the second release' passes 'since v1.1.0' not 'incompatible:'

printf 'package tried\n\nfunc Run( {}\n' >run.go
try 'what does not compile' fails 'run.go' not 'since v1.1.0'
