package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
)

// relation is what people write between a column and words for days: `within`, `no older
// than`, `at least`.
type relation struct {
	kind relationKind
	op   string // of compared days or lengths of time
	past bool   // a length of time alone after it is one that has passed
}

type relationKind uint8

const (
	noRelation      relationKind = iota
	inDays                       // in 30d
	withinDays                   // on one of the days
	onDays                       // exactly so long before or after today
	comparedDays                 // before or after a day
	comparedLengths              // more or less than a length of time, ago or from now
)

// relation reads the words of one, if there are any. With `no` or `not` before it, it is the
// opposite one; of days that are not compared, it reports that.
func (r *expressionReader) relation() (found relation, not bool) {
	here := r.lex.MakeCheckpoint()
	if not = isKeyword(r.peek(), "not") || isWord(r.peek(), "no"); not {
		r.lex.Next()
	}
	if isKeyword(r.peek(), "in") {
		r.lex.Next()
		return relation{kind: inDays}, not
	}
	if r.peek().Type == kindWord {
		found = r.relationInWords()
	}
	switch {
	case found.op != "" && not:
		found.op, not = opposite(found.op), false
	case found.kind == noRelation && isWord(last(r), "no"):
		r.lex.LoadCheckpoint(here)
		return relation{}, false
	}
	return found, not
}

// last returns the last token that was read.
func last(r *expressionReader) *lexer.Token {
	tokens := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())
	return &tokens[0]
}

func (r *expressionReader) relationInWords() relation {
	word, following := strings.ToLower(r.peek().Value), strings.ToLower(r.second().Value)
	found, words := relation{}, 1
	switch word {
	case "within", "during", "for", "throughout":
		found.kind = withinDays
	case "exactly":
		found.kind = onDays
	case "since":
		found = relation{comparedDays, ">=", true}
	case "before":
		found = relation{comparedDays, "<", false}
	case "after":
		found = relation{comparedDays, ">", false}
	case "until", "till":
		found = relation{comparedDays, "<=", false}
	case "over", "above":
		found = relation{comparedLengths, ">", false}
	case "under", "below":
		found = relation{comparedLengths, "<", false}
	case "at":
		words = 2
		switch following {
		case "least":
			found = relation{comparedLengths, ">=", false}
		case "most":
			found = relation{comparedLengths, "<=", false}
		}
	default:
		if words = 2; following == "than" || following == "then" {
			found = map[string]relation{
				"older": {comparedDays, "<", true}, "earlier": {comparedDays, "<", false},
				"newer": {comparedDays, ">", true}, "younger": {comparedDays, ">", true}, "later": {comparedDays, ">", false},
				"more": {comparedLengths, ">", false}, "longer": {comparedLengths, ">", false}, "greater": {comparedLengths, ">", false},
				"less": {comparedLengths, "<", false}, "fewer": {comparedLengths, "<", false}, "shorter": {comparedLengths, "<", false},
			}[word]
		}
	}
	if found.kind != noRelation {
		for range words {
			r.lex.Next()
		}
	}
	return found
}

// opposite returns the operator that holds of a value exactly if one does not.
func opposite(op string) string {
	return map[string]string{"<": ">=", ">=": "<", ">": "<=", "<=": ">"}[op]
}

// mirrored returns the operator of days in the past for one of the lengths of time that
// have passed since: more than 30 days ago is before that day.
func mirrored(op string) string {
	return map[string]string{"<": ">", ">=": "<=", ">": "<", "<=": ">="}[op]
}

// texts returns how a column is compared with the days that words say after a relation.
func (w *wordsForDays) texts(found relation, column string) []string {
	back, ahead := w.backAndAhead(found.past, column)
	if found.kind == comparedLengths && w.lead == leadLast { // over the last 30 days
		found.kind = withinDays
	}
	switch {
	case w.length.days == "" || w.lead == leadThis:
		return nil
	case found.kind == onDays:
		return compared("on", "on", back, ahead)
	case found.kind == comparedDays:
		return compared(found.op, found.op, back, ahead)
	case found.kind == comparedLengths:
		texts := compared(mirrored(found.op), found.op, back, ahead)
		if found.op[0] == '<' && !holdsTimes(column) {
			texts = append(texts, ranges(back, ahead)...)
		}
		return texts
	case w.lead == leadNext, found.kind == withinDays && w.lead == leadFrom:
		return ranges("", ahead)
	case w.lead == leadLast, found.kind == withinDays && w.lead == leadAgo:
		return upToToday(column, w.length.days)
	case w.lead == leadAgo:
		return []string{"on " + back}
	case w.lead == leadFrom:
		return []string{"on " + ahead}
	case found.kind == inDays && ahead != "":
		return append([]string{"on " + ahead}, ranges("", ahead)...)
	case back != "" && ahead != "":
		return append(upToToday(column, w.length.days), ranges("", ahead)...)
	}
	return upToToday(column, w.length.days)
}

// backAndAhead returns the days that words say, or "": one before today, and one after it. Both
// are possible only for a length of time alone.
func (w *wordsForDays) backAndAhead(past bool, column string) (back, ahead string) {
	for _, day := range w.days(column) {
		switch {
		case strings.Contains(day, "-"):
			back = day
		case w.lead != leadBare || !past:
			ahead = day
		}
	}
	return back, ahead
}

// compared returns the comparisons with the days that there are.
func compared(with, withAhead, back, ahead string) (texts []string) {
	if back != "" {
		texts = append(texts, with+" "+back)
	}
	if ahead != "" {
		texts = append(texts, withAhead+" "+ahead)
	}
	return texts
}

// ranges returns the ranges between today and the days that there are.
func ranges(back, ahead string) (texts []string) {
	if back != "" {
		texts = append(texts, "between "+back+" and today")
	}
	if ahead != "" {
		texts = append(texts, "between today and "+ahead)
	}
	return texts
}

// negated returns the fixes that write the opposite of one of some texts after a column, which
// begins at an offset.
func negated(column int, at ast.Span, texts []string) (fixes []fix) {
	for _, text := range texts {
		if day, ok := strings.CutPrefix(text, ">= "); ok {
			fixes = append(fixes, replace(at, "< "+day))
			continue
		}
		fixes = append(fixes, fix{text: "write `not … " + text + "`", edits: []edit{{ast.Span{Start: column, End: column}, "not "}, {at, text}}})
	}
	return fixes
}
