#!/usr/bin/env bash
# Has the reports of `segc check --diagnostics sarif` judged by the validator of
# the format's authors, with the rules of the standard and those of GitHub's
# code scanning. Without npm, it says so and passes.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

if ! command -v npm >/dev/null; then
	echo 'there is no npm: the reports are not validated'
	exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/.ci/sarif/package*.json "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
validator=$(find "$work/node_modules" -name Sarif.Multitool -type f | head -n 1)
if [ -z "$validator" ]; then
	echo 'the validator is not made for this system: the reports are not validated'
	exit 0
fi
chmod +x "$validator"
# It does without the libraries for the languages of the world.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

(cd "$root" && go build -o "$work/" ./cmd/segc)
mkdir "$work/reports"

# report NAME ARGUMENT...: a report about files below the working folder.
report() {
	local code=0 name=$1
	shift
	"$work/segc" check --enable all --diagnostics sarif "$@" >"$work/reports/$name.sarif" || code=$?
	[ "$code" -le 1 ] || exit "$code"
}

cd "$root"
report examples examples
mkdir "$work/rules" "$work/rules/für alle"
cd "$work/rules"
# Every example of the pages of the codes, and what lies in odd places.
for page in "$root"/diag/pages/SEG*.md; do
	awk '/^```/ { inside = !inside && !done; if (!inside) done = 1; next } inside' "$page" >"$(basename "$page" .md).seg"
done
printf 'use "../catalog.seg"\nwhere country = "𝒜" and\n  plan = "por" or isp = 1' >'für alle/odd, name 100%.seg'
printf 'field plan: choice("free", "pro")\nwhere plan = "[a link](https://example.org/) {0} \\\\"' >link.seg
printf 'field plan: choice("free", "pro")\n' >catalog.seg
: >empty.seg
report pages .
report stdin - <empty.seg
report nothing catalog.seg

failed=0
for file in "$work"/reports/*.sarif; do
	# It exits with 0 whatever it finds.
	out=$("$validator" validate --rule-kind 'Sarif;Ghas' "$file")
	if ! grep -q 'Analysis completed successfully' <<<"$out" || grep -Eq '(error|warning|note) [A-Z]+[0-9]+' <<<"$out"; then
		printf '%s\n' "$out"
		failed=1
	fi
	echo "$(basename "$file"): $(grep -c '"ruleId"' "$file" || true) results"
done
exit "$failed"
