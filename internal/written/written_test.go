package written

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

// faults returns changes of a document's text.
func faults() map[string]func(text string) string {
	return map[string]func(text string) string{
		"a condition": func(text string) string {
			return strings.Replace(text, `{"kind":"isp","operator":"in","values":[1,2]},`, "", 1)
		},
		"a value":          func(text string) string { return strings.Replace(text, `[1,2]`, `[1]`, 1) },
		"another value":    func(text string) string { return strings.Replace(text, `[1,2]`, `[1,3]`, 1) },
		"an operator":      func(text string) string { return strings.Replace(text, `"not_equals"`, `"equals"`, 1) },
		"a text":           func(text string) string { return strings.Replace(text, `a b`, `ab`, 1) },
		"a number":         func(text string) string { return strings.Replace(text, `"12"`, `"1 2"`, 1) },
		"the last bracket": func(text string) string { return strings.TrimSuffix(text, "}") },
	}
}

// bodyFaults returns changes of what is around a document.
func bodyFaults() map[string]func(text string) string {
	return map[string]func(text string) string{
		"the name":        func(text string) string { return strings.Replace(text, `A \"name\"`, `A`, 1) },
		"a list":          func(text string) string { return strings.Replace(text, listB, listA, 1) },
		"the description": func(text string) string { return strings.Replace(text, `what it is for`, ``, 1) },
		"the color":       func(text string) string { return strings.Replace(text, `#7cb7de`, `#f0f080`, 1) },
	}
}

const (
	listA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	listB = "1fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
)

func document() *rulesjson.Document {
	return rule.Document(&condition.Document{Any: []condition.Group{{All: []condition.Condition{
		condition.ISP{Operator: condition.In, Values: []int64{1, 2}},
		condition.Field{Column: "plan", Operator: condition.NotEquals, Values: []condition.Value{{Text: "a b"}}},
	}}, {All: []condition.Condition{condition.Field{Column: "n", Operator: condition.Equals, Values: []condition.Value{{Text: "12"}}}}}}})
}

// faulty returns an encoder that spoils one of the two layouts.
func faulty(spoil func(string) string, layout bool) encoder {
	spoiled := func(dst []byte, compact bool) []byte {
		if compact == layout {
			return dst
		}
		return []byte(spoil(string(dst)))
	}
	return encoder{
		appendDocument: func(d *rulesjson.Document, dst []byte, compact bool) []byte {
			return spoiled(d.AppendJSON(dst, compact), compact)
		},
		appendBody: func(b *rulesjson.Segment, dst []byte, compact bool) []byte {
			return spoiled(b.AppendJSON(dst, compact), compact)
		},
	}
}

// TestFaultsAreNotWritten spoils each of the two layouts and checks that no spoiled
// byte is returned.
func TestFaultsAreNotWritten(t *testing.T) {
	d := document()
	compact := d.AppendJSON(nil, true)
	body := rulesjson.Segment{Name: `A "name"`, Color: "#7cb7de", Lists: []string{listA, listB}, Description: "what it is for", Rules: d}
	all := bodyFaults()
	for name, spoil := range faults() {
		if spoil(string(compact)) == string(compact) || spoil(string(d.AppendJSON(nil, false))) == string(d.AppendJSON(nil, false)) {
			t.Errorf("%s: the fault changes nothing", name)
		}
		text, err := faulty(spoil, false).document(d)
		if text != nil || !strings.HasPrefix(fmt.Sprint(err), "segc cannot check its own document: ") {
			t.Errorf("%s: got %v and the document\n%s", name, err, text)
		}
		all["the document: "+name] = spoil
	}
	for name, spoil := range all {
		for _, c := range []struct{ layout, compact, refused bool }{
			{false, true, true}, {false, false, true}, {true, false, true}, {true, true, false},
		} {
			text, err := faulty(spoil, c.layout).body(&body, c.compact)
			refused := text == nil && strings.HasPrefix(fmt.Sprint(err), "segc cannot check its own segment: ")
			if refused != c.refused || !refused && err != nil {
				t.Errorf("%s, %+v: got %v\n%s", name, c, err, text)
			}
		}
	}
}

// TestWritten checks that what is right is written, in both layouts.
func TestWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rule.Document(ruletest.Documents().Draw(t, "document"))
		compact, err := Document(d)
		if err != nil || !bytes.Equal(compact, d.AppendJSON(nil, true)) {
			t.Fatalf("got %s, %v", compact, err)
		}
		if diff := cmp.Diff(string(d.AppendJSON(nil, false)), string(Lines(compact))); diff != "" {
			t.Fatal(diff)
		}
		b := rule.Segment(ruletest.Bodies().Draw(t, "body"))
		for _, compact := range []bool{true, false} {
			text, err := Body(b, compact)
			if err != nil || !bytes.Equal(text, b.AppendJSON(nil, compact)) {
				t.Fatalf("got %s, %v", text, err)
			}
		}
	})
}
