package segc_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

// TestPlainComment checks that a file can ask to be compiled as written.
func TestPlainComment(t *testing.T) {
	const rule = "isp in (1, 2) and isp in (2, 3)\n"
	for text, want := range map[string]int{
		rule: 1, "# segc:plain\n" + rule: 2, "#segc:plain because\n" + rule: 2, "# segc:plainly\n" + rule: 1, "# not segc:plain\n" + rule: 1,
		strings.TrimSuffix(rule, "\n") + " # segc:plain": 2,
	} {
		result, list := segc.Compile(t.Context(), text, segc.Options{})
		if result == nil {
			t.Fatal(list.Err())
		}
		if _, conditions := result.Document().Size(); conditions != want {
			t.Errorf("%q: %d conditions", text, conditions)
		}
	}
}
