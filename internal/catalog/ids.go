package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/jsontext"
)

// idLines returns the statements for the ids of a kind. An id that had a name keeps
// it: rules use it, and a name that moved from one id to another would let them reach
// other people unnoticed. Ids that were given a name come before those whose name is
// made of a label, so that they get it.
func (e *earlier) idLines(k kind, ids []ID) []generatedLine {
	sorted := slices.Clone(ids)
	slices.SortStableFunc(sorted, func(x, y ID) int {
		return cmp.Or(
			cmp.Compare(rank(x), rank(y)), strings.Compare(x.Name, y.Name), strings.Compare(x.Label, y.Label), strings.Compare(x.ID, y.ID),
		)
	})
	var lines []generatedLine
	taken := map[string]bool{}   // by new names
	wanted := map[string]bool{}  // by name; no number makes one of these
	written := map[string]bool{} // ids, as statements have them
	next := map[string]int{}     // by name, the number to try; those below are taken
	for _, id := range sorted {
		wanted[id.Name] = true
	}
	for _, id := range sorted {
		literal := idLiteral(k, id.ID)
		if written[literal] {
			continue
		}
		written[literal] = true
		if old, had := e.ids[k][literal]; had {
			lines = append(lines, old)
			continue
		}
		if e.idsByHand[k][literal] {
			continue
		}
		base := id.Name
		if !speakable(base) || strings.ContainsFunc(base, hidden) {
			base = wordOf(id.Name, wordOf(id.Label, k.word()))
		}
		name := base
		for n := max(next[base], 2); taken[name] || e.names[k][name] || name != base && wanted[name]; n++ {
			name = fmt.Sprintf("%s_%d", base, n)
			next[base] = n + 1
		}
		taken[name] = true
		lines = append(lines, generatedLine{name: name, statement: fmt.Sprintf("%s %s = %s", k.word(), quoteName(name), literal)})
	}
	return lines
}

// rank returns 0 for an id that has a name, and 1 for others.
func rank(id ID) int {
	if id.Name != "" {
		return 0
	}
	return 1
}

// idLiteral returns an id as a statement has it: the number of an ISP or a campaign in
// digits, and everything else in quotes, where it can do no harm.
func idLiteral(k kind, id string) string {
	if k != lists && isDigits(id) {
		return cmp.Or(strings.TrimLeft(id, "0"), "0")
	}
	return quoted(strings.ToLower(id))
}

// oneID returns the id of a statement that names just one, as idLiteral writes it.
func oneID(s *ast.Alias) (literal string, one bool) {
	if len(s.Values) != 1 {
		return "", false
	}
	switch v := s.Values[0]; {
	case v.Kind == ast.String:
		return quoted(strings.ToLower(v.Text)), true
	case v.Kind == ast.Number && s.Kind != ast.AliasList && isDigits(v.Text):
		return v.Text, true
	}
	return "", false
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// quoted returns a text in quotes, with escapes for the characters that the language
// takes in no other way.
func quoted(text string) string {
	text = string(jsontext.AppendString(nil, text))
	if !strings.ContainsFunc(text, needsEscape) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if needsEscape(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func needsEscape(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) }

// wordOf makes a plain name of a label.
func wordOf(label, fallback string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(label) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r) && b.Len() > 0:
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return fallback
	}
	return b.String()
}

// speakable reports whether a name can be written in backquotes, and be told from
// others there.
func speakable(name string) bool {
	return grammar.CanQuote(name) && !strings.Contains(name, "\t") && utf8.ValidString(name)
}

// hidden reports whether people may not see a character, or not where it is.
func hidden(r rune) bool { return !unicode.IsPrint(r) }

func quoteName(name string) string {
	if grammar.IsPlainName(name) {
		return name
	}
	return "`" + name + "`"
}
