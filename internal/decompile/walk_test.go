package decompile

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestReadingIsLinear counts the work of reading a text and of finding a place in
// it: ten times the bytes take at most eleven times the work, no matter what they
// are.
func TestReadingIsLinear(t *testing.T) {
	const document = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
	for name, text := range map[string]func(n int) string{
		"blanks before":     func(n int) string { return strings.Repeat(" \n", n/2) + document },
		"blanks inside":     func(n int) string { return `{` + strings.Repeat(" ", n) + document[1:] },
		"blanks after":      func(n int) string { return document + strings.Repeat("\t", n) },
		"digits":            func(n int) string { return `{"x":` + strings.Repeat("1", n) + `,"any":1}` },
		"a string":          func(n int) string { return `{"x":"` + strings.Repeat("é", n/2) + `","any":1}` },
		"escapes":           func(n int) string { return `{"x":"` + strings.Repeat(`\u00e9`, n/6) + `","any":1}` },
		"a name":            func(n int) string { return `{"` + strings.Repeat("a", n) + `":1,"any":1}` },
		"a name, escaped":   func(n int) string { return `{"` + strings.Repeat(`\n`, n/2) + `":1,"any":1}` },
		"members":           func(n int) string { return `{` + strings.Repeat(`"x":1,`, n/6) + `"any":1}` },
		"a list":            func(n int) string { return `{"x":[` + strings.Repeat("1,", n/2) + `1],"any":1}` },
		"a list of lists":   func(n int) string { return `{"x":[` + strings.Repeat("[],", n/3) + `1],"any":1}` },
		"brackets":          func(n int) string { return `{"x":` + strings.Repeat("[", n) },
		"braces":            func(n int) string { return strings.Repeat(`{"x":`, n/5) },
		"an open string":    func(n int) string { return `{"x":"` + strings.Repeat("a", n) },
		"words, not JSON":   func(n int) string { return `{"x":` + strings.Repeat("tru ", n/4) },
		"blanks, not JSON":  func(n int) string { return strings.Repeat(" ", n) + "x" },
		"a segment, blanks": func(n int) string { return `{` + strings.Repeat(" ", n) + `"name":1}` },
	} {
		count := func(n int) int {
			ctx := polltest.New(t.Context())
			data := []byte(text(n))
			_, _ = Decode(poll.New(ctx), data)
			Locate(poll.New(ctx), data, "any[0].all[0]")
			return ctx.Count
		}
		few, many := count(1<<20), count(10<<20)
		if many > 11*few+10 {
			t.Errorf("%s: %d looks become %d", name, few, many)
		}
		if few < 5 && name != "brackets" && name != "braces" && name != "blanks after" {
			t.Errorf("%s: %d looks are too few to tell", name, few)
		}
	}
}

// TestLocateAnything compares the place that a path leads to with what the standard
// library reads there, in texts of any layout.
func TestLocateAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blank := func() string { return rapid.StringMatching(`[ \t\r\n]{0,3}`).Draw(t, "blanks") }
		var value func(depth int) (text, path, leads string)
		value = func(depth int) (text, path, leads string) {
			kind := rapid.IntRange(0, 5).Draw(t, "kind")
			switch {
			case kind < 2 && depth > 0:
				n, at := rapid.IntRange(1, 3).Draw(t, "elements"), 0
				at = rapid.IntRange(0, n-1).Draw(t, "element")
				for i := range n {
					inner, step, there := value(depth - 1)
					if i == at {
						path, leads = "["+string(rune('0'+i))+"]"+step, there
					}
					text += map[bool]string{true: ","}[i > 0] + blank() + inner + blank()
				}
				text = "[" + text + "]"
			case kind < 4 && depth > 0:
				names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"any", "all", "kind", "x", `\u0061`, `q\"`, "é"}), 1, 3, rapid.ID).Draw(t, "names")
				at := rapid.IntRange(0, len(names)-1).Draw(t, "member")
				for i, name := range names {
					inner, step, there := value(depth - 1)
					if i == at {
						quoted, _ := json.Marshal(mustRead(t, `"`+name+`"`))
						path, leads = "["+string(quoted)+"]"+step, there
					}
					text += map[bool]string{true: ","}[i > 0] + blank() + `"` + name + `"` + blank() + ":" + blank() + inner + blank()
				}
				text = "{" + text + "}"
			default:
				text = rapid.SampledFrom([]string{"1", "-2.5e3", "true", "null", `""`, `"a\"]}"`, `"\\"`, `"é,"`, "[]", "{ }", "[ [] ]"}).Draw(t, "value")
			}
			if path == "" || rapid.IntRange(0, 5).Draw(t, "here") == 0 {
				path, leads = "", text
			}
			return text, path, leads
		}
		text, path, leads := value(4)
		before := blank()
		data := []byte(before + text + blank())
		if !json.Valid(data) {
			t.Fatalf("%s is not JSON", data)
		}
		start, end := Locate(nil, data, path)
		if string(data[start:end]) != leads {
			t.Errorf("%s in %s leads to %s, not %s", path, data, data[start:end], leads)
		}
	})
}

func mustRead(t *rapid.T, quoted string) (text string) {
	if err := json.Unmarshal([]byte(quoted), &text); err != nil {
		t.Fatal(err)
	}
	return text
}

// TestSegmentsAreKnown checks which texts are taken for segments.
func TestSegmentsAreKnown(t *testing.T) {
	for text, want := range map[string]bool{
		`{"name":1}`: true, `{ "x" : [ {"any":1} ] , "rules_json" : 1}`: true, `{"\u006eame":1}`: true, `{"x":"\"}","id":1}`: true, `{"color"`: true,
		``: false, `[]`: false, `"name"`: false, `{}`: false, `{"any":1,"name":1}`: false, `{"x":{"name":1}}`: false, `{"x":"name"}`: false,
		`{"x"`: false, `{"x":]`: false, `{"x":}`: false, `{"a\u006ey":1,"name":1}`: false, `{"x`: false, `{name:1}`: false,
		`{"x":` + strings.Repeat("[", maxNesting) + strings.Repeat("]", maxNesting) + `,"name":1}`:     true,
		`{"x":` + strings.Repeat("[", maxNesting+1) + strings.Repeat("]", maxNesting+1) + `,"name":1}`: false,
	} {
		if got := isSegment(nil, []byte(text)); got != want {
			t.Errorf("%.40s: %v", text, got)
		}
	}
}
