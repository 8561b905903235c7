package meant

import "github.com/segc-lang/segc/diag"

// blocks reads segments whose rule is in braces or after a sign, as a block of another language, and those that are
// in the block of a `for`.
func blocks(r *reader) []phrase {
	var all []splice
	var reasons []Reason
	change := func(from, to int, text, format string, args ...any) {
		all = append(all, splice{from, to, text})
		reasons = append(reasons, r.reason(from, max(to, from+1), diag.SyntaxError, format, args...))
	}
	unquoted := 0
	for _, from := range r.starts() {
		loop := ""
		if r.at(from).is("for", "foreach") {
			text, end, more, ok := r.loop(from + 1)
			if !ok {
				return nil
			}
			loop = text
			begin := from
			from = end
			if r.at(from).is("do", ":") {
				from++
			}
			if close, ok := r.closing(from, len(r.tokens)); ok && r.at(from).is("{") {
				all = append(all, splice{close, close + 1, ""})
				from++
			} else if r.at(from).is("{") {
				return nil
			}
			if !r.at(from).is("segment") {
				return nil
			}
			change(begin, from, "", "`for` is a property of a segment, and comes after its `segment \"Name\"`")
			reasons = append(reasons, more...)
		}
		if !r.at(from).is("segment") {
			continue
		}
		h := heading{reader: r}
		at, ok := h.title(from + 1)
		if !ok {
			return nil
		}
		if r.at(from+1).kind != quoted && len(h.reasons) == 1 {
			all = append(all, splice{from + 1, at, h.name})
			reasons = append(reasons, h.reasons...)
			unquoted++
		}
		if loop != "" {
			all = append(all, splice{at, at, loop})
		}
		close, braces := r.closing(at, len(r.tokens))
		switch next := r.at(at + 1); {
		case r.at(at).is("{") && braces:
			text := ""
			if !next.is("where", "id", "color", "lists", "description", "was", "for") {
				text = "where"
			}
			change(at, at+1, text, "the rule of a segment comes after `where`, without braces")
			all = append(all, splice{close, close + 1, ""})
		case r.at(at).is("=", ":", "->", "=>", ":=", "is", "do", "then"):
			text := ""
			if !next.is("where", "id", "color", "lists", "description", "was", "for") {
				text = "\nwhere"
			}
			change(at, at+1, text, "the rule of a segment comes after `where`, without `%s`", r.at(at).text)
		}
	}
	if len(all) == 0 || unquoted == 1 && len(all) == 1 {
		return nil
	}
	return surely(said(r.spliced(0, len(r.tokens), sorted(all)), reasons))
}
