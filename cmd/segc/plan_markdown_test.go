package main

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/markdowntest"
	unhidden "github.com/segc-lang/segc/internal/visible"
)

// planPage is what a browser gets of a plan: the sequence of elements (without code
// and marks inside a line), the text, and the text that is not in code.
type planPage struct{ elements, text, bare string }

// renderPlan renders Markdown.
func renderPlan(t interface{ Fatalf(string, ...any) }, document string) planPage {
	var elements, text, bare strings.Builder
	var inCode int
	err := markdowntest.Render(document, func(token xml.Token) {
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if name == "code" && len(token.Attr) == 0 {
				inCode++
				return
			}
			fmt.Fprintf(&elements, " %s%v", name, token.Attr)
		case xml.EndElement:
			if token.Name.Local == "code" {
				inCode--
			}
		case xml.CharData:
			text.Write(token)
			if inCode == 0 {
				bare.Write(token)
			}
		}
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return planPage{elements.String(), text.String(), bare.String()}
}

// planOf is a plan that has a text wherever a plan has a text of somebody.
func planOf(text string) *plan.Plan {
	fields := func() []plan.Field {
		return []plan.Field{{Field: "name", Old: text, New: text}, {Field: "color", Old: text, New: text}, {Field: "lists", Old: text, New: text}, {Field: "description", Old: text, New: text}}
	}
	params := []plan.Param{{Name: text, Old: &text, New: &text}, {Name: text, New: &text}, {Name: text, Old: &text}}
	contact := &plan.Contact{Words: []string{text, text}, When: []string{text, text}}
	p := &plan.Plan{SHA256: strings.Repeat("0123456789abcdef", 4), Needs: []plan.Need{{Flag: plan.AllowWider, Reason: "the segment " + text + " would"}}}
	for _, action := range []plan.Action{plan.Create, plan.Update, plan.Unchanged, plan.Conflict, plan.Failure} {
		p.Steps = append(p.Steps, plan.Step{
			Action: action, File: text, Name: text, ID: text, Adopted: true, Renamed: text, Gone: text, Set: params, Fields: fields(), Reason: text,
			Rules: &plan.Rules{Verdict: text, Enters: contact, Leaves: contact, GroupsBefore: 1, GroupsAfter: 2, Diff: text},
			Needs: []plan.Need{{Flag: plan.AllowWider, Reason: text}}, Both: []string{text},
			Warnings: []plan.Warning{{Code: text, Message: text, Line: 1, Notes: []string{text}}},
		})
	}
	p.Steps = append(p.Steps, plan.Step{Action: plan.Update, File: text, Segment: text, Values: map[string]string{text: text}, Name: text, Renamed: text, RenamedSegment: text})
	p.Unmanaged = []plan.Unmanaged{
		{ID: text, Name: text, Gone: text},
		{ID: text, Name: text},
		{ID: text, Name: text, File: text, Segment: text, Missing: plan.MissingSegment},
		{ID: text, Name: text, File: text, Segment: text, Values: map[string]string{text: text}, Missing: plan.MissingValue},
	}
	return p
}

func hostilePlanTexts() []string {
	return []string{
		"@org/team", "hi @org `", "#12", "org/repo#12", "GH-1", "ABC-123", "a5c3785", "0123456789abcdef0123456789abcdef01234567", "https://evil.example/x", "www.evil.example", "a@evil.example", "mailto:a@evil.example",
		"<img src=https://evil.example/t.png>", "<!-- x", "-->", "</li></ul>", "<details>", "</details>", "<b>x</b>", "&lt;b&gt;", "&", "![x](https://evil.example/t.png)", "[x](y)", "[x]: https://evil.example", "[^1]", "[ ] x",
		"# x", "x\n# y", "\n\n---\n\n", "- x", "1. x", "> x", "```", "~~~", "`", "``x`", "    x", "\tx", " x ", "| a | b |\n|--|--|", "a | b", "|", "\\", "\\|", "x\\", "**x**", "_x_", "~~x~~", "x {#id}", ":smile:", "$x$", "/close", "::set-output x", "##[add-mask]",
		"\x00\x1b[31m\u202e", "\u2028", "\xff", "a\u200bb", "it's", "--", "...", "\"x\"", "x", "High revenue, or club members", "日本語", "👩\u200d👧",
	}
}

// linkedOnSites is what GitHub and GitLab make links of after Markdown is read,
// where it is not in code.
var linkedOnSites = regexp.MustCompile(`(?i)@\w|[#!&%~^]\w|\bGH-\d|[A-Z]-\d|https?:|www\.|\.example|\b[0-9a-f]{7,40}\b|mailto:|:\w+:|\$|(^|\n)/\w`)

func planViews() []planView {
	return []planView{{summary: true}, {applying: true, given: plan.Flags()}, {saved: true}}
}

func checkPlanMarkdown(t interface{ Fatalf(string, ...any) }, text string, view planView) {
	document := planMarkdown(planOf(text), view)
	got, want := renderPlan(t, document), renderPlan(t, planMarkdown(planOf("x"), view))
	if got.elements != want.elements {
		t.Fatalf("%q is more than text:\n%s\nnot\n%s\nof\n%s", text, got.elements, want.elements, document)
	}
	if found := linkedOnSites.FindString(got.bare); found != "" {
		t.Fatalf("%q: sites may link %q in\n%s", text, found, document)
	}
	shown := unhidden.Text(text)
	if n := strings.Count(got.text, shown); strings.TrimSpace(shown) != "" && n < 10 {
		t.Fatalf("%q is shown %d times:\n%s", text, n, document)
	}
}

// TestPlanMarkdownIsText checks that no text of a rule, a file or the API becomes
// markup, a link or a mention in a comment, and that it is shown.
func TestPlanMarkdownIsText(t *testing.T) {
	t.Parallel()
	for i, text := range hostilePlanTexts() {
		checkPlanMarkdown(t, text, planViews()[i%3])
	}
}

// TestPlanMarkdownIsTextToo makes texts of pieces of hostile ones.
func TestPlanMarkdownIsTextToo(t *testing.T) {
	t.Parallel()
	pieces := append(hostilePlanTexts(), " ", "a", "1", "\n", ":", "/", "*", "_", "(", ")", "[", "]", "<", ">", "!")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 4).Draw(t, "pieces"), "")
		checkPlanMarkdown(t, "x"+text, rapid.SampledFrom(planViews()).Draw(t, "view"))
	})
}

// TestPlanMarkdownFits checks that a plan of any size fits a comment, that whole
// segments are left out and counted, and that those that need a decision stay.
func TestPlanMarkdownFits(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"a", "&", "@ ", "`", "_", "\x00", "\u200b", "\U0001F600", "\"x\" ", "http://x "} {
		text := strings.Repeat(piece, 5_000)
		huge := planOf(text)
		huge.Steps[1].Fields[2].New = strings.Repeat("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab ", 2_000)
		huge.Steps[1].Rules.Enters = &plan.Contact{Words: slices.Repeat([]string{text}, 100), When: slices.Repeat([]string{text}, 100)}
		huge.Steps[1].Warnings = slices.Repeat(huge.Steps[1].Warnings, 100)
		huge.Needs = slices.Repeat(huge.Needs, 6)
		huge.Unmanaged = slices.Repeat(huge.Unmanaged, 50)
		for _, small := range []int{0, 3, 2_000} {
			p := *huge
			p.Steps = slices.Clone(huge.Steps)
			for i := range small {
				p.Steps = append(p.Steps, plan.Step{Action: plan.Create, File: fmt.Sprintf("%d.seg", i), Name: fmt.Sprintf("small %d", i)})
			}
			document := planMarkdown(&p, planView{})
			if len(document) > markdownSize || utf8.RuneCountInString(document) > 65_536 {
				t.Errorf("%q and %d more: %d bytes", piece, small, len(document))
			}
			sections, left := strings.Count("\n"+document, "\n#### "), 0
			if match := regexp.MustCompile(`(?m)^\*\*And (\d+) more\*\*`).FindStringSubmatch(document); match != nil {
				_, _ = fmt.Sscan(match[1], &left)
			}
			if sections+left != len(p.Steps) || small == 3 && strings.Count(document, "small ") != small {
				t.Errorf("%q and %d more: %d sections and %d that are left out", piece, small, sections, left)
			}
			if !strings.Contains(document, p.SHA256) || !strings.Contains(document, "needs `--allow-wider`") {
				t.Errorf("%q and %d more: no hash or no flag", piece, small)
			}
		}
	}
}

// TestPlanMarkdownOrder checks that nobody can push a segment that needs a flag out
// of a comment with many others.
func TestPlanMarkdownOrder(t *testing.T) {
	t.Parallel()
	p := &plan.Plan{SHA256: strings.Repeat("0", 64)}
	for i := range 3_000 {
		p.Steps = append(p.Steps, plan.Step{Action: plan.Create, File: fmt.Sprintf("%04d.seg", i), Name: "harmless"})
	}
	p.Steps = append(p.Steps,
		plan.Step{Action: plan.Create, File: "u.seg", Name: "with a warning", Warnings: []plan.Warning{{Code: "SEG502"}}},
		plan.Step{Action: plan.Update, File: "v.seg", Name: "grows", Needs: []plan.Need{{Flag: plan.AllowWider, Reason: "it grows"}}},
		plan.Step{Action: plan.Conflict, File: "w.seg", Name: "changed elsewhere"},
		plan.Step{Action: plan.Failure, File: "z.seg", Name: "unclear"},
	)
	document := planMarkdown(p, planView{})
	at := -1
	for _, want := range []string{"Error: unclear", "Conflict: changed elsewhere", "Update grows", "Create with a warning", "Create harmless", "**And "} {
		next := strings.Index(document, want)
		if next <= at {
			t.Errorf("%q is at %d, after %d", want, next, at)
		}
		at = next
	}
}
