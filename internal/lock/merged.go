package lock

import "bytes"

// commas repairs the commas at the ends of lines with entries. If you resolve a
// conflict at the last entry and keep the lines of both, there is one too few; if you
// keep those of one, there may be one too many.
//
// Only what is no JSON changes: between two entries there is a comma, after the
// last one there is none, and no string goes on in the next line.
func commas(data []byte) []byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	last := -1 // the last line that is not blank, if it has an entry
	for i, line := range lines {
		words := bytes.TrimSpace(line)
		if len(words) == 0 {
			continue
		}
		entry := bytes.HasPrefix(words, []byte(`{"file"`))
		if last >= 0 {
			switch end := bytes.TrimRight(lines[last], " \t\r\n"); {
			case entry && bytes.HasSuffix(end, []byte("}")):
				lines[last] = spliced(end, ",", lines[last][len(end):])
			case words[0] == ']' && bytes.HasSuffix(end, []byte("},")):
				lines[last] = spliced(end[:len(end)-1], "", lines[last][len(end):])
			}
		}
		if last = -1; entry {
			last = i
		}
	}
	return bytes.Join(lines, nil)
}

func spliced(before []byte, text string, after []byte) []byte {
	return bytes.Join([][]byte{before, []byte(text), after}, nil)
}
