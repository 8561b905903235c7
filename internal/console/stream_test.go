package console

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/inert"
)

// pieces are what terminals and CI systems obey, with what segc itself writes.
var pieces = []string{
	"#", "##", "[", "vso", "::", ":", "\n", " ", "a", "]", "\t", "\r", "\x1b", "\x1b[31m", "\x1b[0m", "\x1b[2J", "\x1b]0;x\a", "\b",
	"\x7f", "\u0085", "\u009b", "\u009b31m", "\u200b", "\u202e", "\u2066", "\u2028", "\ufeff", "\U000e0041", "é", "\xff", "\xc3", "\u0300",
}

// TestWords checks that words are printable and no commands, however they are split.
func TestWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "parts")
		text := strings.Join(parts, "")
		options := Options{Terminal: rapid.Bool().Draw(t, "terminal"), Log: rapid.Bool().Draw(t, "log")}
		var whole, split bytes.Buffer
		w := New(&whole, options)
		if n, err := w.Write([]byte(text)); n != len(text) || err != nil {
			t.Fatal(n, err)
		}
		_ = w.Close()
		w = New(&split, options)
		for rest := []byte(text); len(rest) > 0; {
			size := rapid.IntRange(1, len(rest)).Draw(t, "size")
			if n, err := w.Write(rest[:size]); n != size || err != nil {
				t.Fatal(n, err)
			}
			rest = rest[size:]
		}
		_ = w.Close()
		if loose(whole.String()) != loose(split.String()) {
			t.Fatalf("%q is %q in one piece and %q in several", text, whole.String(), split.String())
		}
		for i, r := range whole.String() {
			if r != '\n' && r != '\t' && (r < ' ' || inert.Hidden(whole.String(), i)) {
				t.Fatalf("%U in %q, from %q", r, whole.String(), text)
			}
		}
		if (!options.Terminal || options.Log) && inert.Commands(whole.Bytes()) {
			t.Fatalf("a command in %q, from %q", whole.String(), text)
		}
		if strings.Count(whole.String(), "\n") != strings.Count(text, "\n") {
			t.Fatalf("%q has other lines than %q", whole.String(), text)
		}
	})
}

// TestPainted checks that segc's own escapes get through, split anywhere, and no
// others.
func TestPainted(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\x1b[1;31merror\x1b[0m\x1b[1m: a\x1b[0m\n": "\x1b[1;31merror\x1b[0m\x1b[1m: a\x1b[0m\n",
		"\x1b[2m\x1b[33ma\x1b[0m":                   "\x1b[2m\x1b[33ma\x1b[0m",
		"\x1b[38m\x1b[30m\x1b[4m\x1b[8m":            "␛[38m␛[30m␛[4m␛[8m",
		"\x1b[1;1;31m\x1b[1;m\x1b[m\x1b[31;1m":      "␛[1;1;31m␛[1;m␛[m␛[31;1m",
		"\x1b[2J\x1b]0;a\a\x1b[1;38m":               "␛[2J␛]0;a␇␛[1;38m",
		"##\x1b[0m[a":                               "## \x1b[0m [a",
		"##\x1b[0mvso[a":                            "## \x1b[0mvso [a",
		"\x1b[0m::a":                                "\x1b[0m: :a",
		"a\x1b":                                     "a␛",
		"a\x1b[1;":                                  "a␛[1;",
	} {
		for size := 1; size <= len(text); size++ {
			var got bytes.Buffer
			s := New(&got, Options{})
			for rest := text; rest != ""; {
				n := min(size, len(rest))
				if _, err := s.Painted().Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			_ = s.Close()
			if got.String() != want {
				t.Errorf("%q by %d is %q, not %q", text, size, got.String(), want)
			}
		}
	}
	var got bytes.Buffer
	if _, err := New(&got, Options{Terminal: true}).Write([]byte("\x1b[31ma")); err != nil || got.String() != "␛[31ma" {
		t.Errorf("words are %q, %v", got.String(), err)
	}
}

// TestIsolates checks that the isolates around right-to-left text get through to a terminal, in text with
// colors and split anywhere, and no other characters of this kind.
func TestIsolates(t *testing.T) {
	t.Parallel()
	const text = "a \u2068\u05d0\u2069 \x1b[1m\u2068\u05d0\u2069\x1b[0m \u2066\u2067\u202e\u200f\n"
	const replaced = "a \ufffd\u05d0\ufffd \x1b[1m\ufffd\u05d0\ufffd\x1b[0m \ufffd\ufffd\ufffd\ufffd\n"
	for _, c := range []struct {
		options Options
		way     func(*Stream) io.Writer
		want    string
	}{
		{Options{Terminal: true}, (*Stream).Painted, "a \u2068\u05d0\u2069 \x1b[1m\u2068\u05d0\u2069\x1b[0m \ufffd\ufffd\ufffd\ufffd\n"},
		{Options{}, (*Stream).Painted, replaced},
		{Options{Terminal: true}, func(s *Stream) io.Writer { return s }, strings.ReplaceAll(replaced, "\x1b", "␛")},
		{Options{Terminal: true}, (*Stream).Data, strings.ReplaceAll(replaced, "\x1b", "␛")},
		{Options{Terminal: true}, (*Stream).Commands, strings.ReplaceAll(replaced, "\x1b", "␛")},
	} {
		for size := 1; size <= len(text); size++ {
			var got bytes.Buffer
			s := New(&got, c.options)
			for rest := []byte(text); len(rest) > 0; {
				n := min(size, len(rest))
				if _, err := c.way(s).Write(rest[:n]); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			_ = s.Close()
			if got.String() != c.want {
				t.Errorf("%+v by %d is %q, expected %q", c.options, size, got.String(), c.want)
			}
		}
	}
}

// TestCommands checks that a workflow command gets through, and nothing that is
// hidden in it.
func TestCommands(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	s := New(&got, Options{Log: true})
	for _, line := range []string{"::error file=a::b ##vso[x]\x1b[31m\n", "::a::\n"} {
		if _, err := s.Commands().Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Write([]byte("::a::\n")); err != nil {
		t.Fatal(err)
	}
	if want := "::error file=a::b ##vso [x]␛[31m\n::a::\n: :a::\n"; got.String() != want {
		t.Errorf("%q, not %q", got.String(), want)
	}
}

// TestData checks that data is exact but on a terminal, and is refused where it
// would be obeyed.
func TestData(t *testing.T) {
	t.Parallel()
	const text = "a\r\n\xff\x1b[31m\u2028 ##[group]\n::b::"
	for _, c := range []struct {
		options Options
		want    string
		refused bool
	}{
		{Options{}, text, false},
		{Options{Terminal: true}, "a␍\n\ufffd␛[31m\ufffd ##[group]\n::b::", false},
		{Options{Terminal: true, Log: true}, "a␍\n\ufffd␛[31m\ufffd ## [group]\n: :b::", false},
		{Options{Log: true}, "a\r\n\xff\x1b[31m\u2028 ##", true},
	} {
		for size := 1; size <= len(text); size++ {
			var got bytes.Buffer
			s := New(&got, c.options)
			var failed error
			for rest := text; rest != "" && failed == nil; {
				n := min(size, len(rest))
				_, failed = s.Data().Write([]byte(rest[:n]))
				rest = rest[n:]
			}
			if c.refused != errors.Is(failed, ErrCommand) || !c.refused && failed != nil {
				t.Errorf("%+v: %v", c, failed)
			}
			if !c.refused && got.String() != c.want || !strings.HasPrefix(c.want, got.String()) {
				t.Errorf("%+v by %d: %q", c, size, got.String())
			}
		}
	}
}

// TestDataSplit checks that a character without width, split in two, hides no command.
func TestDataSplit(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	s := New(&got, Options{Log: true})
	for _, part := range []string{"#\xe2", "\x80\x8b", "#"} {
		if _, err := s.Data().Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Data().Write([]byte("[a]")); !errors.Is(err, ErrCommand) {
		t.Errorf("%q is written: %v", got.String(), err)
	}
}

// TestStatus checks that a status line is for terminals, printable and on one line.
func TestStatus(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	s := New(&got, Options{Terminal: true})
	_ = s.Status("a\r\nb\x1b[2J")
	_ = s.ClearStatus()
	_ = s.ClearStatus()
	if want := "\r\x1b[Ka␍␊b␛[2J\r\x1b[K"; got.String() != want {
		t.Errorf("%q, not %q", got.String(), want)
	}
	got.Reset()
	s = New(&got, Options{})
	_ = s.Status("a")
	_ = s.ClearStatus()
	if got.Len() > 0 {
		t.Errorf("%q", got.String())
	}
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

// TestErrors checks that a failed write reports it, with no bytes written.
func TestErrors(t *testing.T) {
	t.Parallel()
	s := New(broken{}, Options{})
	for _, w := range []func([]byte) (int, error){s.Write, s.Data().Write, s.Painted().Write, s.Commands().Write} {
		if n, err := w([]byte("a")); n != 0 || fmt.Sprint(err) != "full" {
			t.Error(n, err)
		}
	}
}

// loose returns a text without what depends on its neighbors: in pieces, a joiner
// is not known to be part of an emoji and is replaced.
func loose(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\ufffd' || r >= 0xe0000 && r <= 0xe007f || strings.ContainsRune("\u200c\u200d\ufe0f\u20e3", r) {
			return -1
		}
		return r
	}, text)
}
