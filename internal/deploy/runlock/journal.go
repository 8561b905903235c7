package runlock

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/visible"
)

// Holder says who is at work.
type Holder struct {
	Command string    `json:"command"` // such as "segc apply"
	Process int       `json:"process"`
	User    string    `json:"user"`
	Host    string    `json:"host"`
	Since   time.Time `json:"since"`
}

// Intent is a segment that is about to be created.
type Intent struct {
	Number int    `json:"number"` // identifies it in the journal; Note assigns it
	API    string `json:"api"`    // base address
	File   string `json:"file"`   // with slashes, relative to segc.lock; empty when nothing is to be noted there
	// Segment and Values say which segment of the file it is, if that has several.
	Segment string            `json:"segment,omitempty"`
	Values  map[string]string `json:"values,omitempty"`
	Name    string            `json:"name"`
	Hash    string            `json:"hash"` // of the body
	// Before has the ids of the segments that had the name before.
	Before []string  `json:"before"`
	At     time.Time `json:"at"`
}

// line is one line of the journal: one of its members.
type line struct {
	Holder *Holder `json:"segc_run,omitempty"`
	Intent *Intent `json:"intent,omitempty"`
	Done   int     `json:"done,omitempty"` // the number of an intent
	Ended  bool    `json:"ended,omitempty"`
}

// journal is what the lines of a file say together.
type journal struct {
	holder  *Holder  // of the latest run; nil when it ended by itself
	intents []Intent // those that are open
	last    int      // the greatest number of an intent
	end     int64    // where the last line about an intent ends
	foreign bool     // something in it is not a line of ours

	open    map[int]Intent // by number, while the lines are read
	touched int            // how often an intent was touched, for the tests
}

// maxNumber is the greatest number of an intent: counting never gets there, and
// one more is still a number on every machine.
const maxNumber = 1 << 30

// byteOrderMark is what some editors put at the start of a file that somebody
// opens.
const byteOrderMark = "\ufeff"

// parse reads a journal. A line that is not one is left out: a run that was
// killed, or a machine that lost power, can leave half a line, and what no run
// ever wrote must not stop anybody from working.
func parse(data []byte) journal {
	j := journal{open: map[int]Intent{}}
	var at int64
	for text := range bytes.Lines(data) {
		first := at == 0
		at += int64(len(text))
		if first {
			text = bytes.TrimPrefix(text, []byte(byteOrderMark))
		}
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var l line
		if json.Unmarshal(text, &l) != nil || l == (line{}) {
			j.foreign = true
			continue
		}
		if j.add(l); l.Intent != nil || l.Done != 0 {
			j.end = at
		}
	}
	j.intents = slices.SortedFunc(maps.Values(j.open), func(a, b Intent) int {
		j.touched++
		return cmp.Compare(a.Number, b.Number)
	})
	j.open = nil
	return j
}

func (j *journal) add(l line) {
	switch {
	case l.Holder != nil:
		h := *l.Holder
		h.Command, h.User, h.Host = shown(h.Command), shown(h.User), shown(h.Host)
		j.holder = &h
	case l.Intent != nil:
		switch i := *l.Intent; {
		case i.Number > maxNumber:
			j.foreign = true
		case i.Number > 0:
			j.touched++
			j.open[i.Number] = i
			j.last = max(j.last, i.Number)
		}
	case l.Done > 0:
		j.touched++
		delete(j.open, l.Done)
	case l.Ended:
		j.holder = nil
	}
}

func (l line) encode() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b) // ends the line
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(l)
	return b.Bytes(), err
}

// shown returns a text as it may be shown: in one line, without what could steer
// a terminal or is invisible, and not endless.
func shown(text string) string {
	const most = 100 // characters
	var b strings.Builder
	n := 0
	for i, r := range text {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		if visible.Hides(text, i) || !unicode.IsPrint(r) && !unicode.Is(unicode.Cf, r) { // Cf has the joiners of emoji
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}
