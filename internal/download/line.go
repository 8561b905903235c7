package download

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/jsontext"
)

// maxLine is the most bytes of the line of a contact. `segc eval` reads lines that are no longer.
const maxLine = 1 << 20

// appendLine writes a contact: its id, then those of the columns that the API has sent, with their
// values as they are. A column that the API has left out is left out, and null is null. It counts
// the columns that are there.
func appendLine(b []byte, c *client.Contact, columns []string, have []int64) ([]byte, *UnreliableError) {
	line := strconv.AppendInt([]byte(`{"id":`), c.ID, 10)
	for i, name := range columns {
		value, there := c.Columns[name]
		if !there {
			continue
		}
		have[i]++
		line = append(jsontext.AppendString(append(line, ','), name), ':')
		line = appendCompact(line, value)
	}
	line = inert.JSON(append(line, '}', '\n'))
	switch {
	case len(line) > maxLine:
		return b, unreliable("contact %d takes more than %d MiB", c.ID, maxLine>>20)
	case !utf8.Valid(line):
		return b, unreliable("contact %d has bytes that are not UTF-8", c.ID)
	}
	return append(b, line...), nil
}

// appendCompact writes a JSON value in one line.
func appendCompact(line []byte, value json.RawMessage) []byte {
	var compact bytes.Buffer
	_ = json.Compact(&compact, value) // the client has checked it
	return append(line, compact.Bytes()...)
}
