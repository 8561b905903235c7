#!/usr/bin/env bash
# Has the reports of `segc check --format junit` validated by libxml2 against
# .ci/junit/junit.xsd, and their counts compared with their tests.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/.ci/junit/package*.json "$root"/.ci/junit/judge.mjs "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)

. "$root/.ci/reports.sh"
write_reports "$root" "$work" junit

# The judge has to refuse what is wrong, or it judges nothing.
sed 's/ failures="[0-9]*"/ failures="7"/' "$work/reports/many.junit" >"$work/counts.bad"
sed 's/ classname="[^"]*"//' "$work/reports/many.junit" >"$work/classes.bad"
for bad in "$work"/*.bad; do
	if node "$work/judge.mjs" "$root/.ci/junit/junit.xsd" "$bad" >/dev/null 2>&1; then
		echo "the judge does not see what is wrong in $(basename "$bad")" >&2
		exit 1
	fi
done
node "$work/judge.mjs" "$root/.ci/junit/junit.xsd" "$work"/reports/*.junit
