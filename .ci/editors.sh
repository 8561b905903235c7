#!/usr/bin/env bash
# Has the library of the protocol's authors and Neovim drive `segc lsp`, and the engine of VS Code's
# grammars and Vim color rules: see judges/editors. VS Code itself judges in .ci/judge-vscode.sh.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/judges/editors/package*.json "$root"/judges/editors/*.mjs "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
(cd "$root" && go build -o "$work/" ./cmd/segc)
export SEGC_ROOT=$root SEGC_PROGRAM=$work/segc
node --test --test-concurrency=2 "$work"/*.test.mjs
