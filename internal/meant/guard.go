package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// longestReason is how many characters the reason of a guard has that is written without quotes.
const longestReason = 200

// guard reads a guard whose reason comes in another way than after `because`, or without quotes.
func guard(r *reader) []phrase {
	if !r.at(0).is("require") || len(r.tokens) < 3 {
		return nil
	}
	from, end := 1, len(r.tokens)
	if r.at(1).is("that", ":") {
		from = 2
	}
	for r.at(end-1).is(";") && r.at(end-1).kind == sign {
		end--
	}
	for i := from + 1; i < end; i++ {
		if r.at(i).is("because") && r.at(i+1).kind != quoted && i+1 < end {
			text := strings.TrimSpace(r.text(i+1, end))
			if len(text) > longestReason || strings.ContainsAny(text, "\n\r\"") {
				return nil
			}
			return r.guarded(from, i, quote(text), r.reason(i+1, end, diag.UnquotedText, "the reason needs quotes: `%s`", quote(text)))
		}
	}
	last := r.at(end - 1)
	if last.kind != quoted || last.open || end-1 <= from {
		return nil
	}
	to := end - 1
	for to > from && r.at(to-1).is(",", ";", ":", "-", "–", "—", "->", "=>", "=", "(", "because", "reason", "message", "msg", "since", "why", "error", "comment", "as") {
		to--
	}
	if r.at(to - 1).is("so") {
		to--
	}
	if to <= from {
		return nil
	}
	return surely(r.guarded(from, to, r.text(end-1, end), r.reason(to, end, diag.SyntaxError, "write the reason of a guard after `because`: `because %s`", quote(last.text))))
}

func (r *reader) guarded(from, to int, because string, reason Reason) []phrase {
	condition := r.text(from, to)
	if !r.valid("require " + condition) {
		all, ok := r.within(from, to)
		if !ok || len(all) == 0 {
			return nil
		}
		condition = all[0].text
	}
	return said(spaced("require", condition, "because", because), []Reason{reason})
}
