package meant

import "github.com/segc-lang/segc/diag"

// neither reads events that `or` joins below one negation: `did not open or click in last 30 days`. None of them happened.
// What is said of the last one goes for all of them.
func (r *reader) neither(at int, first happened, verb string) ([]phrase, int, bool) {
	type event struct {
		verb string
		happened
	}
	all := []event{{verb, first}}
	end, or := first.end, false
	for {
		said, next, ok := r.phraseOf(end, append([]string{","}, ors...))
		if !ok {
			break
		}
		or = or || said != ","
		verb, after, ok := r.verb(next)
		if !ok {
			return nil, at, false
		}
		h := happened{never: true}
		if !r.clauses(&h, after) || !r.boundary(h.end) || h.count != "" {
			return nil, at, false
		}
		all, end = append(all, event{verb, h}), h.end
	}
	last := all[len(all)-1].happened
	if !or || first.count != "" || len(first.windows) > 0 {
		return nil, at, false
	}
	text := ""
	for i, e := range all {
		if i > 0 {
			text += " and "
		}
		h := last
		text += h.write(e.verb)[0].text
	}
	p := phrase{text: text, joint: "and", sure: true}
	return because([]phrase{p}, r.reason(at, end, diag.SyntaxError, "this is written `%s`", text)), end, true
}
