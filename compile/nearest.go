package compile

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/suggest"
)

// maxGuesses bounds how many names are compared with words that name nothing.
// Thousands of wrong words among thousands of names would else take minutes;
// whoever has them is not helped by a suggestion for each.
const maxGuesses = 100_000

// guesses are the names that may be meant, sorted when they are first needed.
type guesses struct {
	compared int // so far
	lets     []string
	columns  []string
	aliases  [3][]string // by ast.AliasKind
}

// nearest returns the name that is most likely meant by a word, if any is.
func (c *compiler) nearest(word string, names []string) (string, bool) {
	c.poll.Step(16 * len(names))
	if c.guesses.compared += len(names); c.guesses.compared > maxGuesses {
		return "", false
	}
	return suggest.Nearest(word, names)
}

func (c *compiler) letNames() []string {
	if c.guesses.lets == nil {
		c.guesses.lets = sortedNames(c.poll, c.scope.lets)
	}
	return c.guesses.lets
}

func (c *compiler) aliasNames(kind ast.AliasKind) []string {
	if c.guesses.aliases[kind] == nil {
		c.guesses.aliases[kind] = sortedNames(c.poll, c.scope.aliases[kind])
	}
	return c.guesses.aliases[kind]
}

// columnNames returns the names of all known columns, sorted.
func (c *compiler) columnNames() []string {
	if c.guesses.columns == nil {
		names := append(column.BuiltinNames(), sortedNames(c.poll, c.scope.fields)...)
		poll.Sort(c.poll, names, strings.Compare)
		c.guesses.columns = slices.Compact(names)
	}
	return c.guesses.columns
}

// isColumn reports whether a column of the name is declared or built in.
func (c *compiler) isColumn(name string) bool {
	_, builtin := column.Builtin(name)
	return builtin || c.scope.fields[name] != nil
}

// isChoice reports whether a text is one of the choices of a column.
func (c *compiler) isChoice(name string, col column.Column, text string) bool {
	f := c.scope.fields[name]
	if f == nil || len(col.Choices) < 16 {
		return slices.Contains(col.Choices, text)
	}
	if f.choices == nil {
		f.choices = make(map[string]bool, len(col.Choices))
		for _, choice := range col.Choices {
			c.poll.Step(8)
			f.choices[choice] = true
		}
	}
	return f.choices[text]
}

// enumerateTexts joins texts, in quotes, for a message.
func enumerateTexts(texts []string, most int) string {
	quoted := make([]string, min(len(texts), most+1))
	for i := range quoted {
		quoted[i] = string(rule.AppendString(nil, texts[i]))
	}
	if len(texts) > most {
		return enumerateSome(quoted[:most], len(texts)-most)
	}
	return enumerate(quoted, most)
}
