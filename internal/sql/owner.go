package sql

import (
	"strings"
	"unicode/utf8"
)

// lexis is what a database takes for a quote or a comment, as far as the conditions of owners need it.
type lexis struct {
	quotes    string   // characters that begin a quoted name or text; [ ends with ]
	backslash string   // those of them in which a backslash escapes
	escape    bool     // a backslash escapes in E'…', too
	raw       bool     // none does in r'…'
	settings  bool     // a setting says whether a backslash escapes in '…'
	triple    bool     // three quotes begin a text that ends with three
	comments  []string // beside -- and /*
	others    string   // what must be in quotes: it is a parameter or, in some versions, a quote
}

// lexisOf returns the lexis of a dialect. A dollar sign begins a quote, a parameter or a variable in
// most of them, so that it has to be in quotes in all.
func lexisOf(dialect string) lexis {
	switch dialect {
	case "postgres":
		return lexis{quotes: `'"`, escape: true, settings: true}
	case "duckdb":
		return lexis{quotes: `'"`, escape: true, others: "?"}
	case "clickhouse":
		return lexis{quotes: "'\"`", backslash: "'\"`", comments: []string{"#", "//"}, others: "‘’“”−"}
	case "sqlite":
		return lexis{quotes: "'\"`[", others: "?@:"}
	case "bigquery":
		return lexis{quotes: "'\"`", backslash: "'\"`", triple: true, comments: []string{"#"}, others: "?@"}
	case "snowflake":
		return lexis{quotes: `'"`, backslash: "'", comments: []string{"//"}, others: "?"}
	case "spark":
		return lexis{quotes: "'\"`", backslash: `'"`, raw: true}
	default:
		return lexis{quotes: `'"`, others: "?"}
	}
}

// CheckCondition refuses a condition in the words of the database that would not stay one: where it is
// copied to, it would end its place in the query, or hide what comes after it.
func (d *Dialect) CheckCondition(text string) error {
	l := lexisOf(d.Name)
	depth := 0
	for i := 0; i < len(text); {
		rest := text[i:]
		for _, comment := range append([]string{"--", "/*"}, l.comments...) {
			if strings.HasPrefix(rest, comment) {
				return refused("the condition has a comment (`%s`), which would hide a part of the query; leave it out", comment)
			}
		}
		switch c, size := utf8.DecodeRuneInString(rest); {
		case strings.ContainsRune(l.quotes, c):
			size, err := l.quoted(text, i)
			if err != nil {
				return err
			}
			i += size
		case c == ';':
			return refused("the condition has a `;`, which would end the query; leave it out")
		case c == '$' || strings.ContainsRune(l.others, c):
			return refused("the condition has `%c` outside of quotes, which is not always a part of a name in %s; put what it belongs to between quotes", c, d.Title)
		default:
			i += size
			switch c {
			case '(':
				depth++
			case ')':
				if depth--; depth < 0 {
					return refused("the condition closes a parenthesis that it does not open")
				}
			}
		}
	}
	if depth > 0 {
		return refused("the condition opens a parenthesis that it does not close")
	}
	return nil
}

// quoted returns how long what is quoted at a place is, quotes included.
func (l *lexis) quoted(text string, at int) (size int, err error) {
	open := text[at : at+1]
	end := open
	if open == "[" {
		end = "]"
	}
	if l.triple && open != "`" && strings.HasPrefix(text[at:], open+open+open) {
		end = open + open + open
	}
	escapes := strings.Contains(l.backslash, open)
	if open == "'" || open == `"` {
		switch prefix := prefixOf(text[:at]); {
		case l.raw && strings.EqualFold(prefix, "r"):
			escapes = false
		case l.escape && open == "'" && strings.EqualFold(prefix, "e"):
			escapes = true
		}
	}
	for i := at + len(end); i < len(text); i++ {
		rest := text[i:]
		switch {
		case escapes && rest[0] == '\\':
			i++
		case l.settings && !escapes && open == "'" && strings.HasPrefix(rest, `\'`):
			return 0, refused(`the condition has a backslash before a quote: a setting says whether it escapes; write E'\\' or E'\''`)
		case strings.HasPrefix(rest, end+end) && len(end) == 1 && end != "]":
			i++ // a quote in what is quoted
		case strings.HasPrefix(rest, end):
			return i + len(end) - at, nil
		}
	}
	return 0, refused("the condition begins a text or a name in quotes that it does not end")
}

// prefixOf returns the word that ends a text.
func prefixOf(text string) string {
	word := strings.TrimRightFunc(text, func(r rune) bool {
		return r == '_' || r == '$' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r >= 0x80
	})
	return text[len(word):]
}
