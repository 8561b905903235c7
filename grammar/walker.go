package grammar

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"
)

// walker goes from place to place of the language with the tokens of a text.
type walker struct {
	language language
	place    place
	begun    act // the act with which the statement began, or nothing in a rule without `where`
	levels   int // of open parentheses
}

func newWalker() *walker { return &walker{language: wholeLanguage(), place: fileStart} }

// walk goes on with one token; following is the one after it.
func (w *walker) walk(token, following *lexer.Token) {
	if token.Value == "" {
		return
	}
	if isStarter(token, following) {
		w.place = statementStart
	}
	for p := w.place; p != nowhere; p = w.also(p) {
		for i := range w.language[p].edges {
			if e := &w.language[p].edges[i]; w.may(e) && e.matches(token) {
				w.follow(e)
				return
			}
		}
	}
	w.lose(token)
}

// follow goes over an edge.
func (w *walker) follow(e *edge) {
	w.place = e.to
	switch e.act {
	case opens:
		w.levels++
	case closes:
		w.levels--
	case begins, beginsGuard:
		w.begun, w.levels = e.act, 0
	}
}

// lose passes over a token that may not stand where it does. As for the parser, the next
// `and` or `or` joins conditions again.
func (w *walker) lose(token *lexer.Token) {
	if w.language[w.place].inList {
		w.levels++
	}
	w.place = lost
	switch {
	case isOperator(token, "("):
		w.levels++
	case isOperator(token, ")"):
		w.levels = max(w.levels-1, 0)
	case isKeyword(token, "and"), isKeyword(token, "or"), isOperator(token, "&&"), isOperator(token, "||"):
		w.place = operand
	}
}

// also returns the place whose edges may be followed as well, or nowhere.
func (w *walker) also(p place) place {
	if p == conditionEnd && (w.levels > 0 || w.begun == nothing) {
		return nowhere // no statement begins in parentheses, or beside a rule without `where`
	}
	return w.language[p].also
}

// may reports whether an edge may be followed now.
func (w *walker) may(e *edge) bool {
	switch e.act {
	case opens:
		return w.levels < MaxNesting
	case closes:
		return w.levels > 0
	case reasons:
		return w.levels == 0 && w.begun == beginsGuard
	}
	return true
}

// expected returns the words and classes of all edges that may be followed.
func (w *walker) expected() (keywords []string, classes []Class) {
	for p := w.place; p != nowhere; p = w.also(p) {
		for i := range w.language[p].edges {
			switch e := &w.language[p].edges[i]; {
			case !w.may(e):
			case e.word != "" && !slices.Contains(keywords, e.word):
				keywords = append(keywords, e.word)
			case e.class != "" && !slices.Contains(classes, e.class):
				classes = append(classes, e.class)
			}
		}
	}
	return keywords, classes
}
