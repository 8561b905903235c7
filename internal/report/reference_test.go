package report

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
)

func TestWriteReference(t *testing.T) {
	var b strings.Builder
	if err := WriteReference(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, code := range diag.Codes() {
		page, _ := diag.LookupPage(code)
		row := "| [" + string(code) + "](#" + string(code) + ") | " + page.Title + " | " + page.Severity.String() + " |\n"
		if strings.Count(text, row) != 1 || strings.Count(text, "\n## "+string(code)+": "+page.Title+"\n") != 1 {
			t.Errorf("%s is not in the reference", code)
		}
		if !strings.Contains(text, page.Text) || !strings.Contains(text, "```seg\n"+page.Example+"```\n") && page.Example != "" {
			t.Errorf("the text or the example of %s is not in the reference", code)
		}
	}
	if strings.Contains(text, "\n\n\n") || strings.Count(text, "```")%2 != 0 {
		t.Error("the Markdown is untidy")
	}
	if err := WriteReference(failing{}); fmt.Sprint(err) != "test: io: read/write on closed pipe" {
		t.Errorf("a write error: %v", err)
	}
}

// failing is a writer that fails.
type failing struct{}

// Write implements io.Writer.
func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("test: %w", io.ErrClosedPipe) }
