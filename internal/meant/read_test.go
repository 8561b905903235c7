package meant

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// anything takes every text that differs from the one that is read, so that a test sees what Read returns
// before the grammar looks at it.
func anything(source string) func(string) bool {
	return func(text string) bool { return text != source && !strings.Contains(source, text) }
}

// applied returns the text after a fix.
func applied(text string, f Fix) string {
	var b strings.Builder
	at := 0
	for _, e := range f.Edits {
		b.WriteString(text[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	return b.String() + text[at:]
}

// TestEditsKeepTheRest checks that edits change what differs, and keep white space and comments.
func TestEditsKeepTheRest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"plan  ==   'pro'  # paying", "plan  =   'pro'  # paying"},
		{"country = \"DE\"\n  or \"AT\"", "country in (\"DE\"\n  , \"AT\")"},
		{"age in [18,30]", "age in (18,30)"},
	} {
		statements := Read(c.text, anything(c.text))
		if len(statements) != 1 || len(statements[0].Changes) != 1 {
			t.Errorf("%q: %+v is not one change", c.text, statements)
			continue
		}
		if diff := cmp.Diff(c.want, applied(c.text, statements[0].Changes[0].Fixes[0])); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.text, diff)
		}
	}
}

// FuzzRead checks that any text is read, and that edits lie in it, one after the other, and lead to what the fix says.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"", "plan == 'pro'", "a = \"b\" or \"c\"", "18 <= age <= 30", "=AND(a, b)", "“a” in t", "let x = y is set", "[a b] like '%c%'", "a in 1..3", "{{", "# only", "\u200b"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range Read(text, anything(text)) {
			for _, c := range s.Changes {
				for _, fix := range c.Fixes {
					inOrder(t, text, s, c, fix)
				}
			}
		}
	})
}

func inOrder(t *testing.T, text string, s Statement, c Change, fix Fix) {
	t.Helper()
	at := s.Start
	for _, e := range fix.Edits {
		if e.Start < at || e.End < e.Start || e.End > s.End {
			t.Fatalf("%q: %+v is not in order in %d to %d", text, fix.Edits, s.Start, s.End)
		}
		at = e.End
	}
	got := tokens(applied(text, fix))
	want := tokens(text[:c.Start] + " " + fix.Text + " " + text[c.End:])
	if len(got) != len(want) {
		t.Errorf("%q becomes %q, and the fix says %q", text, applied(text, fix), fix.Text)
	}
}
