package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// foreignDay is the problem of a day that is written as in other languages.
func foreignDay(word *lexer.Token, at ast.Span, written string) *problem {
	name := shorten(word.Value)
	if at.End > spanOf(word).End {
		name += "()"
	}
	return &problem{
		code: diag.SyntaxError, at: at, message: "`" + name + "` is written `" + written + "`",
		fixes: []fix{replace(at, written)},
	}
}

// noLength is the problem that no length of time is after a sign.
func noLength(token *lexer.Token) *problem {
	p := expected(token, "a length of time such as `30d`")
	if p.missing != "" {
		p.notes = []string{"write a day as `today - 30d`"}
	}
	return p
}

// noUnit adds to the problem of a word before a unit of time that it may be meant for a name.
func noUnit(p *problem) *problem {
	p.notes = []string{"the name of a length of time has no unit after it: `value n = 30d`, then `n`"}
	return p
}

// zeroFirst is the problem of a number with zeros before it. They are taken out of its text.
func zeroFirst(count *ast.Value) *problem {
	p := &problem{code: diag.BadNumber, at: count.At, message: "`" + shorten(count.Text) + "` is not a number"}
	if count.Text = strings.TrimLeft(count.Text, "0"); count.Text == "" {
		count.Text = "0"
	}
	p.fixes = []fix{replace(p.at, count.Text)}
	return p
}

// twoSigns is the problem of two signs before a length of time. Two of the same kind are
// likely one that was written twice, but not certainly.
func twoSigns(at ast.Span) *problem {
	return &problem{
		code: diag.SyntaxError, at: at, message: "put one sign between a day and a length of time",
		fixes: []fix{
			{text: "write `-` for a day before", edits: []edit{{at, "- "}}},
			{text: "write `+` for a day after", edits: []edit{{at, "+ "}}},
		},
	}
}

// isLongDash reports whether a character is a minus or a dash that editors write for one.
func isLongDash(text string) bool { return text == "\u2212" || text == "\u2013" || text == "\u2014" }

// longDash is the problem of such a character.
func longDash(token *lexer.Token) *problem {
	at := spanOf(token)
	return &problem{
		code: diag.BadCharacter, at: at, message: "write a minus sign as `-`", fixes: []fix{replace(at, "-")},
	}
}

// lengthAhead is a length of time that comes next, as it would be read.
type lengthAhead struct {
	text string // 30d
	end  int    // of its tokens
	ago  bool   // `ago` follows, and is in its tokens
}

// lengthNext returns the length of time that comes after so many tokens.
func (r *expressionReader) lengthNext(tokens int) (length lengthAhead, ok bool) {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	for range tokens {
		r.lex.Next()
	}
	first := r.peek()
	if first.Type != kindDuration && first.Type != kindNumber || strings.HasPrefix(first.Value, "-") {
		return length, false
	}
	digits := scanDigits(first.Value)
	word := first.Value[digits:]
	r.lex.Next()
	length.end = endOfLast(r)
	if word == "" && r.peek().Type == kindWord {
		word = r.lex.Next().Value
		length.end = endOfLast(r)
	}
	unit, p := unitOf(word, ast.Span{})
	if p != nil || digits == 0 {
		return length, false
	}
	length.text = first.Value[:digits] + unit.String()
	if isWord(r.peek(), "ago") {
		r.lex.Next()
		length.ago, length.end = true, endOfLast(r)
	}
	return length, true
}

// timeAhead recognizes a length of time after `in` on a column, `in 7d`, `in the next 7
// days`: the days to come. Nothing is read. The operator is at a place.
func (r *expressionReader) timeAhead(operator ast.Span) *problem {
	words := 0
	if token := r.peek(); token.Type != kindWord && token.Type != kindDuration && token.Type != kindNumber {
		return nil // as nearly always
	}
	if isWord(r.peek(), "the") {
		words++
	}
	next := r.after(words, func() bool { return isWord(r.peek(), "next") })
	if next {
		words++
	} else if words > 0 {
		return nil
	}
	length, ok := r.lengthNext(words)
	if !ok || length.ago && next {
		return nil
	}
	at := ast.Span{Start: operator.Start, End: length.end}
	if length.ago {
		return &problem{
			code: diag.SyntaxError, at: at, message: "compare a column of dates with a day",
			fixes: []fix{replace(at, "on today - "+length.text)},
		}
	}
	on, within := replace(at, "on today + "+length.text), replace(at, "between today and today + "+length.text)
	p := &problem{code: diag.SyntaxError, at: at, fixes: []fix{on, within}}
	if p.message = "count a day in the future from `today`"; next {
		p.message, p.fixes = "count days in the future from `today`", []fix{within}
	}
	return p
}

// windowOfColumn gives the problem of a window on a column the fix that compares the column
// with a day. The window was read into an event.
func (p *problem) windowOfColumn(e *ast.Event, column string) {
	if len(e.Windows) != 1 || len(e.Campaigns) > 0 || p.code != diag.SyntaxError {
		return
	}
	w := e.Windows[0]
	length := w.Count.Text
	if w.Count.Kind != ast.Word {
		length += w.Unit.String()
	}
	texts := upToToday(column, length)
	if w.Mode == ast.MoreThan {
		texts = []string{"< today - " + length}
	}
	for _, text := range texts {
		p.fixes = append(p.fixes, replace(w.At, text))
	}
	p.column = column
	p.notes = slices.DeleteFunc(p.notes, func(note string) bool { return strings.Contains(note, "compared with a date") })
}
