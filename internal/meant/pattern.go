package meant

import (
	"strings"

	"github.com/segc-lang/segc/internal/lazy"
)

// pattern reads what SQL's LIKE and regular expressions look for, if `contains`, `starts with` or `=` find the same.
func (r *reader) pattern(c column, op operator, v value, at, end int) ([]phrase, int, bool) {
	not := ""
	if op.text == "not like" {
		not = "not "
	}
	text := v.inner
	wild := func(s string) bool { return strings.ContainsAny(s, "%_*?[]()+|\\^$") }
	begins := strings.HasPrefix(text, "^")
	ends := strings.HasSuffix(text, "$")
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "^"), "$")
	for _, any := range []string{"%", ".*", "*"} {
		if strings.HasPrefix(inner, any) || strings.HasSuffix(inner, any) {
			before, after := strings.HasPrefix(inner, any), strings.HasSuffix(inner, any)
			inner = strings.TrimSuffix(strings.TrimPrefix(inner, any), any)
			if wild(inner) || inner == "" {
				return nil, at, false
			}
			if !before && after && not != "" {
				return nil, at, false // the platform cannot exclude by how a text begins
			}
			if !before && after {
				return one(spaced(c.text, not+"starts with", quote(inner))), end, true
			}
			all := one(spaced(c.text, not+"contains", quote(inner)))
			if before && !after {
				all[0].note = "`contains` also finds the text elsewhere in the value"
			}
			return all, end, true
		}
	}
	if wild(inner) || inner == "" || ends && !begins {
		return nil, at, false
	}
	switch {
	case begins && ends:
		return one(spaced(c.text, "=", quote(inner))), end, true
	case begins:
		return one(spaced(c.text, not+"starts with", quote(inner))), end, true
	}
	all := one(spaced(c.text, not+"contains", quote(inner)))
	if r.at(at-1).is("like", "ilike") { // without a sign for any text, it compares the whole value
		all = append(one(spaced(c.text, equal.Get()[not], quote(inner))), all...)
	}
	return all, end, true
}

// equal are the operators that compare the whole value, by what is before the one that compares a part.
var equal = lazy.Value[map[string]string]{Make: func() map[string]string { return map[string]string{"": "=", "not ": "!="} }}
