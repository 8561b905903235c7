package mistaken

import (
	"slices"
	"strings"
	"unicode"
)

// compound returns the word for the event that a name of several words is likely
// meant for: email_opens, openCount, total_clicks, spam_complaints. One more word, as
// in open_rate or last_click, makes it another name.
func compound(name string) (word string, ok bool) {
	lower := strings.ToLower(name)
	if !slices.ContainsFunc([]string{"open", "click", "bounce", "compl", "delivered", "unsub", "report"}, func(stem string) bool { return strings.Contains(lower, stem) }) {
		return "", false // as nearly always
	}
	words := wordsOf(name)
	if len(words) < 2 {
		return "", false
	}
	spam, said, email, count := false, "", false, false
	for _, w := range words {
		event, known := eventOf(w)
		switch {
		case w == "spam" || w == "abuse":
			spam = true
		case slices.Contains([]string{"email", "emails", "mail", "mails"}, w):
			email = true
		case slices.Contains([]string{"count", "total", "num", "number", "of", "times"}, w):
			count = true
		case said != "":
			return "", false
		case known:
			said = event
		case slices.Contains([]string{"report", "reports", "reported"}, w):
			said = "reported"
		default:
			return "", false
		}
	}
	switch {
	case spam:
		return "complained", said == "complained" || said == "reported"
	case said == "complained" || said == "delivered": // people complain by phone too, and parcels are delivered
		return said, email
	default:
		return said, (email || count) && said != "" && said != "reported"
	}
}

// eventOf returns the word for an event of one of its forms. Deliveries by e-mail are
// how something is sent.
func eventOf(w string) (word string, ok bool) {
	if strings.HasPrefix(w, "deliver") && w != "delivered" {
		return "", false
	}
	for _, f := range formsOfEvents() {
		if w == f.text {
			return f.word, true
		}
	}
	return "", false
}

// wordsOf returns the words of a name in small letters. They are joined by underscores
// or begin with a capital letter.
func wordsOf(name string) []string {
	var b strings.Builder
	var last rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return r == '_' })
}
