package lock

import (
	"bytes"
	"slices"
)

// commas repairs the commas at the ends of lines with entries. If you resolve a
// conflict at the last entry and keep the lines of both, there is one too few; if you
// keep those of one, there may be one too many.
//
// It changes only what is not valid JSON: there is a comma between two entries and
// none after the last one, and no string continues on the next line.
func commas(data []byte) []byte {
	repaired := make([]byte, 0, len(data)+len(data)/64)
	last := -1 // where the last line that is not blank ends, if it has an entry
	for line := range bytes.Lines(data) {
		words := bytes.TrimSpace(line)
		if len(words) == 0 {
			repaired = append(repaired, line...)
			continue
		}
		entry := bytes.HasPrefix(words, []byte(`{"file"`))
		if last >= 0 {
			switch before := repaired[:last]; {
			case entry && bytes.HasSuffix(before, []byte("}")):
				repaired = slices.Insert(repaired, last, ',')
			case words[0] == ']' && bytes.HasSuffix(before, []byte("},")):
				repaired = slices.Delete(repaired, last-1, last)
			}
		}
		repaired = append(repaired, line...)
		if last = -1; entry {
			last = len(repaired) - len(line) + len(bytes.TrimRight(line, " \t\r\n"))
		}
	}
	return repaired
}
