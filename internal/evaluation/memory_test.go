package evaluation

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// manyRecords is a file with the same contact again and again. It notes the most memory that is
// in use while it is read.
type manyRecords struct {
	line string
	left int
	most uint64
}

func (m *manyRecords) Read(into []byte) (int, error) {
	if m.left == 0 {
		return 0, io.EOF
	}
	if m.left--; m.left%16 == 0 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		m.most = max(m.most, stats.HeapAlloc)
	}
	return copy(into, strings.Repeat(m.line, len(into)/len(m.line))), nil
}

// TestMemoryOfRecords reads a file that is much larger than what is held of it.
func TestMemoryOfRecords(t *testing.T) {
	c, _ := compile(t, "field plan: text\nwhere plan = \"pro\" and opened in last 7d")
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	from := &manyRecords{left: long.Of(160, 1600), line: `{"columns":{"id":1,"plan":"pro"},"events":[{"metric":"open","at":"2026-05-01T10:00:00Z"},{"metric":"open","days_ago":3}]}` + "\n"}
	answer, err := Run(t.Context(), Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 20, Workers: 2, Contacts: []Input{{"f", from}}})
	if err != nil {
		t.Fatal(err)
	}
	const most = 16 << 20
	if answer.Rows < 200_000 || from.most > stats.HeapAlloc+most {
		t.Errorf("%d rows take %d bytes beside %d", answer.Rows, from.most, stats.HeapAlloc)
	}
}
