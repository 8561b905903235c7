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
	for _, o := range l.Objects() {
		l.Poll.Step(16)
		if o.Source != l.Main().Source {
			said[o.Name] = true
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
				l.see(name.At)
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
	l.see(name.At)
	l.warn(diag.LookAlike, at(l.Main().Source, name), message).Fixes = asTyped(l.Main().Source, name, typed)
}

// unlikelyName says what in a name is not what it looks like, and how people type it,
// if that is known.
func (l *linter) unlikelyName(name string) (message, typed string) {
	switch {
	case mixed(name):
		return "a word in this name mixes look-alike letters from two scripts", ""
	case strings.TrimSpace(name) != name:
		return "this name begins or ends with a space", oneSpace(name)
	}
	return l.unlikely(name, "name")
}
