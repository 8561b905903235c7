package format

import "github.com/segc-lang/segc/internal/poll"

// step is how much deeper each level of indentation is.
const step = 2

// printer turns measured items into text.
type printer struct {
	poll    *poll.Poll
	out     []byte
	ending  string // of lines
	width   int
	column  int
	indent  int // of lines that break now
	groups  []mode
	pending gap
	depth   int // the indentation after a pending line break
}

// mode is how the lines of a group are printed.
type mode uint8

const (
	flat mode = iota
	all       // every line breaks
	fill      // a line breaks where what follows it does not fit
)

// gap is what comes before the next text.
type gap uint8

const (
	nothing gap = iota
	blank
	lineBreak
	emptyLine
)

func (p *printer) print(items []item) {
	for i := range items {
		it := &items[i]
		p.poll.Step(4)
		switch it.kind {
		case text:
			p.text(it)
		case space:
			p.pending = max(p.pending, blank)
		case line, softline:
			p.line(it, items[i+1].rest)
		case newline:
			p.breakLine(it.empty, p.indent)
		case trailing, own:
			p.comment(it)
		case open, openFill:
			p.open(it, &items[it.end])
		case closing:
			p.groups = p.groups[:len(p.groups)-1]
		case indent:
			p.indent += step
		case dedent:
			p.indent -= step
		}
	}
}

func (p *printer) text(it *item) {
	p.flush()
	p.out = append(p.out, it.text...)
	p.column += int(it.width)
}

func (p *printer) line(it *item, next int32) {
	breaks := p.pending >= lineBreak
	switch p.groups[len(p.groups)-1] {
	case all:
		breaks = true
	case fill:
		breaks = breaks || p.column+1+int(next) > p.width
	}
	switch {
	case breaks:
		p.breakLine(false, p.indent)
	case it.kind == line:
		p.pending = max(p.pending, blank)
	}
}

// open begins a group. It is flat when all of it fits on the line, with what
// follows up to the next place where the line can break.
func (p *printer) open(it, end *item) {
	column := p.column
	switch p.pending {
	case blank:
		column++
	case lineBreak, emptyLine:
		column = p.margin()
	}
	switch {
	case int64(column)+end.before-it.before+int64(end.rest) <= int64(p.width):
		p.groups = append(p.groups, flat)
	case it.kind == openFill:
		p.groups = append(p.groups, fill)
	default:
		p.groups = append(p.groups, all)
	}
}

// comment prints a comment. Everything that follows goes on the next line.
func (p *printer) comment(it *item) {
	depth := p.indent
	if it.inside {
		depth += step
	}
	if it.kind == trailing && p.pending < lineBreak && len(p.out) > 0 {
		p.out = append(p.out, "  "...)
		p.pending = nothing
	} else {
		p.breakLine(it.empty, depth)
		p.flush()
	}
	p.out = append(p.out, it.text...)
	p.breakLine(false, depth)
}

func (p *printer) breakLine(empty bool, depth int) {
	p.pending = max(p.pending, lineBreak)
	if empty {
		p.pending = emptyLine
	}
	p.depth = depth
}

// flush prints what is pending. It prints nothing before the first line, and no
// empty line after an opening parenthesis.
func (p *printer) flush() {
	if len(p.out) > 0 {
		switch p.pending {
		case blank:
			p.out = append(p.out, ' ')
			p.column++
		case emptyLine:
			if p.out[len(p.out)-1] != '(' {
				p.out = append(p.out, p.ending...)
			}
			fallthrough
		case lineBreak:
			p.out = append(p.out, p.ending...)
			p.column = p.margin()
			for range p.column {
				p.out = append(p.out, ' ')
			}
		}
	}
	p.pending = nothing
}

// margin returns the indentation after a pending line break. It is bounded, so that
// deep nesting leaves room for the text and the output stays linear.
func (p *printer) margin() int { return min(p.depth, max(p.width/2/step, 2)*step) }
