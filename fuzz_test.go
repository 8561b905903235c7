package segc_test

import (
	"context"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// FuzzCompile makes a rule and contacts of the bytes: under every reading the
// document matches exactly the contacts that the source matches. The first
// byte chooses between a file with declarations and a bare rule.
func FuzzCompile(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x02a file with days in it"))
	f.Add([]byte("\xc0a file with values and parts with parameters in it"))
	f.Add([]byte("\xc2a file with days in its values\x01\x02\x03\x05\x07\x0b\x0d\x11\x13\x17\x1d\x1f"))
	f.Add([]byte("\x03\x01\x02\x03\x05\x07\x0b\x0d\x11\x13\x17\x1d\x1f"))
	for i, text := range corpus.Sources(f) { // as good a source of bytes as any
		if i%long.Of(12, 1) == 0 {
			f.Add([]byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		if len(input) > 4096 {
			return // more than a rule of the usual size can use
		}
		source := gen.Bytes(input)
		var text string
		kind := source.Intn(256) // the second bit is for days; with both of the highest there are values, which a file has
		if options := (gen.Options{Days: kind&2 > 0, Values: kind >= 0xc0}); kind%2 == 0 || options.Values {
			if text = gen.File(source, options); hasWrongNames(t, text) {
				return
			}
		} else {
			text = "where " + gen.Rule(source, options) // compareAll asks for the word
		}
		compareAll(t, text, source)
	})
}

// FuzzCompileText compiles any text: it never fails on itself, has a result
// exactly when it has no error, and a result that its own decoder takes.
func FuzzCompileText(f *testing.F) {
	for _, text := range append(corpus.Sources(f), corpus.SecondEdition()...) {
		f.Add(text)
	}
	for _, text := range []string{
		"", "\ufeff", "\x00", "\xff", "a = 1\r\n", "let a = b let b = a where a", "isp a = (a) where isp = a", "use \"rule.seg\" where a = 1",
		"require a = 1 where b = 1", "opened >= 0", "not opened >= 0", "a in (1) and a not in (1)", "not a starts with \"x\"",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		options := segc.Options{MaxSize: 1 << 16, MaxGroups: 200, Today: genToday()}
		result, list := segc.Compile(context.Background(), text, options)
		answered(t, result, list)
		checked := segc.Check(context.Background(), text, options)
		if hasCode(checked, diag.Internal) {
			t.Fatalf("a fault: %s", first(checked))
		}
		if result == nil {
			return
		}
		document, err := rule.Decode(result.RulesJSON())
		if err != nil {
			t.Fatalf("the document is refused: %v", err)
		}
		if again := string(rule.AppendJSON(nil, document, true)) + "\n"; again != string(sides.Compact(result)) {
			t.Fatalf("the document is not the same once decoded:\n%s", again)
		}
		groups, conditions := result.Document().Size()
		if groups == 0 || groups > options.MaxGroups || conditions < groups {
			t.Fatalf("the document has %d groups and %d conditions", groups, conditions)
		}
		for g, group := range document.Any {
			for c := range group.All {
				places := result.Origin(g, c)
				if len(places) == 0 {
					t.Fatalf("condition %d of group %d comes from nowhere", c, g)
				}
				for _, at := range places {
					if at.Source == nil || at.Span.Empty() || at.Span.End > len(at.Source.Text()) {
						t.Fatalf("condition %d of group %d comes from %v", c, g, at.Span)
					}
				}
			}
		}
	})
}
