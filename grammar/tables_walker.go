package grammar

import "github.com/alecthomas/participle/v2/lexer"

// walkTables goes on with one token in a statement `tables`. After a mistake, it goes on with the
// next item that begins a line, as the parser does.
func (w *walker) walkTables(token, following, third *lexer.Token, newLine bool) {
	if w.place != lost && w.step(token, following, third) {
		return
	}
	switch named := w.place == tablesDialect; {
	case itemOf(token) != "" && (named || newLine):
		w.place = tablesItem
		w.step(token, following, third)
	case named: // the name of a database that nobody knows
		w.place = tablesItem
	default:
		w.place = lost
	}
}

// enterTables goes on in the language of a statement `tables`.
func (w *walker) enterTables() {
	*w = walker{language: tablesLanguage(), place: tablesDialect, begun: begins, tables: true}
}
