package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// bullets are the signs before the points of a list.
var bullets = []string{"•", "·", "‣", "▪", "◦", "●", "–", "—", "-", "*", "→", "✓", "✔", "☑"}

// bulleted reads a list of conditions with a bullet before each, which all apply.
func bulleted(r *reader) []phrase {
	var starts []int
	for i := range r.tokens {
		if i == 0 || strings.Contains(r.source[r.tokens[i-1].end:r.tokens[i].start], "\n") {
			if !r.at(i).is(bullets...) || r.at(i+1).start == r.at(i).end && r.at(i).is("-", "*") {
				return nil
			}
			starts = append(starts, i)
		}
	}
	if len(starts) == 0 {
		return nil
	}
	var points []string
	for n, from := range starts {
		to := len(r.tokens)
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		for r.at(from+1).is("and", "und", "et") {
			from++
		}
		for r.at(to-1).is(",", ";", "and") {
			to--
		}
		if to <= from+1 {
			return nil
		}
		text, joint := r.text(from+1, to), ""
		if !r.isValid(from+1, to) {
			all, end, ok := r.condition(from + 1)
			if !ok || end != to || len(all) == 0 {
				return nil
			}
			text, joint = all[0].text, all[0].joint
		} else if r.hasWord(from+1, to, ors) {
			joint = "or"
		}
		if joint == "or" && len(starts) > 1 {
			text = "(" + text + ")"
		}
		points = append(points, text)
	}
	return surely(because(one(strings.Join(points, " and ")), r.reason(0, 1, diag.BadCharacter, "conditions have no bullets; join them with `and`")))
}

// hasWord reports whether one of some words is among tokens.
func (r *reader) hasWord(from, to int, words []string) bool {
	for i := from; i < to; i++ {
		if _, _, ok := r.phraseOf(i, words); ok {
			return true
		}
	}
	return false
}
