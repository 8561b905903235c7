package diag

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/prose"
)

// terminalCase is a diagnostic with what makes it hard to show.
type terminalCase struct {
	name string
	d    Diagnostic
}

// inserted returns an edit that inserts before a part of a text.
func inserted(source *ast.Source, part, text string) Edit {
	start := at(source, part).Span.Start
	return Edit{Location{source, ast.Span{Start: start, End: start}}, text}
}

// insertedAfter returns an edit that inserts after a part of a text.
func insertedAfter(source *ast.Source, part, text string) Edit {
	end := at(source, part).Span.End
	return Edit{Location{source, ast.Span{Start: end, End: end}}, text}
}

func terminalCases() []terminalCase {
	const (
		long    = `where status = "subscribed" and opened in last 30d or clicked in last 90d and not unsubscribed and country in ("DE", "AT", "CH")`
		longTo  = `status = "subscribed" and opened in last 30d`
		message = "`plan` takes \"free\", \"pro\" and \"enterprise\", and `por` is not one of them; `opened in last 30d` stays on one line"
	)
	var cases []terminalCase
	add := func(name string, d Diagnostic) { cases = append(cases, terminalCase{name, d}) }
	simple := func(name, text, part string) {
		source := ast.NewSource("rules/a.seg", text)
		add(name, Diagnostic{Code: "SEG304", Message: message, Location: at(source, part)})
	}

	folder := strings.Repeat("a-folder-with-a-long-name/", 4)
	source := ast.NewSource(folder+"winback.seg", "field plan: text\n"+long)
	add("long path", Diagnostic{
		Severity: Warning, Code: "SEG304", Message: message, Location: at(source, "plan"),
		Related: []Label{{at(source, "status"), "this is the column whose values it compares with, and it is declared in another file"}},
		Notes:   []string{"short"},
	})
	source = ast.NewSource("my rules/for the spring/and the summer of next year.seg", "plan")
	add("path with blanks", Diagnostic{Code: "SEG304", Message: message, Location: at(source, "plan")})
	add("no place", Diagnostic{Code: "SEG499", Message: message, Notes: []string{message + "\n" + message, ""}})

	simple("long line, start", long, "status")
	simple("long line, middle", long, "not unsubscribed")
	simple("long line, end", long, `"CH"`)
	simple("long place", long, long[6:])
	simple("end of the line", long+"\r\nage", "\r\n")
	simple("several lines", long[:40]+"\n"+long[40:], long[6:40]+"\n"+long[40:])
	simple("empty file", "", "")
	simple("wide", `where 都市 = "東京都" and 名前 contains "한국어" and plan = "por"`, `"por"`)
	simple("wide, cut", strings.Repeat("東京都", 30)+` = "por" and `+strings.Repeat("都", 30), `"por"`)
	simple("tabs", "\twhere\tplan\t=\t\"por\"\tand\tage > 1", `"por"`)
	simple("tabs, cut", strings.Repeat("\tage", 30)+"\t\"por\"\tand"+strings.Repeat("\tage", 30), `"por"`)
	simple("emoji", `where a = "👩‍👩‍👧🇩🇪❤️👍🏽" and plan = "por"`, `"por"`)
	simple("combining", "where a = \"cafe\u0301 n\u0303 \u0e01\u0e33 \u0915\u094d\u0937\" and plan = \"por\"", `"por"`)
	simple("control characters", "where a = \"\x1b[31m\x00\a\u202e\u2066\u200b\x7f\u0085\" and plan = \"por\"", `"por"`)

	hebrew := ast.NewSource("כללים/חורף 2026.seg", `where שם = "שלום עולם" and עיר in ("תל אביב", "חיפה", "ירושלים") and plan = "por"`)
	add("right to left", Diagnostic{
		Code: "SEG304", Message: `"חיפה" is not a value of עיר, which takes "תל אביב" and "ירושלים, העיר העתיקה"`, Location: at(hebrew, `"חיפה"`),
		Related: []Label{{at(hebrew, "שם"), "שם is declared here"}}, Notes: []string{"עיר 12 שם 34"},
		Fixes: []Fix{{Text: `write "תל אביב" and "ירושלים"`, Edits: []Edit{{at(hebrew, `"שלום עולם"`), `"עולם"`}, {at(hebrew, `"חיפה", `), ""}, inserted(hebrew, "plan", "("), insertedAfter(hebrew, `"por"`, ")")}}},
	})
	simple("right to left, part of a word", "שלום = 1", "לו")
	simple("right to left, cut", strings.Repeat("שלום עולם ", 12)+`"por"`+strings.Repeat(" שלום עולם", 12), `"por"`)
	simple("right to left with marks and digits", "می\u200cخواهم = \"سَلام ٣٤ 12\" and plan = \"por\"", `"por"`)

	source = ast.NewSource("rules/a.seg", long)
	add("related places", Diagnostic{
		Severity: Warning, Code: "SEG501", Message: "`and` binds tighter than `or`: each of these is read as if it had parentheses of its own",
		Location: at(source, longTo), Related: []Label{{at(source, long[53:]), "and this"}, {Location{}, "a label without a place, which is long enough to be wrapped on each of the three terminals, also on the widest one"}},
	})

	around := func(from, to string) []Edit {
		return []Edit{inserted(source, from, "("), insertedAfter(source, to, ")")}
	}
	add("several fixes", Diagnostic{
		Severity: Warning, Code: "SEG501", Message: "m", Location: at(source, longTo),
		Fixes: []Fix{
			{Text: "put parentheses around `and` to keep this meaning", Edits: append(around("status", "30d"), around("clicked", `"CH")`)...)},
			{Text: "put parentheses around `or`, if it is what you mean that all of this applies to both", Edits: around("opened", "90d")},
			{Text: "take the countries out", Edits: []Edit{{at(source, ` and country in ("DE", "AT", "CH")`), ""}}},
			{Text: "ask for the country in the front, before everything else", Edits: []Edit{
				inserted(source, "status", `country in ("DE", "AT", "CH") and `), {at(source, ` and country in ("DE", "AT", "CH")`), ""},
			}},
		},
	})
	add("a fix that does not fit", Diagnostic{
		Code: "SEG501", Message: "m", Location: at(source, "clicked"), Fixes: []Fix{{
			Text: "write what is meant",
			Edits: []Edit{
				inserted(source, "opened", `(delivered in last 30d or opened in last 30d or clicked in last 30d or country in ("DE", "AT", "CH", "FR", "IT", "ES")) and `),
				{at(source, "clicked in last 90d"), "not clicked at any time before, and also not on the days of the last campaign, which were many"},
				{at(source, "and not unsubscribed "), ""},
				insertedAfter(source, `"CH")`, " and vip"),
			},
		}},
	})
	lines := ast.NewSource("rules/b.seg", "segment \"A\"\n\nwhere (plan = \"pro\"\nfor m in (\"AT\",\n\"DE\")\n")
	add("a fix of several lines", Diagnostic{
		Code: "SEG101", Message: "m", Location: at(lines, "for"), Fixes: []Fix{
			{Text: "move it to the header", Edits: []Edit{insertedAfter(lines, `"A"`, ` for m in ("AT", "DE")`), {at(lines, "for m in (\"AT\",\n\"DE\")\n"), ""}}},
			{Text: "declare it", Edits: []Edit{inserted(lines, "where", "field m: text\r\nfield n: text\n\n"), insertedAfter(lines, `"pro"`, ")")}},
			{Text: "write it in each of many lines", Edits: []Edit{
				inserted(lines, "segment", "a"), {Location{lines, ast.Span{Start: 12, End: 12}}, "b"}, inserted(lines, "where", "c"), inserted(lines, "for", "d"), inserted(lines, `"DE"`, "e"),
			}},
			{Text: "put the lines together", Edits: []Edit{{at(lines, "\nfor"), " for"}}},
			{Text: "take the end of a line out", Edits: []Edit{{at(lines, "\n\n"), ""}}},
		},
	})
	add("a fix in another file", Diagnostic{
		Code: "SEG101", Message: "m", Location: at(lines, "for"), Fixes: []Fix{
			{Text: "declare it", Edits: []Edit{insertedAfter(source, `"CH")`, ` or market = "AT"`), inserted(lines, "where", "\n")}},
		},
	})
	hard := ast.NewSource("rules/b.seg", "\twhere 都市 = \"東京都\" and a = \"👩‍👩‍👧\" and\tcafe\u0301 = \"x\" and plan = \"por\"")
	add("a fix beside hard characters", Diagnostic{
		Code: "SEG101", Message: "m", Location: at(hard, "plan"), Fixes: []Fix{
			{Text: "write what is meant", Edits: []Edit{
				{at(hard, `"東京都"`), `in ("東京都", "京都市")`}, {at(hard, ` and a = "👩‍👩‍👧"`), ""}, inserted(hard, "cafe", "("), insertedAfter(hard, `"x"`, "\x1b[2J\u202e)"), {at(hard, `"por"`), `"pro"`},
			}},
		},
	})
	return cases
}

// grid returns what a terminal shows in a number of columns, with its right edge. It breaks the
// lines that are too long, as terminals do.
func grid(text string, columns int) string {
	var out strings.Builder
	row := func(line string) {
		out.WriteString(line + strings.Repeat(" ", max(columns-uniseg.StringWidth(line), 0)) + "│\n")
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		start, column, state := 0, 0, -1
		for rest, done := line, 0; rest != ""; {
			var cluster string
			var width int
			cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
			if column+width > columns {
				row(line[start:done])
				start, column = done, 0
			}
			column += width
			done += len(cluster)
		}
		row(line[start:])
	}
	return out.String()
}

// The characters around right-to-left text, which cannot be seen, and how a golden file shows them.
var (
	isolates = strings.NewReplacer("\u2068", "⟦", "\u2069", "⟧")
	without  = strings.NewReplacer("\u2068", "", "\u2069", "")
)

// TestTerminals keeps what terminals of three widths show, and checks that nothing is wider but a
// word that has no blank, and that what is underlined is the place.
func TestTerminals(t *testing.T) {
	grids := prose.Open(t, "terminals")
	for _, c := range terminalCases() {
		for _, columns := range []int{60, 80, 120} {
			got := text(t, Style{Width: columns, Isolate: true}, c.d)
			grids.Add(t, fmt.Sprintf("%s, %3d columns", c.name, columns), isolates.Replace(grid(got, columns)))
			if want := text(t, Style{Width: columns}, c.d); without.Replace(got) != want {
				t.Errorf("%s, %d columns: isolates change more: %q", c.name, columns, got)
			}
			got = without.Replace(got)
			for line := range strings.Lines(got) {
				line = strings.TrimSuffix(line, "\n")
				if uniseg.StringWidth(line) > columns && !unbroken(c.d, line) {
					t.Errorf("%s, %d columns: %q is wider", c.name, columns, line)
				}
			}
			checkUnderlined(t, fmt.Sprintf("%s, %d columns", c.name, columns), got, c.d)
		}
	}
}

// unbroken reports whether a line that is too wide has the path of a diagnostic, which is never
// broken, before anything else.
func unbroken(d Diagnostic, line string) bool {
	return d.Location.Source != nil && strings.HasPrefix(strings.TrimSpace(line), d.Location.Source.Name())
}

// checkUnderlined checks that the first underline lies under the start of the place.
func checkUnderlined(t *testing.T, name, text string, d Diagnostic) {
	t.Helper()
	if d.Location.Source == nil {
		return
	}
	part := d.Location.Source.Slice(d.Location.Span)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		under := strings.IndexByte(line, '^')
		if under < 0 || strings.TrimLeft(line[:under], " |") != "" {
			continue
		}
		above := cut(lines[i-1], under, under+strings.Count(line, "^"))
		above, _, _ = strings.Cut(strings.TrimRight(above, " "), "…")
		if first, _, _ := strings.Cut(part, "\n"); !strings.HasPrefix(strings.TrimSpace(first), above) || above == "" && strings.TrimSpace(first) != "" {
			t.Errorf("%s: %q is underlined, not %q", name, above, part)
		}
		return
	}
	t.Errorf("%s: nothing is underlined", name)
}

// cut returns the columns [from, to) of a line.
func cut(line string, from, to int) string {
	var b strings.Builder
	column, state := 0, -1
	for line != "" {
		var cluster string
		var width int
		cluster, line, width, state = uniseg.FirstGraphemeClusterInString(line, state)
		if column >= from && column+width <= to {
			b.WriteString(cluster)
		}
		column += width
	}
	return b.String()
}

// TestWithoutTerminal keeps the text without a width, and checks that no message of it is wrapped.
func TestWithoutTerminal(t *testing.T) {
	texts := prose.Open(t, "without-terminal")
	for _, c := range terminalCases() {
		got := text(t, Style{}, c.d)
		texts.Add(t, c.name, got)
		if !strings.Contains(got, "["+string(c.d.Code)+"]: "+c.d.Message+"\n") {
			t.Errorf("%s: the message is wrapped without a terminal", c.name)
		}
	}
}

// TestWrapped checks for any text and width that wrapping changes only single blanks, and that a
// line is too wide only if it begins with a word that is.
func TestWrapped(t *testing.T) {
	words := rapid.SampledFrom([]string{
		" ", "  ", "a", "and", "`opened in last 30d`", "`", "東京都", "e\u0301", "👩‍👩‍👧", "a-very-long-word-without-any-blank-in-it", "\"pro\"", ":", "##[a]",
	})
	rapid.Check(t, func(t *rapid.T) {
		message := strings.Join(rapid.SliceOfN(words, 0, 60).Draw(t, "message"), "")
		indent := rapid.IntRange(0, 12).Draw(t, "indent")
		p := printer{style: Style{Width: rapid.IntRange(0, 90).Draw(t, "width")}}
		middle := rapid.IntRange(0, len(message)).Draw(t, "middle")
		for middle > 0 && middle < len(message) && !utf8.RuneStart(message[middle]) {
			middle--
		}
		p.line(0, indent, span{plain, message[:middle]}, span{bold, message[middle:]})
		got := strings.TrimSuffix(string(p.buffer), "\n")
		if whole := strings.ReplaceAll(got, "\n"+strings.Repeat(" ", indent), " "); whole != message {
			t.Fatalf("%q is %q", message, got)
		}
		for i, line := range strings.Split(got, "\n") {
			if p.style.Width == 0 {
				if i > 0 {
					t.Fatalf("wrapped without a width: %q", got)
				}
				break
			}
			if i > 0 {
				line = line[indent:]
			}
			columns := max(p.style.Width, minWrapped) - indent*min(i, 1)
			if first, _, found := strings.Cut(withoutCode(line, max(p.style.Width, minWrapped)), " "); uniseg.StringWidth(line) > columns && found && uniseg.StringWidth(first) <= columns {
				t.Fatalf("%d columns are too narrow for %q", columns, line)
			}
		}
	})
}

// withoutCode returns a line with other characters for the blanks of short code, several blanks in a row,
// and those at its ends: there it is never wrapped.
func withoutCode(line string, columns int) string {
	var b strings.Builder
	for line != "" {
		start := strings.IndexByte(line, '`')
		if start < 0 {
			break
		}
		end := start + 1 + strings.IndexByte(line[start+1:], '`')
		if end > start && uniseg.StringWidth(line[start:end+1]) <= columns/2 {
			b.WriteString(line[:start] + strings.ReplaceAll(line[start:end+1], " ", "x"))
			line = line[end+1:]
			continue
		}
		b.WriteString(line[:start+1])
		line = line[start+1:]
	}
	return regexp.MustCompile("  +|^ | $").ReplaceAllStringFunc(b.String()+line, func(blanks string) string {
		return strings.Repeat("x", len(blanks))
	})
}
