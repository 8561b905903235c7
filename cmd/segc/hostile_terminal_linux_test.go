package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/term"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// hostileCharacters are what terminals obey, or show so that people read something
// else, each with a sequence that would do something; the last ones are what segc
// itself writes.
func hostileCharacters() []string {
	return []string{
		"\x1b]0;EVIL\x1b", "\aEVIL", "\bEVIL", "\rEVIL", "\x7fEVIL", "\u0085EVIL", "\u009b31mEVIL", "\u202eEVIL", "\u2066EVIL", "\u2028EVIL", "\u200bEVIL", "\U000e0041EVIL",
		"\x1b[31mEVIL", "\x1b[1;31mEVIL", "\x1b[0mEVIL", "\x1b[2mEVIL", "\r\x1b[KEVIL",
	}
}

// screen is a terminal that remembers every byte that it was sent.
type screen struct {
	t       *testing.T
	person  *os.File
	program *os.File
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	person, program := openTerminal(t)
	if _, err := term.MakeRaw(int(program.Fd())); err != nil { // or it would write CR for every LF
		t.Fatal(err)
	}
	return &screen{t, person, program}
}

// show returns what a function writes to the terminal.
func (s *screen) show(write func(*os.File)) string {
	s.t.Helper()
	const end = "\x00end\x00"
	done := make(chan struct{})
	go func() {
		defer close(done)
		write(s.program)
		_, _ = s.program.WriteString(end)
	}()
	var shown bytes.Buffer
	buffer := make([]byte, 1<<16)
	for !bytes.HasSuffix(shown.Bytes(), []byte(end)) {
		n, err := s.person.Read(buffer)
		if err != nil {
			s.t.Fatal(err)
		}
		shown.Write(buffer[:n])
	}
	<-done
	return strings.TrimSuffix(shown.String(), end)
}

// judge reports what of a text on a terminal is neither printable nor segc's own.
func judge(t *testing.T, what any, shown string) {
	t.Helper()
	own := regexp.MustCompile(`\x1b\[(0|1|2|3[1-6]|1;3[1-6])m|\r\x1b\[K`)
	if at := regexp.MustCompile(`(` + own.String() + `)EVIL`).FindString(shown); at != "" {
		t.Errorf("%q: an escape of others is taken for one of segc: %q", what, at)
	}
	rest := own.ReplaceAllString(shown, "")
	for i, r := range rest {
		if r != '\n' && r != '\t' && (r < ' ' || inert.Hidden(rest, i)) {
			t.Errorf("%q: %U in %q", what, r, shown)
			return
		}
	}
}

// TestTerminalObeysNothing checks on a real terminal that only segc's own escapes get
// through, no matter what others wrote and where.
func TestTerminalObeysNothing(t *testing.T) {
	s := newScreen(t)
	runs, colors, marks := 0, 0, hostileMarks()
	for _, a := range someAttacks(hostilePlaces(t, hostileCharacters())) {
		shown := s.show(func(f *os.File) { runAttack(a, streams{out: f, err: f}, map[string]string{"TERM": "xterm"}) })
		judge(t, a.args, shown)
		see(marks, shown)
		runs++
		colors += strings.Count(shown, "\x1b[0m")
	}
	if colors == 0 {
		t.Error("nothing has a color: this was no terminal")
	}
	wantSeen(t, marks)
	t.Logf("%d runs, %d escapes of segc", runs, colors)
}

// TestTerminalSays checks it for what runs do not reach: the words of --watch, the line
// of progress, and a document that goes to the terminal by its name.
func TestTerminalSays(t *testing.T) {
	s := newScreen(t)
	for _, evil := range hostileCharacters() {
		shown := s.show(func(f *os.File) {
			a := newApp(streams{out: f, err: f}, func(name string) string { return map[string]string{"TERM": "xterm"}[name] })
			w := watcher{app: a}
			_ = w.say(styleError, "a"+evil+"b\n"+evil)
			_ = w.say("", evil)
			a.progress.status("a" + evil)
			a.progress.line("b" + evil)
			_, _ = a.write(f.Name(), []byte(evil+"\n"))
		})
		judge(t, evil, shown)
		if strings.Count(shown, "EVIL") < 5 && strings.Contains(evil, "EVIL") && diag.Printable(evil) != evil {
			t.Errorf("%q: %q", evil, shown)
		}
	}
}
