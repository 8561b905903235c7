package segc_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/visible"
	"github.com/segc-lang/segc/rulesjson"
)

// hostileWords are what a terminal or the log of a CI system obeys, or nobody sees.
func hostileWords() []string {
	return []string{"::error::a", "a\n::error::b", "\x1b[31mred\x1b[0m", "##[error]x", "a\r##vso[x]", "\u202eevil", "p\u200bro", "\u009b2J\u0085b", "\u2028::warning::c", "x\x00"}
}

// asText writes a text value, with escapes for what a text cannot have as it is.
func asText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < ' ' || r == '\u0085' || r == '\u009b' || r == '\u2028' {
			b.WriteString(visible.Escaped(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	return `"` + b.String() + `"`
}

// TestWordsAreInert checks that nothing that a name, a path, an override or a text has makes
// a diagnostic that a terminal or a log obeys, whichever call returns it.
func TestWordsAreInert(t *testing.T) {
	found := 0
	for _, h := range hostileWords() {
		check := func(call string, list diag.List) {
			t.Helper()
			found += len(list)
			for _, d := range list {
				words := []string{d.Message, d.Error()}
				for _, label := range d.Related {
					words = append(words, label.Text)
				}
				words = append(words, d.Notes...)
				for _, fix := range d.Fixes {
					words = append(words, fix.Text)
				}
				for _, w := range words {
					if visible.Text(w) != w || inert.Commands([]byte(w)) {
						t.Errorf("%s of %+q says %+q", call, h, w)
					}
				}
			}
			if err := list.Err(); err != nil && (visible.Lines(err.Error()) != err.Error() || inert.Commands([]byte(err.Error()))) {
				t.Errorf("%s of %+q: the error is %+q", call, h, err)
			}
			var b bytes.Buffer
			if err := diag.WriteText(&b, list, diag.Style{}); err != nil {
				t.Fatal(err)
			}
			if visible.Lines(b.String()) != b.String() || inert.Commands(b.Bytes()) {
				t.Errorf("%s of %+q is written as %+q", call, h, b.String())
			}
		}
		value := asText(h)
		for _, text := range []string{
			"where opned", h, "where plan = “" + h + "”", "where plan = '" + h + "'", "where plan = pro" + h + " and x", "where plan = ‘p\u200bro’",
			"where `" + h + "` = 1", "where plan = " + value + " or " + h, "# " + h + "\nwhere opened",
			"require status = \"subscribed\" because " + value + "\nwhere opened", "field plan: choice(" + value + ")\nwhere plan = " + value + " and plan = \"" + h + "x\"",
			"field plan: choice(\"a\")\nwhere plan = " + value, "use " + value + "\nwhere opened", "list `" + h + "` = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere list = " + value,
			"segment " + value + " color " + value + " lists " + value + " id " + value + "\nwhere opened", "where isp = " + value, "where plan contains " + value + " and plan is not null and plan contains " + value,
		} {
			options := segc.Options{Name: h, Path: h, Use: []string{h}, Files: fstest.MapFS{}, Enable: []diag.Code{diag.Code(h)}}
			for _, o := range []segc.Options{options, {Name: h}, {Files: segc.Files{h: "where opened"}, Use: []string{h}}, {Use: []string{h}}} {
				p, list := segc.Load(t.Context(), text, o)
				check("Load", list)
				_, list = p.Compile(t.Context())
				check("Compile", list)
				check("Check", segc.Check(t.Context(), text, o))
			}
			_, list := segc.Format(t.Context(), text, segc.FormatOptions{Name: h})
			check("Format", list)
			_, list = grammar.Parse(ast.NewSource(h, text), grammar.Options{})
			check("Parse", list)
			_, list = (&segc.Catalog{Lists: []segc.CatalogID{{ID: h, Name: h, Label: h}}, Columns: []segc.CatalogColumn{{Name: h, Choices: []string{h}, Type: "choice"}}}).Text(t.Context(), text)
			check("Catalog", list)
		}
		result, _ := segc.Compile(t.Context(), "where opened", segc.Options{Name: h})
		for _, o := range []rulesjson.Segment{{Name: h, Color: h, Lists: []string{h}, ID: h}, {Description: h}, {Name: h}} {
			_, list := result.Body(o)
			check("Body", list)
		}
		name := ast.Name{Text: h}
		for _, e := range []ast.Expr{&ast.Ref{Name: name}, &ast.Column{Name: name, Values: []ast.Value{{Kind: ast.String, Text: h}}}, &ast.Event{}} {
			file := &ast.File{Source: ast.NewSource(h, ""), Statements: []ast.Statement{&ast.Use{Path: ast.Value{Kind: ast.String, Text: h}}, &ast.Where{Expr: e}}}
			p, list := compile.Load(t.Context(), file, compile.Options{Use: []string{h}})
			check("compile.Load", list)
			_, list = compile.Compile(t.Context(), p, 0)
			check("compile.Compile", list)
		}
		stored, err := segc.FromSegment(&rulesjson.Segment{Name: h, Color: h, Lists: []string{h}, Rules: result.Document()}, nil)
		if err == nil {
			_, err = stored.Decompile(t.Context(), segc.DecompileOptions{Path: h})
			if cause := (diag.Diagnostic{}); errors.As(err, &cause) {
				check("Decompile", diag.List{cause})
			}
			check("ReachesUnsubscribed", stored.ReachesUnsubscribed(t.Context(), nil))
		}
		where := diag.Location{Source: ast.NewSource(h, "a\n"+h), Span: ast.Span{Start: 1, End: math.MaxInt}}
		byHand := diag.Diagnostic{Code: diag.Code(h), Message: h, Location: where, Related: []diag.Label{{Text: h}, {Location: where, Text: h}}, Notes: []string{h, "a\n" + h}, Fixes: []diag.Fix{{Text: h, Edits: []diag.Edit{{Location: where, Text: h}}}}}
		for _, style := range []diag.Style{{}, {Color: true}} {
			var b bytes.Buffer
			if err := diag.WriteText(&b, diag.List{byHand}, style); err != nil || inert.Commands(b.Bytes()) {
				t.Errorf("%v: %+q is written as %+q", err, h, b.String())
			}
		}
		if text := byHand.Error(); visible.Text(text) != text || inert.Commands([]byte(text)) {
			t.Errorf("%+q is the error %+q", h, text)
		}
	}
	if found < 500 {
		t.Errorf("there are only %d diagnostics", found)
	}
}

// TestExplanationsAreInert checks that no CI system obeys an explanation in any format, and
// that the words are the same with a command or without, except for the space that breaks
// it.
func TestExplanationsAreInert(t *testing.T) {
	for _, h := range hostileWords() {
		for _, word := range []string{h, "long enough to begin a line with what follows, which takes about a hundred columns in all " + h + " " + h} {
			value := asText(word)
			result, list := segc.Compile(t.Context(), "segment "+value+" color \"#7cb7de\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\" description "+value+
				"\nfield x: text\nfield plan: text\nwhere plan = "+value+" and x in ("+value+", \"b\") or isp = 1 and plan != "+value, segc.Options{})
			if list.HasErrors() {
				t.Fatal(list.Err())
			}
			e, err := result.Explain(t.Context(), time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range []segc.ExplanationFormat{segc.ExplainText, segc.ExplainMarkdown, segc.ExplainJSON, segc.ExplainMermaid, segc.ExplainSVG} {
				var b bytes.Buffer
				if err := e.Write(&b, format); err != nil {
					t.Fatal(err)
				}
				if visible.Lines(b.String()) != b.String() || inert.Commands(b.Bytes()) {
					t.Errorf("%s of %+q: %+q", format, word, b.String())
				}
			}
		}
	}
}
