package meant

import (
	"strings"
	"unicode"

	"github.com/segc-lang/segc/diag"
)

// A column is what a condition is about, as segc writes it.
type column struct {
	text    string
	reasons []Reason
	sure    bool
}

// reserved are the words that are names of columns only between backquotes.
var reserved = []string{
	"and", "or", "not", "in", "between", "is", "null", "true", "false", "contains", "starts", "has", "any", "all", "none", "never",
	"list", "isp", "campaign", "where", "let", "use", "segment", "field", "require", "last", "ago", "more", "than", "from", "except", "on",
	"opened", "clicked", "delivered", "bounced", "complained", "unsubscribed", "soft", "hard",
}

// name writes a name of a column.
func name(text string) string {
	plain := text != "" && !unicode.IsDigit(rune(text[0]))
	for _, r := range text {
		plain = plain && partOfWord(r) && r < unicode.MaxASCII
	}
	for _, w := range reserved {
		plain = plain && !strings.EqualFold(w, text)
	}
	if plain {
		return text
	}
	return "`" + text + "`"
}

// plainName reports whether a text may be the name of a column.
func plainName(text string) bool { return text != "" && name(text) == text }

// noColumns are words before a column that do not belong to its name.
var noColumns = []string{"xor", "nand", "nor", "wo", "donde", "où", "gdzie", "wenn", "if", "when", "unless", "predicted"}

// noNames are words that are never one of several in the name of a column: they deny it, or say something else of it.
var noNames = []string{
	"not", "no", "non", "never", "without", "except", "exclude", "excludes", "excluding", "excluded", "skip", "ignore", "neither", "nor", "either", "both",
	"isnt", "isn't", "dont", "don't", "doesnt", "doesn't", "arent", "aren't", "wasnt", "wasn't", "hasnt", "hasn't", "havent", "haven't", "didn't", "didnt", "ain't", "cannot", "can't",
	"nicht", "kein", "keine", "keinen", "ohne", "nie", "niemals", "außer", "weder", "noch", "pas", "sans", "jamais", "ne", "n'est", "sin", "ni", "nunca", "bez", "nigdy", "oprócz", "poza",
	"kleiner", "größer", "gleich", "mehr", "weniger", "less", "more", "greater", "equal", "than", "at", "least", "most", "under", "over",
}

// column reads the name of a column.
func (r *reader) column(at int) (column, int, bool) {
	t := r.at(at)
	switch {
	case t.kind == named:
		return column{text: r.text(at, at+1)}, at + 1, true
	case t.kind == quoted && !t.open && t.text != "" && r.isOperator(at+1):
		return column{
			text: name(t.text), reasons: []Reason{r.reason(at, at+1, diag.SyntaxError, "the name of a column has no quotes")},
		}, at + 1, true
	case t.kind == word && r.at(at+1).is(".") && r.at(at+2).is("length", "len", "size", "count"): // of a value
	case t.kind == word && r.at(at+1).is(".") && r.at(at+2).kind == word:
		return column{
			text: name(r.at(at + 2).text), reasons: []Reason{r.reason(at, at+2, diag.SyntaxError, "write the column without its table")},
		}, at + 3, true
	case t.kind == word && !t.is(reserved...) && !(t.is(noColumns...) && r.at(at+1).kind == word && !r.isOperator(at+1)):
		end := at + 1
		if t.is(noNames...) && r.at(end).kind == word && !r.isOperator(end) {
			return column{}, at, false // it denies or counts what follows
		}
		for r.at(end).kind == word && !r.at(end).is(noNames...) && end-at < 4 && !r.isOperator(end) && !r.at(end).is(reserved...) && r.isOperator(end+1) {
			end++
		}
		if end > at+1 && r.isOperator(end) && !(at == 0 && (t.is(beginnings...) || t.is("for", "foreach", "from"))) {
			return column{
				text:    name(strings.ToLower(strings.Join(strings.Fields(r.text(at, end)), "_"))),
				reasons: []Reason{r.reason(at, end, diag.SyntaxError, "the name of a column is one word")},
			}, end, true
		}
		return column{text: name(t.text)}, at + 1, true
	}
	return r.decorated(at)
}

// decorated reads the name of a column between signs that other languages put around names.
func (r *reader) decorated(at int) (column, int, bool) {
	for _, signs := range [][2]string{{"[", "]"}, {"{{", "}}"}, {"{", "}"}, {"${", "}"}, {"%", "%"}, {"*|", "|*"}, {"$", ""}, {"@", ""}, {"\\", ""}} {
		if r.at(at).text != signs[0] || r.at(at).kind != sign {
			continue
		}
		if signs[0] == "$" && isCell(r.at(at+1).text) {
			return column{}, at, false // nobody knows what is in it
		}
		end := at + 1
		if signs[0] == "[" && r.at(end).is("@") { // of this row
			end++
		}
		for (r.at(end).kind == word || r.at(end).is(".") && r.at(end+1).kind == word) && end-at < 8 {
			end++
		}
		if r.at(end-1).kind != word || signs[1] == "" && !r.isOperator(end) || signs[1] != "" && r.at(end).text != signs[1] {
			continue
		}
		words := strings.Fields(strings.ReplaceAll(strings.TrimPrefix(r.text(at+1, end), "@"), ".", " . "))
		for i := len(words) - 1; i >= 0; i-- {
			if words[i] == "." {
				words = words[i+1:]
				break
			}
		}
		text := strings.Join(words, "_")
		if len(words) > 1 || signs[0] == "*|" {
			text = mergeTag(strings.ToLower(text))
		}
		if signs[1] != "" {
			end++
		}
		if !r.isOperator(end) {
			continue
		}
		return column{text: name(text), reasons: []Reason{r.reason(at, end, diag.SyntaxError, "the name of a column has no `%s`", signs[0])}}, end, true
	}
	return column{}, at, false
}

// isCell reports whether a word is the place of a cell in a spreadsheet: B2, AB10.
func isCell(word string) bool {
	letters := strings.TrimRight(word, "0123456789")
	return letters != word && letters != "" && len(letters) <= 3 && strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// compare writes a comparison with one value.
func (c column) compare(op operator, v value) []phrase {
	switch {
	case v.kind == nothing && op.text == "=":
		return []phrase{{text: spaced(c.text, "is null"), sure: v.sure}}
	case v.kind == nothing && op.text == "!=":
		return []phrase{{text: spaced(c.text, "is not null"), sure: v.sure}}
	}
	all := either(spaced(c.text, op.text, v.text))
	if op.tags != "" {
		all = append(all, phrase{text: spaced(c.text, op.tags, "("+v.text+")")})
	}
	for _, other := range v.others {
		all = append(all, phrase{text: spaced(c.text, op.text, other)})
	}
	for i := range all {
		all[i].sure = v.sure
	}
	return all
}
