package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/segc-lang/segc/internal/bars"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/evaluation"
)

// groupsText says what each group of the document brings.
func (e *evaluated) groupsText(answer *evaluation.Answer) string {
	var b strings.Builder
	b.WriteString("\n")
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "group\tcontacts\tonly this one\t\n")
	for i, g := range answer.Groups {
		fmt.Fprintf(table, "%d\t%s\t%s\t\n", i+1, english.Grouped(g.Contacts), english.Grouped(g.Alone))
	}
	_ = table.Flush() // memory takes it
	for i, g := range answer.Groups {
		fmt.Fprintf(&b, "\n%d. %s\n", i+1, visible(e.explained.Groups[i].Sentence))
		for j, n := range g.Failing {
			if n > 0 {
				fmt.Fprintf(&b, "   %s %s: %s\n", contactsText(n), missOnly(n), visible(e.conditionText(i, j)))
			}
		}
	}
	return b.String()
}

// conditionText returns a condition of a group in the words of the rule.
func (e *evaluated) conditionText(group, condition int) string {
	return e.words.Of(e.document.Any[group].All[condition])
}

func missOnly(n int64) string {
	if n == 1 {
		return "lacks only this"
	}
	return "lack only this"
}

// writePicture draws what each group of the document brings.
func (e *evaluated) writePicture(answer *evaluation.Answer) error {
	matching := answer.Counts[0].Contacts // the same under all readings: otherwise, there is no answer
	p := bars.Picture{
		Title: e.explained.Title, Matching: matching,
		Counted: fmt.Sprintf("%s of %s %s", english.Grouped(matching), e.counted(answer), matchWord(matching)),
	}
	for i, g := range answer.Groups {
		group := bars.Group{Sentence: e.explained.Groups[i].Sentence, Contacts: g.Contacts, Alone: g.Alone}
		for j := range g.Failing {
			group.Conditions = append(group.Conditions, e.conditionText(i, j))
		}
		p.Groups = append(p.Groups, group)
	}
	if _, err := e.out.Data().Write(bars.SVG(p)); err != nil {
		return cannot("write", "the picture", err)
	}
	return nil
}
