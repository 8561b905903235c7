package edit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/edit"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestTakeTogether checks every set of changes of properties, in a header with
// its properties in every order and in many layouts: the result has theirs, the
// lists that stay are as they were written, and no comment and nothing else is
// lost.
func TestTakeTogether(t *testing.T) {
	t.Parallel()
	written := map[string]string{"color": `color "x"`, "lists": `lists "b", a`, "description": `description "y"`, "id": `id "7"`}
	layouts := map[string]func(properties []string) string{
		"one line":      func(p []string) string { return `segment "A" ` + strings.Join(p, " ") + ` where c` },
		"one line, end": func(p []string) string { return `where c segment "A" ` + strings.Join(p, " ") },
		"glued":         func(p []string) string { return `segment"A"` + glued(p) + `where c` },
		"lines":         func(p []string) string { return "segment \"A\"\n  " + strings.Join(p, "\n  ") + "\n\nwhere c\n" },
		"lines, CRLF":   func(p []string) string { return "segment \"A\"\r\n\t" + strings.Join(p, "\r\n\t") + "\r\nwhere c\r\n" },
		"lines, end":    func(p []string) string { return "where c\nsegment \"A\"\n" + strings.Join(p, "\n") },
		"comments after": func(p []string) string {
			return "segment \"A\" # n\n  " + strings.Join(p, " # p\n  ") + " # q\n# r\nwhere c # s\n"
		},
		"comments above": func(p []string) string {
			return "# a\nsegment \"A\"\n  # p\n  " + strings.Join(p, "\n  # p\n  ") + "\n  # q\nwhere c"
		},
		"comments inside": func(p []string) string {
			return "segment # a\n\"A\" " + strings.NewReplacer(", ", ", # j\n  ", " ", " # i\n  ").Replace(strings.Join(p, " ")) + "\nwhere c # s\n  and d"
		},
		"two a line": func(p []string) string {
			text := `segment "A"`
			for i, p := range p {
				text += []string{"\n  ", " "}[i%2] + p
			}
			return text + "\nwhere c"
		},
		"a rule beside": func(p []string) string { return "segment \"A\"\n  " + strings.Join(p, "\n  ") + " where c\n" },
	}
	changes := []string{"name rules", "color", "lists", "description"}
	done := 0
	for name, layout := range layouts {
		seen := map[string]bool{}
		for i, order := range orders("color", "lists", "description", "id") {
			if i%long.Of(12, 1) != 0 {
				continue
			}
			for _, without := range []string{"", "description", "lists"} {
				var texts []string
				for _, p := range order {
					if p != without {
						texts = append(texts, written[p])
					}
				}
				text := layout(texts)
				if seen[text] {
					continue
				}
				seen[text] = true
				mine := parse(text)
				for _, lists := range []string{"a, \"b\"", "a, \"b\", new", "a, new", "new", ""} {
					for _, description := range []string{"\n  description \"new\"", ""} {
						their := parse("segment \"New\"\n  color \"new\"" + strings.TrimSuffix("\n  lists "+lists, "\n  lists ") + description + "\n\nwhere\n  isp in (2)\n")
						for n := range 1 << len(changes) {
							var some []string
							for i, p := range changes {
								if n&(1<<i) != 0 {
									some = append(some, strings.Fields(p)...)
								}
							}
							got, err := edit.Take(mine, 0, their, some, ids)
							if err == nil {
								err = taken(mine, got, their, some)
							}
							if err != nil {
								t.Fatalf("%s, %v taken from\n%s\n%v\n%s\nbecame\n%s", name, some, their.Source.Text(), err, text, got)
							}
							done++
						}
					}
				}
			}
		}
	}
	if done != len(layouts)*long.Of(5, 24+2*6)*10*16 {
		t.Errorf("only %d were taken", done)
	}
}

// glued joins properties without spaces where none is needed.
func glued(properties []string) string {
	text := ""
	for _, p := range properties {
		if text != "" && !strings.HasSuffix(text, `"`) {
			text += " "
		}
		text += strings.ReplaceAll(p, ` "`, `"`)
	}
	if !strings.HasSuffix(text, `"`) {
		text += " "
	}
	return text
}

// orders returns the words in every order.
func orders(words ...string) [][]string {
	if len(words) == 0 {
		return [][]string{nil}
	}
	var all [][]string
	for i, w := range words {
		for _, rest := range orders(slices.Concat(words[:i], words[i+1:])...) {
			all = append(all, append([]string{w}, rest...))
		}
	}
	return all
}

// taken checks that a text is a file with some properties from another one.
func taken(mine *ast.File, text string, their *ast.File, properties []string) error {
	file, list := grammar.Parse(ast.NewSource("got", text), grammar.Options{})
	if list.HasErrors() {
		return list.Err()
	}
	if a, b := comments(mine), comments(file); a != b {
		return fmt.Errorf("the comments are %q, not %q", b, a)
	}
	if len(file.Statements) != len(mine.Statements) {
		return fmt.Errorf("there are %d statements", len(file.Statements))
	}
	got, was, want := valuesIn(file), valuesIn(mine), valuesIn(their)
	for _, p := range []string{"name", "color", "lists", "description", "rules", "id"} {
		from := was
		if slices.Contains(properties, p) {
			from = want
		}
		if fmt.Sprint(got[p]) != fmt.Sprint(from[p]) {
			return fmt.Errorf("%s is %v, not %v", p, got[p], from[p])
		}
	}
	for _, value := range []string{`"b"`, `a`} { // as they were written
		if strings.Contains(fmt.Sprint(got["lists"]), strings.Trim(value, `"`)) && len(was["lists"]) > 0 && !slices.Contains(written(file), value) {
			return fmt.Errorf("the list %s is not as it was written: %s", value, written(file))
		}
	}
	return nil
}

// valuesIn returns what a file has, with the lists sorted.
func valuesIn(file *ast.File) map[string][]string {
	all := map[string][]string{}
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Segment:
			all["name"] = []string{s.Name.Text}
			for _, p := range s.Properties {
				name := map[ast.PropertyKind]string{
					ast.PropertyColor: "color", ast.PropertyLists: "lists", ast.PropertyDescription: "description", ast.PropertyID: "id",
				}[p.Kind]
				for _, v := range p.Values {
					all[name] = append(all[name], v.Text)
				}
			}
			slices.Sort(all["lists"])
		case *ast.Where:
			all["rules"] = strings.Fields(file.Source.Slice(s.Expr.Span()))
		}
	}
	if rules := all["rules"]; len(rules) > 2 && rules[0] == "c" { // with its comment
		all["rules"] = []string{"c", "and", "d"}
	}
	return all
}

// written returns the values of the lists as they are written.
func written(file *ast.File) []string {
	var all []string
	for _, s := range file.Statements {
		if s, ok := s.(*ast.Segment); ok {
			for _, p := range s.Properties {
				for _, v := range p.Values {
					if p.Kind == ast.PropertyLists {
						all = append(all, file.Source.Slice(v.At))
					}
				}
			}
		}
	}
	return all
}
