package embedder

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// problem is what an editor reads of a problem.
type problem struct {
	Code  string
	Fixes []struct {
		Edits []edit
	}
}

type edit struct {
	File       string
	Start, End struct{ Line, UTF16 int }
	Text       string
}

// buffer is a text as an editor in a browser has it: lines of UTF-16 code units.
type buffer [][]uint16

func newBuffer(text string) buffer {
	var b buffer
	for line := range strings.SplitSeq(text, "\n") {
		b = append(b, utf16.Encode([]rune(line)))
	}
	return b
}

func (b buffer) String() string {
	var lines []string
	for _, line := range b {
		lines = append(lines, string(utf16.Decode(line)))
	}
	return strings.Join(lines, "\n")
}

// apply makes the edits of a fix, the last one first, so that the places of the others stay.
func (b buffer) apply(edits []edit) buffer {
	slices.SortFunc(edits, func(x, y edit) int {
		return cmp.Or(y.Start.Line-x.Start.Line, y.Start.UTF16-x.Start.UTF16)
	})
	for _, e := range edits {
		head := string(utf16.Decode(b[e.Start.Line-1][:e.Start.UTF16-1]))
		tail := string(utf16.Decode(b[e.End.Line-1][e.End.UTF16-1:]))
		b = slices.Concat(b[:e.Start.Line-1], newBuffer(head+e.Text+tail), b[e.End.Line:])
	}
	return b
}

// TestFixesInUTF16 applies the first fix of a problem, as an editor does it, until none is
// left.
func TestFixesInUTF16(t *testing.T) {
	handler := service(t).Handler()
	for text, want := range map[string]string{
		`status = "subscribed" and plan = "Überflieger 🚀" and größe >= "12"`:                           `status = "subscribed" and plan = "Überflieger 🚀" and größe >= 12`,
		"# 🚀🚀 für alle\nstatus = \"subscribed\"\n  and plan = pro and größe >= \"12\" # 👩‍👧 ganz groß": "# 🚀🚀 für alle\nstatus = \"subscribed\"\n  and plan = \"pro\" and größe >= 12 # 👩‍👧 ganz groß",
		`plan = "Überflieger 🚀" and opened in last 30d or plan = "pro"`:                                `((plan = "Überflieger 🚀" and opened in last 30d) or plan = "pro") and status = "subscribed"`,
	} {
		got := newBuffer(text)
		for range 10 {
			var answer struct{ Diagnostics []problem }
			body := post(t, handler, "/compile", Request{Text: got.String()}).Body.Bytes()
			if err := json.Unmarshal(body, &answer); err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(answer.Diagnostics, func(p problem) bool { return len(p.Fixes) > 0 })
			if at < 0 {
				break
			}
			got = got.apply(answer.Diagnostics[at].Fixes[0].Edits)
		}
		if got.String() != want {
			t.Errorf("%q becomes\n%s, expected\n%s", text, got, want)
		}
	}
}
