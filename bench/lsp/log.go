package main

import (
	"os"
	"strings"
	"time"
)

// The pauses of segc after the last key: before a proof, and before errors are shown.
const (
	proofPause  = 150 * time.Millisecond
	errorsPause = 500 * time.Millisecond
)

// noted is what the log of segc says of a while.
type noted struct {
	proofs int             // that began
	early  int             // those among them that began before the pause after the last change had passed
	gaps   []time.Duration // after each change
}

// noting returns what the log says of the time in which something is done.
func (c *client) noting(do func()) (noted, error) {
	before, err := os.ReadFile(c.server.log)
	if err != nil {
		return noted{}, err
	}
	do()
	after, err := os.ReadFile(c.server.log)
	if err != nil {
		return noted{}, err
	}
	return readLog(string(after[len(before):]), time.Now()), nil
}

// checks returns how many checks have begun.
func (c *client) checks() int {
	text, err := os.ReadFile(c.server.log)
	if err != nil {
		return 0
	}
	return readLog(string(text), time.Now()).proofs
}

// readLog reads the lines of a log up to a moment. They have the time in milliseconds, so a pause
// can be one longer than they say.
func readLog(text string, end time.Time) (n noted) {
	var changed time.Time
	for line := range strings.Lines(text) {
		moment, what, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		at, err := time.Parse("2006-01-02T15:04:05.000Z", moment)
		switch {
		case err != nil:
		case what == "a check begins":
			n.proofs++
			if !changed.IsZero() && at.Sub(changed) < proofPause-time.Millisecond {
				n.early++
			}
		case strings.HasPrefix(what, "<- textDocument/didChange "):
			if !changed.IsZero() {
				n.gaps = append(n.gaps, at.Sub(changed))
			}
			changed = at
		}
	}
	if !changed.IsZero() {
		n.gaps = append(n.gaps, end.Sub(changed))
	}
	return n
}

// pauses returns how many gaps are as long as a pause of segc. A busy machine makes more of them than
// were recorded.
func (n noted) pauses(pause time.Duration) (count int) {
	for _, gap := range n.gaps {
		if gap >= pause-time.Millisecond {
			count++
		}
	}
	return count
}
