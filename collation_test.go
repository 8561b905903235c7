package segc_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
	"github.com/segc-lang/segc/internal/test/sides"
)

// collationTexts are alike in some ways, a family for each word.
var collationTexts = [][]string{
	{"pro", "Pro", "pro ", "pro  ", " pro", "prò", "pro\u0300", "PRÒ ", "ｐｒｏ", "pro\u200b"},
	{"München", "Mu\u0308nchen", "Munchen", "MÜNCHEN", "München "},
	{"free", "Free", "free\u00a0"},
	{"Straße", "Strasse"},
	{""},
}

// collationParts are looked for in texts.
var collationParts = []string{"pro", "ro ", "o", "ò", "o\u0300", "P", " ", "ü", "u\u0308", "M", "pro ", "  ", "\u0308"}

// collationRandom draws rules and contacts of one file.
type collationRandom struct {
	*rand.Rand
	declared string
	families int
}

func (r collationRandom) text() string {
	family := collationTexts[r.IntN(r.families)]
	return family[r.IntN(len(family))]
}

func (r collationRandom) texts() []string {
	all := make([]string, 1+r.IntN(3))
	for i := range all {
		all[i] = r.text()
	}
	return all
}

func (r collationRandom) rule(size int) *collationRule {
	if size > 1 {
		switch r.IntN(8) {
		case 0:
			return &collationRule{word: "not", operands: []*collationRule{r.rule(size - 1)}}
		default:
			e := &collationRule{word: []string{"and", "or"}[r.IntN(2)]}
			for range 2 + r.IntN(2) {
				e.operands = append(e.operands, r.rule(size/2))
			}
			return e
		}
	}
	e := &collationRule{column: []string{"plan", "plan", "city", "tier", "t"}[r.IntN(5)]}
	pick := func(operators ...string) { e.operator = operators[r.IntN(len(operators))] }
	if e.column == "t" {
		pick("has_any", "has_all", "has_none", "is_null")
		e.values = r.texts()
	} else {
		pick("equals", "not_equals", "equals", "not_equals", "in", "not_in", "contains", "not_contains", "is_null", "is_not_null")
		if e.column == "tier" && strings.HasSuffix(e.operator, "contains") {
			e.operator = "in"
		}
	}
	switch e.operator {
	case "is_null", "is_not_null":
		e.values = nil
	case "in", "not_in", "has_any", "has_all", "has_none":
		e.values = r.texts()
	case "contains", "not_contains":
		e.values = []string{collationParts[r.IntN(len(collationParts))]}
	default:
		e.values = []string{r.text()}
	}
	return e
}

// starts puts conditions into a rule that have no opposite.
func (r collationRandom) starts(e *collationRule) *collationRule {
	if r.IntN(4) > 0 {
		return e
	}
	start := &collationRule{column: "plan", operator: "starts_with", values: []string{collationParts[r.IntN(len(collationParts))]}}
	return &collationRule{word: []string{"and", "or"}[r.IntN(2)], operands: []*collationRule{e, start}}
}

func (r collationRandom) contact() collationContact {
	c := collationContact{}
	value := func() string {
		switch r.IntN(8) {
		case 0:
			return collationParts[r.IntN(len(collationParts))] + "x" + collationParts[r.IntN(len(collationParts))]
		case 1:
			return r.text() + strings.Repeat(" ", 1+r.IntN(2))
		case 2:
			return "something else"
		}
		return r.text()
	}
	for _, column := range []string{"plan", "city", "tier", "t"} {
		if r.IntN(6) == 0 && !(column == "city" && r.declared != "") {
			continue
		}
		c[column] = []string{value()}
		if column == "t" {
			for range r.IntN(3) {
				c[column] = append(c[column], value())
			}
		}
	}
	return c
}

const collationFields = `field plan: text
field city: text not null
field tier: choice("pro", "Pro", "pro ", "free")
field t: tags
`

func collationDraw(seed uint64) collationRandom {
	r := collationRandom{Rand: rand.New(rand.NewPCG(seed, 10)), families: 1 + int(seed%uint64(len(collationTexts)))}
	if seed%2 == 1 {
		r.declared = collationFields
	}
	return r
}

// everyContact calls a function with many contacts under every reading.
func (r collationRandom) everyContact(readings []*collationReading, n int, check func(*collationReading, collationContact)) {
	for range n {
		c := r.contact()
		for _, reading := range readings {
			check(reading, c)
		}
	}
}

func collationCount(t *testing.T) uint64 {
	if text := os.Getenv("COLLATION_DRAWS"); text != "" {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 400 // 2,500 take three minutes
}

func hasAnyCode(list diag.List, codes ...diag.Code) bool {
	for _, d := range list {
		for _, code := range codes {
			if d.Code == code {
				return true
			}
		}
	}
	return false
}

// TestCollationDocuments checks that a document matches whom its rule matches,
// however the platform compares texts, and that a rule that is refused as certain
// is certain in every case.
func TestCollationDocuments(t *testing.T) {
	readings := collationReadings()
	documents, certain, smaller := 0, 0, 0
	for seed := range min(collationCount(t), uint64(long.Of(120, 1<<30))) {
		r := collationDraw(seed)
		rule := r.starts(r.rule(1 + int(seed%7)))
		text := r.declared + "where " + rule.String()
		result, list := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 500})
		var document *collationRule
		switch {
		case result != nil:
			var err error
			if document, err = collationDocument(sides.Compact(result)); err != nil {
				t.Fatal(err)
			}
			documents++
			if hasAnyCode(list, "SEG407") {
				smaller++
			}
		case hasAnyCode(list, diag.NeverTrue):
			document = &collationRule{word: "or"}
			certain++
		case hasAnyCode(list, diag.AlwaysTrue):
			document = &collationRule{word: "and"}
			certain++
		default:
			continue
		}
		r.everyContact(readings, long.Of(6, 40), func(reading *collationReading, c collationContact) {
			if want := rule.matches(reading, c, false); want != document.matches(reading, c, false) {
				t.Fatalf("%s\n%s\n%q under %q, missing values match: %t: the rule says %t", text, document, map[string][]string(c), reading.name, reading.missingMatches, want)
			}
		})
	}
	t.Logf("%d documents, %d certain, %d with parts that change nothing", documents, certain, smaller)
	if documents < long.Of(30, 100) || certain < long.Of(2, 5) {
		t.Errorf("%d documents and %d certain rules are too few", documents, certain)
	}
}

// TestCollationVerdicts checks the verdicts of comparisons and the guards that hold.
func TestCollationVerdicts(t *testing.T) {
	t.Parallel()
	readings := collationReadings()
	seen := map[segc.Verdict]int{}
	guards := 0
	for seed := range min(collationCount(t), uint64(long.Of(60, 1<<30))) {
		r := collationDraw(seed)
		a, b := r.rule(1+int(seed%4)), r.rule(1+int(seed%3))
		switch seed % 4 {
		case 1:
			b = &collationRule{word: "and", operands: []*collationRule{a, b}}
		case 2:
			b = &collationRule{word: "or", operands: []*collationRule{a, b}}
		case 3:
			b = &collationRule{word: "not", operands: []*collationRule{b}}
		}
		difference, _ := sides.Diff(context.Background(), sides.Rule{Text: r.declared + "where " + a.String()}, sides.Rule{Text: r.declared + "where " + b.String()})
		_, list := segc.Compile(context.Background(), r.declared+"require "+b.String()+"\nwhere "+a.String(), segc.Options{})
		guarded := !hasAnyCode(list, "SEG601", "SEG602") && !list.HasErrors()
		if guarded {
			guards++
		}
		if difference != nil {
			seen[difference.Verdict]++
		}
		r.everyContact(readings, long.Of(6, 40), func(reading *collationReading, c collationContact) {
			in, out := a.matches(reading, c, false), b.matches(reading, c, false)
			about := fmt.Sprintf("%s%s\n%s\n%q under %q, missing values match: %t", r.declared, a, b, map[string][]string(c), reading.name, reading.missingMatches)
			if guarded && in && !out {
				t.Fatalf("the guard does not hold: %s", about)
			}
			if difference == nil {
				return
			}
			wrong := false
			switch difference.Verdict {
			case segc.Same:
				wrong = in != out
			case segc.Narrower:
				wrong = out && !in
			case segc.Wider:
				wrong = in && !out
			case segc.Disjoint:
				wrong = in && out
			}
			if wrong {
				t.Fatalf("not %s: %s", difference.Verdict, about)
			}
		})
	}
	t.Logf("%v, %d guards", seen, guards)
	for _, v := range []segc.Verdict{segc.Same, segc.Narrower, segc.Wider, segc.Disjoint, segc.Overlapping} {
		if seen[v] == 0 {
			t.Errorf("no pair is %s", v)
		}
	}
	if guards < long.Of(4, 40) {
		t.Errorf("only %d guards hold", guards)
	}
}

// TestCollationKept has the rule that was shortened, and others of its kind. What
// is certain in every case is still found.
func TestCollationKept(t *testing.T) {
	messages := prose.Open(t, "collation-kept")
	kept := []string{
		`plan = "pro" or plan != "pro "`,
		`plan = "pro" or plan != " pro"`,
		`plan = "pro" or plan != "prò"`,
		"plan = \"M\u00fcnchen\" or plan != \"Mu\u0308nchen\"",
		`plan = "pro" or plan != "ｐｒｏ"`,
		"plan = \"pro\" or plan != \"pro\u00a0\"",
		"plan = \"pro\" or plan != \"pro\u200b\"",
		`plan = "Straße" or plan != "STRASSE"`,
		`plan = "pro" and plan in ("pro ", "free")`,
		`plan in ("pro", "pro ") and plan != "pro"`,
		`plan contains "ro" and plan not contains "rò"`,
		`plan starts with "pro " and plan = "pro"`,
		"plan = \"Mu\u0308nchen\" and plan contains \"u\"",
		"plan = \"Mu\u0308nchen\" and plan not contains \"\u0308\"",
		`t has any ("pro") and t has none ("pro ")`,
		"t has any (\"\u00fc\") or t has none (\"u\u0308\")",
	}
	for _, text := range kept {
		for _, declared := range []string{"", "field plan: text not null\nfield t: tags not null\n", "field plan: choice(\"pro\", \"pro \", \"prò\", \"free\") not null\nfield t: tags\n"} {
			if strings.Contains(declared, "choice") && (strings.Contains(text, "contains") || strings.Contains(text, "starts")) {
				continue
			}
			result, list := segc.Compile(context.Background(), declared+"where "+text, segc.Options{})
			if result == nil || hasAnyCode(list, "SEG405", "SEG406", "SEG407") {
				t.Errorf("%s%s: %v", declared, text, list)
				continue
			}
			if got, want := strings.Count(string(sides.Compact(result)), `"field"`)/2, strings.Count(text, "plan")+strings.Count(text, "t has"); got != want {
				t.Errorf("%s%s: %d conditions: %s", declared, text, got, sides.Compact(result))
			}
		}
	}
	for text, want := range map[string]string{
		`plan = "pro" and plan = "free "`:                         "1:1 SEG403",
		`plan = "pro" and plan != "pro"`:                          "1:1 SEG403",
		`plan = "München" and plan = "Mannheim"`:                  "1:1 SEG403",
		`plan contains "ü" and plan not contains "ü"`:             "1:1 SEG403",
		`plan in ("pro", "pro ") and plan not in ("pro", "pro ")`: "1:1 SEG403",
		`plan = "pro " or plan != "pro " or plan is null`:         "1:1 SEG404",
	} {
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		if refusal.Places(list) != want {
			t.Errorf("%s: got %s", text, refusal.Of(list))
		}
		messages.Add(t, text, refusal.Messages(list))
	}
}

// TestCollationNamed checks that a contact that is shown names what the platform
// has to do.
func TestCollationNamed(t *testing.T) {
	messages := prose.Open(t, "collation-named")
	for _, c := range []struct{ old, new, when string }{
		{`plan = "pro"`, `plan = "pro" and plan != "pro "`, `{"ignore_trailing_spaces":true}`},
		{`plan = "pro"`, `plan = "pro" and plan != " pro"`, `{"ignore_trailing_spaces":true,"trim_spaces":true}`},
		{`plan = "pro"`, `plan = "pro" and plan != "prò"`, `{"ignore_unicode_form":true,"ignore_accents":true}`},
		{"plan = \"\u00fc\"", "plan = \"\u00fc\" and plan != \"u\u0308\"", `{"ignore_unicode_form":true}`},
		{`plan = "pro"`, `plan = "pro" and plan != "Pro"`, `{"fold_case":true}`},
		{`plan = "pro"`, `plan = "pro" and plan != "PRÒ "`, `{"fold_case":true,"ignore_trailing_spaces":true,"ignore_unicode_form":true,"ignore_accents":true}`},
	} {
		difference, list := sides.Diff(context.Background(), sides.Rule{Text: c.old}, sides.Rule{Text: c.new})
		if difference == nil || difference.Leaves == nil || asJSON(t, difference.Leaves.Readings[0]) != c.when {
			t.Errorf("%s\n%s: %+v %v", c.old, c.new, difference, list)
			if difference != nil && difference.Leaves != nil {
				t.Errorf("%q %q", difference.Leaves.Words, difference.Leaves.Readings)
			}
			continue
		}
		messages.Add(t, c.new, strings.Join(difference.Leaves.Readings[0].Words(), "\n"))
	}
}
