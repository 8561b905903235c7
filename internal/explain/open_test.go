package explain_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestOpenIsAllThatIsOpen checks that where a reading of what the platform leaves
// open changes who belongs to a segment, the explanation says that it may, and
// that who is said to be left out is.
func TestOpenIsAllThatIsOpen(t *testing.T) {
	missing, letters, edges, out := 0, 0, 0, 0
	for i := range long.Of(70, 700) {
		source := gen.Rand(rand.New(rand.NewPCG(9, uint64(i))))
		text := ""
		if i%2 == 0 {
			text = gen.File(source, gen.Options{NoNegatedStartsWith: true})
		} else {
			text = "where " + gen.Rule(source, gen.Options{NoNegatedStartsWith: true})
		}
		document, explanation := explainedRule(t, text)
		if document == nil {
			continue
		}
		for range 40 {
			who := gen.Contact(source)
			if strings.Contains(text, "tags: tags(") && undeclared(who) {
				continue // a declaration that is out of date promises too much
			}
			out += leftOut(t, text, explanation.LeftOut, document, who)
			for _, reading := range gen.Readings() {
				matches := func(change func(r *eval.Reading)) bool {
					r := reading
					change(&r)
					return eval.Document(document, who, r)
				}
				now := eval.Document(document, who, reading)
				if matches(func(r *eval.Reading) { r.MissingMatchesNegative = !r.MissingMatchesNegative }) != now {
					missing++
					demandPoint(t, text, explanation.Open, func(p explain.OpenPoint) bool {
						return names(p.Text, who) && p.Depends.MissingMatches == contact.Yes
					})
				}
				if matches(func(r *eval.Reading) { r.FoldCase = !r.FoldCase }) != now {
					letters++
					demandPoint(t, text, explanation.Open, func(p explain.OpenPoint) bool {
						return p.Depends.FoldCase == contact.No
					})
				}
				if matches(func(r *eval.Reading) { r.EdgeInLast = !r.EdgeInLast }) != now {
					edges++
					demandPoint(t, text, explanation.Open, func(p explain.OpenPoint) bool {
						return p.Depends.EdgeInLast == contact.Yes
					})
				}
				if matches(func(r *eval.Reading) { r.EdgeInMoreThan = !r.EdgeInMoreThan }) != now {
					edges++
					demandPoint(t, text, explanation.Open, func(p explain.OpenPoint) bool {
						return p.Depends.EdgeInMoreThan == contact.Yes
					})
				}
			}
			if t.Failed() {
				return
			}
		}
	}
	if min(missing, letters, edges, out) == 0 {
		t.Errorf("something was never tried: %d missing values, %d letters, %d edges, %d left out", missing, letters, edges, out)
	}
}

// explainedRule compiles and explains a rule; both are nil when it has no document.
func explainedRule(t interface {
	Helper()
	Fatal(args ...any)
}, text string,
) (*condition.Document, *explain.Explanation) {
	t.Helper()
	result, _ := segc.Compile(context.Background(), text, segc.Options{})
	e, _ := sides.Explain(context.Background(), sides.Rule{Text: text}, time.Time{})
	if result == nil || e == nil {
		return nil, nil
	}
	document, err := rule.Decode(sides.Compact(result))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := e.Write(&b, "json"); err != nil {
		t.Fatal(err)
	}
	explanation := &explain.Explanation{}
	if err := json.Unmarshal(b.Bytes(), explanation); err != nil {
		t.Fatal(err)
	}
	return document, explanation
}

// undeclared reports whether a contact has a tag that generated files do not
// declare.
func undeclared(c contact.Contact) bool {
	for _, v := range c.Columns {
		if v.Kind() == contact.SetKind && slices.ContainsFunc(v.Set(), func(e string) bool { return !strings.Contains("abcA", e) }) {
			return true
		}
	}
	return false
}

func demandPoint(t *testing.T, text string, points []explain.OpenPoint, is func(explain.OpenPoint) bool) {
	t.Helper()
	if !slices.ContainsFunc(points, is) {
		t.Errorf("of a rule that depends on it, nothing is said\n%s\n%v", text, points)
	}
}

// names reports whether a line names a column in which a contact has no value.
func names(line string, c contact.Contact) bool {
	parts := strings.Split(line, "`")
	return len(parts) > 1 && c.Columns[parts[1]].Kind() == contact.Missing
}

// leftOut checks that a contact who is said to be left out is, and counts those.
func leftOut(t *testing.T, text string, lines []string, document *condition.Document, c contact.Contact) int {
	t.Helper()
	found := 0
	for _, line := range lines {
		words, columns := backquoted(line)
		for _, name := range columns {
			if c.Columns[name].Kind() != contact.Missing {
				continue
			}
			found++
			for n, g := range document.Any {
				of := strings.FieldsFunc(words, func(r rune) bool { return r < '0' || r > '9' })
				if len(of) > 0 && !slices.Contains(of, strconv.Itoa(n+1)) {
					continue
				}
				for _, r := range gen.Readings() {
					if eval.Document(&condition.Document{Any: []condition.Group{g}}, c, r) {
						t.Errorf("it is not true that %q\n%s", line, text)
					}
				}
			}
		}
	}
	return found
}
