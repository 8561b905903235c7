package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/visible"
)

// lookAlikes warns of names, comments and choices of the main file that look like
// something that they are not.
func (l *linter) lookAlikes() {
	plain := l.plain(l.Main().Source)
	if !plain {
		l.twoScripts()
	}
	for _, s := range l.Main().Statements {
		switch s := s.(type) {
		case *ast.Segment:
			l.segmentName(s)
		case *ast.Field:
			l.alikeChoices(s)
		}
	}
	quoted := func(file *ast.File) bool { return strings.Contains(file.Source.Text(), "`") }
	other := func(file *ast.File) bool { return quoted(file) || !l.plain(file.Source) }
	if !plain || quoted(l.Main()) || slices.ContainsFunc(l.Used(), other) {
		l.alikeNames()
		l.unlikelyNames()
	}
}

// plain reports whether a source has nothing but characters of ASCII. No two names
// look alike that are plain; names between backquotes can have blanks.
func (l *linter) plain(source *ast.Source) bool {
	text := source.Text()
	l.Poll.Step(len(text) / 8)
	for ; len(text) >= 8; text = text[8:] { // eight at a time, for long lists
		if (text[0]|text[1]|text[2]|text[3]|text[4]|text[5]|text[6]|text[7])&utf8.RuneSelf != 0 {
			return false
		}
	}
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// twoScripts warns of comments with words that have letters of two scripts. Blanks
// and the Unicode form of letters change nothing in a comment.
func (l *linter) twoScripts() {
	for _, c := range l.Main().Comments {
		l.Poll.Step(16 + len(c.Text))
		if mixed(c.Text) && !l.seen[c.Span()] {
			l.see(c.Span())
			l.warn(diag.LookAlike, at(l.Main().Source, c), "a word in this comment mixes look-alike letters from two scripts")
		}
	}
}

// look returns what a text looks like. A longer one than people compare by reading
// looks like itself.
func look(text string) string {
	const longest = 10_000 // bytes
	if len(text) > longest {
		return text
	}
	return visible.Look(text)
}

// namesAlike are names of one kind by what they look like.
type namesAlike struct{ kind, look string }

// namedAt is where a name is written first.
type namedAt struct {
	text   string
	source *ast.Source
	node   ast.Node
}

// alikeNames warns of names that look like another name of their kind. Each pair
// of names is one warning.
func (l *linter) alikeNames() {
	first := map[namesAlike]namedAt{}
	said := map[[2]string]bool{}
	for _, file := range append(l.Used()[:len(l.Used()):len(l.Used())], l.Main()) {
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				l.Poll.Step(8)
				kind, text := nameOf(n)
				if kind == "" {
					continue
				}
				l.Poll.Step(16 + len(text))
				key := namesAlike{kind, look(text)}
				other, known := first[key]
				switch {
				case !known:
					first[key] = namedAt{text, file.Source, n}
				case other.text == text || file != l.Main() || said[[2]string{kind, text}]:
				default:
					said[[2]string{kind, text}] = true
					apart := visible.Apart(other.text, text)
					span := nameSpan(n)
					l.see(span)
					d := l.warn(diag.LookAlike, diag.Location{Source: file.Source, Span: span},
						fmt.Sprintf("this name looks like another one but is different: `%s` and `%s`", apart[1], apart[0]))
					d.Related = []diag.Label{{Location: diag.Location{Source: other.source, Span: nameSpan(other.node)}, Text: "the other one"}}
				}
			}
		}
	}
}

// nameOf returns the name that a node declares or uses, and what it names.
func nameOf(n ast.Node) (kind, name string) {
	switch n := n.(type) {
	case *ast.Let:
		return "part", n.Name.Text
	case *ast.Ref:
		return "part", n.Name.Text
	case *ast.Field:
		return "column", n.Name.Text
	case *ast.Column:
		return "column", n.Name.Text
	case *ast.Alias:
		return resolve.KindOf(n.Kind).String(), n.Name.Text
	case *ast.NamedValue:
		return "value", n.Name.Text
	case *ast.Param:
		return "value", n.Name.Text
	case ast.Value:
		if n.Kind == ast.Word {
			return "id", n.Text
		}
	}
	return "", ""
}

func nameSpan(n ast.Node) ast.Span {
	switch n := n.(type) {
	case *ast.Let:
		return n.Name.Span()
	case *ast.Ref:
		return n.Name.Span()
	case *ast.Field:
		return n.Name.Span()
	case *ast.Column:
		return n.Name.Span()
	case *ast.Alias:
		return n.Name.Span()
	case *ast.NamedValue:
		return n.Name.Span()
	case *ast.Param:
		return n.Name.Span()
	default:
		return n.Span()
	}
}

// alikeChoices warns of the values in the declaration of a column that look like
// another one of them, or like something that people type more often.
func (l *linter) alikeChoices(field *ast.Field) {
	source := l.Main().Source
	first := map[string]ast.Value{} // by what the values look like
	held := 0
	defer func() { l.Poll.Free(held) }()
	for _, v := range field.Choices {
		l.Poll.Step(64 + len(v.Text))
		shape := look(v.Text)
		other, known := first[shape]
		switch {
		case !known:
			l.Poll.Hold(valueBytes + len(shape))
			held += valueBytes + len(shape)
			first[shape] = v
			if strings.TrimSpace(v.Text) != "" { // what is all blanks is meant, or what the platform has
				l.unlikelyValue(source, v)
			}
		case other.Text != v.Text:
			l.see(v.At)
			d := l.warn(diag.LookAlike, at(source, v), "this looks like another choice of `"+field.Name.Text+"` but is different: "+difference(other.Text, v.Text))
			d.Related = []diag.Label{{Location: at(source, other), Text: "the other one"}}
		}
	}
}
