package editor

import (
	"path"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
)

// segments adds the names of the segments of the file that a `use` names right before the place: those that
// `for` makes, too. Nothing need be after the place.
func (c *completer) segments() {
	name, ok := c.usedBefore()
	if !ok {
		return
	}
	text, ok := textOf(c.options.Files, name, grammar.MaxSize)
	if !ok {
		return
	}
	options := c.options
	options.Name, options.Path, options.Use = name, name, nil
	file := Load(c.ctx, text, options)
	c.work.Step(poll.Every)
	for i := range file.program.Rules() {
		c.work.Step(8)
		rule := &file.program.MainRules[i]
		if rule.Name() != "" && (rule.Written != nil || len(rule.Loops()) == 0) {
			c.quoted(TextItem, rule.Name(), "segment")
		}
	}
}

// usedBefore returns the path, in the files of the text, of the file that a `use` names right before the place.
func (c *completer) usedBefore() (string, bool) {
	if c.scope.statement == nil || c.options.Files == nil || c.at-c.scope.statement.Span().Start > maxReread {
		return "", false
	}
	start := c.scope.statement.Span().Start
	file, _ := grammar.Parse(ast.NewSource("", c.text()[start:c.at]), grammar.Options{})
	if len(file.Statements) != 1 {
		return "", false
	}
	use, is := file.Statements[0].(*ast.Use)
	if !is || use.Path.Text == "" || use.Path.Kind != ast.String {
		return "", false
	}
	name := path.Join(path.Dir(path.Clean(c.place())), use.Path.Text)
	return name, isUsable(use.Path.Text) && name != path.Clean(c.place()) && strings.TrimLeft(name, "./") != ""
}
