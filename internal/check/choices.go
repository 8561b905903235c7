package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/mistaken"
	"github.com/segc-lang/segc/internal/visible"
)

// longestJoined is up to how many bytes a text value is divided into choices.
const longestJoined = 256

// checkChoice warns of a value that the column is not known to take.
func (c *checker) checkChoice(source *ast.Source, v ast.Value, e *ast.Column, col column.Column) {
	if c.isChoice(e.Name.Text, col, v.Text) {
		return
	}
	at := place(source, v)
	d := c.Warn(diag.ValueOutsideChoice, at, fmt.Sprintf("%s is not a value of `%s`, which takes %s", jsontext.AppendString(nil, v.Text), e.Name.Text, enumerateTexts(col.Choices, 8)))
	if event, ok := c.eventAsStatus(v, e); ok {
		d.Notes = []string{"whether that happened is a condition on the event"}
		d.Fixes = []diag.Fix{replaceWith(place(source, e), event)}
	} else if several := c.severalChoices(v.Text, e, col); len(several) > 0 {
		d.Notes = []string{"this is one text value; put each value in its own quotes"}
		d.Fixes = divideChoices(source, v, e, several)
	} else if nearest, ok := c.guesses.Nearest(v.Text, col.Choices); ok {
		if visible.Look(nearest) == visible.Look(v.Text) {
			d.Notes = []string{"they look alike and differ in characters; write both as people type them"}
		} else {
			d.Fixes = []diag.Fix{replaceWith(at, string(jsontext.AppendString(nil, nearest)))}
		}
	} else if status, ok := c.otherStatus(v.Text, e); ok {
		d.Fixes = []diag.Fix{replaceWith(at, string(jsontext.AppendString(nil, status)))}
	}
	if o := c.program.Declared(e.Name.Text); o != nil {
		d.Related = []diag.Label{{Location: o.Declaration(), Text: "declared here"}}
	}
}

// severalChoices returns the choices that a comma, a semicolon or a vertical bar
// joins in one text value, each once and in quotes. There are none if a part is not
// a choice.
func (c *checker) severalChoices(text string, e *ast.Column, col column.Column) []string {
	if len(text) > longestJoined {
		return nil
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;|", r) })
	var written []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if len(parts) < 2 || !c.isChoice(e.Name.Text, col, part) {
			return nil
		}
		if quoted := string(jsontext.AppendString(nil, part)); !slices.Contains(written, quoted) {
			written = append(written, quoted)
		}
	}
	return written
}

// divideChoices returns the fix that writes several choices in place of one text
// value. A comparison with `=` or `!=` becomes one with a list. It returns nil if
// that would take a comment out.
func divideChoices(source *ast.Source, v ast.Value, e *ast.Column, choices []string) []diag.Fix {
	list := strings.Join(choices, ", ")
	if e.Op != ast.Equal && e.Op != ast.NotEqual || len(choices) == 1 {
		return []diag.Fix{replaceWith(place(source, v), list)}
	}
	if strings.Contains(source.Slice(ast.Span{Start: e.OpSpan.End, End: v.At.Start}), "#") {
		return nil
	}
	text := "in (" + list + ")"
	if e.Op == ast.NotEqual {
		text = "not " + text
	}
	fix := diag.Fix{Text: "write `" + text + "`"}
	if e.OpSpan.Start == e.Name.At.End {
		text = " " + text
	}
	at := diag.Location{Source: source, Span: e.OpSpan.Join(v.At)}
	fix.Edits = []diag.Edit{{Location: at, Text: text}}
	return []diag.Fix{fix}
}

// eventAsStatus returns the condition on an event that a condition on the built-in column `status` is meant for, as
// in `status = "bounced"`.
func (c *checker) eventAsStatus(v ast.Value, e *ast.Column) (written string, ok bool) {
	if e.Name.Text != "status" || c.program.Declared("status") != nil || e.Op != ast.Equal && e.Op != ast.NotEqual {
		return "", false
	}
	event, ok := mistaken.Happened(v.Text)
	if e.Op == ast.NotEqual {
		event = "never " + event
	}
	return event, ok && v.Kind == ast.String
}

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

// otherStatus returns the status that other tools give another name.
func (c *checker) otherStatus(text string, e *ast.Column) (string, bool) {
	if e.Name.Text != "status" || c.program.Declared("status") != nil {
		return "", false
	}
	switch strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(text)) {
	case "active", "confirmed", "optedin", "optin", "enabled", "aktiv", "mailable":
		return "subscribed", true
	case "inactive", "optedout", "optout", "disabled", "inaktiv", "removed", "notsubscribed":
		return "unsubscribed", true
	}
	return "", false
}
