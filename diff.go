package segc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/visible"
)

// Rule is one side of a comparison: the text of a .seg file, a rules_json, the
// body of the API's create call or a segment that the API answered. What begins
// with { is JSON.
type Rule struct {
	Text    string
	Options Options // for the text of a .seg file; Name is used for all
}

// Verdict says how the contacts that a new rule matches relate to those that
// the old one matches.
type Verdict string

// The verdicts. They hold under every reading of what the API leaves open.
const (
	Same        Verdict = "same"        // the same contacts
	Narrower    Verdict = "narrower"    // some of the old ones, and no others
	Wider       Verdict = "wider"       // all of the old ones, and others
	Overlapping Verdict = "overlapping" // some of the old ones, and others
	Disjoint    Verdict = "disjoint"    // none of the old ones
)

// Difference is the result of a comparison.
type Difference struct {
	Verdict Verdict `json:"verdict"`
	// Enters is a contact that the new rule matches and the old one does not;
	// nil when there is none. Leaves is the other way round.
	Enters *Contact `json:"enters"`
	Leaves *Contact `json:"leaves"`
	// Readings has the verdicts under each reading of what the API leaves open,
	// where they differ; nil where the verdict is the same under all of them.
	Readings []ReadingVerdict `json:"readings,omitempty"`
}

// ReadingVerdict is a verdict if the API behaves in a certain way.
type ReadingVerdict struct {
	If      string  `json:"if"` // what the API does, in words that follow "if the platform"
	Verdict Verdict `json:"verdict"`
}

// Contact is an example of a contact on which two rules differ. An evaluator
// that knows nothing of how rules are compared agrees that they do.
type Contact struct {
	// Words describe the contact, one thing each: what it has, and what it must
	// not have. They decide: the rules differ on every contact for whom all of
	// them are true, whatever else it has or lacks.
	Words []string `json:"words"`
	// When says under which readings of what the API leaves open the rules
	// differ on the contact; empty means always.
	When []string `json:"when"`
	// Data is such a contact as JSON, with nothing that Words do not name:
	// columns, events, lists, isp.
	Data json.RawMessage `json:"contact"`
	// Facts are the Words for programs, an array of objects, one for each:
	//
	//	{"column":"plan","value":"club"}   a value as in Data; null: without a value
	//	{"isp":1}                          null: no ISP
	//	{"list":"<id>","on":true}
	//	{"no_other_list":true}             on no list but those that are named
	//	{"metric":"open","days_ago":3,"campaign":12,"at_least":2}
	//	{"no_other":"open","window":"last","days":30,"campaigns":[12],"except":[13]}
	//
	// The last one says that there are no such events but those that are named.
	// The day on the edge of its window is in the window.
	Facts json.RawMessage `json:"facts"`
	// Unshown says that there is such a contact, but that none was found within
	// the limits: the other members are empty, and Data and Facts null.
	Unshown bool `json:"unshown,omitempty"`
}

// Diff compares two rules. The list has what is wrong with either of them; with
// an error there is no difference to return, not even none.
func Diff(ctx context.Context, old, new Rule) (*Difference, diag.List) {
	difference, list := compareRules(ctx, old, new)
	list.Apart(ctx)
	return difference, list
}

func compareRules(ctx context.Context, old, new Rule) (*Difference, diag.List) {
	ctx = poll.Within(ctx, least(old.Options.MaxMemory, new.Options.MaxMemory))
	a, list := old.side(ctx)
	b, more := new.side(ctx)
	list = append(list, more...)
	if ended := compile.Interrupted(ctx, nil); ended != nil {
		return nil, ended
	}
	if list.HasErrors() {
		return nil, list
	}
	comparison, err := prove.Compare(ctx, a, b)
	if ended := compile.Interrupted(ctx, nil); ended != nil {
		return nil, ended
	}
	if err != nil {
		return nil, append(list, diag.Diagnostic{
			Code: diag.DiffUndecided, Message: fmt.Sprintf("how the rules relate could not be decided: %v", err),
		})
	}
	difference := &Difference{
		Verdict: Verdict(comparison.Verdict.String()),
		Enters:  contactOf(comparison.Enters),
		Leaves:  contactOf(comparison.Leaves),
	}
	wordsApart(difference.Enters, difference.Leaves)
	if m := comparison.Missing; m != nil {
		difference.Readings = []ReadingVerdict{
			{"lets `!=` and `not in` match a missing value", Verdict(m.Matches.String())},
			{"does not let `!=` and `not in` match a missing value", Verdict(m.MatchesNot.String())},
		}
	}
	return difference, list
}

// wordsApart shows where what is said of contacts differs but looks alike.
func wordsApart(contacts ...*Contact) {
	var all []string
	for _, c := range contacts {
		if c != nil {
			all = append(all, c.Words...)
		}
	}
	if visible.Distinct(all) {
		return
	}
	all = visible.Apart(all...)
	for _, c := range contacts {
		if c != nil {
			c.Words, all = all[:len(c.Words):len(c.Words)], all[len(c.Words):]
		}
	}
}

// least returns the smaller of two limits, of which 0 or less is none.
func least(a, b int64) int64 {
	if a <= 0 || b > 0 && b < a {
		return b
	}
	return a
}

// isJSON reports whether the text is a document rather than a .seg file.
func (r Rule) isJSON() bool {
	return strings.HasPrefix(strings.TrimLeft(r.Text, " \t\r\n\ufeff"), "{")
}

// side reads the rule. Only errors are reported: two rules are compared, not
// reviewed. No document is written, so how large it would be does not matter, nor
// whether there is one.
func (r Rule) side(ctx context.Context) (*prove.Side, diag.List) {
	if r.isJSON() {
		document, list := r.decode(ctx)
		if document == nil {
			return nil, list
		}
		return documentSide(ctx, document.Rules)
	}
	result, _, list := run(ctx, r.Text, r.Options, forSide)
	lesser := func(d diag.Diagnostic) bool { return d.Severity != diag.Error }
	if slices.ContainsFunc(list, lesser) { // a long list of errors need not move
		list = slices.DeleteFunc(list, lesser)
	}
	if len(list) > 0 {
		return nil, list
	}
	return result.Side(), nil
}

// documentSide returns a document for a comparison; nil if the context ends before.
func documentSide(ctx context.Context, document *condition.Document) (side *prove.Side, list diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			side, list = nil, compile.Interrupted(ctx, nil)
		}
	}()
	return prove.DocumentSide(p, document), nil
}

func contactOf(e *prove.Example) *Contact {
	if e == nil {
		return nil
	}
	null := json.RawMessage("null")
	if e.Unshown {
		return &Contact{Words: []string{}, When: []string{}, Data: null, Facts: null, Unshown: true}
	}
	c := &Contact{Words: engine.Describe(e.Facts, nil), When: e.When()}
	if c.Words == nil {
		c.Words = []string{}
	}
	if c.When == nil {
		c.When = []string{}
	}
	data, err := e.Contact.MarshalJSON()
	if err != nil {
		panic(errors.Join(errors.New("segc: a contact cannot be written"), err))
	}
	facts, err := json.Marshal(e.Facts)
	if err != nil {
		panic(errors.Join(errors.New("segc: the facts of a contact cannot be written"), err))
	}
	c.Data, c.Facts = data, facts
	return c
}
