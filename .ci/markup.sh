#!/usr/bin/env bash
# Has Mermaid itself draw what `segc explain --format mermaid` writes of hostile
# texts. A run is the same every time; SEED=2 .ci/markup.sh has others.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/.ci/markup/package*.json "$root"/.ci/markup/judge.mjs "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
(cd "$root" && go build -o "$work/" ./cmd/segc)
cd "$work"
node judge.mjs "$work/segc" "${CHARTS:-100}" "${SEED:-1}"

# A judge that refuses nothing is worth nothing.
for damage in arrow label escapes; do
	if node judge.mjs "$work/segc" 10 1 "$damage" 2>/dev/null; then
		echo "the judge accepts damaged charts: $damage" >&2
		exit 1
	fi
done
echo 'damaged charts are refused'
