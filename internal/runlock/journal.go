package runlock

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
	"unicode"
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
	Name   string `json:"name"`
	Hash   string `json:"hash"` // of the body
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
	foreign bool     // something in it is not a line of ours
}

// parse reads a journal. A line that is not one is left out: a run that was
// killed, or a machine that lost power, can leave half a line, and what no run
// ever wrote must not stop anybody from working.
func parse(data []byte) journal {
	var j journal
	for text := range bytes.Lines(data) {
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var l line
		if json.Unmarshal(text, &l) != nil || l == (line{}) {
			j.foreign = true
			continue
		}
		j.add(l)
	}
	return j
}

func (j *journal) add(l line) {
	switch {
	case l.Holder != nil:
		h := *l.Holder
		h.Command, h.User, h.Host = shown(h.Command), shown(h.User), shown(h.Host)
		j.holder = &h
	case l.Intent != nil:
		if i := *l.Intent; i.Number > 0 {
			j.close(i.Number)
			j.intents = append(j.intents, i)
			j.last = max(j.last, i.Number)
		}
	case l.Done > 0:
		j.close(l.Done)
	case l.Ended:
		j.holder = nil
	}
}

func (j *journal) close(number int) {
	kept := j.intents[:0]
	for _, i := range j.intents {
		if i.Number != number {
			kept = append(kept, i)
		}
	}
	j.intents = kept
}

func (l line) encode() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b) // ends the line
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(l)
	return b.Bytes(), err
}

// shown returns a text as it may be shown: in one line, without what could steer
// a terminal, and not endless.
func shown(text string) string {
	const most = 100 // characters
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}
