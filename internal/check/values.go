package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// ref checks a name in the place of a condition.
func (c *checker) ref(source *ast.Source, e *ast.Ref) {
	part := c.program.AsWritten().Part(e.Name.Text)
	switch {
	case c.isParameter(ast.Value{Kind: ast.Word, Text: e.Name.Text}): // said where parts are expanded
	case c.program.Part(e.Name.Text) == nil && (part == nil || e.Call == nil || c.open == nil):
		c.facts.Whole = false
		c.unknownName(source, e)
	case e.Call != nil && len(part.Params) == 0:
		c.facts.Whole = false
		d := c.Fail(diag.WrongArguments, place(source, e), fmt.Sprintf("the part `%s` has no parameters", e.Name.Text))
		d.Related = []diag.Label{{Location: part.Definition(), Text: "declared here"}}
		d.Fixes = []diag.Fix{{Text: "remove the parentheses", Edits: []diag.Edit{{Location: place(source, e.Call), Text: ""}}}}
	}
}

// templates checks the parts with parameters by themselves. The arguments are checked where
// the parts are used.
func (c *checker) templates() {
	taken := c.taken
	for _, t := range c.program.Expansion.Parts {
		c.Poll.Step(16)
		c.open = make(map[string]bool, len(t.Let.Parameters))
		for _, p := range t.Let.Parameters {
			c.Poll.Step(8)
			c.open[p.Text] = true
		}
		c.expression(t.Source, t.Let.Expr)
	}
	c.open, c.taken = nil, taken
}

// isParameter reports whether a value is a parameter of the part that is checked by itself.
func (c *checker) isParameter(v ast.Value) bool {
	return v.Kind == ast.Word && c.open[v.Text]
}

// use returns the use of a part with parameters that a part was expanded from, or nil.
func (c *checker) use(s *ast.Let) *resolve.Instance {
	if c.program.Expansion == nil {
		return nil
	}
	return c.program.Expansion.Uses[s]
}

// instance checks a part with the arguments of one use in the places of its parameters. What
// is wrong with it by itself is said already; what is wrong with an argument is said where
// the argument is.
func (c *checker) instance(source *ast.Source, s *ast.Let, use *resolve.Instance) {
	first := len(c.All)
	c.expression(source, s.Expr)
	kept := c.All[:first]
	for _, d := range c.All[first:] {
		c.Poll.Step(32)
		outer, inward, ok := use.Outward(d.Location)
		switch {
		case ok:
			d.Related = append(inward, d.Related...)
			d.Fixes = c.inArgument(d, outer)
			d.Location = outer
		case c.saidOf(kept, d):
			continue
		default:
			d.Related = append(d.Related, use.Outermost()...)
			d.Fixes = nil
		}
		if !c.saidOf(kept[first:], d) {
			kept = append(kept, d)
		}
	}
	c.All = kept
}

// inArgument returns the fixes of a value in the place of a parameter as those of its argument,
// which is one value.
func (c *checker) inArgument(d diag.Diagnostic, outer diag.Location) (fixes []diag.Fix) {
	written := outer.Source.Slice(outer.Span)
	if strings.HasPrefix(written, "(") {
		return nil
	}
	inQuotes := `"` + d.Location.Source.Slice(d.Location.Span) + `"` // the name of the parameter
	for _, f := range d.Fixes {
		if len(f.Edits) != 1 || f.Edits[0].Location != d.Location {
			continue
		}
		if text := f.Edits[0].Text; text != inQuotes {
			fixes = append(fixes, diag.Fix{Text: f.Text, Edits: []diag.Edit{{Location: outer, Text: text}}})
		} else {
			fixes = append(fixes, problems.Quoted(outer, `"`+written+`"`)...)
		}
	}
	return fixes
}

// saidOf reports whether a list says the same at the same place.
func (c *checker) saidOf(list diag.List, d diag.Diagnostic) bool {
	c.Poll.Step(4 * len(list))
	return slices.ContainsFunc(list, func(old diag.Diagnostic) bool {
		return old.Code == d.Code && old.Location == d.Location && old.Message == d.Message
	})
}

// hasName reports whether a day is counted with an unknown name, and adds an error for that
// name.
func (c *checker) hasName(source *ast.Source, m *ast.Moment) bool {
	if c.hyphenated(source, m) {
		return true
	}
	found := false
	if m.Base.Kind == ast.Word {
		found = true
		c.unknownValue(source, m.Base, "write a date, or count the days from `today`", nil)
	}
	for _, s := range m.Steps {
		if s.Count.Kind == ast.Word {
			found = true
			c.unknownValue(source, s.Count, "a length of time is a number and a unit, such as 30d", namedLength)
		}
	}
	return found
}

// hyphenated says of words with hyphens between them, as in `plan = pro-plus`, that they are one text without quotes.
func (c *checker) hyphenated(source *ast.Source, m *ast.Moment) bool {
	text := source.Slice(m.At)
	if m.Base.Kind != ast.Word || strings.ContainsAny(text, " \t\r\n`#+") || !c.isText(m.Base) {
		return false
	}
	for _, s := range m.Steps {
		if s.Count.Kind != ast.Word || !c.isText(s.Count) {
			return false
		}
	}
	c.unquoted(source, ast.Value{At: m.At, Kind: ast.Word, Text: text})
	return true
}

// unknownValue says that no value has a name, in a place where nothing but a value of one
// kind can be, and what the word means in other languages.
func (c *checker) unknownValue(source *ast.Source, v ast.Value, note string, meaning func(word string) string) {
	if c.guesses.MayBeDeclared(v.Text) {
		return
	}
	at := place(source, v)
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("unknown value `%s`", v.Text))
	if day, ok := suggest.Day(v.Text); ok && quoted(source, v) {
		d.Notes = []string{"between backquotes, a word is the name of a value"}
		d.Fixes = []diag.Fix{replaceWith(at, day)}
		return
	}
	if nearest, ok := c.guesses.Nearest(v.Text, c.valueNames()); ok {
		d.Fixes = []diag.Fix{replaceWith(at, nearest)}
		return
	}
	if meaning != nil && !quoted(source, v) {
		if written := meaning(v.Text); written != "" {
			d.Notes, d.Fixes = []string{note}, []diag.Fix{replaceWith(at, written)}
			return
		}
	}
	d.Notes = []string{note, "to name a value, write `value " + v.Text + " = …`"}
}

// valueNames returns the names of values and params.
func (c *checker) valueNames() []string {
	names := slices.Concat(c.guesses.Names(resolve.Value), c.guesses.Names(resolve.Param))
	if c.rule >= 0 {
		for _, e := range c.program.MainRules[c.rule].Each {
			names = append(names, e.Name)
		}
	}
	return names
}

// shortened returns the beginning of what is given for a param.
func shortened(given string) string {
	const most = 60
	if runes := []rune(given); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return given
}

// showDefinitions adds to the errors of a value that has a name where that name is
// declared. A fix would put the value in the place of the name, so it removes the fixes.
func (c *checker) showDefinitions(first int) {
	places := c.program.Expansion.Values
	spans := map[*ast.Source][]ast.Span{}
	for at := range places {
		spans[at.Source] = append(spans[at.Source], at.Span)
	}
	for _, all := range spans {
		poll.Sort(nil, all, func(a, b ast.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
	inside := func(e diag.Edit) bool {
		all := spans[e.Location.Source]
		i, _ := slices.BinarySearchFunc(all, e.Location.Span.Start, func(s ast.Span, start int) int { return cmp.Compare(s.End, start+1) })
		return i < len(all) && all[i].Covers(e.Location.Span) && !e.Location.Span.Empty()
	}
	for i := range c.All[first:] {
		c.Poll.Step(16)
		d := &c.All[first+i]
		if o := places[d.Location]; o != nil {
			d.Related = append(d.Related, c.declared(o))
		} else if d.Code == diag.DayOutOfRange { // which may be counted with names
			const most = 3
			all := spans[d.Location.Source]
			first, _ := slices.BinarySearchFunc(all, d.Location.Span.Start, func(s ast.Span, start int) int { return cmp.Compare(s.Start, start) })
			for _, span := range all[first:min(first+most, len(all))] {
				if d.Location.Span.Covers(span) {
					d.Related = append(d.Related, c.declared(places[diag.Location{Source: d.Location.Source, Span: span}]))
				}
			}
		}
		d.Fixes = slices.DeleteFunc(d.Fixes, func(f diag.Fix) bool { return slices.ContainsFunc(f.Edits, inside) })
	}
}

// declared shows where a value or a param is from.
func (c *checker) declared(o *resolve.Object) diag.Label {
	text := fmt.Sprintf("`%s` is declared here", o.Name)
	if given, ok := c.program.Expansion.Params[o.Name]; ok && o.Kind == resolve.Param {
		text += fmt.Sprintf(", and given %s", jsontext.AppendString(nil, shortened(given)))
	}
	return diag.Label{Location: o.Definition(), Text: text}
}
