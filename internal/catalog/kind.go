package catalog

import (
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

// noun returns what people call several of a kind.
func (k kind) noun() string { return [...]string{"contact lists", "ISPs", "campaigns", "columns"}[k] }

// kindSet is a set of kinds, with a bit for each.
type kindSet uint8

func (s kindSet) has(k kind) bool { return s>>k&1 != 0 }

func (s kindSet) with(k kind) kindSet { return s | 1<<k }

// mark returns the comment that begins the generated part of a catalog. It names the
// kinds that are generated: a statement of another kind that is found there was
// written by hand.
func (s kindSet) mark() string {
	var nouns []string
	for k := range kinds {
		if s.has(k) {
			nouns = append(nouns, k.noun())
		}
	}
	words := english.And(nouns)
	writer := "A program"
	if s == kindSet(0).with(lists).with(columns) {
		writer = "`segc catalog pull`"
	}
	return "# " + strings.ToUpper(words[:1]) + words[1:] + ", as the platform has them. " + writer + " writes what follows."
}

// marks returns the sets of kinds by their marks.
func marks() map[string]kindSet {
	all := map[string]kindSet{}
	for s := kindSet(1); s < 1<<kinds; s++ {
		all[s.mark()] = s
	}
	return all
}
