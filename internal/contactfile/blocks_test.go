package contactfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestBlocks reads tables of several blocks, whose rows have quotes and lines in them, in
// pieces of any size.
func TestBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	b.WriteString("id,plan,revenue,vip,since,tags\n")
	for i := range 30_000 {
		plan := [...]string{"a", `"x, ""y""` + "\n\nz\"", `""""`, "\"\r\n\"", "\"1" + strings.Repeat("\n,\"\"", 9) + "\""}[random.IntN(5)]
		fmt.Fprintf(&b, "%d,%s,%d,yes,,%s\n", i+1, plan, random.IntN(100), strings.Repeat("t", random.IntN(30)))
	}
	text := b.String()
	want := csv.NewReader(strings.NewReader(text))
	if _, err := want.Read(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(&pieces{text: text, random: random}, "f", tableColumns(), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	blocks, rows := 0, 0
	for {
		b, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		blocks++
		if err := s.Read(&b, func(c *Contact, fault error) error {
			rows++
			record, err := want.Read()
			if err != nil || fault != nil {
				t.Fatal(err, fault)
			}
			line, _ := want.FieldPos(0)
			if c.Line != int64(line) || c.Key != record[0] || c.Values[0].Text() != record[1] || c.Values[1].Text() != record[2] {
				t.Fatalf("line %d: %d %v instead of %q", line, c.Line, c.Values, record)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if rows != 30_000 || blocks < 3 {
		t.Errorf("%d rows in %d blocks", rows, blocks)
	}
}

// pieces gives a text in pieces of any size.
type pieces struct {
	text   string
	random *rand.Rand
}

func (p *pieces) Read(into []byte) (int, error) {
	if p.text == "" {
		return 0, io.EOF
	}
	n := copy(into, p.text[:min(len(p.text), 1+p.random.IntN(200_000))])
	p.text = p.text[n:]
	return n, nil
}

// endless is a file of one line, which does not end.
type endless struct{ read int }

func (e *endless) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = 'x'
	}
	e.read += len(into)
	return len(into), nil
}

// TestEndlessLine stops after the longest line that may be.
func TestEndlessLine(t *testing.T) {
	from := &endless{}
	_, err := Open(from, "f", wanted(), Layout{})
	if err == nil || err.Error() != "f:1: this row has more than 1048576 bytes" || from.read > 2*MaxLine {
		t.Errorf("%v after %d bytes", err, from.read)
	}
}

// broken is a file that cannot be read to its end.
type broken struct{ io.Reader }

func (b broken) Read(into []byte) (int, error) {
	n, err := b.Reader.Read(into)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// TestCutFile reports that a file ends too soon.
func TestCutFile(t *testing.T) {
	if _, err := readAll(broken{strings.NewReader("id,plan,revenue,vip,since,tags\n1,")}, tableColumns(), Layout{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}
