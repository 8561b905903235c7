package contactfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// The sizes of what is read at once, and of the longest line, or row of a table.
const (
	blockSize = 256 << 10
	MaxLine   = 1 << 20
)

// Block is a piece of a file: whole lines, or whole rows of a table.
type Block struct {
	Text   string
	Line   int64 // of its first line, from 1
	Number int64 // of the block, from 0
}

// blocks cuts a stream into blocks.
type blocks struct {
	from   io.Reader
	file   string
	quoted bool   // a line that ends within quotes goes on
	buffer []byte // what is read and in no block yet
	line   int64
	number int64
	ended  bool
}

// next returns the next block, and io.EOF after the last one.
func (b *blocks) next() (Block, error) {
	for {
		if err := b.fill(len(b.buffer) + 1); err != nil {
			return Block{}, err
		}
		switch end := b.wholeLines(); {
		case end > 0:
			return b.cut(end), nil
		case b.ended:
			return Block{}, io.EOF
		case len(b.buffer) > MaxLine:
			return Block{}, b.tooLong()
		}
	}
}

// fill reads until the buffer has a block, and at least so many bytes, or the file ends.
func (b *blocks) fill(least int) error {
	for !b.ended && len(b.buffer) < max(least, blockSize) {
		b.buffer = slices.Grow(b.buffer, blockSize)
		n, err := b.from.Read(b.buffer[len(b.buffer) : len(b.buffer)+blockSize])
		b.buffer = b.buffer[:len(b.buffer)+n]
		switch {
		case errors.Is(err, io.EOF):
			b.ended = true
		case err != nil:
			return fmt.Errorf("%s: %w", b.file, err)
		}
	}
	return nil
}

func (b *blocks) tooLong() error { return b.tooLongAt(max(b.line, 1)) }

// tooLongAt returns the fault of a line, or of a row of a table, that is too long.
func (b *blocks) tooLongAt(line int64) error {
	what := "line"
	if b.quoted {
		what = "row"
	}
	return &Fault{File: b.file, Line: line, Message: fmt.Sprintf("this %s has more than %d bytes", what, MaxLine)}
}

// cut returns the first bytes of the buffer as a block.
func (b *blocks) cut(end int) Block {
	b.line = max(b.line, 1)
	block := Block{Text: string(b.buffer[:end]), Line: b.line, Number: b.number}
	b.line += int64(bytes.Count(b.buffer[:end], []byte{'\n'}))
	b.number++
	b.buffer = b.buffer[:copy(b.buffer, b.buffer[end:])]
	return block
}

// wholeLines returns where the last whole line of the buffer ends; 0 if it has none.
func (b *blocks) wholeLines() int {
	buffer := b.buffer
	if b.ended {
		return len(buffer)
	}
	end := bytes.LastIndexByte(buffer, '\n') + 1
	if !b.quoted {
		return end
	}
	// A line that ends after an odd number of quotes goes on.
	quotes := bytes.Count(buffer[:end], []byte{'"'})
	for end > 0 && quotes%2 != 0 {
		before := bytes.LastIndexByte(buffer[:end-1], '\n') + 1
		quotes -= bytes.Count(buffer[before:end], []byte{'"'})
		end = before
	}
	return end
}
