#!/usr/bin/env bash
# Packs the extension for VS Code: one file for each system, with the command in it, and one
# without. `.ci/vscode.sh FOLDER [TARGET…]` writes those of TARGET, or all. npm takes what the lock
# file pins, from its cache where it can; nothing else is fetched, and no package runs a script.
# VERSION is that of the command and, without what follows a hyphen, of the extension. The files have
# the date of SOURCE_DATE_EPOCH, or of the commit.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:?the folder to write to}"
out=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 alpine-x64 alpine-arm64 darwin-x64 darwin-arm64 win32-x64 win32-arm64 none

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/editors/vscode/." "$work"
cp "$root/LICENSE" "$root/CHANGELOG.md" "$work"
cd "$work"
npm ci --ignore-scripts --prefer-offline --no-audit --no-fund >/dev/null
[ -z "${VERSION-}" ] || npm pkg set "version=${VERSION%%-*}" # what the marketplace of VS Code takes

node_modules/.bin/tsc -p .
bundle() { node_modules/.bin/esbuild "$@" --bundle --format=cjs --external:vscode --minify-whitespace --log-level=warning; }
bundle src/extension.js --platform=node --target=node18 --metafile="$work/bundled.json" --outfile=out/extension.js
bundle src/browser.js --platform=browser --target=es2022 --outfile=out/browser.js
node notices.js bundled.json "$root/THIRD_PARTY_NOTICES" >THIRD_PARTY_NOTICES

# The static command runs on every Linux, also with another C library.
build() {
	local suffix=
	[ "$1" != windows ] || suffix=.exe
	(cd "$root" && GOOS=$1 GOARCH=$2 CGO_ENABLED=0 go build -trimpath -mod=readonly -ldflags "-s -w${VERSION:+ -X main.release=$VERSION}" -o "$work/server/segc$suffix" ./cmd/segc)
}

# vsce looks for the pictures of the README at the top of the repository, and for the pages that the
# changelog links to, which are there.
pictures=https://github.com/segc-lang/segc/raw/HEAD/editors/vscode
name=segc-$(node -p 'require("./package.json").version')
for target in "$@"; do
	rm -rf server
	arch=${target#*-}
	[ "$arch" != x64 ] || arch=amd64
	case $target in
	none) ;;
	linux-* | alpine-*) build linux "$arch" ;;
	darwin-*) build darwin "$arch" ;;
	win32-*) build windows "$arch" ;;
	*) echo "unknown target $target" >&2 && exit 1 ;;
	esac
	file=$name-$target.vsix
	platform=(--target "$target")
	if [ "$target" = none ]; then
		file=$name.vsix
		platform=()
	fi
	node_modules/.bin/vsce package --no-dependencies --baseImagesUrl "$pictures" ${platform[@]+"${platform[@]}"} --out "$out/$file" >"$work/log" 2>&1 || { cat "$work/log" >&2 && exit 1; }
	echo "$out/$file"
done
