package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/visible"
)

// anyText has what is markup somewhere, what XML cannot have, and what nobody
// sees.
func anyText() *rapid.Generator[string] {
	pieces := []string{
		"<failure>", "</testsuites>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#60;", "&", "\"", "'", ">", "<?xml?>", "\x00", "\x01", "\x1b[2J", "\n", "\r", "\t", "\v", "\x7f", "\u0085", "\u2028", "\ufffe", "\uffff", "\U0001ffff",
		"\xff", "\xed\xa0\x80", "\u202e", "\u200b", "\u3164", "\U000e0041", "\ufe0f", "👩\u200d👧", "می\u200cخواهم", "plain", " ", "日本語", "}", "{", "[", "]", ":", ",", "%", "\\", "\\u0041", "::", "\r\n", "",
	}
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 5), func(s []string) string { return strings.Join(s, "") }),
		rapid.String(),
	)
}

// anyList has diagnostics in which every text is hostile.
func anyList(t *rapid.T) diag.List {
	text := func(label string) string { return anyText().Draw(t, label) }
	var list diag.List
	for range rapid.IntRange(0, 3).Draw(t, "diagnostics") {
		written := text("source")
		source := ast.NewSource(text("name")+".seg", written)
		at := diag.Location{Source: source, Span: ast.Span{Start: 0, End: len(written)}}
		list = append(list, diag.Diagnostic{
			Severity: rapid.SampledFrom([]diag.Severity{diag.Error, diag.Warning}).Draw(t, "severity"), Code: diag.LookAlike, Message: text("message"), Location: at, Notes: []string{text("note"), text("note")},
			Related: []diag.Label{{Location: at, Text: text("label")}}, Fixes: []diag.Fix{{Text: text("fix"), Edits: []diag.Edit{{Location: at, Text: text("edit")}}}},
		})
	}
	return list
}

// TestJUnitIsText checks that a report has the elements and attributes of ours
// and no others, and that a parser reads the texts that were written.
func TestJUnitIsText(t *testing.T) {
	attributes := map[string]string{
		"testsuites": "name tests failures errors", "testsuite": "name tests failures errors skipped", "testcase": "name classname",
		"failure": "type message", "skipped": "type message", "system-out": "",
	}
	rapid.Check(t, func(t *rapid.T) {
		list, files := anyList(t), []string{anyText().Draw(t, "file")}
		var b bytes.Buffer
		if err := WriteJUnit(&b, list, files); err != nil {
			t.Fatal(err)
		}
		messages := map[string]int{}
		for _, d := range list {
			messages[allowed(d.Message)]++
		}
		decoder := xml.NewDecoder(bytes.NewReader(b.Bytes()))
		failures := 0
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v:\n%s", err, b.String())
			}
			switch token := token.(type) {
			case xml.StartElement:
				var names []string
				for _, a := range token.Attr {
					names = append(names, a.Name.Local)
					if a.Name.Local == "message" {
						messages[a.Value]--
						failures++
					}
				}
				if got, want := strings.Join(names, " "), attributes[token.Name.Local]; got != want {
					t.Fatalf("<%s> has %q, not %q:\n%s", token.Name.Local, got, want, b.String())
				}
			case xml.Comment, xml.Directive:
				t.Fatalf("there is a %T:\n%s", token, b.String())
			}
		}
		if failures != len(list) {
			t.Fatalf("there are %d failed and skipped tests, not %d", failures, len(list))
		}
		for text, n := range messages {
			if n != 0 {
				t.Fatalf("%q is read %d times too few:\n%s", text, n, b.String())
			}
		}
		checkVisible(t, b.String())
	})
}

// allowed returns a text as XML can have it.
func allowed(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0xfffe || r == 0xffff {
			return '\ufffd'
		}
		return r
	}, text) // each invalid byte is U+FFFD
}

// TestSARIFIsText checks that a log has the members of ours and no others, and
// that what it has of source texts is read as it was written. The texts of
// messages have an escape of their own.
func TestSARIFIsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := anyList(t)
		var b bytes.Buffer
		if err := WriteSARIF(&b, list, "v1.2.3"); err != nil {
			t.Fatal(err)
		}
		var log sarifLog
		decoder := json.NewDecoder(bytes.NewReader(b.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&log); err != nil {
			t.Fatalf("%v:\n%s", err, b.String())
		}
		for i, r := range log.Runs[0].Results {
			d := list[i]
			got := r.Fixes[0].Changes[0].Replacements[0].Inserted
			if wrote := valid(d.Fixes[0].Edits[0].Text); (got == nil) != (wrote == "") || got != nil && got.Text != wrote {
				t.Fatalf("a fix inserts %q, not %q", got, wrote)
			}
			snippet := r.Locations[0].Physical.Region.Snippet
			if text := d.Location.Source.Text(); snippet != nil && snippet.Text != valid(text) {
				t.Fatalf("a snippet is %q, not %q", snippet.Text, text)
			}
			if uri := r.Locations[0].Physical.Artifact.URI; strings.ContainsAny(uri, " <>\"\\{}|^`\x7f") || strings.ContainsFunc(uri, func(r rune) bool { return r > 0x7f || r < ' ' }) {
				t.Fatalf("%q is no URI", uri)
			}
		}
		checkVisible(t, b.String())
	})
}

func valid(text string) string {
	data, _ := json.Marshal(text)
	var back string
	_ = json.Unmarshal(data, &back)
	return back
}

// TestJSONIsText checks the same of the form for programs.
func TestJSONIsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := anyList(t)
		var b bytes.Buffer
		if err := diag.WriteJSON(&b, list); err != nil {
			t.Fatal(err)
		}
		var report jsonReport
		decoder := json.NewDecoder(bytes.NewReader(b.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&report); err != nil {
			t.Fatalf("%v:\n%s", err, b.String())
		}
		all := report.Diagnostics
		for i, d := range list {
			want := []string{valid(d.Message), valid(d.Notes[0]), valid(d.Notes[1]), valid(d.Related[0].Text), valid(d.Fixes[0].Text), valid(d.Fixes[0].Edits[0].Text)}
			got := []string{all[i].Message, all[i].Notes[0], all[i].Notes[1], all[i].Related[0].Message, all[i].Fixes[0].Message, all[i].Fixes[0].Edits[0].Text}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
		}
		checkVisible(t, b.String())
	})
}

// TestCommandsAreVisible checks what is written for terminals and for the logs of
// GitHub.
func TestCommandsAreVisible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := anyList(t)
		var b bytes.Buffer
		if err := errors.Join(WriteGitHub(&b, list), diag.WriteText(&b, list, diag.Style{Width: 100})); err != nil {
			t.Fatal(err)
		}
		checkVisible(t, b.String())
	})
}

func checkVisible(t *rapid.T, text string) {
	if shown := visible.Lines(text); shown != text {
		t.Fatalf("it has something that cannot be seen:\n%+q", text)
	}
}
