package explain

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/rule"
)

// Input is what is explained, and what is known beside it.
type Input struct {
	Document *rule.Document
	Title    string // of the segment; may be empty
	// At makes windows concrete: last 30 days as the day since which. The zero
	// time leaves them as numbers of days.
	At      time.Time
	Names   Names
	Columns func(name string) column.Column
}

// Names gives ids the names of the catalogue. An id without a name stays as it is.
type Names struct {
	Lists     map[string]string // by UUID in lower case
	ISPs      map[int64]string
	Campaigns map[string]string // by the text of the id
}

// Explanation is a document in words.
type Explanation struct {
	Title  string  `json:"title,omitempty"`
	Groups []Group `json:"groups"`
	// LeftOut says who does not match for want of a value.
	LeftOut []string `json:"left_out"`
	// Open says what depends on what the platform's documentation leaves open.
	Open []string `json:"open"`
	// Changed says what the document has in place of what the rule says.
	Changed []string `json:"changed"`
}

// Group is one way to belong to the segment.
type Group struct {
	Sentence   string   `json:"sentence"`
	Conditions []string `json:"conditions"`
}

// Explain explains a document.
func Explain(in Input) *Explanation {
	if in.Columns == nil {
		in.Columns = func(string) column.Column { return column.Column{} }
	}
	e := &Explanation{Title: in.Title, LeftOut: []string{}, Open: []string{}, Changed: []string{}}
	for _, g := range in.Document.Any {
		group := Group{}
		for _, c := range g.All {
			group.Conditions = append(group.Conditions, in.phrase(c))
		}
		group.Sentence = "Contacts who " + join(group.Conditions, "and") + "."
		e.Groups = append(e.Groups, group)
	}
	e.LeftOut = in.leftOut()
	e.Open = in.open()
	return e
}

// leftOut says for each column which groups a contact without a value in it is
// left out of.
func (in *Input) leftOut() []string {
	needed := map[string][]int{}
	for i, g := range in.Document.Any {
		for _, c := range g.All {
			f, ok := c.(rule.Field)
			if !ok || negative(f.Operator) || f.Operator == rule.IsNull || f.Operator == rule.IsNotNull || in.notNull(f.Column) {
				continue
			}
			if n := needed[f.Column]; len(n) == 0 || n[len(n)-1] != i {
				needed[f.Column] = append(n, i)
			}
		}
	}
	names := make([]string, 0, len(needed))
	for name := range needed {
		names = append(names, name)
	}
	slices.Sort(names)
	lines := make([]string, len(names))
	for i, name := range names {
		lines[i] = fmt.Sprintf("Contacts without a value in %s do not match%s.", name, in.groups(needed[name]))
	}
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
		return " group " + words[0]
	}
	return " groups " + join(words, "and")
}

// open says where the answer depends on what is not documented.
func (in *Input) open() []string {
	var missing, letters []string
	edges := map[int]bool{}
	for _, g := range in.Document.Any {
		for _, c := range g.All {
			switch c := c.(type) {
			case rule.Field:
				if negative(c.Operator) && !in.notNull(c.Column) {
					missing = append(missing, c.Column)
				}
				if comparesText(c) {
					letters = append(letters, c.Column)
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
		lines = append(lines, fmt.Sprintf("Whether contacts without a value in %s match where it says that the value is not something is not documented.", join(missing, "or")))
	}
	if letters = distinct(letters); len(letters) > 0 {
		lines = append(lines, fmt.Sprintf("Whether upper and lower case make a difference in %s is not documented.", join(letters, "and")))
	}
	if len(edges) > 0 {
		days := make([]int, 0, len(edges))
		for d := range edges {
			days = append(days, d)
		}
		slices.Sort(days)
		words := make([]string, len(days))
		for i, d := range days {
			words[i] = fmt.Sprintf("%d days ago", d)
			if d == 1 {
				words[i] = "1 day ago"
			}
			if !in.At.IsZero() {
				words[i] += " (" + in.day(d) + ")"
			}
		}
		lines = append(lines, fmt.Sprintf("On which side of a window something falls that happened exactly %s is not documented.", join(words, "or")))
	}
	return lines
}

func (in *Input) notNull(name string) bool {
	if c := in.Columns(name); c.NotNull {
		return true
	}
	c, ok := column.Builtin(name)
	return ok && c.NotNull
}

// day returns the date a number of days before At.
func (in *Input) day(days int) string { return in.At.AddDate(0, 0, -days).Format(time.DateOnly) }

func negative(o rule.Operator) bool {
	return o == rule.NotEquals || o == rule.NotIn || o == rule.NotContains || o == rule.HasNone
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
		if v.Kind == rule.String && strings.ToLower(v.Text) != strings.ToUpper(v.Text) {
			return true
		}
	}
	return false
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// join joins words as a sentence does.
func join(words []string, last string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	case 2:
		return words[0] + " " + last + " " + words[1]
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
