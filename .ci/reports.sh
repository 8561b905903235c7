# Writes reports of many kinds of problems, for .ci/sarif.sh and .ci/junit.sh, which
# source this file: of the examples, of every example of the pages of the codes, and
# of what lies in odd places.
#
# write_reports ROOT WORK FORMAT: WORK/reports gets a NAME.FORMAT for each report.
write_reports() {
	local root=$1 work=$2 format=$3
	(cd "$root" && go build -o "$work/" ./cmd/segc)
	mkdir "$work/reports" "$work/rules" "$work/rules/für alle"
	cd "$root"
	report examples 1 examples
	cd "$work/rules"
	for page in "$root"/diag/pages/SEG*.md; do
		awk '/^```/ { inside = !inside && !done; if (!inside) done = 1; next } inside' "$page" >"$(basename "$page" .md).seg"
	done
	printf 'use "../catalog.seg"\nwhere country = "𝒜" and\n  plan = "por" or isp = 1' >'für alle/odd, name 100%.seg'
	printf 'field plan: choice("free", "pro")\nwhere plan = "[a link](https://example.org/) {0} \\\\"' >link.seg
	printf 'field plan: choice("free", "pro")\nwhere plan = "]]>&lt;!-- \033[31m \342\200\256 --><x/>"' >markup.seg
	printf 'field plan: choice("free", "pro")\n' >catalog.seg
	: >empty.seg
	report pages 1 .
	report stdin 1 - <empty.seg
	report nothing 1 catalog.seg
	report unread 2 catalog.seg missing.seg
	# More problems than are written: 300 errors, and 300 errors of one line.
	{ echo 'where clicked' && seq -f 'or opend%g' 300; } >many.seg
	{ printf 'where clicked' && seq -f ' or opend%g' 300 | tr -d '\n'; printf ' # %70000s\n' x; } >line.seg
	report many 1 many.seg line.seg
	grep -qi 'and 100 more errors' "$work/reports/many.$format" || { echo "the report of 300 problems counts none of the rest" >&2; exit 1; }
}

# report NAME MOST ARGUMENT...: a report about files below the working folder. MOST is
# the highest exit code that is expected.
report() {
	local code=0 name=$1 most=$2
	shift 2
	"$work/segc" check --enable all --format "$format" "$@" >"$work/reports/$name.$format" || code=$?
	[ "$code" -le "$most" ] || exit "$code"
}
