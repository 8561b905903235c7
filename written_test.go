package segc_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/segc-lang/segc/rulesjson"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/sides"
)

// writtenRules are rules whose documents have several groups, conditions and values.
var writtenRules = []string{
	`plan = "a b" and isp in (1, 2) or plan in ("x", "\"y\" ", "z\\") and n > 1.50`,
	`opened >= 3 in last 30d and clicked from campaigns (12, 13) and list not in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`,
	`tags has any ("a", "b") and plan is not null or isp in (3, 4)`,
}

// TestNothingWrongIsPrinted checks that documents and bodies say the same in both
// layouts, or that there is none. Mutants of the encoder must not make it fail: what
// they spoil must not leave.
func TestNothingWrongIsPrinted(t *testing.T) {
	compiled := 0
	for _, text := range writtenRules {
		result, list := segc.Compile(t.Context(), text, segc.Options{})
		if list.HasErrors() {
			t.Log(list) // the compact text is wrong, and so there is no document
			continue
		}
		compiled++
		want, err := rule.Decode(sides.Compact(result))
		if err != nil {
			t.Fatal(err)
		}
		got, err := rule.Decode(result.RulesJSON())
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: the lines differ: %v\n%s", text, err, diff)
		}
		header := rulesjson.Segment{Name: "A", Color: "#7cb7de", Lists: []string{writtenList}, Description: "what it is for"}
		for _, compact := range []bool{true, false} {
			body, list := sides.Body(result, header, compact)
			if body == nil {
				if len(list) != 1 || list[0].Code != diag.Internal || list[0].Severity != diag.Error {
					t.Errorf("%s: there is no body, but it says %v", text, list)
				}
				continue
			}
			segment, err := rulesjson.ParseCreate(body)
			if err != nil {
				t.Fatal(err)
			}
			whole := &rule.Body{Name: header.Name, Color: header.Color, Lists: header.Lists, Description: header.Description, Rules: want}
			if diff := cmp.Diff(whole, rule.BodyOf(segment)); diff != "" {
				t.Errorf("%s: the body differs\n%s", text, diff)
			}
		}
	}
	t.Logf("%d documents", compiled)
}

const writtenList = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

// TestBothLayoutsAreWritten checks that there is a document and a body in both layouts:
// in one line, and with a line for each condition.
func TestBothLayoutsAreWritten(t *testing.T) {
	for _, text := range writtenRules {
		result, list := segc.Compile(t.Context(), text, segc.Options{})
		if list.HasErrors() {
			t.Fatal(list)
		}
		header := rulesjson.Segment{Name: "A \u0000\u202e", Color: "#7cb7de", Lists: []string{writtenList}}
		short, problems := sides.Body(result, header, true)
		long, more := sides.Body(result, header, false)
		if len(problems) > 0 || len(more) > 0 {
			t.Fatal(problems, more)
		}
		groups, conditions := result.Document().Size()
		for _, c := range []struct {
			compact, lines []byte
			more           int // lines around the document
		}{
			{sides.Compact(result), result.RulesJSON(), 2}, {short, long, 7},
		} {
			var squeezed bytes.Buffer
			if err := json.Compact(&squeezed, c.lines); err != nil || squeezed.String() != string(bytes.TrimSpace(c.compact)) {
				t.Errorf("%v\n%s\n%s", err, c.lines, c.compact)
			}
			if n := bytes.Count(c.compact, []byte("\n")); n != 1 {
				t.Errorf("the compact text has %d lines\n%s", n, c.compact)
			}
			if n := bytes.Count(c.lines, []byte("\n")); n != conditions+2*groups+c.more {
				t.Errorf("%d lines for %d groups and %d conditions\n%s", n, groups, conditions, c.lines)
			}
		}
	}
}
