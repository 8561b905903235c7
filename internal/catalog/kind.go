package catalog

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
)

// kind is what a statement of a catalog declares.
type kind uint8

// The kinds, as a catalog has them from top to bottom.
const (
	lists kind = iota
	isps
	campaigns
	columns
	kinds // how many there are
)

// kindOf returns the kind of the ids that a statement names.
func kindOf(k ast.AliasKind) kind {
	switch k {
	case ast.AliasISP:
		return isps
	case ast.AliasCampaign:
		return campaigns
	default:
		return lists
	}
}

// word returns the keyword of the statements for ids. It is also the name of an id
// whose label has no letters.
func (k kind) word() string { return [...]string{"list", "isp", "campaign"}[k] }

// maxID is the largest number that is an id: JSON may turn numbers into doubles, and a
// double can tell no more apart.
const maxID = 1 << 53

// title returns what people call one of a kind of ids.
func (k kind) title() string { return [...]string{"contact list", "ISP", "campaign"}[k] }

// form says what an id of a kind is.
func (k kind) form() string {
	number := fmt.Sprintf("a whole number up to %d", maxID)
	return [...]string{"the id of a list is a UUID", "the id of an ISP is " + number, "the id of a campaign is a UUID or " + number}[k]
}

// noun returns what people call several of a kind.
func (k kind) noun() string { return [...]string{"contact lists", "ISPs", "campaigns", "columns"}[k] }

// kindSet is a set of kinds, with a bit for each.
type kindSet uint8

func (s kindSet) has(k kind) bool { return s>>k&1 != 0 }

func (s kindSet) with(k kind) kindSet { return s | 1<<k }

// mark returns the comment that begins the generated part of a catalog. It names the
// kinds that are generated: a statement of another kind that is found there was
// written by hand. It does not name the program, since several may write one catalog.
func (s kindSet) mark() string { return s.subject() + "What follows is generated." }

// subject returns the beginning of the mark.
func (s kindSet) subject() string {
	var nouns []string
	for k := range kinds {
		if s.has(k) {
			nouns = append(nouns, k.noun())
		}
	}
	words := english.And(nouns)
	return "# " + strings.ToUpper(words[:1]) + words[1:] + ", as the platform has them. "
}

// marks returns the sets of kinds by their marks, with those that segc wrote before.
func marks() map[string]kindSet {
	all := map[string]kindSet{}
	for s := kindSet(1); s < 1<<kinds; s++ {
		all[s.mark()] = s
		for _, writer := range [...]string{"A program", "`segc catalog pull`"} {
			all[s.subject()+writer+" writes what follows."] = s
		}
	}
	return all
}
