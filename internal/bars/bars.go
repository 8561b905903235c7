package bars

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/visible"
)

// Picture is what is drawn.
type Picture struct {
	Title    string // the name of the segment, if it has one
	Counted  string // how many contacts match of how many, in a sentence
	Matching int64  // contacts
	Groups   []Group
}

// Group is a group of the document. Groups have their numbers by their order.
type Group struct {
	Conditions []string // in the words of the rule
	Sentence   string   // what they mean
	Contacts   int64    // that match it
	Alone      int64    // that match no other group
}

// The most groups that a picture has, and the most characters of its texts.
const (
	mostGroups   = 30
	mostLabel    = 1000
	mostSentence = 8000
)

// bar is a group as it is drawn.
type bar struct {
	Group
	number int // in the document
	label  string
}

// text returns a text of unknown origin as a reader sees it.
func text(s string, most int) string { return visible.Shortened(visible.Text(s), most) }

// common returns the conditions that all of several groups have.
func (p *Picture) common() (common []string) {
	if len(p.Groups) < 2 {
		return nil
	}
	for _, c := range p.Groups[0].Conditions {
		if !slices.ContainsFunc(p.Groups[1:], func(g Group) bool { return !slices.Contains(g.Conditions, c) }) {
			common = append(common, c)
		}
	}
	return common
}

// bars returns the groups to draw, the largest first, and those to count.
func (p *Picture) bars(common []string) (drawn, rest []bar) {
	all := make([]bar, len(p.Groups))
	for i, g := range p.Groups {
		all[i] = bar{Group: g, number: i + 1}
	}
	slices.SortStableFunc(all, func(a, b bar) int { return cmp.Compare(b.Contacts, a.Contacts) })
	most := mostGroups
	if len(all) <= mostGroups+1 { // a single one takes no more room than its count
		most = len(all)
	}
	for i := range all[:most] {
		all[i].label = labelOf(all[i].Conditions, common)
	}
	return all[:most], all[most:]
}

// labelOf says what a group asks for beside what all groups do.
func labelOf(conditions, common []string) string {
	var own []string
	for _, c := range conditions {
		if !slices.Contains(common, c) {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return "no other condition"
	}
	return text(strings.Join(own, " and "), mostLabel)
}

// numbers says how many contacts a group brings.
func (b *bar) numbers() string {
	return fmt.Sprintf("%s (%s alone)", english.Grouped(b.Contacts), english.Grouped(b.Alone))
}

// counted says how many groups are not drawn, and what they bring at most. There are several.
func counted(rest []bar) string {
	most, alone := int64(0), int64(0)
	for _, b := range rest {
		most, alone = max(most, b.Contacts), alone+b.Alone
	}
	verb := "are"
	if alone == 1 {
		verb = "is"
	}
	return fmt.Sprintf("%s, with at most %s each; %s %s in one of them alone", english.Count(len(rest), "more group"), contacts(most), contacts(alone), verb)
}

// described says in words what the picture shows.
func (p *Picture) described(drawn, rest []bar) string {
	said := []string{text(p.Counted, mostLabel) + "."}
	for _, b := range drawn {
		said = append(said, fmt.Sprintf("Group %d has %s, %s alone.", b.number, contacts(b.Contacts), english.Grouped(b.Alone)))
	}
	if len(rest) > 0 {
		said = append(said, counted(rest)+".")
	}
	return strings.Join(said, " ")
}

func contacts(n int64) string {
	if n == 1 {
		return "1 contact"
	}
	return english.Grouped(n) + " contacts"
}
