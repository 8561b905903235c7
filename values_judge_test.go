package segc_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/expand"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestValuesAreTheirText has random files with values, params and parts with parameters, guards
// and files that are used. Package expand writes each out by hand, as text to text and with none
// of segc's code: both texts must become the same document, or be refused for the same reason. In half
// of the files, names are few words: those that segc refuses for their names count apart.
func TestValuesAreTheirText(t *testing.T) {
	t.Parallel()
	n := long.Most(300, 1000, 5000)
	r := rand.New(rand.NewPCG(20261128, 15))
	var all judged
	names, guards, used := 0, 0, 0
	for i := range n {
		f := newValueFile(r, i%2 == 1)
		all.file(t, f.text(), f.files, f.params, time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), i%2 == 1)
		names += f.named
		guards += strings.Count(f.text(), "require ")
		used += len(f.files)
	}
	t.Logf("%d files, %+v, %d names in the places of values, %d guards, %d files used", n, all, names, guards, used)
	if all.documents < n*7/10 || all.named > n/5 || names < 5*n || guards < n/5 || used < n/5 {
		t.Errorf("%d files, %+v, %d names in the places of values, %d guards, %d files used", n, all, names, guards, used)
	}
}

// TestGeneratedValuesAreTheirText does so with the files of package gen, in all spellings.
func TestGeneratedValuesAreTheirText(t *testing.T) {
	t.Parallel()
	n := long.Most(300, 1000, 5000)
	var all judged
	for i := range n {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 1128)))
		all.file(t, gen.File(s, gen.Options{Values: true, Size: 6, Days: i%2 == 1, Plain: i%3 == 0}), nil, nil, genToday(), true)
	}
	t.Logf("%d files, %+v", n, all)
	if all.documents < n*6/10 || all.named > n*2/10 {
		t.Errorf("%d files, %+v", n, all)
	}
}

// judged counts what became of random files.
type judged struct {
	documents int
	refused   int // because nobody or everybody matches, or the platform cannot say it
	named     int // refused because a name is not what it would have to be
}

// file compares what a file becomes with what it becomes once it is written out by hand.
func (j *judged) file(t *testing.T, text string, files, params map[string]string, today time.Time, colliding bool) {
	t.Helper()
	options := segc.Options{Today: today, Params: params, Files: segc.Files(files)}
	got, problems := documentOf(t.Context(), text, options)
	if got == "" && colliding && wrongNames(problems) {
		j.named++
		return
	}
	plain := expand.Values(text, files, params)
	want, expected := documentOf(t.Context(), plain, segc.Options{Today: today})
	if got != want || got == "" && errorsIn(problems) != errorsIn(expected) {
		t.Fatalf("%s\nwith the files %v and the params %v is\n%s\n%v\nand by hand\n%s\nit is\n%s\n%v", text, files, params, got, problems, plain, want, expected)
	}
	if got == "" {
		j.refused++
		return
	}
	j.documents++
}

func documentOf(ctx context.Context, text string, options segc.Options) (document string, problems diag.List) {
	program, list := segc.Load(ctx, text, options)
	if list.HasErrors() {
		return "", list
	}
	results, list := program.Compile(ctx)
	if list.HasErrors() {
		return "", list
	}
	return string(results[0].RulesJSON()), list
}

// wrongNames reports whether a text is refused for what it says, and not for whom it reaches.
func wrongNames(list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
		switch d.Code {
		case diag.UnknownName, diag.DuplicateName, diag.WrongValue, diag.WrongArguments, diag.NameCycle:
			return d.Severity == diag.Error
		}
		return false
	})
}
