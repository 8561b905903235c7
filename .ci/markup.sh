#!/usr/bin/env bash
# Has Mermaid itself draw what `segc explain --output mermaid` writes of hostile
# texts.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/.ci/markup/package*.json "$root"/.ci/markup/judge.mjs "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
(cd "$root" && go build -o "$work/" ./cmd/segc)
cd "$work"
node judge.mjs "$work/segc" "${CHARTS:-100}" "${SEED:-$RANDOM}"
