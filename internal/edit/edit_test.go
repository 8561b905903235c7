package edit_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/edit"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

func parse(text string) *ast.File {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	return file
}

// ids gives the word all the meaning of two lists.
func ids(v ast.Value) []string {
	if v.Kind == ast.Word && v.Text == "all" {
		return []string{"a", "b"}
	}
	return []string{v.Text}
}

const theirs = `segment "New"
  color "new"
  lists a, new
  description "new"

where
  isp in (2)
`

// TestTake checks the resulting text, to the byte.
func TestTake(t *testing.T) {
	for _, c := range []struct{ name, properties, mine, theirs, want string }{
		{
			"comments inside", "rules",
			"segment \"A\"\n\n  # own\n  where a # one\n    and (b # two\n  # three\n  ) # four\n# five\n", theirs,
			"segment \"A\"\n\n  # own\n  # one\n  # two\n  # three\n  where isp in (2) # four\n# five\n",
		},
		{
			"comments inside, CRLF", "rules",
			"segment \"A\"\r\nwhere a # one\r\n  and b # two\r\n", theirs,
			"segment \"A\"\r\n# one\r\nwhere isp in (2) # two\r\n",
		},
		{
			"comments inside a rule without a line of its own", "rules",
			"segment \"A\" where a # one\n  and b # two", theirs,
			"segment \"A\" \n# one\nwhere isp in (2) # two",
		},
		{
			"a comment before the rule", "rules",
			"segment \"A\"\nwhere # one\n  a and b", theirs,
			"segment \"A\"\nwhere # one\n  isp in (2)",
		},
		{
			"a rule first, with a byte order mark", "rules",
			"\ufeffwhere a # one\n  and b\nsegment \"A\"", theirs,
			"\ufeff# one\nwhere isp in (2)\nsegment \"A\"",
		},
		{"glued", "rules name", "segment\"A\"where(a)let b = c", theirs, "segment\"New\"where isp in (2)let b = c"},
		{"glued behind", "rules", "segment\"A\"where(a)let b = c", strings.Replace(theirs, "isp in (2)", "x = 1", 1), "segment\"A\"where x = 1 let b = c"},
		{
			"several lines", "rules", "segment \"A\"\r\nwhere a # one\r\n", strings.Replace(theirs, "isp in (2)", "a\n  and b", 1),
			"segment \"A\"\r\nwhere a\r\n  and b # one\r\n",
		},
		{"all in one line", "name color lists description rules", `segment 'A' color "x" lists a, b description "y" where c`, theirs, `segment "New" color "new" lists a, new description "new" where isp in (2)`},
		{"no line ending", "description", "segment \"A\"\n  color \"x\"", theirs, "segment \"A\"\n  color \"x\"\n  description \"new\""},
		{"added", "description", "segment \"A\"\n\tcolor \"x\" # one\n\n# two\nwhere a\n", theirs, "segment \"A\"\n\tcolor \"x\" # one\n\tdescription \"new\"\n\n# two\nwhere a\n"},
		{"added, CRLF", "description", "segment \"A\"\r\n  color \"x\" # one\r\nwhere a\r\n", theirs, "segment \"A\"\r\n  color \"x\" # one\r\n  description \"new\"\r\nwhere a\r\n"},
		{"added in one line", "description", "segment \"A\" color \"x\" # one\nwhere a\n", theirs, "segment \"A\" color \"x\" description \"new\" # one\nwhere a\n"},
		{"added before a rule in its line", "description", "segment \"A\"\n  color \"x\" where a\n", theirs, "segment \"A\"\n  color \"x\" description \"new\" where a\n"},
		{"added to nothing", "description", "segment \"A\" # one\nwhere a\n", theirs, "segment \"A\" description \"new\" # one\nwhere a\n"},
		{"removed", "description", "segment \"A\"\n  description \"x\"\n  color \"x\"\nwhere a\n", `segment "A" where a`, "segment \"A\"\n  color \"x\"\nwhere a\n"},
		{"removed, CRLF", "description", "segment \"A\"\r\n  description \"x\"  \r\n  color \"x\"\r\n", `segment "A" where a`, "segment \"A\"\r\n  color \"x\"\r\n"},
		{"removed at the end", "description", "segment \"A\"\n  description \"x\"", `segment "A" where a`, "segment \"A\"\n"},
		{"removed beside a comment", "description", "segment \"A\"\n  description \"x\" # one\n  color \"x\"\n", `segment "A" where a`, "segment \"A\"\n  # one\n  color \"x\"\n"},
		{"removed around a comment", "description", "segment \"A\"\n  description # one\n    \"x\"\n  color \"x\"\n", `segment "A" where a`, "segment \"A\"\n  # one\n  color \"x\"\n"},
		{"removed around a comment beside one", "description", "segment \"A\" description # one\n    \"x\" # two\n", `segment "A" where a`, "segment \"A\" \n# one\n # two\n"},
		{"removed from a line", "description", "segment \"A\" description \"x\" color \"x\"\n", `segment "A" where a`, "segment \"A\" color \"x\"\n"},
		{"removed before another", "description", "segment \"A\"\n  description \"x\" color \"x\"\n", `segment "A" where a`, "segment \"A\"\n  color \"x\"\n"},
		{"nothing to remove", "description", "segment \"A\"\n", `segment "A" where a`, "segment \"A\"\n"},
		{"a comment inside a property", "color", "segment \"A\"\n  color # one\n    \"x\" # two\n", theirs, "segment \"A\"\n  color # one\n    \"new\" # two\n"},
		{"lists added", "lists", "segment \"A\"\n  lists b , # one\n    a # two\n", strings.Replace(theirs, "a, new", "a, b, new, \"id\"", 1), "segment \"A\"\n  lists b , # one\n    a, new, \"id\" # two\n"},
		{"lists gone", "lists", "segment \"A\"\n  lists b , # one\n    a # two\n", theirs, "segment \"A\"\n  # one\n  lists a, new # two\n"},
		{"lists gone, none new", "lists", "segment \"A\" lists b,a,c", strings.Replace(theirs, "a, new", "c, a", 1), "segment \"A\" lists a, c"},
		{"all other lists", "lists", "segment \"A\" lists \"b\"", theirs, "segment \"A\" lists a, new"},
		{"lists that are the same", "lists", "segment \"A\" lists b , a", strings.Replace(theirs, "a, new", "all", 1), "segment \"A\" lists b , a"},
		{"a name for several", "lists", "segment \"A\" lists all,c", strings.Replace(theirs, "a, new", "a, b, c, new", 1), "segment \"A\" lists all,c, new"},
		{"a name for several is too much", "lists", "segment \"A\" lists all,c", theirs, "segment \"A\" lists a, new"},
		{"a new name for several, one of them there", "lists", "segment \"A\" lists c,a", strings.Replace(theirs, "a, new", "all", 1), "segment \"A\" lists all"},
		{"a long line", "lists", "segment \"A\" lists a, \"" + strings.Repeat("b", 99) + "\", c", strings.Replace(theirs, "a, new", "a,\n    \""+strings.Repeat("b", 99)+"\"", 1), "segment \"A\" lists a,\n    \"" + strings.Repeat("b", 99) + "\""},
		{"nothing", "", "segment \"A\"\r\n \t", theirs, "segment \"A\"\r\n \t"},
	} {
		got, err := edit.Take(parse(c.mine), 0, parse(c.theirs), strings.Fields(c.properties), ids)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%q\nnot\n%q", c.name, err, got, c.want)
		}
	}
}

func TestTakeRefuses(t *testing.T) {
	for _, c := range []struct{ name, properties, mine, theirs string }{
		{"no segment", "name", "where a", theirs},
		{"two segments there", "name", "segment \"A\" where a", "segment \"A\" where a segment \"B\" where b"},
		{"two rules of one of several", "rules", "segment \"A\" where a where b segment \"B\" where c", theirs},
		{"two rules", "rules", "segment \"A\" where a where b", theirs},
		{"no rule", "rules", "segment \"A\"", theirs},
		{"no rule there", "rules", "segment \"A\" where b", `segment "A"`},
		{"no segment there", "name", "segment \"A\" where b", "where a"},
		{"a property twice", "color", "segment \"A\" color \"a\" color \"b\" where b", theirs},
		{"a bare rule", "rules", "a", theirs},
	} {
		if got, err := edit.Take(parse(c.mine), 0, parse(c.theirs), strings.Fields(c.properties), ids); !errors.Is(err, edit.ErrShape) {
			t.Errorf("%s: %v %q", c.name, err, got)
		}
	}
}

func TestComment(t *testing.T) {
	for text, want := range map[string]string{
		"":              "# c\n",
		"a":             "# c\na",
		"a\nb\n":        "# c\na\nb\n",
		"a\r\nb\n":      "# c\r\na\r\nb\n",
		"\ufeffa\r\n":   "\ufeff# c\r\na\r\n",
		"\ufeff# d\na":  "\ufeff# c\n# d\na",
		"\na\r\nb\r\n ": "# c\n\na\r\nb\r\n ",
	} {
		if got := edit.Comment(text, "# c"); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

// TestCommentIn checks where a comment for one of several segments goes.
func TestCommentIn(t *testing.T) {
	const a = "segment \"A\"\n  color \"x\"\n\nwhere a\n"
	for name, c := range map[string]struct{ text, want string }{
		"below the last property": {a + "\nsegment \"B\"\n\tcolor \"x\" # y\n\nwhere b\n", a + "\nsegment \"B\"\n\tcolor \"x\" # y\n\t# c\n\nwhere b\n"},
		"line endings":            {"segment \"A\"\r\nwhere a\r\nsegment \"B\"\r\nwhere b\r\n", "segment \"A\"\r\nwhere a\r\nsegment \"B\"\r\n  # c\r\nwhere b\r\n"},
		"one line":                {"segment \"A\" where a segment \"B\" color \"x\" where b", "segment \"A\" where a segment \"B\" color \"x\"\n  # c\nwhere b"},
		"properties in one line":  {a + "segment \"B\" color \"x\" lists n\nwhere b\n", a + "segment \"B\" color \"x\" lists n\n  # c\nwhere b\n"},
		"the end":                 {a + "segment \"B\"", a + "segment \"B\"\n  # c"},
	} {
		if got, err := edit.CommentIn(parse(c.text), 1, "# c"); err != nil || got != c.want {
			t.Errorf("%s: %q, not %q (%v)", name, got, c.want, err)
		}
	}
	if _, err := edit.CommentIn(parse(a), 1, "# c"); !errors.Is(err, edit.ErrShape) {
		t.Errorf("without such a segment: %v", err)
	}
}

// comments returns the comments of a file, sorted.
func comments(file *ast.File) string {
	var all []string
	for _, c := range file.Comments {
		all = append(all, strings.TrimSpace(c.Text))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// unclosedName reports whether a statement is a header whose name lacks its closing quote.
func unclosedName(s ast.Statement) bool {
	header, ok := s.(*ast.Segment)
	return ok && strings.HasPrefix(header.Name.Text, `"`)
}

// TestTakeAnywhere takes every property into every source of the corpus that has
// a header: no comment is lost, every other statement stays, and the properties
// are theirs.
func TestTakeAnywhere(t *testing.T) {
	properties := []string{"name", "color", "lists", "description", "rules"}
	done := 0
	for i, text := range corpus.Sources(t) {
		if i%long.Of(4, 1) != 0 {
			continue
		}
		for _, text := range []string{text, strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff" + text, strings.ReplaceAll(text, " ", " # c\n")} {
			mine := parse(text)
			if mine.Broken && (headers(mine) > 1 || slices.ContainsFunc(mine.Statements, unclosedName)) {
				continue // nobody edits what cannot be read: where a name or a segment ends may change
			}
			for n := range 1 << len(properties) {
				var some []string
				for i, p := range properties {
					if n&(1<<i) != 0 {
						some = append(some, p)
					}
				}
				for segment := range max(headers(mine), 1) {
					got, err := edit.Take(mine, segment, parse(theirs), some, ids)
					if err != nil {
						continue
					}
					done++
					checkTaken(t, mine, parse(got), segment, some)
				}
			}
		}
	}
	if done < long.Of(120, 500) {
		t.Errorf("only %d files were edited", done)
	}
}

func checkTaken(t *testing.T, mine, got *ast.File, segment int, properties []string) {
	t.Helper()
	if comments(got) != comments(mine) {
		t.Fatalf("%v: other comments:\n%s\n\n%s", properties, mine.Source.Text(), got.Source.Text())
	}
	if len(got.Statements) != len(mine.Statements) {
		t.Fatalf("%v: other statements:\n%s\n\n%s", properties, mine.Source.Text(), got.Source.Text())
	}
	number, several := -1, headers(mine) > 1
	for i, s := range got.Statements {
		if ast.Broken(s) {
			continue // not a header that anything can be taken into
		}
		if _, header := s.(*ast.Segment); header {
			number++
		}
		others := several && number != segment
		switch s := s.(type) {
		case *ast.Segment:
			old, _ := mine.Statements[i].(*ast.Segment)
			if others {
				checkHeader(t, old, s, nil)
				continue
			}
			checkHeader(t, old, s, properties)
		case *ast.Where:
			if others {
				if !ast.Same(s, mine.Statements[i]) {
					t.Errorf("%v: another rule of another segment:\n%s", properties, got.Source.Text())
				}
				continue
			}
			if want := slices.Contains(properties, "rules"); ast.Same(s, mine.Statements[i]) && want {
				t.Errorf("%v: the same rule:\n%s", properties, got.Source.Text())
			} else if !want && !ast.Same(s, mine.Statements[i]) {
				t.Errorf("%v: another rule:\n%s", properties, got.Source.Text())
			}
		default:
			if !ast.Same(s, mine.Statements[i]) || got.Source.Slice(s.Span()) != mine.Source.Slice(mine.Statements[i].Span()) {
				t.Errorf("%v: another statement:\n%s\n\n%s", properties, mine.Source.Text(), got.Source.Text())
			}
		}
	}
}

// headers returns how many headers a file has that something can be taken into.
func headers(file *ast.File) (n int) {
	for _, s := range file.Statements {
		if _, ok := s.(*ast.Segment); ok && !ast.Broken(s) {
			n++
		}
	}
	return n
}

func checkHeader(t *testing.T, old, s *ast.Segment, properties []string) {
	t.Helper()
	values := func(s *ast.Segment, kind ast.PropertyKind) string {
		text := ""
		for _, p := range s.Properties {
			if p.Kind == kind {
				for _, v := range p.Values {
					text += " " + v.Text
				}
			}
		}
		return text
	}
	for _, c := range []struct {
		name      string
		kind      ast.PropertyKind
		old, want string
	}{
		{"name", 0xff, old.Name.Text, "New"},
		{"color", ast.PropertyColor, values(old, ast.PropertyColor), " new"},
		{"description", ast.PropertyDescription, values(old, ast.PropertyDescription), " new"},
		{"lists", ast.PropertyLists, values(old, ast.PropertyLists), " a new"},
		{"id", ast.PropertyID, values(old, ast.PropertyID), ""},
	} {
		got := values(s, c.kind)
		if c.name == "name" {
			got = s.Name.Text
		}
		want := c.old
		if slices.Contains(properties, c.name) {
			want = c.want
		}
		if got != want {
			t.Errorf("%v: %s is %q, not %q", properties, c.name, got, want)
		}
	}
}
