package grammar

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestLongHeader checks that a header longer than anyone would write is refused at once, no
// matter what it repeats, that the text after it is read, and that a header of many lists
// is accepted.
func TestLongHeader(t *testing.T) {
	const many = 60_000
	for name, c := range map[string]struct {
		text    string
		refused bool
	}{
		"a property":     {`segment "A"` + strings.Repeat("\ncolor \"#7cb7de\"", many), true},
		"lists":          {`segment "A" lists "a"` + strings.Repeat(", \"a\"", many), true},
		"names":          {`segment "A" lists a` + strings.Repeat(", abcd", many), true},
		"words":          {`segment "A"` + strings.Repeat(" color", many), true},
		"texts":          {`segment "A"` + strings.Repeat(" \"x\"", many), true},
		"4,000 lists":    {`segment "A" lists "` + strings.Repeat("x", 30) + `"` + strings.Repeat(", \""+strings.Repeat("x", 30)+`"`, 4000), false},
		"a long text":    {`segment "A" description "` + strings.Repeat("x", 200_000) + `"`, false},
		"many headers":   {strings.Repeat("segment \"A\" color \"#7cb7de\"\n", 10_000), false},
		"a rule follows": {`segment "A" color "#7cb7de"` + "\nwhere isp = 1" + strings.Repeat(" or isp = 1", 20_000), false},
	} {
		text := c.text + "\nlet after = opened\n"
		looks := polltest.New(t.Context())
		file, list := Parse(ast.NewSource("a.seg", text), Options{Context: looks})
		refused := len(list) > 0 && list[0].Code == diag.TooLarge
		if refused != c.refused {
			t.Errorf("%s: it says %.300v", name, list)
		}
		last, ok := file.Statements[len(file.Statements)-1].(*ast.Let)
		if !ok || last.Name.Text != "after" {
			t.Errorf("%s: what follows is not read", name)
		}
		if c.refused && (len(list) != 1 || looks.Count < many/4000) {
			t.Errorf("%s: %d diagnostics, %d looks", name, len(list), looks.Count)
		}
	}
}
