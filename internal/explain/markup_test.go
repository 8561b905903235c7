package explain

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/markdowntest"
	"github.com/segc-lang/segc/internal/visible"
)

// hostile are texts that are markup somewhere.
func hostile() []string {
	return []string{
		"x```<img src=https://evil.example/t.png onerror=alert(1)>`", "@org/team", "https://evil.example/x", "www.evil.example", "a@evil.example", "#12", "GH-1", "a5c3785",
		"<script>alert(1)</script>", "<!--", "-->", "<![CDATA[", "]]>", "</text>", "</title>", "&lt;", "&#60;", "&", "<?xml?>", "`", "``` `", "x`", "[x](y)", "![x](y)", "[^1]", "**x**", "_x_", "~~x~~", "~", "_", "a_b", "$$x$$", ":smile:",
		"# x", "- x", "1. x", "1) x", "+", "*", "> x", "|", "\\", "\\n", "\"", "\"]) --> x[\"", "end", "]) --> x", "%%{init: {}}%%", "%%", "#quot;", "#35;", ";", "ﬂ°lt¶ß", "ﬂ°°60¶ß", "¶", "style x:#1;", "classDef a:#b;", ":::c", "fa:fa-car", "@{ shape: rect }", "click x", "subgraph", "\n", "\r\n", "\x00", "\x1b[2J", "\u2028",
		"\ufffe", "\uffff", "\xff", "\xed\xa0\x80", "\u202e", "\u200b", "👩\u200d👧", "plain", " ", "  x  ", "日本語", "", "\U000e0041", "it's", "--", "...", "{0}", "{", "}", "(", ")",
	}
}

func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(hostile()), 1, 4), func(s []string) string { return strings.Join(s, "") }),
		rapid.StringN(1, 20, 60),
	)
}

// anyInput is an explanation in which every text is hostile.
func anyInput(t *rapid.T) Input {
	text := func(label string) string { return anyText().Draw(t, label) }
	lists, campaign := []string{text("list"), text("list")}, text("campaign")
	in := Input{
		Title: text("title"), Description: text("description"), Lists: lists,
		Names: Names{Lists: map[string]string{lists[0]: text("name of a list")}, ISPs: map[int64]string{1: text("ISP")}, Campaigns: map[string]string{campaign: text("name of a campaign")}},
	}
	operators := []condition.Operator{condition.Equals, condition.NotEquals, condition.Contains, condition.Greater, condition.HasAny, condition.HasNone, condition.IsNull}
	var groups []condition.Group
	for range rapid.IntRange(1, 3).Draw(t, "groups") {
		group := condition.Group{All: []condition.Condition{
			condition.Field{Column: text("column"), Operator: rapid.SampledFrom(operators).Draw(t, "operator"), Values: []condition.Value{{Text: text("value")}}},
			condition.Field{Column: text("column"), Operator: condition.In, Values: []condition.Value{{Text: text("value")}, {Kind: condition.Number, Text: text("number")}}},
		}}
		if rapid.Bool().Draw(t, "more") {
			group.All = append(group.All,
				condition.Membership{Operator: condition.In, Lists: lists}, condition.ISP{Operator: condition.In, Values: []int64{1, 2}},
				condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: []condition.Value{{Text: campaign}, {Text: text("campaign")}}})
		}
		groups = append(groups, group)
	}
	in.Document = &condition.Document{Any: groups}
	if file := text("file"); rapid.Bool().Draw(t, "files") {
		in.Files = func(_, i int) []string { return []string{file, "parts.seg"}[:i%3] }
	}
	return in
}

// bareText returns a phrase as a reader of Markdown sees it: without quotes around
// columns, and around values unless they could be numbers: they are code.
func (p phrase) bareText() string {
	var b strings.Builder
	for _, one := range p {
		if one.kind == aText && looksBare(one.text) {
			b.WriteString("“" + one.text + "”")
			continue
		}
		b.WriteString(one.text)
	}
	return b.String()
}

// blocks are the lines of an explanation in Markdown, as they are seen.
func (e *Explanation) blocks() []string {
	var all []string
	add := func(p phrase) {
		if p.bareText() != "" {
			all = append(all, p.bareText())
		}
	}
	add(e.title)
	add(e.described())
	add(e.scope())
	add(e.intro())
	for _, g := range e.groups {
		add(g.sentence(nil))
	}
	e.sections(func(title words, lines []phrase) {
		add(own(title))
		for _, p := range lines {
			add(p)
		}
	})
	return all
}

// TestMarkdownIsText checks that an explanation of hostile texts has the elements
// of ours and no others, and that what is read of it is what was written.
func TestMarkdownIsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Explain(anyInput(t))
		e.AddLeftOut("x"+anyText().Draw(t, "part"), []Reason{{Text: "everybody who matches "}, {Text: anyText().Draw(t, "part"), Quoted: true}, {Text: " matches it too, "}, {Text: anyText().Draw(t, "reason")}})
		elements, got := renderMarkdown(t, e.markdown())
		for _, name := range elements {
			if !slices.Contains([]string{"page", "h3", "p", "ol", "ul", "li", "code", "strong"}, name) {
				t.Fatalf("there is an element <%s>:\n%s", name, e.markdown())
			}
		}
		want := e.blocks()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("what is read differs (-want +got):\n%s\n%s", diff, e.markdown())
		}
	})
}

// renderMarkdown returns the elements of rendered Markdown and the text of its
// blocks.
func renderMarkdown(t *rapid.T, document string) (elements, blocks []string) {
	var text strings.Builder
	err := markdowntest.Render(document, func(token xml.Token) {
		switch token := token.(type) {
		case xml.StartElement:
			elements = append(elements, token.Name.Local)
			if len(token.Attr) > 0 {
				t.Fatalf("<%s> has attributes:\n%s", token.Name.Local, document)
			}
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			switch token.Name.Local {
			case "h3", "p", "li":
				blocks = append(blocks, strings.TrimLeft(text.String(), "\n"))
				text.Reset()
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return elements, blocks
}

// TestPictureIsText checks that a picture of hostile texts has the elements and
// attributes of ours and no others, and that its texts are the ones written.
func TestPictureIsText(t *testing.T) {
	attributes := regexp.MustCompile(`^(xmlns|width|height|viewBox|role|x|y|rx|font-(family|size|weight)|fill|stroke|text-anchor)$`)
	rapid.Check(t, func(t *rapid.T) {
		e := Explain(anyInput(t))
		picture := e.svg()
		decoder := xml.NewDecoder(strings.NewReader(picture))
		decoder.Strict = true
		var texts []string
		inside := ""
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v:\n%s", err, picture)
			}
			switch token := token.(type) {
			case xml.StartElement:
				inside = token.Name.Local
				if !slices.Contains([]string{"svg", "title", "rect", "text"}, inside) || token.Name.Space != "http://www.w3.org/2000/svg" {
					t.Fatalf("there is an element <%s> of %s:\n%s", inside, token.Name.Space, picture)
				}
				for _, a := range token.Attr {
					if !attributes.MatchString(a.Name.Local) || a.Name.Space != "" {
						t.Fatalf("<%s> has %s:\n%s", inside, a.Name.Local, picture)
					}
				}
				if inside == "text" || inside == "title" {
					texts = append(texts, "")
				}
			case xml.CharData:
				if inside == "text" || inside == "title" {
					texts[len(texts)-1] += string(token)
				} else if strings.TrimSpace(string(token)) != "" {
					t.Fatalf("there is %q in <%s>", token, inside)
				}
			case xml.EndElement:
				inside = ""
			default:
				t.Fatalf("there is a %T:\n%s", token, picture)
			}
		}
		checkTexts(t, e, texts)
	})
}

// checkTexts compares what is drawn with what the explanation says. Lines are
// wrapped at blanks and inside of long words, so blanks do not count.
func checkTexts(t *rapid.T, e *Explanation, got []string) {
	squeezed := func(s string) string { return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), `\`, "") } // which ends lines, too
	title := e.Title
	if title == "" {
		title = "Segment"
	}
	want := squeezed(title) + squeezed(title) + squeezed(e.scope().String())
	card := func(number string, cs clauses) {
		want += number
		for i, c := range cs {
			if i > 0 {
				want += "and"
			}
			want += squeezed(c.label(nil))
		}
	}
	if len(e.common) > 0 {
		card("", e.common)
	}
	for i, g := range e.groups {
		number := ""
		switch {
		case len(e.groups) > 1 && i == 0 && len(e.common) > 0:
			number = "andoneof1"
		case len(e.groups) > 1 && i == 0:
			number = "1"
		case len(e.groups) > 1:
			number = "or" + strconv.Itoa(i+1)
		}
		card(number, g)
	}
	if all := squeezed(strings.Join(got, "")); all != want {
		t.Fatalf("the picture has %q, not %q", all, want)
	}
}

// TestChartIsText checks a chart of hostile texts against a strict grammar of
// what we write of Mermaid: its nodes and arrows are those of the conditions, and
// its labels are the texts written. `make markup` has Mermaid itself draw them.
func TestChartIsText(t *testing.T) {
	const label = `"((?:[^"#<>&%\\$*~` + "`" + `\x00-\x1f\x7f]|#(?:quot|lt|gt|amp|[0-9]+);)*)"`
	node := regexp.MustCompile(`^  (contact|segment)\(\[` + label + `\]\)$`)
	arrow := regexp.MustCompile(`^  (\w+) --> (\w+)(?:\[` + label + `\])?$`)
	rapid.Check(t, func(t *rapid.T) {
		e := Explain(anyInput(t))
		lines := strings.Split(strings.TrimSuffix(e.mermaid(), "\n"), "\n")
		var got []string
		for i, line := range lines {
			switch m := node.FindStringSubmatch(line); {
			case i == 0 && line == "flowchart LR":
			case (i == 1 || i == 2) && m != nil:
				got = append(got, decodeLabel(m[2]))
			default:
				m := arrow.FindStringSubmatch(line)
				if i < 3 || m == nil {
					t.Fatalf("line %d is %q", i, line)
				}
				if m[2] != "segment" {
					got = append(got, decodeLabel(m[3]))
				}
			}
		}
		title := e.Title
		if title == "" {
			title = "Segment"
		}
		want := []string{"every contact", withoutPlaceholders(title)}
		for _, cs := range append([]clauses{e.common}, e.groups...) {
			for _, c := range cs {
				want = append(want, withoutPlaceholders(c.label(nil)))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("the chart differs (-want +got):\n%s\n%s", diff, e.mermaid())
		}
	})
}

func decodeLabel(s string) string {
	return regexp.MustCompile(`#(\w+);`).ReplaceAllStringFunc(s, func(entity string) string {
		switch name := entity[1 : len(entity)-1]; name {
		case "quot":
			return `"`
		case "lt":
			return "<"
		case "gt":
			return ">"
		case "amp":
			return "&"
		default:
			n, err := strconv.Atoi(name)
			if err != nil {
				return entity
			}
			return string(rune(n))
		}
	})
}

// TestNothingIsInvisible checks that no format shows an invisible character, and
// that what people write with is left.
func TestNothingIsInvisible(t *testing.T) {
	const family, persian = "👩\u200d👩\u200d👧", "می\u200cخواهم"
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t)
		in.Title += family
		in.Description += persian
		e := Explain(in)
		for _, format := range Formats() {
			var b strings.Builder
			if err := Write(nil, &b, e, format); err != nil {
				t.Fatal(err)
			}
			if text := b.String(); visible.Lines(text) != text {
				t.Fatalf("%s has something invisible:\n%+q", format, text)
			}
			if !strings.Contains(b.String(), family) {
				t.Fatalf("%s has no family:\n%s", format, b.String())
			}
		}
	})
}

// TestNamesInMarkdown has what a review found.
func TestNamesInMarkdown(t *testing.T) {
	event := []condition.Condition{condition.Event{Metric: condition.Open, Operator: condition.Ever}}
	for title, want := range map[string]string{
		"x```<img src=https://evil.example/t.png onerror=alert(1)>`": "### ````x```<img```` `src=https://evil.example/t.png` `` onerror=alert(1)>` ``\n",
		"@org/team":             "### `@org/team`\n",
		"VIP, 90 days (DE)":     "### VIP, 90 days (DE)\n",
		"see https://x.example": "### see `https://x.example`\n",
	} {
		e := Explain(Input{Title: title, Document: &condition.Document{Any: []condition.Group{{All: event}}}})
		if got := e.markdown(); !strings.HasPrefix(got, want) {
			t.Errorf("%q:\n%s", title, got)
		}
	}
}
