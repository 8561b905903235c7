package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// place is a place between two words of the language, and an index of places.
type place int

// The places with a name. Those inside of lists have none.
const (
	nowhere        place = iota
	lost                 // after what is not allowed there
	fileStart            // where a statement begins, or a rule without `where`
	statementStart       // where a statement begins

	usePath
	useEnd // or the name of a segment
	useSegment
	useAs
	segmentName
	segmentEnd // or its next property
	property
	propertyList
	propertyListEnd
	loopKind // after `for`
	loopName
	loopIn
	loopList
	letName
	letSign
	letParameter
	letParameterEnd
	letRule
	valueName
	valueSign
	valueItems
	paramName
	paramSign
	paramType
	paramTypeEnd
	paramChoicesEnd
	paramDefault
	assumeQuestion
	missingAnswer
	caseAnswer
	edgeAnswer
	dayAnswer
	listName
	listSign
	listIDs
	ispName
	ispSign
	ispIDs
	campaignName
	campaignSign
	campaignIDs
	fieldName
	fieldSign
	fieldType
	fieldTypeEnd
	fieldChoicesEnd
	fieldNull
	reason

	operand      // where a condition begins
	conditionEnd // after one

	bareList  // after `list` where a file starts: a condition or a statement
	bareISP   // after `isp` there
	bareValue // after `value` there
	bareValueOn
	bareParam
	bareParamOn
	bareAssume
	bareTables
	membership // after `list` in a condition
	listNot
	listIn
	provider // after `isp` in a condition
	ispNot
	ispIn
	providerID

	columnEnd // after a column, or the name of a part
	comparedValue
	onDay
	lowBound
	boundAnd
	highBound
	columnStarts
	searched
	columnNot
	columnIn
	columnIs
	columnIsNot
	columnHas
	hasList

	neverMetric
	metricEnd
	counted
	lowCount
	countAnd
	highCount
	clause // after a count or another clause
	windowIn
	windowThe
	windowLast
	windowUnit
	windowMore
	windowThan
	windowThanUnit
	windowAgo
	campaigns
	campaignsIn

	namedPlaces // how many there are
)

// language is all places, by their numbers.
type language []node

// node is what may follow at a place.
type node struct {
	edges []edge
	also  place // what may follow there may follow here as well
	list  place // where the list leads in which it is, or nowhere
}

// edge leads from a place to the one after a word.
type edge struct {
	word  string          // of the language, or a sign
	class Class           // if it is not of the language
	kind  lexer.TokenType // of a token that begins what the class is; 0 if it is all of it
	act   act
	once  once
	to    place
}

// act is what a word does beside leading to a place.
type act uint8

const (
	nothing     act = iota
	negates         // a condition
	opens           // a parenthesis around conditions
	closes          // it
	begins          // a statement
	beginsGuard     // `require`
	reasons         // the reason of a guard
	engages         // begins a condition on events that are counted by campaigns
	delivers        // begins one on other events
	calls           // begins the arguments of a part
	beginsItem      // of a statement `tables`
	isCalled        // is a name that a few words of the language may be
)

// once is a set of what a segment, an event or an item has once. That it is not there twice is
// checked after the parser.
type once uint32

const (
	aWindow once = 1 << iota
	someCampaigns
	anID
	aColor
	aDescription
	someLists
	anEarlierName
	aClause // of an item in a statement `tables`; so is each one after it
)

// matches reports whether a token is of the edge. Values are not told apart: which of them
// belong in a place is checked after the parser.
func (e *edge) matches(token *lexer.Token) bool {
	if e.kind != 0 {
		return token.Type == e.kind
	}
	switch e.class {
	case "":
		switch token.Type {
		case kindKeyword, kindOperator, kindOther:
			return token.Value == e.word
		}
		return isWord(token, e.word)
	case plainDate, dateNumber:
		at, whole := stepsIn(token.Value)
		return token.Type == kindDate && !strings.Contains(token.Value, "T") && (at > 0 && !whole) == (e.class == dateNumber)
	case wholeNumber:
		return token.Type == kindNumber && scanDigits(token.Value) == len(token.Value)
	case signedLength, signedNumber:
		length := strings.TrimLeft(token.Value, "+-")
		return startsStep(token) && token.Type != kindOther && (scanDigits(length) == len(length)) == (e.class == signedNumber)
	case AnyCondition:
		return false // it begins with another edge
	case NewName, ColumnName, ValueName, DatabaseColumn, RelationName:
		if e.act == isCalled && token.Type == kindKeyword {
			return IsColumnWord(token.Value)
		}
		return token.Type == kindWord || token.Type == kindQuotedName
	case TypeName:
		return token.Type == kindWord
	}
	return startsValue(token) && !isKeyword(token, "null")
}

// fits reports whether a token that matches is of the edge, given the two after it. What is
// compared with something is a column.
func (e *edge) fits(token, following, third *lexer.Token) bool {
	switch {
	case e.class == NewName && e.act == begins && isWord(token, "on"): // on a column that is called as a statement
		return following.Type != endOfFile && (e.to == listSign || e.to == ispSign)
	case following.Type == endOfFile:
	case e.act == begins && (e.to == valueName || e.to == paramName):
		return beginsNamed(token, following, third) || third.Type == endOfFile && isName(following)
	case e.act == begins && e.to == assumeQuestion:
		return isQuestion(following) && (third.Type == kindWord || third.Type == endOfFile)
	case e.act == begins && e.to >= missingAnswer && e.to <= dayAnswer:
		return following.Type == kindWord
	case e.class == NewName && e.act == begins, e.act == begins && e.class == "" && token.Type == kindOperator:
	case e.act == begins || e.act == beginsGuard:
		return isStarter(token, following)
	case e.to == useAs:
		return beginsAs(token, following, third)
	case e.to == loopKind:
		return beginsLoop(token, following, third)
	case e.once >= anID && e.once < aClause:
		return (following.Type != kindOperator || following.Value == ":" || following.Value == ",") && !isOnDay(token, following, third)
	}
	return true
}

// put says what follows at a place. It is a call, since it would be in a hundred places, as is words.
//
//go:noinline
func (l *language) put(at, also place, edges ...[]edge) {
	(*l)[at] = node{edges: join(edges...), also: also}
}

func join(groups ...[]edge) []edge { return slices.Concat(groups...) }

//go:noinline
func words(to place, all ...string) []edge {
	edges := make([]edge, len(all))
	for i, word := range all {
		edges[i] = edge{word: word, to: to}
	}
	return edges
}

// acting returns the edge of a word that does something.
func acting(a act, to place, word string) []edge { return []edge{{word: word, act: a, to: to}} }

// only returns edges that may be followed once.
func only(o once, edges []edge) []edge {
	for i := range edges {
		edges[i].once = o
	}
	return edges
}

func class(to place, c Class) []edge { return []edge{{class: c, to: to}} }

func of(c Class) func(to place) []edge {
	return func(to place) []edge { return class(to, c) }
}

// Classes that are not named: a date without a time and a number in digits, which are values
// too, and a length of time and a number with the sign before it in one token, -30d and -30.
const (
	plainDate    Class = "date"
	dateNumber   Class = "date and number" // 2026-06-01-30, before a unit
	wholeNumber  Class = "whole number"
	signedLength Class = "signed length"
	signedNumber Class = "signed number"
)

// value returns the edges to a value of a column, which may be a day, and adds the places in
// one.
func (l *language) value(to place) []edge {
	day := l.day(to)
	return join(day, class(to, AnyValue), words(to, "true", "false"))
}

// day returns the edges to a day, and adds the places in one: after a day, in a step, after
// the number of a step, after a length of time, and after a number.
func (l *language) day(to place) []edge {
	moment := place(len(*l))
	step, stepUnit, length, unit := moment+1, moment+2, moment+3, moment+4
	*l = append(*l,
		node{also: to, edges: join(words(step, "-", "+"), class(moment, signedLength), class(stepUnit, signedNumber))},
		node{edges: join(number(stepUnit), class(moment, Length), class(moment, ValueName))},
		node{edges: words(moment, unitWords()...)},
		node{also: to, edges: words(to, "ago")},
		node{also: to, edges: words(length, unitWords()...)},
	)
	return join(words(moment, today), class(moment, ValueName), []edge{
		{class: plainDate, to: moment},
		{class: dateNumber, to: stepUnit},
		{class: wholeNumber, to: unit},
		{class: Length, kind: kindDuration, to: length},
	})
}

// texts returns the edges to a text, or the name of one.
func (*language) texts(to place) []edge { return join(class(to, StringText), class(to, ValueName)) }

// ids returns the edges to an id, or the name of one.
func ids(to place) []edge { return join(class(to, ListID), class(to, ISPID), class(to, CampaignID)) }

// arguments adds the places of the arguments of a part, and returns the edge to them.
func (l *language) arguments(to place) []edge {
	first := place(len(*l))
	end := first + 1
	*l = append(*l, node{}, node{})
	(*l)[first].edges = join(l.value(end), ids(end), l.list(end, l.value))
	(*l)[end].edges = join(words(first, ","), words(to, ")"))
	for i := range (*l)[first:] {
		if n := &(*l)[int(first)+i]; n.list == nowhere {
			n.list = to
		}
	}
	return acting(calls, first, "(")
}

// labeled returns the edges to a value of `for`, and adds the places in its label.
func (l *language) labeled(to place) []edge {
	value, label := place(len(*l)), place(len(*l))+1
	*l = append(*l, node{}, node{})
	one := join(l.value(value), ids(value))
	(*l)[value] = node{also: to, edges: words(label, "as")}
	(*l)[label].edges = class(to, StringText)
	return one
}

// number returns the edge of a number that begins a length, with its unit apart.
func number(to place) []edge { return []edge{{class: Length, kind: kindNumber, to: to}} }

// list adds the places of a list of values in parentheses, and returns the edge to it.
func (l *language) list(to place, one func(to place) []edge) []edge {
	first := place(len(*l))
	end, next := first+1, first+2
	*l = append(*l, node{}, node{}, node{})
	values := one(end)
	(*l)[first].edges = values
	(*l)[end].edges = join(words(next, ","), words(to, ")"))
	(*l)[next].edges = join(values, words(to, ")"))
	for i := range (*l)[first:] {
		(*l)[int(first)+i].list = to
	}
	return words(first, "(")
}
