#!/usr/bin/env bash
# Has the library of the protocol's authors and Neovim drive `segc lsp`, and the engine of VS Code's
# grammars and Vim color rules, and looks into the packed extension: see judges/editors. VS Code itself
# judges in .ci/judge-vscode.sh.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/.ci/vscode.sh" "$work/packed" none >/dev/null
cp "$root"/judges/editors/package*.json "$root"/judges/editors/*.mjs "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
(cd "$root" && go build -o "$work/" ./cmd/segc)
export SEGC_ROOT=$root SEGC_PROGRAM=$work/segc SEGC_PACKED=$work/packed
node --test --test-concurrency=2 "$work"/*.test.mjs
