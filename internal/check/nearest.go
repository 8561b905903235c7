package check

import (
	"slices"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/jsontext"
)

// isChoice reports whether a text is one of the choices of a column.
func (c *checker) isChoice(name string, col column.Column, text string) bool {
	if c.program.Declared(name) == nil || len(col.Choices) < 16 {
		return slices.Contains(col.Choices, text)
	}
	choices := c.choices[name]
	if choices == nil {
		choices = make(map[string]bool, len(col.Choices))
		for _, choice := range col.Choices {
			c.Poll.Step(8)
			choices[choice] = true
		}
		put(&c.choices, name, choices)
	}
	return choices[text]
}

// enumerateTexts joins texts, in quotes, for a message.
func enumerateTexts(texts []string, most int) string {
	quoted := make([]string, min(len(texts), most+1))
	for i := range quoted {
		quoted[i] = string(jsontext.AppendString(nil, texts[i]))
	}
	if len(texts) > most {
		return english.More(quoted[:most], len(texts)-most)
	}
	return english.Some(quoted, most)
}
