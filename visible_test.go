package segc_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/report"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/internal/visible"
)

// everywhere is a rule that has a text in every place where an author can write
// one, and how many such comments, names and texts it has.
func everywhere(text string) (rule string, places int) {
	const template = "# comment @\n" +
		"segment \"name @\"\n  lists `list @`\n  description \"description @\"\n" +
		"list `list @` = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nisp `mail @` = 7\ncampaign `sale @` = 12\n" +
		"field `choice @`: choice(\"a @\", \"b @\")\nfield `free @`: text\nfield note: text\n" +
		"let `part @` = opened # behind @\n" +
		"require never complained because \"reason @\"\n" +
		"where `part @` and never complained and `choice @` = \"a @\" and (`free @` = \"value @\" or isp in (`mail @`) or clicked from campaigns (`sale @`))\n" +
		"  and list in (`list @`) and note contains \"@\"\n"
	return strings.ReplaceAll(template, "@", text), strings.Count(template, "@")
}

// outputs are what is shown of a rule, by the name of the form.
func outputs(t *testing.T, rule string) map[string]string {
	t.Helper()
	all := map[string]string{}
	list := segc.Check(t.Context(), rule, segc.Options{Name: "rule.seg"})
	if list.HasErrors() {
		t.Fatalf("%v\n%q", list.Err(), rule)
	}
	for form, write := range map[string]func(*bytes.Buffer) error{
		"text":   func(b *bytes.Buffer) error { return diag.WriteText(b, list, diag.Style{}) },
		"json":   func(b *bytes.Buffer) error { return diag.WriteJSON(b, list) },
		"sarif":  func(b *bytes.Buffer) error { return report.WriteSARIF(b, list, "v1.0.0") },
		"github": func(b *bytes.Buffer) error { return report.WriteGitHub(b, list) },
		"junit":  func(b *bytes.Buffer) error { return report.WriteJUnit(b, list, []string{"rule.seg"}) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		all["check as "+form] = b.String()
	}
	e, _ := sides.Explain(t.Context(), sides.Rule{Text: rule}, time.Time{})
	for _, form := range sides.Formats() {
		var b bytes.Buffer
		if err := e.Write(&b, form); err != nil {
			t.Fatal(err)
		}
		all["explain as "+string(form)] = b.String()
	}
	return all
}

// TestInvisibleEverywhere checks for every character that is invisible that it is
// reported in every place and shown in no output.
func TestInvisibleEverywhere(t *testing.T) {
	var texts []string
	var chunk strings.Builder
	n := 0
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) || unicode.Is(unicode.Prepended_Concatenation_Mark, r) {
			continue
		}
		chunk.WriteString(" x" + string(r) + "y")
		if n++; n%128 == 0 {
			texts = append(texts, chunk.String())
			chunk.Reset()
		}
	}
	texts = append(texts, chunk.String())
	if n < 4096 {
		t.Fatalf("there are only %d", n)
	}
	for i, text := range texts {
		if i%long.Of(16, 1) != 0 {
			continue
		}
		rule, places := everywhere(text)
		found := 0
		for _, d := range segc.Check(t.Context(), rule, segc.Options{}) {
			if d.Code == diag.LookAlike {
				found++
			}
		}
		if found != places {
			t.Errorf("%d of %d places are reported for %+q", found, places, text)
		}
		for form, shown := range outputs(t, rule) {
			if visible.Lines(shown) != shown {
				t.Errorf("%s has something invisible of %+q:\n%+q", form, text, shown)
			}
		}
	}
}

// TestWritingEverywhere checks that what people write with is neither reported
// nor replaced.
func TestWritingEverywhere(t *testing.T) {
	text := "👨\u200d👩\u200d👧\u200d👦 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1\ufe0f\u20e3 👍🏽 می\u200cخواهم क्\u200dष क्\u200cष ന്\u200dറെ ക്\u200cക"
	rule, _ := everywhere(text)
	for _, d := range segc.Check(t.Context(), rule, segc.Options{}) {
		if d.Code == diag.LookAlike {
			t.Errorf("%v", d.Error())
		}
	}
	for form, shown := range outputs(t, rule) {
		if strings.HasPrefix(form, "explain") && !strings.Contains(form, "svg") && !strings.Contains(strings.Join(strings.Fields(shown), " "), "name "+text) {
			t.Errorf("%s does not have %q:\n%s", form, text, shown)
		}
		if strings.Contains(shown, "\ufffd") || strings.Contains(shown, `\u200`) {
			t.Errorf("%s replaces something of %q:\n%s", form, text, shown)
		}
	}
}

// TestInvisibleFixes checks that the fixes take out what is reported, that the
// safe ones change comments alone, and that a byte order mark is nothing to report.
func TestInvisibleFixes(t *testing.T) {
	messages := prose.Open(t, "invisible-fixes")
	const rule = "\ufeff# a\u200bb\u2060\u2060c\nwhere plan contains \"p\u00adr\ufe0fo\" and opened # segc:ignore SEG501 \u200bx\n"
	var list diag.List
	for _, d := range segc.Check(t.Context(), rule, segc.Options{Name: "rule.seg"}) {
		if d.Code == diag.LookAlike {
			list = append(list, d)
		}
	}
	if len(list) != 3 {
		t.Fatalf("there are %d warnings: %v", len(list), list)
	}
	if got := list[0].Message; !strings.Contains(got, "3") || !strings.Contains(got, "U+200B") {
		t.Errorf("%q has neither the number nor the first of them", got)
	}
	for i, d := range list {
		messages.Add(t, fmt.Sprint(i+1), d.Message)
	}
	for i, want := range []string{
		"\ufeff# abc\nwhere plan contains \"p\u00adr\ufe0fo\" and opened # segc:ignore SEG501 \u200bx\n",
		"\ufeff# a\u200bb\u2060\u2060c\nwhere plan contains \"pro\" and opened # segc:ignore SEG501 \u200bx\n",
		"\ufeff# a\u200bb\u2060\u2060c\nwhere plan contains \"p\u00adr\ufe0fo\" and opened # segc:ignore SEG501 x\n",
	} {
		fix := list[i].Fixes[0]
		got, err := diag.Apply(list[i].Location.Source, fix)
		if err != nil || got != want || fix.Safe != (i != 1) {
			t.Errorf("%v: %+q, not %+q; safe: %v", err, got, want, fix.Safe)
		}
	}
}

// TestDocumentsKeepValues checks that a document has the author's texts as they
// are, with what nobody sees as escapes, and that the text that is written back
// shows where something is.
func TestDocumentsKeepValues(t *testing.T) {
	const value = "p\u200bro\U000e0041\u3164\ufe0f"
	result, list := segc.Compile(t.Context(), `where plan = "`+value+`"`, segc.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	document, err := rule.Decode(result.RulesJSON())
	if err != nil {
		t.Fatal(err)
	}
	if got := document.Any[0].All[0].(condition.Field).Values[0].Text; got != value {
		t.Errorf("the document says %+q", got)
	}
	if text := string(result.RulesJSON()); !strings.Contains(text, `"p\u200bro\udb40\udc41\u3164\ufe0f"`) {
		t.Errorf("the document is %+q", text)
	}
	want := `plan = "p\u200bro\udb40\udc41\u3164\ufe0f"`
	formatted, list := segc.Format(t.Context(), `where plan = "`+value+`"`, segc.FormatOptions{})
	if list.HasErrors() || !strings.Contains(formatted, want) {
		t.Errorf("formatted, it is %+q: %v", formatted, list.Err())
	}
	text, err := segc.Decompile(t.Context(), result.RulesJSON(), segc.DecompileOptions{})
	if err != nil || !strings.Contains(text, want) {
		t.Errorf("decompiled, it is %+q: %v", text, err)
	}
}
