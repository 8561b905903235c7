package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// builtinTimes is the column of the platform that holds times, none of which is still to come.
const builtinTimes = "created_at"

// holdsTimes reports whether a column likely holds times, by its name: then the days up to
// today must not end with the midnight at which today begins.
func holdsTimes(column string) bool {
	return strings.EqualFold(column, builtinTimes) || strings.HasSuffix(strings.ToLower(column), "_at")
}

// upToToday returns how a column is compared with the days since one before today.
func upToToday(column, length string) []string {
	since, between := ">= today - "+length, "between today - "+length+" and today"
	if holdsTimes(column) {
		return []string{since}
	}
	return []string{between, since}
}

// daysIn returns how a column is compared with the days that words say: with all of them, or
// with one.
func (w *wordsForDays) daysIn(column string) (texts []string) {
	length := w.length.days
	back, ahead := "today - "+length, "today + "+length
	if length == "" {
		return nil
	}
	switch w.lead {
	case leadLast:
		return upToToday(column, length)
	case leadNext:
		return []string{"between today and " + ahead}
	case leadAgo:
		return []string{"on " + back}
	case leadFrom:
		return []string{"on " + ahead}
	case leadBare:
		if texts = upToToday(column, length); !strings.EqualFold(column, builtinTimes) {
			texts = append(texts, "between today and "+ahead)
		}
	}
	return texts
}

// days returns the days that words may be written as in the place of a value.
func (w *wordsForDays) days(column string) (texts []string) {
	length := w.length.days
	switch {
	case length == "":
	case w.lead == leadNext || w.lead == leadFrom:
		return []string{"today + " + length}
	case w.lead == leadBare && !strings.EqualFold(column, builtinTimes):
		return []string{"today - " + length, "today + " + length}
	case w.lead != leadThis:
		return []string{"today - " + length}
	}
	return nil
}

// problem is the problem of words for days, with the fixes for the place of a value. After it,
// nothing is known of the condition.
func (w *wordsForDays) problem(column string) *problem {
	written := "`" + shorten(w.written) + "`"
	p := &problem{code: diag.SyntaxError, at: w.at, words: w, notes: w.length.notes()}
	texts := w.days(column)
	for _, text := range texts {
		p.fixes = append(p.fixes, replace(w.at, text))
	}
	switch {
	case w.weekday:
		p.message = "there are no weekdays: write the date, or count the days from `today`"
		p.notes = []string{"for example `today - 3d`"}
	case w.lead == leadThis:
		p.message = written + " is not a day: write the dates, or count the days from `today`"
		p.notes = []string{"for example `>= 2026-06-01`, or `>= today - 30d`"}
	case w.lead == leadMinus || w.lead == leadBare:
		p.message = written + " is a length of time, not a day: a day is counted from `today`"
	case w.lead == leadLast || w.lead == leadNext || len(texts) == 0:
		p.message = written + " is not a day: count the days from `today`"
	default:
		p.message = written + " is written `" + texts[0] + "`"
	}
	return p
}

// inComparison gives the problem of words for days the fixes for the value of a comparison.
func (p *problem) inComparison(c *ast.Column) {
	w := p.words
	p.column = c.Name.Text
	whole := c.OpSpan.Join(w.at)
	p.fixes = nil
	several := w.lead == leadLast || w.lead == leadNext
	switch {
	case several && (c.Op == ast.Equal || c.Op == ast.On):
		for _, text := range w.daysIn(c.Name.Text) {
			p.fixes = append(p.fixes, replace(whole, text))
		}
		for _, day := range w.days(c.Name.Text) {
			p.fixes = append(p.fixes, replace(whole, "on "+day))
		}
	case several && c.Op == ast.NotEqual:
		p.fixes = negated(c.Name.At.Start, whole, w.daysIn(c.Name.Text))
	default:
		for _, day := range w.days(c.Name.Text) {
			p.fixes = append(p.fixes, replace(w.at, day))
		}
	}
	if w.lead == leadMinus && c.Op != ast.On && !holdsTimes(c.Name.Text) && w.length.days != "" {
		p.fixes = append(p.fixes, replace(w.at, "-"+strings.TrimRight(w.length.days, "dw")))
	}
	if (c.Op == ast.Equal || c.Op == ast.NotEqual) && w.lead != leadMinus && !strings.EqualFold(c.Name.Text, builtinTimes) {
		p.fixes = append(p.fixes, replace(w.at, quote(w.written)))
	}
}

// inStatement gives the problem of words for days the fixes for the place of any value: a length
// of time is one.
func (p *problem) inStatement() *problem {
	if p != nil && p.words != nil && p.words.length.days != "" && (p.words.lead == leadMinus || p.words.lead == leadBare) {
		length := p.words.length.days
		p.message = "a length of time is written `" + length + "`"
		p.fixes = []fix{replace(p.at, length)}
	}
	return p
}

// negated returns the fix that puts `not` before a column, which begins at an offset, and writes
// the first of some texts in the place of what is after it.
func negated(column int, at ast.Span, texts []string) []fix {
	if len(texts) == 0 {
		return nil
	}
	return []fix{{text: "write `not … " + texts[0] + "`", edits: []edit{{ast.Span{Start: column, End: column}, "not "}, {at, texts[0]}}}}
}

// wordsAhead reads words for days in the place of a value, if they come next and nothing after
// them makes them something else.
func (r *expressionReader) wordsAhead() *wordsForDays {
	token := r.peek()
	if token.Type != kindWord && (token.Type != kindDuration && token.Type != kindNumber || token.Value[0] != '-') {
		return nil // as nearly always
	}
	if !beginsWordsForDays(token, r.second()) {
		return nil
	}
	return r.wordsNext(&momentReader{valueTokens: &parserTokens{lex: r.lex}})
}

// wordsNext reads words for days with a reader of the tokens that come next. It reads nothing if
// there are none.
func (r *expressionReader) wordsNext(m *momentReader) *wordsForDays {
	here := r.lex.MakeCheckpoint()
	w, ok := m.wordsForDays()
	if !ok || r.operates() || isOperator(r.peek(), "(") || startsStep(r.peek()) {
		r.lex.LoadCheckpoint(here)
		return nil
	}
	for _, token := range r.lex.Range(here.RawCursor(), r.lex.RawCursor()) {
		if token.Pos.Offset >= w.at.Start {
			w.written += " " + token.Value
		}
	}
	w.written = strings.TrimSpace(w.written)
	return &w
}

// daysOfColumn recognizes words for days after the name of a column, with what people write
// before them: `not in last 30d`, `is within a week`, `since last week`, `this month`. What the
// reader of events recognizes is not among them.
func (r *expressionReader) daysOfColumn(first *lexer.Token) *problem {
	token := r.peek()
	switch token.Type {
	case kindKeyword:
		if token.Value != "in" && token.Value != "is" && token.Value != "not" {
			return nil
		}
		if second := r.second(); second.Type == kindList || second.Type == kindKeyword && second.Value == "null" {
			return nil
		}
	case kindWord, kindDuration, kindNumber:
	default:
		return nil // as nearly always
	}
	here := r.lex.MakeCheckpoint()
	p := r.readDaysOfColumn(first)
	if p == nil || isSlipOfEvent(first) { // which takes longer to find out
		r.lex.LoadCheckpoint(here)
		return nil
	}
	return p
}

func (r *expressionReader) readDaysOfColumn(first *lexer.Token) *problem {
	start := r.peek().Pos.Offset
	is, not := r.skipped("is"), r.skipped("not")
	token := *r.peek()
	before := r.connective()
	w := r.wordsNext(&momentReader{valueTokens: &parserTokens{lex: r.lex}, lengths: true, names: before == withinDays || before == inDays})
	switch {
	case w == nil || w.lead == leadMinus:
		return nil
	case before == noConnective && (not && !is || w.lead == leadBare && is || w.weekday && w.lead == leadNone):
		return nil
	case before == beforeDay && isWord(&token, "more") && w.counted:
		return nil // which others recognize
	case before == inDays && !is && !not && w.counted && (w.lead == leadBare || w.lead == leadAgo || isWord(w.first, "last") || isWord(w.first, "next")):
		return nil // which others recognize
	}
	at := ast.Span{Start: start, End: w.at.End}
	column := nameOf(first).Text
	p := w.problem(column)
	p.at, p.fixes, p.column = at, nil, column
	texts := w.daysIn(column)
	if len(texts) > 0 {
		p.message = "a column of dates is compared with days"
		sign := map[connective]string{sinceDay: ">= ", beforeDay: "< ", afterDay: "> "}[before]
		if sign != "" {
			texts = []string{sign + w.days(column)[0]}
		}
	}
	switch {
	case !not:
		for _, text := range texts {
			p.fixes = append(p.fixes, replace(at, text))
		}
	case len(texts) > 0 && (w.lead == leadLast || w.lead == leadBare) && (before == inDays || before == withinDays):
		p.fixes = []fix{replace(at, "< today - "+w.length.days)}
	default:
		p.fixes = negated(first.Pos.Offset, at, texts)
	}
	return p
}

// connective is what people write between a column and words for days.
type connective uint8

const (
	noConnective connective = iota
	inDays
	withinDays
	sinceDay
	beforeDay
	afterDay
)

// connective reads the words of one, if there are any.
func (r *expressionReader) connective() connective {
	token := r.peek()
	if isKeyword(token, "in") {
		r.lex.Next()
		return inDays
	}
	if token.Type != kindWord {
		return noConnective
	}
	found, than := noConnective, false
	switch strings.ToLower(token.Value) {
	case "within", "during", "over", "for", "throughout":
		found = withinDays
	case "since":
		found = sinceDay
	case "before":
		found = beforeDay
	case "after":
		found = afterDay
	case "older", "earlier", "more":
		found, than = beforeDay, true
	case "newer", "later", "younger", "less", "fewer":
		found, than = afterDay, true
	}
	if found == noConnective || than && !isWord(r.second(), "than") {
		return noConnective
	}
	if r.lex.Next(); than {
		r.lex.Next()
	}
	return found
}

// skipped reads a word of the language, and reports whether it was there.
func (r *expressionReader) skipped(word string) bool {
	there := isKeyword(r.peek(), word)
	if there {
		r.lex.Next()
	}
	return there
}
