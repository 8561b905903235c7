# The judges of .ci/run, which sources this file: see .ci/judges.

# waived JUDGE: whether SEGC_CI_WITHOUT has its name.
waived() { [[ " ${SEGC_CI_WITHOUT-} " == *" $1 "* ]]; }

# read_waivers: refuses names in SEGC_CI_WITHOUT that no judge has.
read_waivers() {
	local known name names
	known=" $(sed -n 's/^\([a-z][a-z0-9-]*\) .*/\1/p' .ci/judges | tr '\n' ' ')"
	read -r -d '' -a names <<<"${SEGC_CI_WITHOUT-}" || true # the end of the text ends the last name
	for name in ${names[@]+"${names[@]}"}; do
		if [[ "$known" != *" $name "* ]]; then
			echo "SEGC_CI_WITHOUT: unknown judge $name; the judges are:$known" >&2
			return 1
		fi
	done
	SEGC_CI_WITHOUT="${names[*]-}"
	export SEGC_CI_WITHOUT
}

# say_waived: the last line of a run.
say_waived() {
	local name line=
	for name in $SEGC_CI_WITHOUT; do
		line+="${line:+, }$name ($(sed -n "s/^$name  *//p" .ci/judges))"
	done
	if [ -n "$line" ]; then
		echo "not judged: $line"
	else
		echo 'no judge was waived'
	fi
}

# installed PROGRAM PACKAGE...: whether a program is there, once its packages are
# installed where that is allowed.
installed() {
	local program=$1 sudo=
	shift
	command -v "$program" >/dev/null && return
	command -v apt-get >/dev/null || return
	if [ "$(id -u)" != 0 ]; then
		sudo -n true 2>/dev/null || return
		sudo='sudo -n'
	fi
	echo "installing $*"
	$sudo apt-get update -qq && $sudo apt-get install -y -qq "$@" >/dev/null
	command -v "$program" >/dev/null
}

# has_sqlglot: whether a Python has sqlglot and Jinja.
has_sqlglot() {
	local python
	for python in python3 /usr/bin/python3; do
		"$python" -c 'import sqlglot, jinja2' 2>/dev/null && return
	done
	return 1
}

# installed_grammars: whether what parses queries can run, once it is installed.
installed_grammars() {
	installed node nodejs npm && installed npm npm || return
	has_sqlglot || { installed sqlglot python3-sqlglot python3-jinja2 || true; has_sqlglot; }
}

# installed_postgres: whether the server of Postgres is there, once it is installed. Debian
# keeps its programs out of the path; the one that is in the path comes with them.
installed_postgres() {
	command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || installed pg_ctlcluster postgresql
}

# installed_editors: whether the editors that judge the server are there, once they are installed.
installed_editors() {
	installed node nodejs npm && installed npm npm && installed nvim neovim && installed vim vim && installed strace strace
}

# judge_missing JUDGE WHY
judge_missing() {
	echo "$1 is missing: $2" >&2
	absent+=" $1"
}

# find_judges: looks for every judge that is not waived, and fails where one is
# missing. All are looked for before the first step, so that a run that cannot judge
# fails at once.
find_judges() {
	local judge absent=
	for judge in z3 groff pre-commit; do
		waived $judge || installed $judge $judge || judge_missing $judge 'it is not installed and cannot be'
	done
	for judge in prism sarif junit mermaid; do
		waived $judge || { installed node nodejs npm && installed npm npm; } || judge_missing $judge 'it needs npm'
	done
	waived race || installed "$(go env CC)" gcc libc6-dev || judge_missing race 'it needs a C compiler'
	waived databases || { installed g++ g++ && installed_postgres && installed psql postgresql-client && installed sqlite3 sqlite3; } || judge_missing databases 'they need a C++ compiler, the server of Postgres, psql and sqlite3'
	waived grammars || installed_grammars || judge_missing grammars 'it needs npm, and a Python with sqlglot and Jinja'
	waived editors || installed_editors || judge_missing editors 'they need npm, Neovim, Vim and strace'
	waived cases || [ -f "$SEGC_CASES/logic/manifest.tsv" ] || judge_missing cases "there is no $SEGC_CASES/logic/manifest.tsv; SEGC_CASES names the folder"
	for judge in root user; do
		[ "$judge" = "$(own_rights)" ] || waived $judge || can_become $judge || judge_missing $judge "this user cannot run a program as $judge"
	done
	if [ -n "$absent" ]; then
		echo "install what is missing, or waive it by name: SEGC_CI_WITHOUT=\"${SEGC_CI_WITHOUT:+$SEGC_CI_WITHOUT }${absent# }\"" >&2
		return 1
	fi
}

# own_rights: root, or user.
own_rights() { if [ "$(id -u)" = 0 ]; then echo root; else echo user; fi; }

# can_become root|user: whether `become` can.
can_become() { become "$1" test -r .ci/judges 2>/dev/null; }

# become root|user PROGRAM ARGUMENT...: runs a program as root, or as nobody.
become() {
	case $1 in
	root) sudo -n "${@:2}" ;;
	user) setpriv --reuid=65534 --regid=65534 --clear-groups "${@:2}" ;;
	esac
}

# judged_as root|user FOLDER TESTS: runs the tests of a folder that only root, or only
# a user without root's rights, can run.
judged_as() (
	work=$(mktemp -d)
	trap 'become "$1" find "$work/own" -mindepth 1 -delete; rm -rf "$work"' EXIT
	chmod 755 "$work"
	mkdir -m 777 "$work/own"
	go test -c -o "$work/tests" "./$2"
	cd "$2"
	become "$1" env HOME="$work/own" TMPDIR="$work/own" SEGC_TEST_JUDGES=all SEGC_CI_WITHOUT= "$work/tests" -test.run "$3"
)
