package editor

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/resolve"
)

// maxListed is how many values or ids are listed.
const maxListed = 20

// object says what a name means.
func (h *hoverer) object(use resolve.Use) {
	o := use.Object
	switch o.Kind {
	case resolve.Part:
		h.part(use)
	case resolve.Column:
		h.column(o)
	case resolve.List, resolve.ISP, resolve.Campaign:
		h.head(o.Kind.String(), o)
		h.ids(o)
	case resolve.Value, resolve.Param:
		h.named(o)
	case resolve.Parameter:
		h.w.Words("parameter ")
		h.name(o.Name)
		if let, ok := o.Statement.(*ast.Let); ok {
			h.w.Words(" of the part ")
			h.name(let.Name.Text)
		}
	case resolve.Loop:
		h.loop(o)
	}
	h.remark(o)
}

// head begins with the kind of a name, and with the file that it is from.
func (h *hoverer) head(kind string, o *resolve.Object) {
	h.w.Words(markdown.Words("**" + kind + "** "))
	h.name(o.Name)
	if o.Source != nil && o.Source != h.Source() {
		h.w.Words(" from ")
		h.name(o.Source.Name())
	}
}

// column says what is known of a column.
func (h *hoverer) column(o *resolve.Object) {
	h.head("column", o)
	known := o.Column
	if known.Type == column.Any {
		known = h.program.Facts.Column(o.Name)
	}
	h.w.Words(markdown.Words(": " + known.Type.String()))
	if known.NotNull {
		h.w.Words(", always with a value")
	}
	if o.Statement == nil {
		if _, builtin := column.Builtin(o.Name); builtin {
			h.w.Words(" (every contact has it)")
		} else {
			h.w.Words(" (no `field` declares it)")
		}
	}
	texts := make([]string, len(known.Choices))
	for i, choice := range known.Choices {
		texts[i] = quote(choice)
	}
	h.listed("Values:", texts)
}

// ids lists what a name of ids means.
func (h *hoverer) ids(o *resolve.Object) {
	ids := h.program.Facts.TextsOf(o)
	if len(ids) == 0 { // of a program that could not be checked
		for _, v := range o.IDs {
			ids = append(ids, v.Text)
		}
	}
	if len(ids) == 1 {
		h.w.Words(": ")
		h.name(ids[0])
		return
	}
	h.listed("Ids:", ids)
}

// named says what a value or a param means.
func (h *hoverer) named(o *resolve.Object) {
	meaning := h.program.Meaning(o)
	h.head(o.Kind.String(), o)
	if meaning.Type != "" {
		h.w.Words(markdown.Words(": " + meaning.Type))
	}
	if o.Kind == resolve.Param {
		if given, ok := h.options.Params[o.Name]; ok {
			h.w.Words(", set to ")
			h.name(given)
		} else if meaning.Default != "" {
			h.w.Words(", by default ")
			h.name(meaning.Default)
		}
		choices := make([]string, len(meaning.Choices))
		for i, choice := range meaning.Choices {
			choices[i] = quote(choice)
		}
		h.listed("Choices:", choices)
		h.dayOf(meaning)
		return
	}
	texts := make([]string, len(meaning.Values))
	for i, v := range meaning.Values {
		texts[i] = literal(v)
	}
	if len(texts) == 1 {
		h.w.Words(" ")
		h.name(texts[0])
		h.dayOf(meaning)
		return
	}
	h.listed("Values:", texts)
}

// dayOf adds the day that a value is, if it is written as another one.
func (h *hoverer) dayOf(meaning resolve.Meaning) {
	if meaning.Type != "date" || len(meaning.Values) != 1 || meaning.Values[0].Kind == ast.Date {
		return
	}
	if day, moves, ok := h.dayIn(meaning.Values[0]); ok {
		h.w.Words(", which is ")
		h.w.Code(day)
		if moves {
			h.today()
		}
	}
}

// loop lists the values of the name of a `for`.
func (h *hoverer) loop(o *resolve.Object) {
	h.w.Words("**for** ")
	h.name(o.Name)
	loop := o.Loop()
	if loop == nil {
		return
	}
	h.w.Words(markdown.Words(", " + english.Count(len(loop.Each), "value")))
	texts := make([]string, len(loop.Each))
	for i, e := range loop.Each {
		texts[i] = literal(e.Value)
		if e.Label != nil {
			texts[i] += " as " + quote(e.Label.Text)
		}
	}
	h.listed("Values:", texts)
}

// remark adds what people wrote about a declaration.
func (h *hoverer) remark(o *resolve.Object) {
	if o.Statement == nil || o.Kind == resolve.Parameter || o.Kind == resolve.Loop {
		return
	}
	i := slices.IndexFunc(h.names.AllFiles(), func(f *ast.File) bool { return f.Source == o.Source })
	if i < 0 {
		return
	}
	h.remarkOn(h.names.AllFiles()[i], o.Statement)
}

// remarkOn adds what people wrote about a statement.
func (h *hoverer) remarkOn(file *ast.File, statement ast.Statement) {
	const most = 10 // lines
	for i, line := range strings.Split(resolve.Comment(file, statement), "\n") {
		if line = strings.TrimSpace(line); line == "" || i >= most {
			continue
		}
		if i == 0 {
			h.w.Words("\n")
		}
		h.w.Words("\n")
		h.w.Text(shown(line))
		h.w.Words("\n")
	}
}

// listed lists texts of files, the first of them if there are many.
func (h *hoverer) listed(title markdown.Words, texts []string) {
	if len(texts) == 0 {
		return
	}
	h.w.Words("\n\n" + title + " ")
	for i, text := range texts {
		if i == maxListed {
			h.w.Words(" and ")
			h.w.Number(len(texts) - i)
			h.w.Words(" more")
			break
		}
		if i > 0 {
			h.w.Words(", ")
		}
		h.name(text)
	}
	h.w.Words("\n")
}

// quote returns a text as a rule has it.
func quote(text string) string {
	if quoted, ok := grammar.Quote(text); ok {
		return quoted
	}
	return text
}

// literal returns a value as a rule has it.
func literal(v ast.Value) string {
	if v.Kind == ast.String {
		return quote(v.Text)
	}
	return v.Text
}
