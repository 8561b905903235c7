package contact

import "testing"

// TestJoin joins all readings with one answer or two, and checks that the result gives the answers
// of both, or that no platform does.
func TestJoin(t *testing.T) {
	for _, c := range []struct {
		a, b, want Reading
		ok         bool
	}{
		{Reading{}, Reading{}, Reading{}, true},
		{Reading{MissingMatches: Yes}, Reading{}, Reading{MissingMatches: Yes}, true},
		{Reading{}, Reading{WholeDay: No}, Reading{WholeDay: No}, true},
		{Reading{MissingMatches: Yes}, Reading{MissingMatches: Yes}, Reading{MissingMatches: Yes}, true},
		{Reading{MissingMatches: Yes}, Reading{MissingMatches: No}, Reading{}, false},
		{Reading{EdgeInLast: Yes}, Reading{EdgeInMoreThan: No, FoldCase: Yes}, Reading{EdgeInLast: Yes, EdgeInMoreThan: No, FoldCase: Yes}, true},
		{Reading{EdgeInLast: Yes, EdgeInMoreThan: No}, Reading{EdgeInLast: Yes, EdgeInMoreThan: Yes}, Reading{}, false},
		{Reading{TrimSpaces: Yes}, Reading{}, Reading{TrimSpaces: Yes, IgnoreTrailingSpaces: Yes}, true},
		{Reading{TrimSpaces: Yes}, Reading{IgnoreTrailingSpaces: No}, Reading{}, false},
		{Reading{TrimSpaces: Yes, IgnoreTrailingSpaces: No}, Reading{}, Reading{}, false},
		{Reading{IgnoreAccents: Yes}, Reading{IgnoreUnicodeForm: No}, Reading{}, false},
		{Reading{CompareNFC: No}, Reading{IgnoreAccents: Yes}, Reading{}, false},
		{Reading{CompareNFC: No}, Reading{IgnoreUnicodeForm: No}, Reading{}, false},
		{Reading{CompareNFC: Yes}, Reading{}, Reading{CompareNFC: Yes, IgnoreUnicodeForm: Yes, IgnoreAccents: No}, true},
	} {
		for _, order := range [][2]Reading{{c.a, c.b}, {c.b, c.a}} {
			if got, ok := order[0].Join(order[1]); got != c.want || ok != c.ok {
				t.Errorf("%+v joined with %+v: %+v, %t, want %+v, %t", order[0], order[1], got, ok, c.want, c.ok)
			}
		}
	}
}
