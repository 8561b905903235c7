package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/jsontext"
)

// Name returns the name that the author has given an id of a list, an ISP or a
// campaign, or the id.
type Name func(kind NameKind, id string) string

// NameKind says what an id is one of.
type NameKind uint8

// The kinds of ids.
const (
	ListName NameKind = iota
	ISPName
	CampaignName
)

// Describe says facts in words, one thing each. Without names, ids are shown.
func Describe(facts []contact.Fact, name Name) []string {
	if name == nil {
		name = func(_ NameKind, id string) string { return id }
	}
	words := slices.Grow([]string(nil), len(facts))
	for i, f := range facts {
		words = append(words, describe(f, facts[:i], name))
	}
	return words
}

// Sentence says of a contact what words from Describe say.
func Sentence(words []string) string {
	if len(words) == 0 {
		return "any contact"
	}
	text := strings.Join(words, ", ")
	for _, start := range []string{"on the list ", "not on the list ", "on no "} {
		if strings.HasPrefix(text, start) {
			return "a contact " + text
		}
	}
	return "a contact with " + text
}

func describe(f contact.Fact, before []contact.Fact, name Name) string {
	switch f.Kind {
	case contact.FactColumn:
		return f.Column + " " + describeValue(f.Value)
	case contact.FactISP:
		return "ISP " + name(ISPName, strconv.FormatInt(f.ISP, 10))
	case contact.FactNoISP:
		return "no ISP"
	case contact.FactOnList:
		return "on the list " + name(ListName, f.List)
	case contact.FactNotOnList:
		return "not on the list " + name(ListName, f.List)
	case contact.FactNoOtherList:
		for _, o := range before {
			if o.Kind == contact.FactOnList {
				return "on no other list"
			}
		}
		return "on no list"
	case contact.FactHappened:
		return describeEvent(f, name)
	default:
		other := ""
		for _, o := range before {
			if o.Kind == contact.FactHappened && f.Scope.Has(o.Event) {
				other = "other "
			}
		}
		_, plural := eventWords(f.Scope.Metric)
		return "no " + other + plural + describeScope(f.Scope, name)
	}
}

func describeValue(v contact.Value) string {
	switch v.Kind() {
	case contact.TextKind:
		return string(jsontext.AppendString(nil, v.Text()))
	case contact.SetKind:
		if v.Len() == 0 {
			return "without elements"
		}
		quoted := make([]string, 0, v.Len())
		for item := range v.Items() {
			quoted = append(quoted, string(jsontext.AppendString(nil, item)))
		}
		return "with only " + english.And(quoted)
	case contact.Missing:
		return "without a value"
	default:
		return v.Text()
	}
}

func eventWords(m condition.Metric) (one, more string) {
	switch m {
	case condition.Open:
		return "open", "opens"
	case condition.Click:
		return "click", "clicks"
	case condition.Delivered:
		return "delivery", "deliveries"
	case condition.Bounce:
		return "bounce", "bounces"
	case condition.Complaint:
		return "complaint", "complaints"
	case condition.Unsubscribe:
		return "unsubscription", "unsubscriptions"
	default:
		panic(fmt.Sprintf("engine: unexpected metric %s", m))
	}
}

func describeEvent(f contact.Fact, name Name) string {
	word, plural := eventWords(f.Event.Metric)
	if f.Event.Times() > 1 {
		word = plural
	}
	text := strconv.FormatInt(f.Event.Times(), 10) + " " + word
	switch f.Event.DaysAgo {
	case 0:
		text += " today"
	case 1:
		text += " yesterday"
	default:
		text += " " + strconv.Itoa(f.Event.DaysAgo) + " days ago"
	}
	if f.Event.Campaign != "" {
		text += " of campaign " + name(CampaignName, f.Event.Campaign)
	}
	return text
}

func describeScope(s contact.Scope, name Name) string {
	text := ""
	campaigns := func(before string, ids []string) {
		if len(ids) == 0 {
			return
		}
		named := make([]string, len(ids))
		for i, id := range ids {
			named[i] = name(CampaignName, id)
		}
		text += before + " of campaign "
		if len(ids) > 1 {
			text = strings.TrimSuffix(text, " ") + "s "
		}
		text += english.And(named)
	}
	campaigns("", s.Campaigns)
	campaigns(" except", s.Except)
	days := fmt.Sprintf("%d days", s.Window.Days)
	if s.Window.Days == 1 {
		days = "day"
	}
	switch s.Window.Mode {
	case condition.Last:
		text += " in the last " + days
	case condition.MoreThan:
		if s.Window.Days == 1 {
			days = "1 day"
		}
		text += " more than " + days + " ago"
	}
	return text
}
