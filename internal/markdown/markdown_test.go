package markdown_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/test/markdowntest"
	"github.com/segc-lang/segc/internal/visible"
)

// rendered is what a browser gets of a document: the elements, each once, and
// the text.
type rendered struct {
	elements []string
	text     string
}

// render renders Markdown.
func render(t interface{ Fatalf(string, ...any) }, document string) rendered {
	var r rendered
	var text strings.Builder
	err := markdowntest.Render(document, func(token xml.Token) {
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			for _, a := range token.Attr {
				name += " " + a.Name.Local + "=" + a.Value
			}
			if !slices.Contains(r.elements, name) {
				r.elements = append(r.elements, name)
			}
		case xml.CharData:
			text.Write(token)
		}
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	r.text = strings.Trim(text.String(), "\n")
	return r
}

// places write a text where a document may have one. None of them is a start of
// a line by itself: Words say what a line is.
func places() map[string]func(*markdown.Writer, string) {
	return map[string]func(*markdown.Writer, string){
		"a heading":        func(w *markdown.Writer, s string) { w.Words("### "); w.Text(s) },
		"a paragraph":      func(w *markdown.Writer, s string) { w.Text(s) },
		"a sentence":       func(w *markdown.Writer, s string) { w.Words("Named “"); w.Text(s); w.Words("”.") },
		"an item":          func(w *markdown.Writer, s string) { w.Words("- "); w.Text(s) },
		"a numbered item":  func(w *markdown.Writer, s string) { w.Number(1); w.Words(". "); w.Text(s) },
		"code":             func(w *markdown.Writer, s string) { w.Words("Whose "); w.Code(s); w.Words(" is set.") },
		"code, alone":      func(w *markdown.Writer, s string) { w.Code(s) },
		"code in an item":  func(w *markdown.Writer, s string) { w.Words("- "); w.Code(s) },
		"code in emphasis": func(w *markdown.Writer, s string) { w.Words("**"); w.Code(s); w.Words("**") },
		"code and text":    func(w *markdown.Writer, s string) { w.Code(s); w.Words(" "); w.Text(s) },
		"parentheses":      func(w *markdown.Writer, s string) { w.Words("x ("); w.Text(s); w.Words(")") },
		"code in brackets": func(w *markdown.Writer, s string) { w.Words("("); w.Code(s); w.Words(")") },
		"behind a word":    func(w *markdown.Writer, s string) { w.Words("too"); w.Text(s); w.Words(" x="); w.Code(s) },
		"text and code":    func(w *markdown.Writer, s string) { w.Text(s); w.Code(s); w.Text(s) },
	}
}

// want is the text that a place shows.
func want(place, text string) string {
	text = visible.Text(text)
	switch place {
	case "a sentence":
		return "Named “" + text + "”."
	case "code":
		return "Whose " + text + " is set."
	case "parentheses":
		return "x (" + text + ")"
	case "code in brackets":
		return "(" + text + ")"
	case "behind a word":
		return "too " + text + " x= " + text
	case "code and text":
		return text + " " + text
	case "text and code":
		return text + " " + text + " " + text
	}
	return text
}

func check(t interface{ Fatalf(string, ...any) }, text string) {
	if text == "" {
		return // nothing to see, and `****` is our own mistake
	}
	ours := []string{"page", "h3", "p", "ul", "ol", "li", "code", "strong"}
	for place, write := range places() {
		var w markdown.Writer
		write(&w, text)
		got := render(t, w.String())
		for _, element := range got.elements {
			if !slices.Contains(ours, element) {
				t.Fatalf("in %s, %q is <%s>:\n%s", place, text, element, w.String())
			}
		}
		if got.text != want(place, text) {
			t.Fatalf("in %s, %q shows %q, not %q:\n%s", place, text, got.text, want(place, text), w.String())
		}
	}
}

// hostile are texts that are markup somewhere.
func hostile() []string {
	return []string{
		"x```<img src=https://evil.example/t.png onerror=alert(1)>`", "@org/team", "hi @org/team `", "https://evil.example/", "www.evil.example",
		"a@evil.example", "mailto:a@evil.example", "xmpp:a@b.example/c", "ftp://evil.example", "evil.example", "#12", "org/repo#12", "GH-1", "ABC-123", "!12", "%12", "&12", "~label",
		"$12", "^alert#12", "0123456789abcdef0123456789abcdef01234567", "a5c3785", "defaced", "1234567", "<b>x</b>", "<!-- x", "x -->", "<?php x ?>", "<![CDATA[x]]>", "<!DOCTYPE x>", "&lt;", "&#60;", "&amp;lt;", "&",
		"# x", "#x", "x #", "x {#id}", "{.class}", "{ #a .b c=d }", "- x", "* x", "+ x", "1. x", "1) x", "12345. x", "a. x", "> x", "---", "***", "===", "x\n===", "```", "```go", "~~~", "    x", "\tx", " x ", "  ", " ", "x  y", "x  ",
		"*x*", "_x_", "**x**", "__x__", "~~x~~", "~x~", "snake_case_name", "_x", "[x](y)", "![x](y)", "[x][y]", "[x]", "[x]: y", "[^1]", "[^1]: x", "[ ] x", "[x] x", "(x)[y]", "| a | b |", "a | b\n--|--", "|--|", ": x", "x\n: y",
		":smile:", "a:smile:b", "::", "10:30", "1:100:2", "$x$", "$$x$$", "$ x $", `\(x\)`, `\[x\]`, `\`, `\\`, `x\`, "`", "``", "` `", " ` ", "`x", "x`", "`x`", "``x`", "x\\`y", "\"x\"", "'x'", "it's", "--", "---x", "x--y", "...", "x... y", "<<x>>", "(c)", "1/2",
		"High revenue, or club members with a good one", "Win-back, 90 days (Germany & Austria): all?", "C# and F#", "50% off!", "R&D", "e.g. this", "v1.5", "2026-01-15 10:30 UTC+01:00", "Nürnberg", "日本語", "👩\u200d👩\u200d👧\u200d👦 family",
		"\x00\x1b[31m\u202e\r\n\v\f\x85\u2028", "\xff\xfe", "\ufeffx", "x\u200by", "", "a\u00a0@b", "\u00a0", "\u3000x\u3000", "javascript:alert(1)", "data:text/html,x", "//evil.example", "/etc", "a/b", `C:\x`, "<x@y.example>", "<https://evil.example>", "x<br>y", "x\\\ny", "x  \ny",
		strings.Repeat("`", 50), strings.Repeat("[", 50), strings.Repeat("*a", 50), "a" + strings.Repeat(" ", 20) + "b",
	}
}

// TestTextStaysText checks that hostile texts are text wherever they are written.
func TestTextStaysText(t *testing.T) {
	for _, text := range hostile() {
		check(t, text)
	}
}

// TestTextsStayText makes texts of pieces of hostile ones.
func TestTextsStayText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, text().Draw(t, "text")) })
}

func text() *rapid.Generator[string] {
	pieces := append(hostile(), " ", "  ", "a", "B", "1", "0", "é", "x", "\n", "://", "www.", "@", "#", "-", "_", "*", "`", "<", ">", "&", ";", "\"", "'", "(", ")", "[", "]", "{", "}", "|", "!", "$", "%", "^", "~", "\\", "/", ":", ".", ",", "?", "+", "=")
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6), func(s []string) string { return strings.Join(s, "") }),
		rapid.String(),
	)
}

func FuzzTextStaysText(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1000 {
			check(t, text)
		}
	})
}

// TestNothingIsLinked checks that what a site makes a link, a mention or a
// reference of after Markdown is read is code. Sites leave code alone.
func TestNothingIsLinked(t *testing.T) {
	for _, word := range []string{
		"@org/team", "(@org)", "\u00a0@org", "a@evil.example", "#12", "(#12)", "org/repo#12", "GH-1", "gh-1", "ABC-123", "!12", "%12", "&12", "~label", "~\"a", "$12", "^alert", "https://evil.example", "www.evil.example",
		"evil.example", "//evil.example", "mailto:x", "a5c3785", "A5C3785", "1234567", "0123456789abcdef0123456789abcdef01234567", "4fbd0b53-9a7e-4c7a-8d7b-1a2b3c4d5e6f", ":smile:", ":+1:", ":100:", "1:100:2", "$x$", "`$x$`",
	} {
		var w markdown.Writer
		w.Text(word)
		if got := w.String(); !strings.HasPrefix(got, "`") || !strings.HasSuffix(got, "`") {
			t.Errorf("%q is written %q", word, got)
		}
	}
}

// TestReadable checks that names and descriptions of everyday look the same
// before they are rendered.
func TestReadable(t *testing.T) {
	for text, want := range map[string]string{
		"VIP customers": "VIP customers",
		"High revenue, or club members with a good one": "High revenue, or club members with a good one",
		"Win-back (90 days), Germany & Austria":         "Win-back (90 days), Germany &amp; Austria",
		"Opened at 10:30, 2.50 spent":                   "Opened at 10:30, 2.50 spent",
		"Who is left?":                                  "Who is left?",
		"Ask ops@example.com first.":                    "Ask `ops@example.com` first.",
		"See https://example.com/a for more":            "See `https://example.com/a` for more",
	} {
		var w markdown.Writer
		w.Text(text)
		if got := w.String(); got != want {
			t.Errorf("%q is written %q, not %q", text, got, want)
		}
	}
}
