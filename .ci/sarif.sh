#!/usr/bin/env bash
# Has the reports of `segc check --format sarif` judged by the validator of
# the format's authors, with the rules of the standard and those of GitHub's
# code scanning.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/.ci/sarif/package*.json "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
validator=$(find "$work/node_modules" -name Sarif.Multitool -type f | head -n 1)
if [ -z "$validator" ]; then
	echo 'the validator is not made for this system; SEGC_CI_WITHOUT=sarif waives it' >&2
	exit 1
fi
chmod +x "$validator"
# It does without the libraries for the languages of the world.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

. "$root/.ci/reports.sh"
write_reports "$root" "$work" sarif

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
