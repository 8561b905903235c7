package explain_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestFormatsAreWellFormed explains random rules in all formats: the same twice,
// with nothing in them that a terminal would obey, JSON as JSON and the picture
// as XML, with all of its texts inside.
func TestFormatsAreWellFormed(t *testing.T) {
	day := time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)
	for i := range 150 {
		text := gen.File(gen.Rand(rand.New(rand.NewPCG(5, uint64(i)))), gen.Options{NoNegatedStartsWith: true})
		e, _ := sides.Explain(t.Context(), sides.Rule{Text: text}, day)
		if e == nil {
			continue // nobody or everybody
		}
		for _, format := range sides.Formats() {
			var first, second bytes.Buffer
			if err := errors.Join(e.Write(&first, format), e.Write(&second, format)); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Errorf("%s is not the same twice", format)
			}
			if at := strings.IndexFunc(first.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); at >= 0 {
				t.Errorf("%s has a control character at %d\n%s", format, at, text)
			}
			switch format {
			case "json":
				if !json.Valid(first.Bytes()) {
					t.Errorf("no JSON:\n%s", first.String())
				}
			case "svg":
				checkPicture(t, first.String())
			case "text":
				for line := range strings.Lines(first.String()) {
					if len([]rune(line)) > 101 && strings.Count(strings.TrimSpace(line), " ") > 0 {
						t.Errorf("a long line: %s", line)
					}
				}
			}
		}
	}
}

// checkPicture checks that a picture is XML and that its texts are inside.
func checkPicture(t *testing.T, picture string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(picture))
	width, height := 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("no XML: %v\n%s", err, picture)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		number := func(name string) int {
			for _, a := range start.Attr {
				if a.Name.Local == name {
					n, err := strconv.Atoi(a.Value)
					if err != nil {
						t.Errorf("%s is not a number: %v", name, err)
					}
					return n
				}
			}
			return 0
		}
		switch start.Name.Local {
		case "svg":
			width, height = number("width"), number("height")
		case "rect":
			if number("x")+number("width") > width || number("y")+number("height") > height {
				t.Errorf("a card is outside of the picture\n%s", picture)
			}
		case "text":
			if x, y := number("x"), number("y"); x <= 0 || x >= width || y <= 0 || y >= height {
				t.Errorf("a text is outside of the picture\n%s", picture)
			}
		}
	}
}

// TestUnknownFormat checks that a format that is not there is an error.
func TestUnknownFormat(t *testing.T) {
	document := &condition.Document{Any: []condition.Group{{All: []condition.Condition{condition.Event{Metric: condition.Open, Operator: condition.Ever}}}}}
	if err := explain.Write(nil, io.Discard, explain.Explain(explain.Input{Document: document}), "pdf"); err == nil || !prose.Names(err.Error(), `"pdf"`) {
		t.Errorf("got %v", err)
	}
}

// TestBadTexts checks that a text that is not UTF-8, or that XML cannot have, is
// shown all the same.
func TestBadTexts(t *testing.T) {
	document := &condition.Document{Any: []condition.Group{{All: []condition.Condition{
		condition.Field{Column: "a\xff\x00b", Operator: condition.Equals, Values: []condition.Value{{Text: "\ufffe\x1b[2J\u202e"}}},
	}}}}
	e := explain.Explain(explain.Input{Document: document, Title: strings.Repeat("w\u0301W", 300)})
	for _, format := range explain.Formats() {
		var b bytes.Buffer
		if err := explain.Write(nil, &b, e, format); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x00\x1b\u202e\ufffe") {
			t.Errorf("%s has what it should not:\n%q", format, b.String())
		}
		if format == "svg" {
			checkPicture(t, b.String())
		}
	}
}

// TestParamsAreCounted adds more params than anybody reads: 12 are shown, and one more rather than its
// count.
func TestParamsAreCounted(t *testing.T) {
	params := make([]explain.Param, 15)
	for i := range params {
		params[i] = explain.Param{Name: fmt.Sprintf("p%02d", i), Value: "1", Type: "number", Given: i%2 == 0}
	}
	said := prose.Open(t, "params")
	for _, c := range []struct{ params, lines int }{{12, 12}, {13, 13}, {15, 13}} {
		e := explain.Explain(explain.Input{Document: &condition.Document{}})
		e.AddParams(params[:c.params])
		if len(e.Changed) != c.lines {
			t.Errorf("%d params are %d lines, want %d", c.params, len(e.Changed), c.lines)
		}
		last := e.Changed[len(e.Changed)-1]
		if name := fmt.Sprintf("`p%02d`", c.params-1); strings.Contains(last, name) != (c.params == c.lines) {
			t.Errorf("%d params end with %q", c.params, last)
		}
		said.Add(t, fmt.Sprintf("the last of %d params", c.params), last)
	}
}
