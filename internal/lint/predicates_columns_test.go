package lint_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/segc-lang/segc/ast"
)

// mistakenColumns is the predicate of SEG511: a column that no file declares and
// that has no backquotes is spelled like a built-in column but for underscores and
// case, or it is close to an event and not compared with text or a date.
func mistakenColumns(files []*ast.File) []ast.Span {
	declared := map[string]bool{}
	for _, f := range nodesOf[*ast.Field](files...) {
		declared[f.Name.Text] = true
	}
	var due []ast.Span
	for _, c := range nodesOf[*ast.Column](files[0]) {
		written := files[0].Source.Slice(c.Name.At)
		if !declared[c.Name.Text] && written[0] != '`' && (otherSpelling(written) || closeToEvent()[strings.ToLower(written)] && countable(files[0].Source, c)) {
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
	for _, word := range strings.Fields("open opens click clicks bounce bounces complain complains complaint complaints deliver delivers delivery deliveries unsubscribe unsubscribes") {
		names[word] = true
	}
	for _, word := range strings.Fields("opened clicked bounced complained delivered unsubscribed complain complains complaint complaints delivers delivery deliveries unsubscribe unsubscribes") {
		for i := range len(word) + 1 {
			for _, letter := range strings.Split("abcdefghijklmnopqrstuvwxyz0123456789_ö", "") {
				names[word[:i]+letter+word[i:]] = true
				if i < len(word) {
					names[word[:i]+letter+word[i+1:]] = true
				}
			}
			if i < len(word) {
				names[word[:i]+word[i+1:]] = true
			}
			if i+1 < len(word) {
				names[word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:]] = true
			}
		}
	}
	return names
})

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
	return name + pick(w, " >= 3", " = 1", " != 2.5", " between 1 and 3", " in (1, 2)", " not in (3)", " is null", " is not null", ` = "5"`, ` = "a"`, ` in ("5", "x")`,
		" = true", " != false", ` = "1234567890"`, " > 2026-05-01", ` contains "5"`, ` has any ("5")`, " < -1", "=3", ` in ("5", "6")`)
}
