#!/usr/bin/env bash
# Has newer editors than those of the system drive `segc lsp`: Neovim and Helix of the Debian releases
# in SUITES, in turn. Their packages and all that these need go to a folder of the cache: nothing is
# installed in the system, and they run with libraries of their own. See judges/editors.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

missing=0
needs() {
	command -v "$1" >/dev/null || { echo "$1 is missing: apt-get install $2" >&2 && missing=1; }
}
needs node nodejs
needs npm npm
needs git git
needs tmux tmux
needs dpkg dpkg
needs apt-get apt
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo 'this judge runs on Linux on x86-64' >&2 && missing=1; }
[ $missing = 0 ] || exit 1

# packages SUITE FOLDER NAME...: unpacks packages and what they need into FOLDER/root.
packages() {
	local suite=$1 to=$2 deb
	shift 2
	mkdir -p "$to"/apt/lists/partial "$to"/apt/archives/partial "$to"/apt/parts "$to/root"
	: >"$to/apt/status"
	echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main" >"$to/apt/sources.list"
	local apt=(apt-get -qq -o Dir::State="$to/apt" -o Dir::State::status="$to/apt/status" -o Dir::Cache="$to/apt"
		-o Dir::Etc::sourcelist="$to/apt/sources.list" -o Dir::Etc::sourceparts="$to/apt/parts" -o Dir::Etc::preferencesparts="$to/apt/parts"
		-o APT::Install-Recommends=false -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=true)
	"${apt[@]}" update
	"${apt[@]}" -y --download-only install "$@"
	for deb in "$to"/apt/archives/*.deb; do dpkg -x "$deb" "$to/root"; done
	rm -rf "$to/apt"
}

# program FOLDER NAME VARIABLE VALUE: a script in FOLDER/bin that runs a program with its own libraries.
program() {
	mkdir -p "$1/bin"
	cat >"$1/bin/$2" <<-end
		#!/bin/sh
		export $3='$1/root/$4'
		exec '$1/root/usr/lib64/ld-linux-x86-64.so.2' --library-path '$1/root/usr/lib/x86_64-linux-gnu' '$1/root/usr/bin/$2' "\$@"
	end
	chmod +x "$1/bin/$2"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/judges/editors/package*.json "$root"/judges/editors/workplace.mjs "$root"/judges/editors/neovim.test.mjs "$root"/judges/editors/newer/*.mjs "$work"
(cd "$root" && CGO_ENABLED=0 go build -o "$work/" ./cmd/segc)
export SEGC_ROOT=$root SEGC_PROGRAM=$work/segc

for suite in ${SUITES:-trixie forky}; do
	folder=${SEGC_NEWER:-${XDG_CACHE_HOME:-$HOME/.cache}/segc/editors}/$suite
	if ! [ -f "$folder/unpacked" ]; then
		packages "$suite" "$folder" neovim hx
		program "$folder" nvim VIMRUNTIME usr/share/nvim/runtime
		program "$folder" hx HELIX_RUNTIME usr/lib/helix/runtime
		touch "$folder/unpacked"
	fi
	echo "== $("$folder/bin/nvim" --version | head -n 1), $("$folder/bin/hx" --version)"
	PATH=$folder/bin:$PATH node --test "$work"/*.test.mjs
done
