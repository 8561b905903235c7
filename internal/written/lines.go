package written

// Lines returns the compact JSON of a document with a line for each condition, for
// people. It adds white space and nothing else, so that what was proved of the one holds
// of the other.
func Lines(compact []byte) []byte {
	l := layout{lines: make([]byte, 0, len(compact)+len(compact)/4)}
	for _, b := range compact {
		l.write(b)
	}
	return l.lines
}

// The nesting of a document: {"any":[{"all":[a condition, …]}, …]}.
const (
	inDocument = 1 + iota
	inGroups
	inGroup
	inConditions
)

// layout writes a document byte by byte.
type layout struct {
	lines           []byte
	depth           int
	quoted, escaped bool
}

func (l *layout) write(b byte) {
	if l.quoted {
		l.lines = append(l.lines, b)
		l.quoted = b != '"' || l.escaped
		l.escaped = b == '\\' && !l.escaped
		return
	}
	switch b {
	case ']', '}':
		if b == ']' {
			l.line(l.depth - 1)
		}
		l.depth--
	case '"':
		l.quoted = true
	}
	l.lines = append(l.lines, b)
	switch b {
	case '[', '{':
		l.depth++
		if b == '[' {
			l.line(l.depth)
		}
	case ',':
		l.line(l.depth)
	case ':':
		if l.depth == inDocument || l.depth == inGroup {
			l.lines = append(l.lines, ' ')
		}
	}
}

// line begins a line for what a list of the document holds, or for its end.
func (l *layout) line(depth int) {
	switch depth {
	case inDocument:
		l.lines = append(l.lines, '\n')
	case inGroups, inGroup:
		l.lines = append(l.lines, "\n  "...)
	case inConditions:
		l.lines = append(l.lines, "\n    "...)
	}
}
