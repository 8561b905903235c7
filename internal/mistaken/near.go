package mistaken

import (
	"slices"
	"strings"
	"unicode"
)

// Near returns the built-in column that a name is likely meant for, although it has
// other letters: what other tools call it, or a name that is one slip away. Whether
// the condition fits that column is for the caller to say. No slip in `id` counts, since
// everything is close to it.
func Near(name string) (string, bool) {
	if len(name) > longest {
		return "", false
	}
	letters := strings.ReplaceAll(strings.ToLower(name), "_", "")
	if builtin, ok := otherName(letters); ok {
		return builtin, true
	}
	for _, builtin := range [...]form{{"email", "email"}, {"status", "status"}, {"firstname", "first_name"}, {"lastname", "last_name"}, {"createdat", "created_at"}} {
		if mayBeSlip(letters, builtin.text) && oneSlip([]rune(letters), []rune(builtin.text)) {
			// email2 is the second one
			return builtin.word, !strings.ContainsFunc(letters, unicode.IsDigit) && !isWord(letters)
		}
	}
	return "", false
}

// mayBeSlip is a cheap test, since Near is asked for every column of a rule: one slip
// in a word of five letters leaves either the first or the last.
func mayBeSlip(letters, meant string) bool {
	return len(letters) > 2 && (letters[0] == meant[0] || letters[len(letters)-1] == meant[len(meant)-1])
}

// isWord reports whether letters that are one slip from a built-in column are a word
// that a column may well be called by.
func isWord(letters string) bool {
	return slices.Contains([]string{"mail", "emails", "gmail", "emil"}, letters)
}

// otherName returns the built-in column that is called by some letters elsewhere.
func otherName(letters string) (builtin string, ok bool) {
	switch letters {
	case "emailaddress", "mailaddress":
		return "email", true
	case "fname", "forename", "givenname":
		return "first_name", true
	case "lname", "surname", "familyname":
		return "last_name", true
	case "created", "createdon", "createdate", "createddate", "createdtime", "creationdate", "datecreated":
		return "created_at", true
	}
	return "", false
}
