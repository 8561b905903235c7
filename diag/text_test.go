package diag

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
)

// at returns the place of the first occurrence of a part of a text.
func at(source *ast.Source, part string) Location {
	start := strings.Index(source.Text(), part)
	if start < 0 {
		panic("no " + part)
	}
	return Location{Source: source, Span: ast.Span{Start: start, End: start + len(part)}}
}

func text(t *testing.T, style Style, list ...Diagnostic) string {
	t.Helper()
	var b strings.Builder
	if err := WriteText(&b, list, style); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkText compares with a wanted text that starts on a line of its own.
func checkText(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("%s\ngot:\n%s", diff, got)
	}
	for line := range strings.Lines(got) {
		if strings.TrimRight(line, " \n") != strings.TrimSuffix(line, "\n") {
			t.Errorf("trailing blanks: %q", line)
		}
	}
}

func TestWriteText(t *testing.T) {
	active := ast.NewSource("active.seg", "# who\n\nwhere plan = \"por\" and age > 1\n")
	catalog := ast.NewSource("catalog.seg", strings.Repeat("#\n", 11)+`field plan: choice("free","pro")`)
	checkText(t, text(t, Style{},
		Diagnostic{
			Severity: Warning, Code: "SEG304", Message: "`plan` is a choice of \"free\", \"pro\"; \"por\" is neither",
			Location: at(active, `"por"`),
			Related:  []Label{{at(catalog, `field plan: choice("free","pro")`), "declared here"}, {Location{}, "nowhere"}},
			Notes:    []string{"one line", "two\nlines"},
			Fixes: []Fix{
				{Text: `write "pro"`, Edits: []Edit{{at(active, `"por"`), `"pro"`}}},
				{Text: "write the nearest one, pro", Edits: []Edit{{at(active, `"por"`), `"pro"`}}},
				{Text: "write another value", Edits: []Edit{{at(active, `"por"`), `"free"`}}},
				{Text: "add parentheses", Edits: []Edit{
					{at(active, `plan = "por"`), `(plan = "por")`},
					{Location{active, ast.Span{Start: 30, End: 30}}, "("},
					{Location{active, ast.Span{Start: 37, End: 37}}, ")"},
				}},
				{Text: "remove it", Edits: []Edit{{at(active, ` and age > 1`), ""}}},
				{Text: "edit two files", Edits: []Edit{{at(active, `age`), "x"}, {at(catalog, `plan`), "x"}}},
			},
		},
		Diagnostic{Severity: Error, Code: "SEG499", Message: "a fault of segc"},
		Diagnostic{Severity: Error, Code: "SEG210", Message: "no rule", Location: Location{Source: active}},
	), `
active.seg:3:14: warning[SEG304]: `+"`plan`"+` is a choice of "free", "pro"; "por" is neither
   3 | where plan = "por" and age > 1
     |              ^^^^^
  catalog.seg:12:1: declared here
  12 | field plan: choice("free","pro")
     | --------------------------------
  = note: nowhere
  = note: one line
  = note: two
          lines
  = help: either write "pro"
  = help: or write the nearest one, pro
  = help: or write another value
   3 | where plan = "free" and age > 1
     |              ~~~~~~
  = help: or add parentheses
   3 | where (plan = "por") and (age > 1)
     |       +            +     +       +
  = help: or remove it
   3 | where plan = "por" and age > 1
     |                    -----------
  = help: or edit two files
   3 | where plan = "por" and x > 1
     |                        ~
  catalog.seg:12:7:
  12 | field x: choice("free","pro")
     |       ~

error[SEG499]: a fault of segc

active.seg:1:1: error[SEG210]: no rule
  1 | # who
    | ^
`)
}

func TestFrames(t *testing.T) {
	tests := []struct {
		name, text, part, want string
		width                  int
	}{
		{"tabs", "\tx\tabc\td", "abc", `
f:1:4: error[C]: m
  1 |     x   abc d
    |         ^^^
`, 0},
		{"under a tab", "ab\tc", "\t", `
f:1:3: error[C]: m
  1 | ab  c
    |   ^^
`, 0},
		{"CJK", "名前 = 五 and x", "五", `
f:1:6: error[C]: m
  1 | 名前 = 五 and x
    |        ^^
`, 0},
		{"emoji of several parts", `n = "👩‍👩‍👧🇩🇪❤️" x`, "x", `
f:1:17: error[C]: m
  1 | n = "👩‍👩‍👧🇩🇪❤️" x
    |              ^
`, 0},
		{"combining marks", "cafe\u0301s x", "x", `
f:1:8: error[C]: m
  1 | cafés x
    |       ^
`, 0},
		{"in a cluster", "ae\u0301o", "\u0301", `
f:1:3: error[C]: m
  1 | aéo
    |  ^
`, 0},
		{"mark without a letter", "\u0301a", "a", `
f:1:2: error[C]: m
  1 | ◌́a
    |  ^
`, 0},
		{"control characters", "a\x1b[31m\x00\x7f\u009b\u202e\u200bz", "z", `
f:1:12: error[C]: m
  1 | a␛[31m␀␡���z
    |            ^
`, 0},
		{"lone CR", "ab\rcd\re", "cd", `
f:2:1: error[C]: m
  2 | cd
    | ^^
`, 0},
		{"several lines with lone CRs", "a (b\rc) e", "(b\rc)", `
f:1:3: error[C]: m
  1 | a (b
    |   ^^ … until line 2
`, 0},
		{"invalid UTF-8", "a\xff\u0301\xe2\x82z", "z", `
f:1:6: error[C]: m
  1 | a�́��z
    |     ^
`, 0},
		{"CRLF", "a\r\nbc = 1\r\nd", "1\r\n", `
f:2:6: error[C]: m
  2 | bc = 1
    |      ^
`, 0},
		{"line ending", "abc\r\nd", "\n", `
f:1:5: error[C]: m
  1 | abc
    |    ^
`, 0},
		{"empty at the end", "abc", "", `
f:1:4: error[C]: m
  1 | abc
    |    ^
`, 0},
		{"empty at the end after a newline", "abc\n", "", `
f:2:1: error[C]: m
  2 |
    | ^
`, 0},
		{"empty text", "", "", `
f:1:1: error[C]: m
  1 |
    | ^
`, 0},
		{"several lines", "a (b or\nc or\nd) e", "(b or\nc or\nd)", `
f:1:3: error[C]: m
  1 | a (b or
    |   ^^^^^ … until line 3
`, 0},
		{"to the end of the line", "ab\ncd", "b\n", `
f:1:2: error[C]: m
  1 | ab
    |  ^
`, 0},
		{"long line, start", strings.Repeat("0123456789", 20), "34", `
f:1:4: error[C]: m
  1 | 0123456789012345678901234567890123…
    |    ^^
`, 41},
		{"long line, middle", strings.Repeat("0123456789", 10) + "XY" + strings.Repeat("0123456789", 10), "XY", `
f:1:101: error[C]: m
  1 | …567890123456789XY012345678901234…
    |                 ^^
`, 40},
		{"long line, end", strings.Repeat("0123456789", 10) + "XY", "XY", `
f:1:101: error[C]: m
  1 | …9012345678901234567890123456789XY
    |                                 ^^
`, 40},
		{"long line, long span", strings.Repeat("0123456789", 10) + strings.Repeat("X", 50), strings.Repeat("X", 50), `
f:1:101: error[C]: m
  1 | …3456789XXXXXXXXXXXXXXXXXXXXXXXXX…
    |         ^^^^^^^^^^^^^^^^^^^^^^^^^^
`, 40},
		{"long line, wide characters", strings.Repeat("五", 30) + "XY" + strings.Repeat("五", 30), "XY", `
f:1:31: error[C]: m
  1 | … 五五五五五五五XY五五五五五五五…
    |                 ^^
`, 40},
		{"long line, odd cut", "a" + strings.Repeat("五", 30), "a", `
f:1:1: error[C]: m
  1 | a五五五五五五五五五五五五五五五五…
    | ^
`, 40},
		{"caret after a line that just fits", strings.Repeat("x", 34), "", `
f:1:35: error[C]: m
  1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    |                                  ^
`, 40},
		{"narrow terminal", strings.Repeat("x", 40), "", `
f:1:41: error[C]: m
  1 | …xxxxxxxxxxxxxxxxxx
    |                    ^
`, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source := ast.NewSource("f", test.text)
			where := Location{source, ast.Span{Start: len(test.text), End: len(test.text)}}
			if test.part != "" {
				where = at(source, test.part)
			}
			got := text(t, Style{Width: test.width}, Diagnostic{Code: "C", Message: "m", Location: where})
			checkText(t, got, test.want)
		})
	}
}

func TestColor(t *testing.T) {
	source := ast.NewSource("f", "ab c")
	d := Diagnostic{
		Code: "C", Message: "m", Location: at(source, "b"), Related: []Label{{at(source, "c"), "r"}},
		Notes: []string{"n"}, Fixes: []Fix{{Text: "h", Edits: []Edit{{at(source, "c"), "d"}}}},
	}
	got := text(t, Style{Color: true}, d)
	want := "\x1b[1mf:1:2:\x1b[0m \x1b[1;31merror[C]\x1b[0m\x1b[1m: m\x1b[0m\n" +
		"\x1b[1;34m  1 |\x1b[0m ab c\n" +
		"\x1b[1;34m    |\x1b[0m  \x1b[1;31m^\x1b[0m\n" +
		"  f:1:4: r\n" +
		"\x1b[1;34m  1 |\x1b[0m ab c\n" +
		"\x1b[1;34m    |\x1b[0m    \x1b[1;36m-\x1b[0m\n" +
		"\x1b[1;34m  = \x1b[0m\x1b[1;34mnote:\x1b[0m n\n" +
		"\x1b[1;34m  = \x1b[0m\x1b[1;32mhelp:\x1b[0m h\n" +
		"\x1b[1;34m  1 |\x1b[0m ab d\n" +
		"\x1b[1;34m    |\x1b[0m    \x1b[1;32m~\x1b[0m\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	d.Severity = Warning
	if got := text(t, Style{Color: true}, d); !strings.Contains(got, "\x1b[1;33mwarning[C]\x1b[0m") {
		t.Errorf("a warning is not yellow: %q", got)
	}
}

// TestNothingRaw checks that no control character from outside reaches the terminal.
func TestNothingRaw(t *testing.T) {
	var all strings.Builder
	for r := rune(0); r < 0x300; r++ {
		all.WriteRune(r)
	}
	all.WriteString("\xff\xc0\x80\u202e\u2066\u2028\u2029\ufeff\u2069\u05d0\u2068")
	evil := all.String()
	source := ast.NewSource(evil, evil)
	where := Location{source, ast.Span{Start: 0, End: len(evil)}}
	d := Diagnostic{
		Code: Code(evil), Message: evil, Location: where, Related: []Label{{where, evil}}, Notes: []string{evil},
		Fixes: []Fix{{Text: evil, Edits: []Edit{{Location{source, ast.Span{}}, evil[20:60]}}}},
	}
	isolated := regexp.MustCompile("\u2068([\u0590-\u08ff][^\u2066-\u2069\n]*)\u2069")
	for _, style := range []Style{{}, {Width: 60}, {Width: 60, Isolate: true}} {
		got := text(t, style, d)
		if pairs := len(isolated.FindAllString(got, -1)); (pairs > 0) != style.Isolate {
			t.Errorf("%+v: %d isolates", style, pairs)
		}
		for i, r := range isolated.ReplaceAllString(got, "$1") {
			if r != '\n' && printable(string(r)) != string(r) {
				t.Fatalf("%+v: %U at %d", style, r, i)
			}
		}
	}
}

// TestManyDiagnostics checks that what a diagnostic costs does not depend on the
// length of its line, even when all the text is one line, or one character: a
// place is never far from one that is known, and a frame is made of what is near
// its place.
func TestManyDiagnostics(t *testing.T) {
	for _, unit := range []string{"x", "\u0301", "\t五"} {
		short := memoryOfMany(t, "e"+strings.Repeat(unit, 1<<16/len(unit)))
		long := memoryOfMany(t, "e"+strings.Repeat(unit, 1<<20/len(unit)))
		if long > 2*short {
			t.Errorf("%q: 300 diagnostics take %d bytes in a line of 64 kB, %d in one of 1 MB", unit, short, long)
		}
	}
}

// memoryOfMany returns how much memory it takes to write 300 diagnostics about a
// line. It checks that their positions are found in a few steps.
func memoryOfMany(t *testing.T, line string) uint64 {
	t.Helper()
	source := ast.NewSource("f", line)
	var list List
	for i := range 300 {
		start := (i * 7919 * 61) % len(line)
		list = append(list, Diagnostic{Code: "C", Message: "m", Location: Location{source, ast.Span{Start: start, End: len(line)}}})
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := WriteText(io.Discard, list, Style{}); err != nil {
		t.Fatal(err)
	}
	if err := WriteJSON(io.Discard, list); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestWriteErrors(t *testing.T) {
	list := List{{Code: "C", Message: "m"}}
	for name, write := range map[string]func(io.Writer) error{
		"text": func(w io.Writer) error { return WriteText(w, list, Style{}) },
		"JSON": func(w io.Writer) error { return WriteJSON(w, list) },
	} {
		if err := write(failing{}); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := WriteText(failing{}, nil, Style{}); err != nil {
		t.Errorf("nothing is written of nothing: %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("test: %w", io.ErrClosedPipe) }
