package explain

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/rule"
)

// leftOut says which groups contacts without a value in a column are left out
// of. Where a group asks for those without a value, the rule says it itself.
func (in *Input) leftOut() []string {
	needed := map[string][]int{}
	asked := map[string]bool{}
	for i, g := range in.Document.Any {
		for _, c := range g.All {
			f, ok := c.(rule.Field)
			if ok && f.Operator == rule.IsNull {
				asked[f.Column] = true
			}
			if !ok || !demands(f) || f.Operator == rule.IsNotNull || in.notNull(f.Column) {
				continue
			}
			if n := needed[f.Column]; len(n) == 0 || n[len(n)-1] != i {
				needed[f.Column] = append(n, i)
			}
		}
	}
	byGroups := map[string][]string{}
	for name, numbers := range needed {
		if asked[name] {
			continue
		}
		where := in.groups(numbers)
		byGroups[where] = append(byGroups[where], quoted(printable(name)))
	}
	lines := []string{}
	for where, names := range byGroups {
		slices.Sort(names)
		lines = append(lines, fmt.Sprintf("Contacts whose %s is not set are left out%s.", join(names, "or"), where))
	}
	slices.Sort(lines)
	return lines
}

// groups names groups, unless they are all that there are.
func (in *Input) groups(numbers []int) string {
	if len(numbers) == len(in.Document.Any) {
		return ""
	}
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = fmt.Sprint(n + 1)
	}
	if len(words) == 1 {
		return " of group " + words[0]
	}
	return " of groups " + join(most(words), "and")
}

// open says what depends on what is not documented.
func (in *Input) open() []string {
	var missing, letters []string
	edges := map[int]bool{}
	for _, g := range in.Document.Any {
		has := map[string]bool{} // the columns in which the group demands a value
		for _, c := range g.All {
			if f, ok := c.(rule.Field); ok && demands(f) {
				has[f.Column] = true
			}
		}
		for _, c := range g.All {
			switch c := c.(type) {
			case rule.Field:
				if negative(c.Operator) && !has[c.Column] && !in.notNull(c.Column) {
					missing = append(missing, quoted(printable(c.Column)))
				}
				if comparesText(c) {
					letters = append(letters, quoted(printable(c.Column)))
				}
			case rule.Event:
				if c.Window.Days > 0 {
					edges[c.Window.Days] = true
				}
			}
		}
	}
	lines := []string{}
	if missing = distinct(missing); len(missing) > 0 {
		lines = append(lines, fmt.Sprintf("Whether contacts whose %s is not set pass a condition with “not” or “neither” on it.", join(missing, "or")))
	}
	if letters = distinct(letters); len(letters) > 0 {
		lines = append(lines, fmt.Sprintf("Whether capital and small letters make a difference in %s.", join(letters, "and")))
	}
	if len(edges) > 0 {
		days := make([]int, 0, len(edges))
		for d := range edges {
			days = append(days, d)
		}
		slices.Sort(days)
		words := make([]string, len(days))
		for i, d := range days {
			words[i] = counted(int64(d), "day") + " ago"
			if !in.At.IsZero() {
				words[i] += " (" + in.day(d) + ")"
			}
		}
		lines = append(lines, fmt.Sprintf("On which side of its window something falls that happened exactly %s.", join(words, "or")))
	}
	return lines
}

// demands reports whether a contact needs a value to match.
func demands(f rule.Field) bool { return !negative(f.Operator) && f.Operator != rule.IsNull }

func negative(o rule.Operator) bool {
	return o == rule.NotEquals || o == rule.NotIn || o == rule.NotContains || o == rule.HasNone
}

func (in *Input) notNull(name string) bool {
	if c := in.Columns(name); c.NotNull {
		return true
	}
	c, ok := column.Builtin(name)
	return ok && c.NotNull
}

// comparesText reports whether the case of letters could matter: a choice of
// the platform's own making, status, is not asked for in any other way.
func comparesText(f rule.Field) bool {
	if f.Column == "status" {
		return false
	}
	switch f.Operator {
	case rule.Greater, rule.GreaterEq, rule.Less, rule.LessEq:
		return false
	}
	for _, v := range f.Values {
		if v.Kind == rule.String && !isDate(v) && strings.ToLower(v.Text) != strings.ToUpper(v.Text) {
			return true
		}
	}
	return false
}

// day returns the date a number of days before At.
func (in *Input) day(days int) string { return in.At.AddDate(0, 0, -days).Format(time.DateOnly) }

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// counted returns a number of things.
func counted(n int64, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
