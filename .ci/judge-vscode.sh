#!/usr/bin/env bash
# Judges the extension in VS Code itself: code-server from npm, at fixed versions, and Debian's
# Chromium. The first run takes minutes, to install 800 MB into SEGC_CODE; the default is a
# folder of the cache. With FOLDER, it writes pictures of what it sees there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# = 0 ] || { mkdir -p "$1" && SEGC_SHOTS=$(cd "$1" && pwd) && export SEGC_SHOTS; }

missing=0
needs() {
	command -v "$1" >/dev/null || { echo "$1 is missing: apt-get install $2" >&2 && missing=1; }
}
needs node nodejs
needs npm npm
needs chromium chromium
needs git git
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo 'this judge runs on Linux on x86-64' >&2 && missing=1; }
[ $missing = 0 ] || exit 1

judge=$root/judges/editors/code
version=$(cat "$judge/package-lock.json" | git hash-object --stdin)
export SEGC_CODE=${SEGC_CODE:-${XDG_CACHE_HOME:-$HOME/.cache}/segc/code-${version:0:12}}
if ! [ -f "$SEGC_CODE/installed" ]; then
	mkdir -p "$SEGC_CODE"
	cp "$judge"/package*.json "$SEGC_CODE"
	# The packages of VS Code have lock files of their own, without those that others may bring.
	install() { (cd "$SEGC_CODE/$1" && npm ci --omit=dev --ignore-scripts --legacy-peer-deps --no-audit --no-fund); }
	install .
	install node_modules/code-server/lib/vscode
	install node_modules/code-server/lib/vscode/extensions
	touch "$SEGC_CODE/installed"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/.ci/vscode.sh" "$work/packed" linux-x64 none
(cd "$root" && CGO_ENABLED=0 go build -o "$work/" ./cmd/segc)
cp "$judge"/*.mjs "$work"
ln -s "$SEGC_CODE/node_modules" "$work/node_modules"

export SEGC_ROOT=$root SEGC_PROGRAM=$work/segc SEGC_PACKED=$work/packed
node --test "$work"/*.test.mjs
