package lsp

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// all reads every message of an input: its text, or what is wrong with it.
func all(t testing.TB, in io.Reader) (read []string) {
	t.Helper()
	frames := newFrames(in)
	for {
		body, err := frames.read()
		var one *frameError
		switch {
		case errors.As(err, &one):
			read = append(read, "error: "+one.text+string(one.id))
		case err != nil:
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatal(err)
			}
			return append(read, err.Error())
		default:
			read = append(read, string(body))
		}
	}
}

func TestFrames(t *testing.T) {
	const ok = "Content-Length: 2\r\n\r\n{}"
	for _, c := range []struct{ name, in, want string }{
		{"one", ok, "{} EOF"},
		{"two", ok + ok, "{} {} EOF"},
		{"another case, and other lines", "X-Other: 1\r\ncontent-length:2\r\nContent-Type: x\r\n\r\n{}" + ok, "{} {} EOF"},
		{"lines that end at LF", "Content-Length: 2\n\n{}" + ok, "{} {} EOF"},
		{"empty lines between", "\r\n\r\n" + ok + "\r\n" + ok, "{} {} EOF"},
		{"an empty body", "Content-Length: 0\r\n\r\n" + ok, " {} EOF"},
		{"half a header", "Content-Le", "unexpected EOF"},
		{"half a body", "Content-Length: 20\r\n\r\n{}", "unexpected EOF"},
		{"no length", "X: 1\r\n\r\n" + ok, "error: a message has no Content-Length {} EOF"},
		{"garbage", "GET / HTTP/1.1\r\nHost: x\r\n\r\n" + ok, "error: a message has no Content-Length {} EOF"},
		{"no number", "Content-Length: many\r\n\r\n" + ok, "error: the Content-Length of a message is not a number of bytes {} EOF"},
		{"less than nothing", "Content-Length: -2\r\n\r\n" + ok, "error: the Content-Length of a message is not a number of bytes {} EOF"},
		{"more than there is", "Content-Length: 99999999999999999999\r\n\r\n" + ok, "error: the Content-Length of a message is not a number of bytes {} EOF"},
		{"a long header", strings.Repeat("X: 1\r\n", 2000) + "\r\n" + ok, "error: the header of a message has more than 8 KiB error: a message has no Content-Length {} EOF"},
		{"a long line", strings.Repeat("x", 100_000) + "\r\n\r\n" + ok, "error: a message has no Content-Length {} EOF"},
	} {
		if got := strings.Join(all(t, strings.NewReader(c.in)), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestLongBody checks that a body of 100 MB is not kept, and that its request gets an answer.
func TestLongBody(t *testing.T) {
	const size = 100 << 20
	in := io.MultiReader(
		strings.NewReader("Content-Length: 104857600\r\n\r\n"+`{"jsonrpc": "2.0", "id": "seven", "method": "x", "params": "`),
		io.LimitReader(endless{}, size-60), strings.NewReader("Content-Length: 2\r\n\r\n{}"),
	)
	want := `error: a message has 104857600 bytes; the limit is 32 MiB"seven" {} EOF`
	if got := strings.Join(all(t, in), " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := testing.AllocsPerRun(1, func() {
		_ = newFrames(io.LimitReader(endless{}, 1)).discard(size) // only what it keeps matters
	}); got > 20 {
		t.Errorf("a long body takes %v allocations", got)
	}
}

// endless is an input of spaces.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// FuzzFrames checks that no input ends the reader in another way than at its end, and that messages
// are read as they were written.
func FuzzFrames(f *testing.F) {
	for _, seed := range []string{
		"", "Content-Length: 2\r\n\r\n{}", "Content-Length: 1\r\n\r\n", "\r\n", "x: y\r\n\r\n", "Content-Length: -1\r\n\r\n",
		"Content-Length: 33554433\r\n\r\n", "Content-Length: 0\r\nContent-Length: 2\r\n\r\n{}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		all(t, bytes.NewReader(data))
		written := appendFrame(appendFrame(nil, data), []byte("{}"))
		if got := all(t, bytes.NewReader(written)); len(got) != 3 || got[0] != string(data) || got[1] != "{}" {
			t.Errorf("%q is read as %q", data, got)
		}
	})
}
