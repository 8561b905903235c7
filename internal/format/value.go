package format

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/mistaken"
	"github.com/segc-lang/segc/internal/visible"
)

// list adds values in parentheses. The closing one is at offset end.
func (b *builder) list(values []ast.Value, end int) { enclose(b, values, end, b.value) }

// values adds values with commas between them, as many on each line as fit.
func (b *builder) values(values []ast.Value) { fillWith(b, values, b.value) }

// enclose adds nodes in parentheses. The closing one is at offset end.
func enclose[N ast.Node](b *builder, nodes []N, end int, one func(N)) {
	b.text("(")
	enclosed(b, nodes, end, one)
}

// enclosed is enclose after the opening parenthesis.
func enclosed[N ast.Node](b *builder, nodes []N, end int, one func(N)) {
	b.add(open)
	b.add(indent)
	if len(nodes) > 0 {
		b.before(nodes[0].Span().Start)
	}
	b.add(softline)
	fillWith(b, nodes, one)
	b.before(end)
	b.add(dedent)
	b.add(softline)
	b.token(ast.Span{Start: end, End: end + 1}, ")")
	b.add(closing)
}

// fillWith adds nodes with commas between them, as many on each line as fit.
func fillWith[N ast.Node](b *builder, nodes []N, one func(N)) {
	if len(nodes) == 1 {
		one(nodes[0])
		return
	}
	b.add(openFill)
	for i, n := range nodes {
		if i > 0 {
			b.text(",")
			b.before(n.Span().Start)
			b.add(line)
		}
		one(n)
	}
	b.add(closing)
}

// bounds adds the two values of a range.
func (b *builder) bounds(values []ast.Value, one func(ast.Value)) {
	for i, v := range values {
		if i > 0 {
			b.reach(v.At.Start, true)
			b.add(space)
			b.word("and")
		}
		one(v)
	}
}

func (b *builder) value(v ast.Value) {
	switch v.Kind {
	case ast.String:
		b.token(v.At, b.quoted(v))
	case ast.Number, ast.Boolean, ast.Date, ast.Today, ast.Day, ast.Length: // 30d ago is today - 30d
		b.token(v.At, v.Text)
	case ast.Word:
		b.token(v.At, spelt(v.Text))
	default:
		panic(fmt.Sprintf("format: unexpected kind of value %d", v.Kind))
	}
}

func (b *builder) name(n ast.Name) { b.token(n.At, spelt(n.Text)) }

// columnName writes the name of a column that a condition is about. If it is close to
// an event or a built-in column, backquotes say that it is meant: those of the
// author stay, and a name that no author wrote gets them.
func (b *builder) columnName(n ast.Name) {
	text := spelt(n.Text)
	if text == n.Text && n.At.End-n.At.Start != len(n.Text) && mistaken.Name(n.Text) {
		text = "`" + text + "`"
	}
	b.token(n.At, text)
}

// spelt writes a name, between backquotes if it needs them.
func spelt(name string) string {
	if grammar.IsPlainName(name) {
		return name
	}
	return "`" + name + "`"
}

// quoted writes a text as a string.
func (b *builder) quoted(v ast.Value) string {
	raw := b.slice(v.At.Start, v.At.End)
	if len(raw) == len(v.Text)+2 && raw[0] == '"' && raw[1:len(raw)-1] == v.Text && seen(v.Text) {
		return raw
	}
	if seen(v.Text) {
		return string(jsontext.AppendString(make([]byte, 0, len(v.Text)+8), v.Text))
	}
	var out []byte
	start := 0
	for i, r := range v.Text {
		b.poll.Step(4)
		if !hidden(v.Text, i, r) {
			continue
		}
		out = appendInner(out, v.Text[start:i])
		for _, unit := range utf16.Encode([]rune{r}) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
		start = i + utf8.RuneLen(r)
	}
	out = appendInner(out, v.Text[start:])
	return `"` + string(out) + `"`
}

// appendInner appends what AppendString does, without the quotes.
func appendInner(out []byte, s string) []byte {
	end := len(out)
	out = jsontext.AppendString(out, s)
	copy(out[end:], out[end+1:len(out)-1])
	return out[:len(out)-2]
}

// seen reports whether no character of a text is hidden.
func seen(s string) bool {
	first := 0
	for first < len(s) && s[first] < 0x7F {
		first++
	}
	for i := first; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if hidden(s, i, r) {
			return false
		}
		i += size
	}
	return true
}

// hidden reports whether the character at an offset shows nothing, or only what
// it does to others: such a one is written as an escape. What is part of how
// people write is left alone, as are joiners in Persian and in emoji, and so is
// the wide blank of Japanese. (Below U+0020, JSON demands the escapes.)
func hidden(s string, offset int, r rune) bool {
	if r < 0x7F || r == '\u3000' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Z) || visible.Hides(s, offset)
}
