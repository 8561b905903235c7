package main

import (
	"context"
	"flag"
	"io/fs"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

var fixes = flag.Int("fixes", 0, "how many random rules TestFixKeepsTheMeaning applies fixes to; 0 is as many as the run has time for")

func randomFixes() int {
	if *fixes == 0 {
		return long.Of(24, 400)
	}
	return *fixes
}

// sampleOf returns as many of some texts as the run has time for.
func sampleOf(texts []string) []string {
	var some []string
	for i := 0; i < len(texts); i += long.Of(10, 1) {
		some = append(some, texts[i])
	}
	return some
}

// TestFixKeepsTheMeaning checks that what `check --fix` writes compiles to a
// document for the same contacts, and that there is nothing left to fix.
func TestFixKeepsTheMeaning(t *testing.T) {
	t.Parallel()
	texts := sampleOf(corpus.Sources(t))
	random := randomFixes()
	for i := range random {
		source := gen.Rand(rand.New(rand.NewPCG(7, uint64(i))))
		texts = append(texts, gen.File(source, gen.Options{NoNegatedStartsWith: true}))
	}
	// Every fourth rule has its declarations in a catalog.
	catalogs := map[string]fs.FS{}
	for i := range random / 4 {
		source := gen.Rand(rand.New(rand.NewPCG(8, uint64(i))))
		catalog := gen.Catalog(source)
		text := "use \"catalog.seg\"\nwhere " + gen.Rule(source, gen.Options{Names: true, NoNegatedStartsWith: true})
		catalogs[text] = fstest.MapFS{"catalog.seg": &fstest.MapFile{Data: []byte(catalog)}}
		texts = append(texts, text)
	}
	ctx := context.Background()
	corrected, same, proved := 0, 0, 0
	for _, text := range texts {
		options := segc.Options{Name: "rule.seg", Files: catalogs[text], Enable: segc.OptionalRules()}
		before, _ := segc.Compile(ctx, text, options)
		in := input{name: "rule.seg", text: text}
		fixed := applyCertain(ctx, in, options)
		after, list := fixed.Text, fixed.List
		if before == nil {
			if after != text && segc.Check(ctx, text, options).HasErrors() != list.HasErrors() {
				t.Errorf("a text with errors has become one without, or the other way round\n%s\n--\n%s", text, after)
			}
			continue
		}
		if after == text {
			continue
		}
		if len(fixed.Fixed) == 0 {
			t.Errorf("a text was changed and nothing is said of it\n%s\n--\n%s", text, after)
		}
		corrected++
		if again := applyCertain(ctx, input{name: "rule.seg", text: after}, options); again.Text != after {
			t.Errorf("a second fix finds more to do\n%s\n--\n%s", after, again.Text)
		}
		result, problems := segc.Compile(ctx, after, options)
		if result == nil {
			t.Errorf("the corrected text does not compile: %v\n%s\n--\n%s", problems.Err(), text, after)
			continue
		}
		if string(sides.Compact(result)) == string(sides.Compact(before)) {
			same++
			continue
		}
		difference, _ := sides.Diff(ctx, sides.Rule{Text: text, Options: options}, sides.Rule{Text: after, Options: options})
		switch {
		case difference == nil:
		case difference.Verdict != segc.Same:
			t.Errorf("the corrected text means something else\n%s\n--\n%s", text, after)
		default:
			proved++
		}
	}
	if undecided := corrected - same - proved; undecided > corrected/50 {
		t.Errorf("of %d corrected texts, %d cannot be compared with what they were", corrected, undecided)
	}
	t.Logf("%d of %d texts corrected, %d of them with the same bytes, %d proved to mean the same", corrected, len(texts), same, proved)
}
