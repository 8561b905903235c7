package grammar_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// breaks are the characters that some editors show as the end of a line and
// that end no line for segc.
var breaks = []string{"\r", "\v", "\f", "\u0085", "\u2028", "\u2029"}

// problemsOf parses a text.
func problemsOf(text string) diag.List {
	_, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	return list
}

// one checks that a text has one problem, a character that is not allowed in its place, and
// returns the text after its fix.
func one(t *testing.T, text, character string) string {
	t.Helper()
	list := problemsOf(text)
	if len(list) != 1 || list[0].Code != diag.BadCharacter || list[0].Severity != diag.Error {
		t.Fatalf("%q gives %v", text, list.Err())
	}
	d := list[0]
	if want := strings.Index(text, character); d.Location.Span.Start != want || d.Location.Span.End != want+len(character) {
		t.Errorf("%q: the problem is at %v, not at %d", text, d.Location.Span, want)
	}
	if code := fmt.Sprintf("U+%04X", []rune(character)[0]); !strings.Contains(d.Message, code) {
		t.Errorf("%q: the message does not name %s: %s", text, code, d.Message)
	}
	if len(d.Fixes) != 1 || d.Fixes[0].Safe {
		t.Fatalf("%q: the fixes are %+v", text, d.Fixes)
	}
	corrected, err := diag.Apply(d.Location.Source, d.Fixes[0])
	if err != nil {
		t.Fatal(err)
	}
	return corrected
}

// TestWhatIsSeenIsCompiled checks that no character that looks like the end of
// a line keeps what follows it in a comment.
func TestWhatIsSeenIsCompiled(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"a condition", "plan = \"a\" # c%sand status = \"subscribed\""},
		{"a condition, and more lines", "plan = \"a\" # c%sand status = \"subscribed\"\nand age > 3\n"},
		{"with carriage returns", "plan = \"a\" # c%sand status = \"subscribed\"\r\nand age > 3\r\n"},
		{"at once", "plan = \"a\" #%sand status = \"subscribed\""},
		{"a comment first", "# c%splan = \"a\""},
		{"inside a list", "plan in (\"a\", # c%s\"b\",\n\"c\")"},
		{"between statements", "let a = opened # c%srequire status = \"subscribed\"\nwhere a"},
		{"in a declaration", "list news = ( # c%s\"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\", # d\n\"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ac\")"},
		{"in an ignore", "# segc:ignore SEG501 it reads well%splan = \"a\" or\nplan = \"b\" and age > 3"},
		{"in a plain", "# segc:plain%sage > 5 and\nage > 3"},
		{"the last character of the comment", "plan = \"a\" # c%s # d\nand age > 3"},
	} {
		for _, character := range breaks {
			text := fmt.Sprintf(c.text, character)
			corrected := one(t, text, character)
			if want := fmt.Sprintf(c.text, "\n"); corrected != want {
				t.Errorf("%s: the fix gives %q", c.name, corrected)
			}
			if list := problemsOf(corrected); c.name != "inside a list" && list.HasErrors() {
				t.Errorf("%s: after the fix, %q has %v", c.name, corrected, list.Err())
			}
		}
	}
}

// TestControlCharactersInComments checks that a comment has none, since it is
// printed as it is.
func TestControlCharactersInComments(t *testing.T) {
	for r := rune(0); r < 0xa0; r++ {
		character := string(r)
		isControl := r < ' ' && r != '\t' && r != '\n' || r >= 0x7f
		for _, text := range []string{"a = 1 # b" + character + "[31m c\nand d", "# " + character + " b\na = 1", "a in (1, # " + character + "b\n2)"} {
			switch {
			case strings.Contains(strings.Join(breaks, ""), character) || r == '\n':
			case !isControl:
				if list := problemsOf(text); list.HasErrors() {
					t.Errorf("%q gives %v", text, list.Err())
				}
			default:
				if corrected := one(t, text, character); corrected != strings.Replace(text, character, "", 1) {
					t.Errorf("%q: the fix gives %q", text, corrected)
				}
			}
		}
	}
}

// TestHarmlessLineEnds lists what hides nothing.
func TestHarmlessLineEnds(t *testing.T) {
	for _, text := range []string{
		"a = 1 # b\r\nand c = 2 # d\r\n", // lines of another system
		"a = 1 # b\r\r\nand c = 2\r\r\n", // converted twice
		"a = 1 # b\n\rand c = 2\n\r",     // the wrong way round
		"a = 1 # b\r",                    // the last line, and the half of its end
		"a = 1\rand c = 2\r",             // blanks, seen or not
		"a = 1 # tab\there, no-break\u00a0space, Persian \u0646\u200c\u0647, 👩\u200d👧\nand c = 2",
	} {
		if list := problemsOf(text); len(list) > 0 {
			t.Errorf("%q gives %v", text, list.Err())
		}
	}
}

// TestOldLineEnds checks that one fix is enough for a file in which each line
// ends in a carriage return.
func TestOldLineEnds(t *testing.T) {
	text := "# who buys\rplan = \"a\" # paid\rand status = \"subscribed\"\r"
	if corrected, want := one(t, text, "\r"), strings.ReplaceAll(text, "\r", "\n"); corrected != strings.TrimSuffix(want, "\n")+"\r" {
		t.Errorf("the fix gives %q", corrected)
	}
}

// TestManyOldLineEnds checks that the fix of a comment full of carriage returns is
// complete, and has few edits.
func TestManyOldLineEnds(t *testing.T) {
	for _, n := range []int{1, 99, 100, 101, 5000} {
		text := "a = 1 # x" + strings.Repeat("\ry", n) + "\nor b = 2"
		if edits := len(problemsOf(text)[0].Fixes[0].Edits); edits > 100 {
			t.Errorf("the fix of %d carriage returns has %d edits", n, edits)
		}
		if corrected := one(t, text, "\r"); corrected != strings.ReplaceAll(text, "\r", "\n") {
			t.Errorf("the fix of %d carriage returns gives %.80q", n, corrected)
		}
	}
}

// TestBreaksBetweenTokens checks that what looks like the end of a line is an
// error in all other places, too, unless it is a blank there.
func TestBreaksBetweenTokens(t *testing.T) {
	for _, character := range breaks[1:] {
		for _, text := range []string{"a = 1 %sand b = 2", "a = 1%s and b = 2", "a = 1 and b = 2 %s"} {
			corrected := one(t, fmt.Sprintf(text, character), character)
			if want := fmt.Sprintf(text, "\n"); corrected != want {
				t.Errorf("the fix gives %q", corrected)
			}
		}
	}
	for _, character := range []string{"\x00", "\x1b", "\x7f", "\u009b"} {
		one(t, "a = 1 "+character+" and b = 2", character)
	}
}

// TestControlCharactersInNames checks that a name, which has no escapes, has
// none.
func TestControlCharactersInNames(t *testing.T) {
	for _, character := range append([]string{"\x00", "\x1b", "\x7f", "\u009b"}, breaks...) {
		for _, text := range []string{"`a%sb` = 1", "list in (`a%sb`)", "let `a%sb` = opened where opened", "field `a%sb`: text", "isp big = (1, `a%sb`)"} {
			if corrected := one(t, fmt.Sprintf(text, character), character); corrected != fmt.Sprintf(text, "") {
				t.Errorf("the fix gives %q", corrected)
			}
		}
	}
	for _, c := range []struct {
		name string
		want bool
	}{{"a b", true}, {"Größe", true}, {"a\tb", true}, {"", false}, {"a`b", false}, {"a\nb", false}, {"a\u2028b", false}, {"a\x1bb", false}} {
		if got := grammar.CanQuote(c.name); got != c.want {
			t.Errorf("CanQuote(%q) is %v", c.name, got)
		}
	}
}
