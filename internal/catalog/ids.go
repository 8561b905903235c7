package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/visible"
)

// idLines returns the statements for the ids of a kind. An id that had a name keeps
// it: rules use it, and a name that moved from one id to another would let them
// reach other people unnoticed. Ids that were given a name come before those whose
// name is made of a label, so that they get it. If several would have the same
// name, or names that look the same, all except the first get a number.
func (e *earlier) idLines(k kind, ids []ID) []generatedLine {
	sorted := slices.Clone(ids)
	slices.SortStableFunc(sorted, func(x, y ID) int {
		e.work.Step(2)
		return cmp.Or(
			cmp.Compare(rank(x), rank(y)), strings.Compare(x.Name, y.Name), strings.Compare(x.Label, y.Label), strings.Compare(x.ID, y.ID),
		)
	})
	var lines []generatedLine
	taken := map[string]bool{}     // looks of new names
	wanted := map[string]bool{}    // looks of names; no number makes one of these
	written := map[string]string{} // the names of ids, by id as statements have it
	next := map[string]int{}       // by name, the number to try; those below are taken
	for _, id := range sorted {
		wanted[visible.Look(id.Name)] = true
	}
	for _, id := range sorted {
		e.work.Step(32)
		if !isID(k, id.ID) {
			e.warn("the %s %s%s is left out: %s", k.title(), shown(id.ID), called(id), k.form())
			continue
		}
		literal := idLiteral(k, id.ID)
		if name, again := written[literal]; again {
			e.named(k, id, name, "the catalog has it twice")
			continue
		}
		if old, had := e.ids[k][literal]; had {
			lines = append(lines, old)
			written[literal] = old.name
			e.named(k, id, old.name, "that was its name before, and rules may use it")
			continue
		}
		if name, had := e.idsByHand[k][literal]; had {
			written[literal] = name
			e.named(k, id, name, "that is its name in a statement by hand")
			continue
		}
		base, why := id.Name, "another "+k.title()+" has that name or one that looks the same"
		if !grammar.CanQuote(base) || strings.ContainsFunc(base, hidden) {
			base, why = wordOf(id.Name, wordOf(id.Label, k.word())), cmp.Or(unspeakable(base), "the name has characters that cannot be seen")
		}
		name := base
		look := visible.Look(name)
		for n := max(next[base], 2); taken[look] || e.looks[k][look] || name != base && wanted[look]; n++ {
			e.work.Step(4)
			name = fmt.Sprintf("%s_%d", base, n)
			look = visible.Look(name)
			next[base] = n + 1
		}
		taken[look] = true
		written[literal] = name
		e.named(k, id, name, why)
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

// isID reports whether something is an id of a kind.
func isID(k kind, id string) bool {
	if k != lists && isDigits(id) {
		n, err := strconv.ParseInt(id, 10, 64)
		return err == nil && n <= maxID
	}
	return k != isps && len(id) == len("00000000-0000-4000-8000-000000000000") && uuid.Validate(id) == nil
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

// quoted returns a text in quotes. What is not UTF-8 in it is replaced.
func quoted(text string) string {
	text, _ = grammar.Quote(strings.ToValidUTF8(text, "\ufffd"))
	return text
}

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

// hidden reports whether people may not see a character, or not where it is.
func hidden(r rune) bool { return !unicode.IsPrint(r) }

// quoteName returns a name that can be written as a rule has it.
func quoteName(name string) string {
	name, _ = grammar.QuoteName(name)
	return name
}
