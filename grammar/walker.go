package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// walker goes from place to place of the language with the tokens of a text.
type walker struct {
	language language
	place    place
	begun    act      // the act with which the statement began, or nothing in a rule without `where`
	bare     bool     // the statement is a rule without `where` after other statements, which is a mistake
	inRule   bool     // the first condition of the statement has begun
	column   string   // that the condition is on; "" between conditions and in others
	had      once     // what the segment or the event has already
	nots     int      // before the next condition
	levels   []uint16 // of open parentheses, each with how many `not` are before it
	depth    int      // of nesting
	lostIn   int      // how many parentheses were open when the way was lost
	back     place    // where the last of these leads when it closes
	tooDeep  bool     // the rest of the statement is not read
	tables   bool     // in a statement `tables`, which is all of its file
}

func newWalker() *walker { return &walker{language: wholeLanguage(), place: fileStart} }

// walk goes on with one token; following and third are the ones after it, and newLine says
// that it is not on the line of the one before it.
func (w *walker) walk(token, following, third *lexer.Token, newLine bool) {
	switch {
	case token.Value == "":
		return
	case w.tables:
		w.walkTables(token, following, third, newLine)
		return
	case w.place == fileStart && beginsTables(token, following, third):
		w.enterTables()
		return
	case w.isName(token, following):
		w.follow(&w.language[w.place].edges[0])
		return
	case w.place == loopKind && isParamType(token):
	case w.place == paramType && isParamType(token) && !beginsAlias(token, following, third):
	case isStarter(token, following), beginsNamed(token, following, third) && (newLine || w.mayBegin()), beginsAssume(token, following, third):
		w.place, w.tooDeep = statementStart, false
	case w.tooDeep:
		return
	}
	if w.step(token, following, third) {
		return
	}
	if newLine && w.isOver() && !w.isProperty(token, following, third) && beginsOperand(token, following) {
		w.begin(begins)
		w.place, w.bare = operand, true
		if w.step(token, following, third) {
			return
		}
	}
	w.lose(token, following)
}

// isName reports whether a token is a word of the language in the place of a name that is
// given to something. As the parser, the walker goes on after this mistake.
func (w *walker) isName(token, following *lexer.Token) bool {
	switch w.place {
	case letName, listName, ispName, campaignName, fieldName, valueName, paramName:
		return token.Type == kindKeyword && (isOperator(following, "=") || isOperator(following, ":"))
	case useAs:
		return isUsedName(token, following)
	case loopKind, loopName:
		if token.Type == kindKeyword && isKeyword(following, "in") {
			w.place = loopName
			return true
		}
	case bareValue, bareParam:
		word := lexer.Token{Type: kindWord, Value: map[place]string{bareValue: "value", bareParam: "param"}[w.place]}
		return token.Type == kindKeyword && beginsNamed(&word, token, following)
	}
	return false
}

// mayBegin reports whether a statement may begin whose word is not reserved: where a
// condition is over, or begins. In the place of a value, the word is a name.
func (w *walker) mayBegin() bool {
	for p := w.place; p != nowhere; p = w.language[p].also {
		if p == lost || p == operand || p == conditionEnd || p == statementStart {
			return w.place != fileStart
		}
	}
	return false
}

// step follows the edge of a token, and reports whether there is one.
func (w *walker) step(token, following, third *lexer.Token) bool {
	for p := w.place; p != nowhere; p = w.also(p) {
		for i := range w.language[p].edges {
			if e := &w.language[p].edges[i]; w.may(e) && e.matches(token) && e.fits(token, following, third) {
				w.follow(e)
				w.compare(e, token)
				return true
			}
		}
	}
	return false
}

// follow goes over an edge.
func (w *walker) follow(e *edge) {
	w.place = e.to
	w.had |= e.once
	switch e.act {
	case negates:
		w.nots++
		w.depth++
	case opens:
		w.open()
	case begins, beginsGuard, beginsItem:
		w.begin(e.act)
		return
	case engages:
		w.had &^= aWindow | someCampaigns
	case delivers:
		w.had = w.had&^aWindow | someCampaigns // which are not counted by campaigns
	case closes:
		w.close()
	}
	if e.act != negates {
		w.settle()
	}
	w.inRule = w.inRule || e.act == negates || e.to > operand && e.to < namedPlaces || e.act == opens
}

// compare notes the column of a condition until the condition ends.
func (w *walker) compare(e *edge, token *lexer.Token) {
	switch {
	case e.class == ColumnName && e.to == columnEnd, e.to == bareValue, e.to == bareParam, e.to == bareAssume, e.to == bareTables:
		w.column = strings.Trim(token.Value, "`")
	case e.to == conditionEnd, e.act == calls, e.to == operand, e.act == reasons:
		w.column = ""
	}
}

func (w *walker) begin(a act) {
	*w = walker{language: w.language, place: w.place, begun: a, levels: w.levels[:0], tables: w.tables}
}

func (w *walker) open() {
	w.levels = append(w.levels, uint16(w.nots)) // at most MaxNesting
	w.nots = 0
	w.depth++
}

// settle leaves a condition: a `not` before it does not count for the next one.
func (w *walker) settle() { w.depth, w.nots = w.depth-w.nots, 0 }

func (w *walker) close() {
	if last := len(w.levels) - 1; last >= 0 {
		w.depth -= 1 + int(w.levels[last])
		w.levels = w.levels[:last]
	}
}

// lose skips a token that may not be where it is. As for the parser, the next `and` or `or`
// joins conditions again, and a parenthesis that closes ends one.
func (w *walker) lose(token, following *lexer.Token) {
	parenthesis := isOperator(token, "(")
	if w.place == operand && (parenthesis || isOperator(token, "!") || isKeyword(token, "not")) {
		w.place, w.tooDeep = lost, true
		return
	}
	w.settle()
	w.column = ""
	w.inRule = w.inRule || (w.place == operand || w.place == fileStart) && beginsOperand(token, following)
	if w.place != lost {
		w.back = conditionEnd
		if to := w.language[w.place].list; to != nowhere {
			w.open()
			w.back = to
		}
		w.lostIn = len(w.levels)
	}
	w.place = lost
	switch {
	case parenthesis:
		w.open()
	case isOperator(token, ")") && len(w.levels) > 0:
		if w.close(); len(w.levels) < w.lostIn {
			w.place = w.back
		}
	case !w.inRule:
	case isKeyword(token, "and"), isKeyword(token, "or"), isOperator(token, "&&"), isOperator(token, "||"):
		w.place = operand
	case isKeyword(token, "because") && len(w.levels) == 0 && w.begun == beginsGuard:
		w.place = reason
	}
}

// also returns the place whose edges may be followed as well, or nowhere.
func (w *walker) also(p place) place {
	if p == conditionEnd && (len(w.levels) > 0 || w.begun == nothing) {
		return nowhere // no statement begins in parentheses, or beside a rule without `where`
	}
	return w.language[p].also
}

// isOver reports whether a statement is complete, and a rule that lacks its `where` may be
// after it. It is not after another such rule.
func (w *walker) isOver() bool {
	if w.place == lost || w.bare {
		return false
	}
	for p := w.place; p != nowhere; p = w.also(p) {
		if p == statementStart {
			return true
		}
	}
	return false
}

// isProperty reports whether a word is in the place of a property of a segment and has a
// value, so that it is one that the language does not know.
func (w *walker) isProperty(token, following, third *lexer.Token) bool {
	if w.place != segmentEnd && w.place != propertyListEnd || token.Type != kindWord {
		return false
	}
	return following.Type != kindOperator && following.Type != kindKeyword && following.Type != endOfFile && !isOnDay(token, following, third)
}

// may reports whether an edge may be followed now.
func (w *walker) may(e *edge) bool {
	switch e.act {
	case opens, negates:
		return w.depth < MaxNesting
	case closes:
		return len(w.levels) > 0
	case reasons:
		return len(w.levels) == 0 && w.begun == beginsGuard
	}
	return true
}

// expected returns the words and classes of all edges that may be followed, except those
// that may be written only once and already were. Where the parser goes on after that, so
// does walk.
func (w *walker) expected() (keywords []string, classes []Class) {
	for p := w.place; p != nowhere; p = w.also(p) {
		for i := range w.language[p].edges {
			switch e := &w.language[p].edges[i]; {
			case !w.may(e) || w.had&e.once != 0:
			case e.word != "" && !slices.Contains(keywords, e.word):
				keywords = append(keywords, e.word)
			case e.class == plainDate, e.class == dateNumber, e.class == wholeNumber, e.class == signedLength, e.class == signedNumber:
			case e.class != "" && !slices.Contains(classes, e.class):
				classes = append(classes, e.class)
			}
		}
	}
	return keywords, classes
}

// beginsOperand reports whether a condition can begin with a token that begins no
// statement, however wrong: the parser reads one, and finds its way after it.
func beginsOperand(token, following *lexer.Token) bool {
	switch token.Type {
	case kindOperator:
		return token.Value == "(" || token.Value == "!"
	case kindKeyword:
		switch token.Value {
		case "and", "or":
			return false
		case "from", "except", "because", "use", "segment":
			_, compared := comparisonOf(following.Value)
			return compared && following.Type == kindOperator
		}
	}
	return true
}
