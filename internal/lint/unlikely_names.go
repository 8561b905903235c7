package lint

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// unlikelyNames warns of names of columns, parts and lists that are not what they
// look like. Each is one warning, where the main file has it first. What a file that
// is used declares is said there.
func (l *linter) unlikelyNames() {
	said := map[string]bool{}
	for _, file := range l.Used() {
		for _, s := range file.Statements {
			l.Poll.Step(16)
			switch s := s.(type) {
			case *ast.Let:
				said[s.Name.Text] = true
			case *ast.Field:
				said[s.Name.Text] = true
			case *ast.Alias:
				said[s.Name.Text] = true
			}
		}
	}
	for _, s := range l.Main().Statements {
		for n := range ast.Preorder(s) {
			l.Poll.Step(8)
			name, ok := n.(ast.Name)
			if !ok || said[name.Text] {
				continue
			}
			l.Poll.Step(len(name.Text))
			said[name.Text] = true
			if message, _ := l.unlikelyName(name.Text); message != "" && !l.seen[name.At] {
				l.seen[name.At] = true
				l.warn(diag.LookAlike, at(l.Main().Source, name), message)
			}
		}
	}
}

// segmentName warns of the name of a segment that is not what it looks like. The fix
// is not certain: on the platform, the segment may be known by this name.
func (l *linter) segmentName(segment *ast.Segment) {
	name := segment.Name
	l.Poll.Step(4 * len(name.Text))
	message, typed := l.unlikelyName(name.Text)
	if message == "" {
		return
	}
	l.seen[name.At] = true
	l.warn(diag.LookAlike, at(l.Main().Source, name), message).Fixes = asTyped(l.Main().Source, name, typed)
}

// unlikelyName says what in a name is not what it looks like, and how people type it,
// if that is known.
func (l *linter) unlikelyName(name string) (message, typed string) {
	switch {
	case mixed(name):
		return "a word of this name has letters of two scripts that look alike", ""
	case strings.TrimSpace(name) != name:
		return "this name begins or ends with a blank", oneSpace(name)
	}
	return l.unlikely(name, "name")
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
				l.unseen(source, v)
			}
		case other.Text != v.Text:
			l.seen[v.At] = true
			d := l.warn(diag.LookAlike, at(source, v), "this looks like another choice of `"+field.Name.Text+"` and is not the same: "+difference(other.Text, v.Text))
			d.Related = []diag.Label{{Location: at(source, other), Text: "the other one"}}
		}
	}
}
