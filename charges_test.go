package segc_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestDiagnosticsAreCharged checks that diagnostics count against the memory of a
// call: a short text can have tens of thousands.
func TestDiagnosticsAreCharged(t *testing.T) {
	const little = 8 << 20
	for name, text := range map[string]string{
		"repeated values":       "a in (1" + strings.Repeat(",1", 15_000) + ")",
		"ids that have a name":  "isp g = 1\nwhere isp in (1" + strings.Repeat(",1", 8_000) + ")",
		"texts with a blank":    `a in ("x"` + lines(7_000, `," #"`) + ")",
		"comments that silence": strings.Repeat("# segc:ignore SEG501 x\n", 12_000) + "a in (1,1)",
	} {
		if _, list := segc.Compile(t.Context(), text, segc.Options{MaxMemory: little}); list.HasErrors() && !strings.HasPrefix(name, "comments") {
			t.Errorf("%s: the rule itself does not fit: %v", name, first(list))
		}
		if list := segc.Check(t.Context(), text, segc.Options{MaxMemory: little}); len(list) != 1 || refusal.Places(list) != "1:1 SEG114" || !strings.Contains(list[0].Message, strconv.Itoa(little)) {
			t.Errorf("%s: %d diagnostics: %v", name, len(list), first(list))
		}
		if list := segc.Check(t.Context(), text, segc.Options{}); list.HasErrors() {
			t.Errorf("%s: %v", name, first(list))
		}
	}
	wrong := strings.Repeat("use ", 12_000)
	if list := segc.Check(t.Context(), wrong, segc.Options{MaxMemory: little}); !strings.HasPrefix(refusal.Of(list), "1:1 SEG114 ") || !strings.Contains(list[0].Message, strconv.Itoa(little)) {
		t.Errorf("errors: %d diagnostics: %v", len(list), first(list))
	}
}

// TestTablesAreCharged checks that a rule whose tables of meanings do not fit is
// compiled in less memory, and what it holds stays below its limit.
func TestTablesAreCharged(t *testing.T) {
	for _, s := range shapes.Texts() {
		if s.Name != "tags of many columns" && (s.Name != "few columns, or of ands" || !long.Run()) {
			continue
		}
		for _, call := range hostileCalls() {
			if call.name == "compile" {
				checkMemory(t, call, attack{s.Name, s.Make(60_000)}, 32<<20)
			}
		}
	}
}
