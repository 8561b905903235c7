package segc_test

import (
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// The judge of collations. It reads neither the syntax tree nor the document with
// the compiler's own code, and it compares texts by its own rules.

// collationWay is one way in which a platform may compare texts.
type collationWay struct {
	name  string
	whole func(string) string // of values that are compared as a whole
	part  func(string) string // of what is looked for, and of what is searched
}

func collationWays() []collationWay {
	same := func(s string) string { return s }
	lower := func(s string) string { return strings.ToLower(strings.ToUpper(s)) }
	padded := func(s string) string { return strings.TrimRight(s, " ") }
	trimmed := func(s string) string { return strings.TrimFunc(s, unicode.IsSpace) }
	composed := norm.NFC.String
	plain := func(s string) string {
		out, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), runes.Remove(runes.In(unicode.Cf)), norm.NFKC), s)
		if err != nil {
			panic(err)
		}
		return out
	}
	after := func(f, g func(string) string) func(string) string {
		return func(s string) string { return g(f(s)) }
	}
	var ways []collationWay
	for letters, l := range map[string]func(string) string{"": same, "NFC ": composed, "NFD ": norm.NFD.String, "accents ": plain} {
		for cases, c := range map[string]func(string) string{"": same, "case ": lower} {
			key := after(l, c)
			ways = append(ways,
				collationWay{letters + cases, key, key},
				collationWay{letters + cases + "padded", after(key, padded), key},
				collationWay{letters + cases + "trimmed", after(key, trimmed), after(key, trimmed)},
			)
		}
	}
	return ways
}

// collationReading is a way, and what negative operators do.
type collationReading struct {
	collationWay
	missingMatches bool
	keys           map[string][2]string
}

func collationReadings() []*collationReading {
	var all []*collationReading
	for _, way := range collationWays() {
		keys := map[string][2]string{}
		for _, matches := range []bool{false, true} {
			all = append(all, &collationReading{way, matches, keys})
		}
	}
	return all
}

func (r *collationReading) key(text string) (whole, part string) {
	k, ok := r.keys[text]
	if !ok {
		k = [2]string{r.whole(text), r.part(text)}
		r.keys[text] = k
	}
	return k[0], k[1]
}

// collationContact is the values of columns: none, one, or those of a set.
type collationContact map[string][]string

func (r *collationReading) test(c collationContact, column, operator string, values []string) bool {
	have, has := c[column]
	switch operator {
	case "is_null":
		return !has
	case "is_not_null":
		return has
	}
	one := func(wanted string) bool {
		for _, h := range have {
			whole, part := r.key(h)
			wantedWhole, wantedPart := r.key(wanted)
			switch {
			case strings.HasSuffix(operator, "contains"):
				if strings.Contains(part, wantedPart) {
					return true
				}
			case operator == "starts_with":
				if strings.HasPrefix(part, wantedPart) {
					return true
				}
			case whole == wantedWhole:
				return true
			}
		}
		return false
	}
	some, all := false, true
	for _, v := range values {
		holds := one(v)
		some, all = some || holds, all && holds
	}
	switch operator {
	case "not_equals", "not_in", "not_contains", "has_none":
		if !has {
			return r.missingMatches
		}
		return !some
	case "has_all":
		return has && all
	default:
		return has && some
	}
}

// collationRule is a rule as the judge sees it.
type collationRule struct {
	word     string // and, or, not; "" for a condition
	operands []*collationRule
	column   string
	operator string
	values   []string
}

func (e *collationRule) matches(r *collationReading, c collationContact, negated bool) bool {
	switch e.word {
	case "not":
		return e.operands[0].matches(r, c, !negated)
	case "and", "or":
		all := (e.word == "and") != negated
		for _, o := range e.operands {
			if o.matches(r, c, negated) != all {
				return !all
			}
		}
		return all
	}
	if !negated {
		return r.test(c, e.column, e.operator, e.values)
	}
	if e.operator == "has_all" {
		for _, v := range e.values {
			if r.test(c, e.column, "has_none", []string{v}) {
				return true
			}
		}
		return false
	}
	opposites := map[string]string{
		"equals": "not_equals", "not_equals": "equals", "in": "not_in", "not_in": "in", "contains": "not_contains", "not_contains": "contains",
		"is_null": "is_not_null", "is_not_null": "is_null", "has_any": "has_none", "has_none": "has_any",
	}
	return r.test(c, e.column, opposites[e.operator], e.values)
}

func (e *collationRule) String() string {
	switch e.word {
	case "not":
		return "not (" + e.operands[0].String() + ")"
	case "and", "or":
		parts := make([]string, len(e.operands))
		for i, o := range e.operands {
			parts[i] = "(" + o.String() + ")"
		}
		return strings.Join(parts, " "+e.word+" ")
	}
	quoted := make([]string, len(e.values))
	for i, v := range e.values {
		data, _ := json.Marshal(v)
		quoted[i] = string(data)
	}
	list := "(" + strings.Join(quoted, ", ") + ")"
	words := map[string]string{
		"equals": "= ", "not_equals": "!= ", "contains": "contains ", "not_contains": "not contains ", "starts_with": "starts with ",
		"in": "in ", "not_in": "not in ", "has_any": "has any ", "has_all": "has all ", "has_none": "has none ", "is_null": "is null", "is_not_null": "is not null",
	}
	switch e.operator {
	case "is_null", "is_not_null":
		list = ""
	case "in", "not_in", "has_any", "has_all", "has_none":
	default:
		list = quoted[0]
	}
	return e.column + " " + words[e.operator] + list
}

// collationDocument reads a document of conditions on columns.
func collationDocument(data []byte) (*collationRule, error) {
	var d struct {
		Any []struct {
			All []struct {
				Field    string          `json:"field"`
				Operator string          `json:"operator"`
				Value    json.RawMessage `json:"value"`
			} `json:"all"`
		} `json:"any"`
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, err
	}
	rule := &collationRule{word: "or"}
	for _, g := range d.Any {
		group := &collationRule{word: "and"}
		for _, c := range g.All {
			condition := &collationRule{column: c.Field, operator: c.Operator}
			if len(c.Value) > 0 && json.Unmarshal(c.Value, &condition.values) != nil {
				condition.values = make([]string, 1)
				if err := json.Unmarshal(c.Value, &condition.values[0]); err != nil {
					return nil, err
				}
			}
			group.operands = append(group.operands, condition)
		}
		rule.operands = append(rule.operands, group)
	}
	return rule, nil
}
