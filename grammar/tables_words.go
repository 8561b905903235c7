package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
)

// tablesOperand is what belongs to a fixed word of a statement `tables`.
type tablesOperand uint8

const (
	noOperand     tablesOperand = iota
	oneRelation                 // crm.contacts; in dbt, source "crm" "contacts" or ref "contacts"
	relationPair                // of two columns: ref.isp_domains (domain, isp)
	oneName                     // of a column
	columnNames                 // of a column in rules and, if it is another one, in the relation
	oneText                     // "|"
	twoValues                   // "Y" "N"
	oneLength                   // 400d
	oneMetric                   // opened
	sqlText                     // a condition in the words of the database
	someCondition               // a condition in those of the language
)

// clauseWord is a fixed word of a statement `tables`. Some have a second word, one of several.
type clauseWord struct {
	word    string
	seconds []string
	operand tablesOperand
}

// clauseWords returns the words of an item: the first begins it, and the others may follow in any
// order. They are nil for a word that begins none.
func clauseWords(item string) []clauseWord {
	key := func(words ...string) []clauseWord {
		var all []clauseWord
		for _, w := range words {
			all = append(all, clauseWord{word: w, operand: oneName})
		}
		return all
	}
	where := []clauseWord{{word: "where", operand: sqlText}}
	times := []clauseWord{
		{word: "time", seconds: []string{"zone"}, operand: oneText},
		{word: "day"},
		{word: "utc"},
		{word: "epoch", seconds: []string{"seconds", "milliseconds"}},
	}
	switch item {
	case "contacts":
		return joinWords([]clauseWord{{word: "contacts", operand: oneRelation}}, key("key"), where)
	case "column":
		return joinWords([]clauseWord{
			{word: "column", operand: columnNames},
			{word: "array"},
			{word: "json"},
			{word: "split", operand: oneText},
			{word: "joined", operand: oneRelation},
			{word: "tags"},
			{word: "float"},
			{word: "as"},
			{word: "number"},
			{word: "trim"},
			{word: "empty", seconds: []string{"null"}},
			{word: "boolean", operand: twoValues},
		}, times, key("missing", "contact", "tag"))
	case "provider":
		return joinWords([]clauseWord{{word: "provider"}}, key("domain", "column"), []clauseWord{{word: "from", operand: relationPair}})
	case "events":
		return joinWords([]clauseWord{{word: "events", operand: oneRelation}}, key("contact", "metric", "at"), times, key("campaign", "id"),
			[]clauseWord{{word: "keeps", operand: oneLength}}, where)
	case "partition":
		return joinWords([]clauseWord{{word: "partition", operand: oneName}}, times, []clauseWord{{word: "slack", operand: oneLength}})
	case "sharded":
		return key("sharded")
	case "final":
		return []clauseWord{{word: "final"}}
	case "event":
		return []clauseWord{{word: "event", operand: oneMetric}, {word: "where", operand: someCondition}}
	case "memberships":
		return joinWords([]clauseWord{{word: "memberships", operand: oneRelation}}, key("contact", "list"), where)
	}
	return nil
}

// joinWords joins lists of words.
func joinWords(lists ...[]clauseWord) (all []clauseWord) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// itemWords returns the words that begin an item, in the order of the documentation.
func itemWords() []string {
	return []string{"contacts", "column", "provider", "events", "partition", "sharded", "final", "event", "memberships"}
}

// IsTablesWord reports whether a word is fixed in a statement `tables`, so that the name of a
// column that is spelled so needs backquotes where such a word may be, too.
func IsTablesWord(name string) bool {
	name = strings.ToLower(name)
	for _, item := range itemWords() {
		for _, w := range clauseWords(item) {
			if w.word == name {
				return true
			}
		}
	}
	return false
}

// IsColumnWord reports whether a word of the language may be the name of a column of a database
// without backquotes: nothing of the kind may be in its place.
func IsColumnWord(name string) bool {
	switch strings.ToLower(name) {
	case "list", "isp", "campaign", "segment", "field":
		return true
	}
	return slices.Contains(ast.MetricWords(), strings.ToLower(name))
}

// isFixed reports whether a token is a fixed word, in upper or lower case.
func isFixed(token *lexer.Token, word string) bool {
	return (token.Type == kindWord || token.Type == kindKeyword || token.Type == kindNamed) && len(token.Value) == len(word) && strings.EqualFold(token.Value, word)
}

// isTables reports whether a file has relations of a database, and no rule.
func isTables(file *ast.File) bool {
	if len(file.Statements) != 1 {
		return false
	}
	_, is := file.Statements[0].(*ast.Tables)
	return is
}

// itemOf returns the word of an item that a token is; "" if it is none.
func itemOf(token *lexer.Token) string {
	for _, word := range itemWords() {
		if isFixed(token, word) {
			return word
		}
	}
	return ""
}

// atTables reports whether a statement `tables` begins at the next token. The word is not
// reserved: nothing of the rest of the language has the name of a database or of a relation after
// a column.
func atTables(lex *tokens) bool {
	if token := lex.Peek(); !isWord(token, "tables") {
		return false
	}
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	first := lex.Next()
	return beginsTables(first, lex.Next(), lex.Peek())
}

// beginsTables is atTables for a token and the two after it.
func beginsTables(token, dialect, next *lexer.Token) bool {
	if !isWord(token, "tables") || dialect.Type != kindWord {
		return false
	}
	for _, known := range ast.TablesDialects() {
		if isFixed(dialect, known) {
			return true
		}
	}
	if itemOf(next) != "" { // the name of a database that nobody knows
		return true
	}
	return itemOf(dialect) != "" && (next.Type == kindWord || next.Type == kindQuotedName) // no name at all
}
