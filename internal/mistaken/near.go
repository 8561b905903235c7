package mistaken

import (
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/column"
)

// Near returns the built-in column that a name is likely meant for, although it has
// other letters: what other tools call it, or a name that is one slip away. Whether
// the condition fits that column is for the caller to say.
func Near(name string) (string, bool) {
	if len(name) > longest {
		return "", false
	}
	letters := lettersOf(name)
	for _, other := range otherNames() {
		if letters == other.text {
			return other.word, true
		}
	}
	if strings.ContainsFunc(letters, unicode.IsDigit) || isWord(letters) {
		return "", false // email2 is the second one
	}
	for _, builtin := range column.BuiltinNames() {
		if meant := lettersOf(builtin); len(meant) >= shortestSlip && oneSlip([]rune(letters), []rune(meant)) {
			return builtin, true
		}
	}
	return "", false
}

// shortestSlip is how many letters a built-in column has at least whose name may have
// a slip. Everything is close to `id`.
const shortestSlip = 5

// lettersOf returns a name in small letters, without underscores.
func lettersOf(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "") }

// isWord reports whether letters that are one slip from a built-in column are a word
// that a column may well be called by.
func isWord(letters string) bool {
	return slices.Contains([]string{"mail", "emails", "gmail", "emil"}, letters)
}

// otherNames are what built-in columns are called elsewhere.
func otherNames() [15]form {
	return [15]form{
		{"emailaddress", "email"},
		{"mailaddress", "email"},
		{"fname", "first_name"},
		{"forename", "first_name"},
		{"givenname", "first_name"},
		{"lname", "last_name"},
		{"surname", "last_name"},
		{"familyname", "last_name"},
		{"created", "created_at"},
		{"createdon", "created_at"},
		{"createdate", "created_at"},
		{"createddate", "created_at"},
		{"creationdate", "created_at"},
		{"datecreated", "created_at"},
		{"createdtime", "created_at"},
	}
}
