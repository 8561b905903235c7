package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// builtinTimes is the column of the platform that holds times, and none that is still to come.
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
		p.notes = []string{"for example, `today - 3d`"}
	case w.lead == leadThis:
		p.message = written + " is not a day: write the dates, or count the days from `today`"
		p.notes = []string{"for example, `>= 2026-06-01`, or `>= today - 30d`"}
	case w.lead == leadMinus || w.lead == leadBare:
		p.message = written + " is a length of time, not a day: count days from `today`"
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
		for _, text := range w.texts(relation{}, c.Name.Text) {
			p.fixes = append(p.fixes, replace(whole, text))
		}
		for _, day := range w.days(c.Name.Text) {
			p.fixes = append(p.fixes, replace(whole, "on "+day))
		}
	case several && c.Op == ast.NotEqual:
		p.fixes = negated(c.Name.At.Start, whole, w.texts(relation{}, c.Name.Text))
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

// daysInList gives the problems of words for days in a list, which was read and ends at a place,
// the fixes for a column. Words for several days are not one value of a list.
func (r *expressionReader) daysInList(c *ast.Column, problems []*problem, end ast.Span) {
	for _, p := range problems {
		if p.words == nil || p.words.lead != leadLast && p.words.lead != leadNext {
			continue
		}
		p.column, p.fixes = c.Name.Text, nil
		if alone := !strings.Contains(last(r).Value, ","); !alone {
			continue
		}
		whole, texts := c.OpSpan.Join(end), p.words.texts(relation{}, c.Name.Text)
		if c.Op == ast.NotIn {
			p.fixes = negated(c.Name.At.Start, whole, texts)
			continue
		}
		for _, text := range texts {
			p.fixes = append(p.fixes, replace(whole, text))
		}
	}
}

// inStatement gives the problem of words for days the fixes for the place of any value: a length
// of time is one.
func (p *problem) inStatement() *problem {
	if p == nil || p.words == nil || p.words.length.days == "" {
		return p
	}
	length := p.words.length.days
	switch p.words.lead {
	case leadBare:
		p.message = "write a length of time as `" + length + "`"
		p.fixes = []fix{replace(p.at, length)}
	case leadLast, leadNext: // which may be either
		p.message = "write a length of time as `" + length + "`, and count days from `today`"
		p.fixes = append([]fix{replace(p.at, length)}, p.fixes...)
	case leadMinus: // which is not that without its sign
		p.message = "a length of time has no sign: write `" + length + "`, and put the sign before its name, as in `today - n`"
		p.fixes = nil
	}
	return p
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
	for _, token := range r.lex.Range(here, r.lex.RawCursor()) {
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
	begin := *r.peek()
	start := begin.Pos.Offset
	is := r.skipped("is")
	if is {
		begin = *r.peek()
	} else if is = isWord(&begin, "was"); is {
		r.lex.Next()
	}
	found, not := r.relation()
	column := nameOf(first).Text
	if p := r.oneDay(found, is || not, start, spanOf(&begin).End); p != nil {
		if not {
			p.fixes = negated(first.Pos.Offset, p.at, []string{p.fixes[0].edits[0].text})
		}
		return p
	}
	names := found.kind != noRelation
	w := r.wordsNext(&momentReader{valueTokens: &parserTokens{lex: r.lex}, lengths: true, names: names})
	several := w != nil && r.moreLengths(w)
	switch {
	case w == nil || w.lead == leadMinus:
		return nil
	case w.named && w.lead == leadBare && (found.kind == inDays || found.kind == comparedDays && !found.past):
		return nil // it may name a list or a day
	case found.kind == noRelation && (not && !is && w.lead != leadAgo && w.lead != leadFrom || w.lead == leadBare && is || w.weekday && w.lead == leadNone):
		return nil
	case !is && !not && w.eventSaysIt(found, &begin):
		return nil
	}
	p := w.problem(column)
	p.at, p.fixes, p.column = ast.Span{Start: start, End: w.at.End}, nil, column
	texts := w.texts(found, column)
	if not && found.kind == inDays && w.lead == leadBare {
		found.kind = withinDays // on none of the days
		texts = append(texts[:min(1, len(texts))], w.texts(found, column)...)
	}
	if w.named && w.lead == leadBare && found.kind == comparedDays { // which may name a day
		texts = append(texts, found.op+" "+w.length.days)
	}
	if several {
		p.notes = []string{"add several lengths of time one after the other, as in `today - 2w - 3d`"}
	}
	if len(texts) > 0 {
		p.message = "compare a column of dates with days"
	}
	if not {
		p.fixes = negated(first.Pos.Offset, p.at, texts)
		return p
	}
	for _, text := range texts {
		p.fixes = append(p.fixes, replace(p.at, text))
	}
	return p
}

// eventSaysIt reports whether words after a relation that begins with a token are a window of an
// event, which others say cannot be one of a column.
func (w *wordsForDays) eventSaysIt(found relation, begin *lexer.Token) bool {
	switch {
	case !w.counted || w.length.approx || w.length.guessed || w.length.days == "":
		return false
	case found.kind == comparedLengths:
		return isWord(begin, "more") && strings.HasSuffix(strings.ToLower(w.written), " ago")
	case found.kind == inDays:
		return w.lead == leadBare || w.lead == leadAgo || isWord(w.first, "last") || isWord(w.first, "next") && !w.named
	}
	return false
}

// oneDay is the problem of a relation, or of `is` and `not`, before a day that is written in the
// language, or is one word of others: `not before today`, `in yesterday`, `is today`. Others
// recognize a relation of one word, which ends at an offset, before a day of the language.
func (r *expressionReader) oneDay(found relation, isOrNot bool, start, oneWord int) *problem {
	token := r.peek()
	at := ast.Span{Start: start, End: endOfLast(r)}
	day, known := suggest.Day(token.Value)
	known = known && token.Type == kindWord
	whole := at.Join(spanOf(token))
	switch ends := r.after(1, r.over); {
	case known && ends && (found.kind == inDays || found.kind == noRelation && isOrNot):
		return &problem{code: diag.UnsupportedTest, at: whole, message: "to compare a column with one day, use `on`", fixes: []fix{replace(whole, "on "+day)}}
	case known && ends && found.kind == comparedDays && !strings.EqualFold(day, token.Value):
		return comparedBy(found.op, whole, found.op+" "+day)
	case at.End <= oneWord || found.op == "":
	case found.kind == comparedDays && (known || token.Type == kindDate || isName(token) && !found.past && ends):
		return comparedBy(found.op, at, found.op)
	case found.kind == comparedLengths && token.Type == kindNumber && ends:
		return comparedBy(found.op, at, found.op)
	}
	return nil
}

// comparedBy is the problem of a comparison in words, and of its operator.
func comparedBy(op string, at ast.Span, text string) *problem {
	return &problem{
		code: diag.UnsupportedTest, at: at, message: "to compare a column with a value, use `" + op + "`", fixes: []fix{replace(at, text)},
	}
}

// moreLengths reads lengths of time after the first one, `2 weeks and 3 days ago`, and reports
// whether there are any. No condition begins with a number.
func (r *expressionReader) moreLengths(w *wordsForDays) (several bool) {
	for {
		token := r.peek()
		if isKeyword(token, "and") {
			token = r.second()
		}
		if token.Type != kindDuration && token.Type != kindNumber {
			return several
		}
		if isKeyword(r.peek(), "and") {
			r.lex.Next()
		}
		w.length, several = lengthInWords{}, true
		if more := r.wordsNext(&momentReader{valueTokens: &parserTokens{lex: r.lex}, lengths: true}); more != nil {
			w.written += " " + more.written
		} else {
			r.lex.Next()
		}
		w.at.End = endOfLast(r)
	}
}

// skipped reads a word of the language, and reports whether it was there.
func (r *expressionReader) skipped(word string) bool {
	there := isKeyword(r.peek(), word)
	if there {
		r.lex.Next()
	}
	return there
}
