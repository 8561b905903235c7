package docs_test

import (
	"strings"
	"testing"
)

// document is a Markdown text taken apart at its fenced blocks.
type document struct {
	before string
	prose  []string // before each block, including the line of its fence, and after the last one
	blocks []block
}

// block is one fenced block.
type block struct {
	info    string // the text after the opening fence
	content string
	line    int
	prelude string // declarations from the last comment <!-- prelude … -->
}

// tag returns the first word after the opening fence.
func (b *block) tag() string {
	tag, _, _ := strings.Cut(b.info, " ")
	return tag
}

const (
	fence        = "```"
	preludeStart = "<!-- prelude"
	preludeEnd   = "-->"
)

func readDocument(t *testing.T, path string) *document {
	t.Helper()
	d := &document{before: read(t, path)}
	var prose, content, prelude strings.Builder
	inBlock, inPrelude, number := false, false, 0
	for line := range strings.Lines(d.before) {
		number++
		text := strings.TrimSuffix(line, "\n")
		switch {
		case !inBlock && strings.HasPrefix(text, fence):
			prose.WriteString(line)
			d.prose = append(d.prose, prose.String())
			prose.Reset()
			d.blocks = append(d.blocks, block{info: strings.TrimPrefix(text, fence), line: number, prelude: prelude.String()})
			inBlock = true
		case inBlock && text == fence:
			d.blocks[len(d.blocks)-1].content = content.String()
			content.Reset()
			prose.WriteString(line)
			inBlock = false
		case inBlock:
			content.WriteString(line)
		default:
			prose.WriteString(line)
			switch {
			case strings.HasPrefix(text, preludeStart):
				prelude.Reset()
				inPrelude = true
			case inPrelude && text == preludeEnd:
				inPrelude = false
			case inPrelude:
				prelude.WriteString(line)
			}
		}
	}
	if inBlock || inPrelude {
		t.Fatalf("%s ends within a block", path)
	}
	d.prose = append(d.prose, prose.String())
	return d
}

// adjacent reports whether only blank lines are between a block and the next.
func (d *document) adjacent(i int) bool {
	between := strings.TrimPrefix(d.prose[i+1], fence+"\n")
	return strings.HasPrefix(strings.TrimSpace(between), fence)
}

// text puts the document together again.
func (d *document) text() string {
	var b strings.Builder
	for i, block := range d.blocks {
		b.WriteString(d.prose[i])
		b.WriteString(block.content)
	}
	b.WriteString(d.prose[len(d.prose)-1])
	return b.String()
}
