package lint_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/segc-lang/segc/ast"
)

// mistakenColumns is the predicate of SEG511: a column that no file declares and that has
// no backquotes is spelled like a built-in column except for underscores and case, or it is
// close to an event and not compared with text or a date, or it has another name of a
// built-in column, or a slip in one, in a condition that fits that column.
func mistakenColumns(files []*ast.File) []ast.Span {
	declared := map[string]bool{}
	for _, f := range nodesOf[*ast.Field](files...) {
		declared[f.Name.Text] = true
	}
	var due []ast.Span
	for _, c := range nodesOf[*ast.Column](files[0]) {
		written := files[0].Source.Slice(c.Name.At)
		if !declared[c.Name.Text] && written[0] != '`' && (otherSpelling(written) || (closeToEvent()[strings.ToLower(written)] || ofSeveralWords(written)) && countable(files[0].Source, c) || nearBuiltin(files[0].Source, c)) {
			due = append(due, c.Name.At)
		}
	}
	return due
}

func otherSpelling(name string) bool {
	builtins := []string{"status", "email", "first_name", "last_name", "created_at", "id"}
	return !slices.Contains(builtins, name) && slices.ContainsFunc(builtins, func(builtin string) bool {
		return regexp.MustCompile("(?i)^_*" + strings.Join(strings.Split(strings.ReplaceAll(builtin, "_", ""), ""), "_*") + "_*$").MatchString(name)
	})
}

// closeToEvent returns all names that are close to an event, in small letters: it
// makes every slip there is.
var closeToEvent = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, word := range strings.Fields("opening clicking bouncing complaining delivering unsubscribing open opens click clicks bounce bounces complain complains complaint complaints deliver delivers delivery deliveries unsubscribe unsubscribes") {
		names[word] = true
	}
	for _, word := range strings.Fields("opened clicked bounced complained delivered unsubscribed complain complains complaint complaints delivers delivery deliveries unsubscribe unsubscribes") {
		for _, slip := range slipsOf(word, "abcdefghijklmnopqrstuvwxyz0123456789_ö") {
			names[slip] = true
		}
	}
	return names
})

// slipsOf returns all words that are one slip from a word.
func slipsOf(word, letters string) []string {
	var slips []string
	for i := range len(word) + 1 {
		for _, letter := range strings.Split(letters, "") {
			slips = append(slips, word[:i]+letter+word[i:])
			if i < len(word) {
				slips = append(slips, word[:i]+letter+word[i+1:])
			}
		}
		if i < len(word) {
			slips = append(slips, word[:i]+word[i+1:])
		}
		if i+1 < len(word) {
			slips = append(slips, word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:])
		}
	}
	return slips
}

// ofSeveralWords reports whether a name has one form of an event beside words for mail
// or for a number of times, or speaks of complaints or reports of spam or abuse. People
// who complain and what is delivered need a word for mail.
func ofSeveralWords(name string) bool {
	words := strings.Split(strings.ToLower(compiled(`([a-z])([A-Z])`).ReplaceAllString(name, "${1}_$2")), "_")
	var spam, mail, times, rest []string
	for _, word := range words {
		switch {
		case slices.Contains([]string{"spam", "abuse"}, word):
			spam = append(spam, word)
		case compiled(`^e?mails?$`).MatchString(word):
			mail = append(mail, word)
		case compiled(`^(count|total|num|number|of|times)$`).MatchString(word):
			times = append(times, word)
		case word != "":
			rest = append(rest, word)
		}
	}
	if len(rest) != 1 {
		return false
	}
	complaint := compiled(`^complain(s|ed|t|ts)?$`).MatchString(rest[0])
	switch {
	case len(spam) > 0:
		return complaint || compiled(`^report(s|ed)?$`).MatchString(rest[0])
	case complaint || rest[0] == "delivered":
		return len(mail) > 0
	}
	return len(mail)+len(times) > 0 && compiled(`^(open(s|ed)?|click(s|ed)?|bounce[sd]?|unsubscribe[sd]?)$`).MatchString(rest[0])
}

// nearBuiltin reports whether a condition is on a column with another name of a
// built-in one, or a slip in one that adds no digit and gives no word, and whether it
// compares as one does with that column.
func nearBuiltin(source *ast.Source, c *ast.Column) bool {
	name := strings.ToLower(strings.ReplaceAll(c.Name.Text, "_", ""))
	comparison := strings.TrimSpace(strings.TrimPrefix(source.Slice(c.At), source.Slice(c.Name.At)))
	text := `("[^"]*")`
	list := func(value string) string { return `(not )?in \(` + value + `(, ` + value + `)*\)` }
	whole := `((=|!=) ` + text + `|` + list(text) + `)`
	day := `("?2026-05-01"?)`
	for _, column := range []struct{ letters, others, form string }{
		{"email", "emailaddress mailaddress", `^(` + whole + `|((not )?contains|starts with) ` + text + `)$`},
		{"firstname", "fname forename givenname", `^(` + whole + `|((not )?contains|starts with) ` + text + `|is (not )?null)$`},
		{"lastname", "lname surname familyname", `^(` + whole + `|((not )?contains|starts with) ` + text + `|is (not )?null)$`},
		{"status", "", `(?i)^` + whole + `$`},
		{"createdat", "created createdon createdate createddate creationdate datecreated createdtime", `^((=|!=|<|>|<=|>=) ` + day + `|between ` + day + ` and ` + day + `|` + list(day) + `)$`},
	} {
		slip := slices.Contains(slipsOf(column.letters, "abcdefghijklmnopqrstuvwxyzöä"), name) && name != column.letters &&
			!slices.Contains([]string{"mail", "emails", "gmail", "emil"}, name)
		if (slip || slices.Contains(strings.Fields(column.others), name)) && compiled(column.form).MatchString(comparison) {
			return column.letters != "status" || compiled(`(?i)"(un)?subscribed"`).MatchString(comparison)
		}
	}
	return false
}

// countable reports whether a condition compares with nothing but numbers, `true`
// and `false`, or tests for a value.
func countable(source *ast.Source, c *ast.Column) bool {
	comparison := strings.TrimPrefix(source.Slice(c.At), source.Slice(c.Name.At))
	number := `("\d{1,9}"|'\d{1,9}'|-?\d[\d.e]*|true|false)`
	return regexp.MustCompile(`^\s*(is (not )?null|(=|!=|>=|<=|<|>)\s*` + number + `|between ` + number + ` and ` + number + `|(not )?in \(` + number + `(, ` + number + `)*\))$`).MatchString(comparison)
}

func mistakenCondition(w *world) string {
	name := pick(w, "opens", "click", "Bounces", "bounces", "complaint", "delivery", "deliveries", "unsubscribes", "opend", "delievered", "clicker", "copened",
		"chicks", "ounces", "opening", "subscribed", "sent", "delivry", "Open", "complaims", "geöffnet", "öpened", "clickeds", "deliver", "deliver_",
		"email_opens", "openCount", "total_clicks", "spam_complaint", "SpamReports", "reported_abuse", "spam_score", "total_complaints", "mail_complained", "email_delivered",
		"total_deliveries", "email_delivery", "delivered_count", "open_rate", "last_open", "opens_clicks", "number_of_bounces", "times_unsubscribed", "hard_bounces", "email_reports", "spam",
		"emial", "emil", "gmail", "e_mal", "emäil", "email2", "email_address", "fname", "Surname", "frist_name", "last_nam", "firstname2", "stauts", "states", "satus", "status2",
		"created", "date_created", "CreatedOn", "create_at", "created_by", "di",
		"Email", "eMail", "ID", "Status", "e_mail", "firstname", "FirstName", "last_Name", "CreatedAt", "_id", "mail", "emails", "idd", "email", "id", "first_name")
	if w.Intn(4) == 0 && name != "email" && name != "id" && name != "first_name" {
		w.typeOf(name, "any")
	} else if w.declares && w.Intn(2) == 0 {
		w.declares = len(w.columns) > 0
	}
	if w.Intn(6) == 0 {
		name = "`" + name + "`"
	}
	if strings.EqualFold(strings.Trim(name, "`"), "email") || strings.Contains(strings.ToLower(name), "name") {
		return name + pick(w, ` contains "a"`, ` = "5"`, ` is null`, ` in ("a", "b")`, ` starts with "a"`)
	}
	if strings.Trim(name, "`") == "id" {
		return name + pick(w, " = 5", " > 7")
	}
	if w.Intn(3) == 0 {
		return name + pick(w, ` = "a"`, ` contains "a"`, ` not contains "a"`, ` starts with "a"`, ` in ("a", "subscribed")`, ` = "Subscribed"`, ` != "unsubscribed"`, ` > 2026-05-01`, ` < "2026-05-01"`,
			` between 2026-05-01 and "2026-05-01"`, ` = "2026-05-01"`, ` in (2026-05-01, "x")`, ` is not null`, ` = true`, ` has any ("a")`, ` in ("a", 5)`)
	}
	return name + pick(w, " >= 3", " = 1", " != 2.5", " between 1 and 3", " in (1, 2)", " not in (3)", " is null", " is not null", ` = "5"`, ` = "a"`, ` in ("5", "x")`,
		" = true", " != false", ` = "1234567890"`, " > 2026-05-01", ` contains "5"`, ` has any ("5")`, " < -1", "=3", ` in ("5", "6")`)
}
