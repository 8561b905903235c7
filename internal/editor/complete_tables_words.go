package editor

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
)

// words adds the words that can come and that make sense.
func (t *tablesCompleter) words() {
	if t.says("postgres") {
		t.dialects()
		return
	}
	item := ""
	if t.item >= 0 {
		item = t.statement.Items[t.item].Word()
	}
	if len(t.expected.Keywords) == 1 && len(t.expected.Classes) == 0 && t.says("(") {
		t.add(Item{Kind: OperatorItem, Text: "("})
	}
	for _, word := range t.inOrder() {
		detail := ""
		switch {
		case strings.ContainsAny(word, "(),.&|!") && word != "!=" || word == "==" || word == "<>":
			continue
		case isUnit(word) && t.says("days"):
			t.add(Item{Kind: UnitItem, Text: word})
			continue
		case isOperator(word):
			t.add(Item{Kind: OperatorItem, Text: word})
			continue
		case isTablesItem(word) && (item != "provider" || word != "column" || t.word != "provider"):
			if !t.suitsItem(word) {
				continue
			}
			detail = tablesWord(word, word)
		case grammar.IsTablesWord(word):
			if item == "column" && !t.suitsColumn(word) || isTime(word) && t.hasTime() || item == "provider" && (word == "from" && !t.has["domain"] || word == "domain" && t.has["column"]) {
				continue
			}
			detail = tablesWord(item, word)
		}
		t.add(Item{Kind: KeywordItem, Text: word, Detail: detail, Help: Help{Word: word}})
	}
}

// dialects adds the databases that a statement can be about. What is in files is read without one.
func (c *completer) dialects() {
	for _, word := range ast.TablesDialects() {
		if word != "files" {
			c.add(Item{Kind: KeywordItem, Text: word})
		}
	}
}

// inOrder returns the words that can come: those about the time of an event are last where its column
// was not said yet.
func (t *tablesCompleter) inOrder() []string {
	words := slices.Clone(t.expected.Keywords)
	if t.item >= 0 && t.statement.Items[t.item].Word() == "events" && !t.has["at"] {
		slices.SortStableFunc(words, func(a, b string) int { return timeOrder(a) - timeOrder(b) })
	}
	return words
}

// timeOrder is 1 for a word about a time, which comes after all others.
func timeOrder(word string) int {
	if isTime(word) {
		return 1
	}
	return 0
}

// suitsItem reports whether an item can come after those before the place.
func (t *tablesCompleter) suitsItem(word string) bool {
	head := "" // the relation that items say more about
	for i, item := range t.statement.Items {
		t.work.Step(2)
		switch own := item.Word(); own {
		case "contacts", "provider", "memberships", "events", "column":
			if own == word && word != "events" && word != "column" && item.At.Start != t.at {
				return false // it is there once
			}
			if i <= t.item {
				head = own
			}
		}
	}
	switch word {
	case "partition", "event":
		return head == "events"
	case "final", "sharded":
		return t.statement.Dialect.Text == "clickhouse" && head != "" && head != "column"
	}
	return true
}

// isTime reports whether a word says which kind of time a column holds.
func isTime(word string) bool { return holdsOf(word) == column.Date }

// hasTime reports whether the item says which kind of time a column holds.
func (t *tablesCompleter) hasTime() bool {
	return t.has["time"] || t.has["day"] || t.has["utc"] || t.has["epoch"]
}

// holdsOf returns the type of the columns that a word is about, and any type for all other words.
func holdsOf(word string) column.Type {
	switch word {
	case "array", "json", "split", "joined", "tags", "missing", "contact", "tag":
		return column.Tags
	case "float", "as", "number":
		return column.Number
	case "boolean":
		return column.Boolean
	case "time", "day", "utc", "epoch":
		return column.Date
	}
	return column.Any
}

// suitsColumn reports whether a word can be said of the column of the item.
func (t *tablesCompleter) suitsColumn(word string) bool {
	if (t.word == "as" && !t.has["number"]) != (word == "number") {
		return false // it is `as number`
	}
	of := t.typeOfColumn()
	switch own := holdsOf(word); {
	case own == column.Any: // `trim` and `empty null` are for what is text
		return of == column.Any || of == column.Text || of == column.Choice || of == column.Boolean || of == column.Number && t.has["as"] || t.has["split"] && word == "empty"
	case of != column.Any && of != own:
		return false
	}
	switch word {
	case "array", "json", "split", "joined":
		return !t.has["array"] && !t.has["json"] && !t.has["split"] && !t.has["joined"]
	case "contact", "tag":
		return t.has["joined"]
	case "float", "as":
		return !t.has["float"] && !t.has["as"]
	}
	return true
}

// holdsOfColumn returns the type of the column of the item, as its words or a catalog say it.
func (t *tablesCompleter) typeOfColumn() column.Type {
	if t.holds != column.Any {
		return t.holds
	}
	if names := t.statement.Items[t.item].Clauses[0].Names; len(names) > 0 {
		for _, o := range t.contacts() {
			if o.Name == names[0].Text {
				return o.Column.Type
			}
		}
	}
	return column.Any
}
