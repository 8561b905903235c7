package grammar

import (
	"slices"

	"github.com/segc-lang/segc/ast"
)

// The places of a statement `tables`, which has a language of its own. In it, the places of
// conditions are those of conditions on the columns of a row.
const (
	tablesDialect place = namedPlaces + iota
	tablesItem          // where an item begins
	tablesPlaces        // how many have a name
)

// tablesLanguage returns the places of a statement `tables` with what follows at each.
func tablesLanguage() language {
	l := make(language, tablesPlaces, tablesPlaces+80)
	l.put(tablesDialect, nowhere, words(tablesItem, ast.TablesDialects()...))
	var ways []way
	for _, item := range itemWords() {
		w := way{item: item, after: l.add(), end: l.add()}
		first := clauseWords(item)[0]
		l[tablesItem].edges = append(l[tablesItem].edges, edge{word: item, act: beginsItem, to: l.operandOf(first.operand, w.after)})
		ways = append(ways, w)
	}
	for _, w := range ways {
		l.clauses(w)
	}
	l.rows(ways[slices.Index(itemWords(), "event")].end)
	return l
}

// way is where an item leads: after its first word with what belongs to that, and from then on.
type way struct {
	item       string
	after, end place
}

// add adds a place without a name.
func (l *language) add(edges ...[]edge) place {
	*l = append(*l, node{edges: join(edges...)})
	return place(len(*l) - 1)
}

// clauses has the words of an item follow it, each once, and then the next item.
func (l *language) clauses(w way) {
	var edges, later []edge
	for i, c := range clauseWords(w.item)[1:] {
		to := l.operandOf(c.operand, w.end)
		if len(c.seconds) > 0 {
			to = l.add(words(to, c.seconds...))
		}
		e := only(aClause<<i, words(to, c.word))
		edges = append(edges, e...)
		if !slices.Contains(itemWords(), c.word) {
			later = append(later, e...) // `column` belongs to `provider` right after it
		}
	}
	l.put(w.after, tablesItem, edges)
	l.put(w.end, tablesItem, later)
	if w.item == "column" { // its second name is none of the words that may be there, too
		l.put(w.after, nowhere, edges, (*l)[tablesItem].edges, called(w.end, DatabaseColumn))
	}
}

// called returns the edge to a name, which a few words of the language may be.
func called(to place, c Class) []edge { return []edge{{class: c, act: isCalled, to: to}} }

// operandOf adds the places of what belongs to a word, and returns the first of them.
func (l *language) operandOf(o tablesOperand, to place) place {
	switch o {
	case oneRelation:
		return l.relation(to)
	case relationPair:
		last := l.add(words(to, ")"))
		second := l.add(called(last, DatabaseColumn))
		comma := l.add(words(second, ","))
		first := l.add(called(comma, DatabaseColumn))
		return l.relation(l.add(words(first, "(")))
	case oneName:
		return l.add(called(to, DatabaseColumn))
	case columnNames:
		return l.add(called(to, ColumnName))
	case oneText, sqlText:
		return l.add(quoted(to))
	case twoValues:
		return l.add(literal(l.add(literal(to))))
	case oneLength:
		unit := l.add(words(to, unitWords()...))
		return l.add([]edge{{class: Length, kind: kindDuration, to: to}}, class(unit, wholeNumber))
	case oneMetric:
		return l.add(words(to, ast.MetricWords()...))
	case someCondition:
		return operand
	}
	return to
}

// relation adds the places of the name of a relation, and of what dbt calls it.
func (l *language) relation(to place) place {
	part := l.add()
	dot := l.add(called(part, RelationName))
	l.put(part, to, words(dot, "."))
	last := l.add(quoted(to))
	source, ref := l.add(quoted(last)), l.add(quoted(to))
	(*l)[source].also, (*l)[ref].also = part, part // which may be names of relations, too
	return l.add(words(source, "source"), words(ref, "ref"), called(part, RelationName))
}

// rows has the conditions on the columns of a row.
func (l *language) rows(end place) {
	l.put(operand, nowhere, acting(negates, operand, "not"), acting(negates, operand, "!"), acting(opens, operand, "("), class(columnEnd, DatabaseColumn))
	l.put(columnEnd, nowhere,
		words(comparedValue, comparisons()...), words(columnIn, "in"), words(columnNot, "not"), words(columnIs, "is"),
	)
	l.put(comparedValue, nowhere, l.rowValue(conditionEnd))
	l.put(columnNot, nowhere, words(columnIn, "in"))
	l.put(columnIn, nowhere, l.list(conditionEnd, l.rowValue))
	l.put(columnIs, columnIsNot, words(columnIsNot, "not"))
	l.put(columnIsNot, nowhere, words(conditionEnd, "null"))
	l.put(conditionEnd, end, words(operand, "and", "&&", "or", "||"), acting(closes, conditionEnd, ")"))
}

// rowValue returns the edges to a value in a row.
func (*language) rowValue(to place) []edge { return join(literal(to), words(to, "true", "false")) }

// literal returns the edges to a number or a text in quotes.
func literal(to place) []edge {
	return join([]edge{{class: Count, kind: kindNumber, to: to}}, quoted(to))
}

// quoted returns the edge to a text in quotes.
func quoted(to place) []edge { return []edge{{class: StringText, kind: kindString, to: to}} }
