package explain_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/test/long"
)

// claimedColumns are short, so that the conditions of a document often meet.
var claimedColumns = []string{"a", "b", "c"}

// claimedField is a condition on one of few columns, with one of few values.
func claimedField(t *rapid.T) condition.Field {
	f := condition.Field{
		Column:   rapid.SampledFrom(claimedColumns).Draw(t, "column"),
		Operator: rapid.SampledFrom([]condition.Operator{condition.Equals, condition.NotEquals, condition.In, condition.NotIn, condition.Contains, condition.NotContains, condition.IsNull, condition.IsNotNull}).Draw(t, "operator"),
	}
	most := 1
	switch f.Operator {
	case condition.IsNull, condition.IsNotNull:
		return f
	case condition.In, condition.NotIn:
		most = 3
	}
	for _, text := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"x", "y", "xy", "z"}), 1, most, rapid.ID).Draw(t, "values") {
		f.Values = append(f.Values, condition.Value{Text: text})
	}
	return f
}

func claimedDocument(t *rapid.T) *condition.Document {
	d := &condition.Document{}
	for range rapid.IntRange(1, 5).Draw(t, "groups") {
		g := condition.Group{}
		for range rapid.IntRange(1, 4).Draw(t, "conditions") {
			g.All = append(g.All, claimedField(t))
		}
		d.Any = append(d.Any, g)
	}
	return d
}

// claimedContacts are all contacts with few values in the columns: null is "".
func claimedContacts() []contact.Contact {
	all := []contact.Contact{{Columns: map[string]contact.Value{}}}
	for _, name := range claimedColumns {
		var next []contact.Contact
		for _, c := range all {
			for _, text := range []string{"", "x", "y", "xy", "w"} {
				columns := map[string]contact.Value{}
				for k, v := range c.Columns {
					columns[k] = v
				}
				if text != "" {
					columns[name] = contact.Text(text)
				}
				next = append(next, contact.Contact{Columns: columns})
			}
		}
		all = next
	}
	return all
}

var quotedText = regexp.MustCompile("“([^”]*)”")

var claimedValue = regexp.MustCompile("^(have (?:no|a) value) in `([abc])`$")

// claimHolds evaluates what is said of a contact, read as a person reads it: “a is
// neither “x” nor “y””, “have no value in `a`”. It knows the phrases, and nothing of the code that makes them.
func claimHolds(t *rapid.T, said string, c contact.Contact, missing bool) bool {
	column, text, _ := strings.Cut(said, " ")
	if m := claimedValue.FindStringSubmatch(said); m != nil {
		column, text = m[2], m[1]
	}
	v := c.Columns[column]
	var values []string
	for _, m := range quotedText.FindAllStringSubmatch(text, -1) {
		values = append(values, m[1])
	}
	one := func(test func(string, string) bool) bool {
		return slices.ContainsFunc(values, func(value string) bool { return test(v.Text(), value) })
	}
	equal := func(a, b string) bool { return a == b }
	begins := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(text, w) })
	}
	null := v.Kind() == contact.Missing
	switch {
	case text == "have no value":
		return null
	case text == "have a value":
		return !null
	case begins("is not “", "is neither “", "is none of “"):
		return null && missing || !null && !one(equal)
	case begins("is “"):
		return !null && one(equal)
	case begins("does not contain “", "contains neither “", "contains none of “"):
		return null && missing || !null && !one(strings.Contains)
	case begins("contains “"):
		return !null && !slices.ContainsFunc(values, func(value string) bool { return !strings.Contains(v.Text(), value) })
	}
	t.Fatalf("a claim that the test cannot read: %q", said)
	return false
}

func claimedHold(t *rapid.T, all []string, c contact.Contact, missing bool) bool {
	return !slices.ContainsFunc(all, func(said string) bool { return !claimHolds(t, said, c, missing) })
}

func claimedNested(t *rapid.T, n *explain.Nested, c contact.Contact, missing bool) bool {
	fails := func(kid *explain.Nested) bool { return !claimedNested(t, kid, c, missing) }
	switch {
	case n.Condition != "":
		return claimHolds(t, n.Condition, c, missing)
	case n.All != nil:
		return !slices.ContainsFunc(n.All, fails)
	default:
		return slices.ContainsFunc(n.Any, func(kid *explain.Nested) bool { return !fails(kid) })
	}
}

// TestClaimsAreTheDocument reads the sentences of explanations back, joined
// conditions included, and evaluates them on contacts beside the document: every
// group by itself, and the nested form with what all groups demand.
func TestClaimsAreTheDocument(t *testing.T) {
	contacts := claimedContacts()
	joined, nested := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		for range long.Of(4, 1) { // nested forms are rare
			d := claimedDocument(t)
			if rapid.Bool().Draw(t, "product") { // of what there is, and another part
				other := claimedDocument(t)
				product := &condition.Document{}
				for _, g := range d.Any {
					for _, h := range other.Any {
						product.Any = append(product.Any, condition.Group{All: slices.Concat(g.All, h.All)})
					}
				}
				d = product
			}
			e := explain.Explain(explain.Input{Document: d})
			if e.Nested != nil {
				nested++
			}
			for i, g := range d.Any {
				if len(e.Groups[i].Conditions) < len(g.All) {
					joined++
				}
				alone := &condition.Document{Any: []condition.Group{g}}
				for _, c := range contacts {
					for _, missing := range []bool{false, true} {
						want := eval.Document(alone, c, eval.Reading{MissingMatchesNegative: missing})
						if got := claimedHold(t, e.Groups[i].Conditions, c, missing); got != want {
							t.Fatalf("group %d holds: %v, and %q: %v\n%v", i+1, want, e.Groups[i].Conditions, got, c)
						}
					}
				}
			}
			for _, c := range contacts {
				for _, missing := range []bool{false, true} {
					if e.Nested == nil {
						continue
					}
					want := eval.Document(d, c, eval.Reading{MissingMatchesNegative: missing})
					if got := claimedHold(t, e.Common, c, missing) && claimedNested(t, e.Nested, c, missing); got != want {
						t.Fatalf("the document holds: %v, and the nested form: %v\n%v", want, got, c)
					}
				}
			}
		}
	})
	if joined < 20 || nested < 2 {
		t.Errorf("%d joined conditions, %d nested forms", joined, nested)
	}
}

// TestLeftOutAreLeftOut checks both directions of "with no value are left out": a contact
// who is named is in none of these groups, and a column that a group demands a value
// in is named for it, unless these contacts are let in by another group.
func TestLeftOutAreLeftOut(t *testing.T) {
	contacts := claimedContacts()
	named, unnamed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := claimedDocument(t)
		e := explain.Explain(explain.Input{Document: d})
		said := map[string]map[int]bool{}
		for _, name := range claimedColumns {
			said[name] = map[int]bool{}
		}
		for _, line := range e.LeftOut {
			words, columns := backquoted(line)
			numbers := claimedNumbers(words)
			for _, name := range claimedColumns {
				if !slices.Contains(columns, name) {
					continue
				}
				for i := range d.Any {
					if e.Nested == nil && (len(numbers) == 0 || slices.Contains(numbers, i+1)) {
						said[name][i] = true
					}
				}
			}
		}
		if e.Nested != nil {
			return // where groups have no numbers
		}
		for _, name := range claimedColumns {
			for i, g := range d.Any {
				enters, alone, instead := false, &condition.Document{Any: []condition.Group{g}}, true
				for _, c := range contacts {
					if _, ok := c.Columns[name]; ok {
						continue
					}
					for _, missing := range []bool{false, true} {
						r := eval.Reading{MissingMatchesNegative: missing}
						enters = enters || eval.Document(alone, c, r)
						rest := condition.Group{All: slices.DeleteFunc(slices.Clone(g.All), func(c condition.Condition) bool { return c.(condition.Field).Column == name })}
						instead = instead && (!eval.Document(&condition.Document{Any: []condition.Group{rest}}, c, r) || eval.Document(d, c, r))
					}
				}
				demands := slices.ContainsFunc(g.All, func(c condition.Condition) bool {
					o := c.(condition.Field).Operator
					return c.(condition.Field).Column == name && (o == condition.Equals || o == condition.In || o == condition.Contains)
				})
				switch {
				case said[name][i]:
					if named++; enters {
						t.Fatalf("a contact without %s is in group %d\n%q", name, i+1, e.LeftOut)
					}
				case demands && !instead:
					t.Fatalf("group %d demands a value of %s, and nothing is said\n%q\n%v", i+1, name, e.LeftOut, d.Any)
				default:
					unnamed++
				}
			}
		}
	})
	if named < 5 || unnamed < 5 { // of the fewest draws that are made
		t.Errorf("%d are named, %d are not", named, unnamed)
	}
}

// backquoted returns what is in backquotes in a sentence, and the words around that.
func backquoted(sentence string) (words string, parts []string) {
	for i, part := range strings.Split(sentence, "`") {
		if i%2 == 0 {
			words += part + "`"
		} else {
			parts = append(parts, part)
		}
	}
	return words, parts
}

func claimedNumbers(text string) []int {
	var all []int
	for _, digits := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		n, _ := strconv.Atoi(digits)
		all = append(all, n)
	}
	return all
}

// TestWhatCanNeverHoldNeverHolds checks the sentences about parts that can never hold:
// no contact matches such a part and what is required beside it, and none matches two
// conditions where one is said to exclude the other.
func TestWhatCanNeverHoldNeverHolds(t *testing.T) {
	contacts := claimedContacts()
	wordsOf := func(text string) string {
		_, explanation := explainedRule(t, text)
		words, _ := backquoted(explanation.Changed[0])
		return words
	}
	neverWords := wordsOf(`where a = "x" and (a = "y" or c = "x")`)
	besideWords := wordsOf(`where a = "x" and (b = "y" and b = "w" or c = "x")`)
	never, beside := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		condition := rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom(claimedColumns).Draw(t, "column") + rapid.SampledFrom([]string{" = ", " != "}).Draw(t, "operator") +
				strconv.Quote(rapid.SampledFrom([]string{"x", "y", "w"}).Draw(t, "value"))
		})
		common := condition.Draw(t, "common")
		text := "where " + common + " and (" + condition.Draw(t, "first") + " and " + condition.Draw(t, "second") + " or " + condition.Draw(t, "third") + ")"
		_, explanation := explainedRule(t, text)
		if explanation == nil {
			return
		}
		for _, line := range explanation.Changed {
			what := ""
			switch words, parts := backquoted(line); words {
			case neverWords:
				never++
				what = parts[0] + " and " + common
			case besideWords:
				beside++
				what = parts[1] + " and " + parts[2]
			default:
				continue
			}
			for _, c := range contacts {
				for _, missing := range []bool{false, true} {
					if claimedRuleHolds(t, what, c, missing) {
						t.Fatalf("%s\n%s\nholds for %v", text, line, c)
					}
				}
			}
		}
	})
	if never+beside == 0 {
		t.Errorf("%d parts never hold, %d do not hold beside others", never, beside)
	}
}

var claimedCondition = regexp.MustCompile(`^([abc]) (!?=) "([xyw])"$`)

// claimedRuleHolds evaluates conditions that are joined by and.
func claimedRuleHolds(t *rapid.T, text string, c contact.Contact, missing bool) bool {
	g := condition.Group{}
	for _, one := range strings.Split(text, " and ") {
		m := claimedCondition.FindStringSubmatch(one)
		if m == nil {
			t.Fatalf("%q is not a part of the rule", one)
		}
		operator := map[string]condition.Operator{"=": condition.Equals, "!=": condition.NotEquals}[m[2]]
		g.All = append(g.All, condition.Field{Column: m[1], Operator: operator, Values: []condition.Value{{Text: m[3]}}})
	}
	return eval.Document(&condition.Document{Any: []condition.Group{g}}, c, eval.Reading{MissingMatchesNegative: missing})
}
