package format

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/suggest"
)

func (b *builder) namedValue(s *ast.NamedValue) {
	b.keyword(s, "value")
	b.name(s.Name)
	b.add(space)
	b.word("=")
	if s.Group {
		enclose(b, s.Values, s.At.End-1, b.item)
		return
	}
	fillWith(b, s.Values, b.item)
}

func (b *builder) param(s *ast.Param) {
	b.keyword(s, "param")
	b.name(s.Name)
	b.word(":")
	b.typeName(s.Type, s.Choices)
	if s.Default != nil {
		b.add(space)
		b.word("=")
		b.item(*s.Default)
	}
}

// isParamType reports whether a word is the type of a param and not that of a column.
func isParamType(word string) bool {
	switch word {
	case "days", "list", "isp", "campaign":
		return true
	}
	return false
}

// loop adds what comes after the word of a property that makes several segments.
func (b *builder) loop(f *ast.For) {
	if kind, ok := f.Kind.IDs(); ok {
		b.token(f.KindAt, aliasWord(kind))
		b.add(space)
	}
	b.name(f.Name)
	b.add(space)
	b.word("in")
	b.token(ast.Span{Start: f.List.Start, End: min(f.List.Start+1, f.List.End)}, "(")
	enclosed(b, f.Each, max(f.List.End-1, f.List.Start), b.each)
}

// each adds one value, with the label that replaces it in a name.
func (b *builder) each(e ast.Each) {
	b.item(e.Value)
	if e.Label != nil {
		b.reach(e.Label.At.Start, true)
		b.add(space)
		b.word("as")
		b.value(*e.Label)
	}
}

// parameters adds the parameters of a part, if it has any.
func (b *builder) parameters(names []ast.Name) {
	if n := len(names); n > 0 {
		enclose(b, names, b.find(names[n-1].At.End), b.name)
	}
}

// argument adds what is given for a parameter.
func (b *builder) argument(a ast.Argument) {
	if a.Group {
		b.token(ast.Span{Start: a.At.Start, End: a.At.Start + 1}, "(")
		enclosed(b, a.Values, a.At.End-1, b.item)
		return
	}
	fillWith(b, a.Values, b.item)
}

// item adds a value in a place where `today` is a day. A name that is spelled so is written
// between backquotes.
func (b *builder) item(v ast.Value) {
	switch {
	case v.Kind == ast.Word && strings.EqualFold(v.Text, "today"):
		b.token(v.At, quotedName(v.Text))
	case v.Kind == ast.Day && v.Moment != nil:
		b.token(v.At, moment(v.Moment))
	default:
		b.value(v)
	}
}

// moment writes a day that is counted from another one: 30d ago is today - 30d.
func moment(m *ast.Moment) string {
	var text strings.Builder
	if m.Base.Kind == ast.Word {
		text.WriteString(dayName(m.Base.Text))
	} else {
		text.WriteString(m.Base.Text)
	}
	for _, s := range m.Steps {
		if s.Back {
			text.WriteString(" - ")
		} else {
			text.WriteString(" + ")
		}
		if s.Count.Kind == ast.Word {
			text.WriteString(lengthName(s.Count.Text))
			continue
		}
		text.WriteString(s.Count.Text)
		text.WriteString(s.Unit.String())
	}
	return text.String()
}

// dayName writes the name of a day to which something is added. There, words for days have
// another meaning.
func dayName(name string) string {
	if _, day := suggest.Day(name); day {
		return quotedName(name)
	}
	return spelt(name)
}

// lengthName writes the name of a length of time. In its place, so have units.
func lengthName(name string) string {
	if suggest.IsUnitName(name) {
		return quotedName(name)
	}
	return dayName(name)
}

func quotedName(name string) string { return "`" + name + "`" }

// times adds how often something happens. In the place of a number, words for days are a slip,
// so a name that is spelled as one is written between backquotes.
func (b *builder) times(v ast.Value) {
	if v.Kind == ast.Word {
		b.token(v.At, dayName(v.Text))
		return
	}
	b.value(v)
}
