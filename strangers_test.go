package segc_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

const oneISP = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`

// TestNamesAreCounted checks that everything that is kept of a document counts toward
// MaxMemory: names of columns, of members that are skipped, and the header.
func TestNamesAreCounted(t *testing.T) {
	const most, size = 1 << 20, 4 << 20
	var members strings.Builder
	for i := 0; members.Len() < size; i++ {
		fmt.Fprintf(&members, `"%x":1,`, i+0x1000000)
	}
	segment := func(name, description, more string) string {
		return `{` + more + `"name":"` + name + `","description":"` + description + `","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],"rules_json":` + oneISP + `}`
	}
	long := strings.Repeat("n", size)
	catalog, _ := segc.Load(t.Context(), "", segc.Options{MaxMemory: most})
	for name, json := range map[string]string{
		"members":     segment("n", "", members.String()),
		"name":        segment(long, "", ""),
		"description": segment("n", long, ""),
		"column":      `{"any":[{"all":[{"kind":"field","field":"` + long + `","operator":"is_null"}]}]}`,
	} {
		if _, err := segc.FromJSON(t.Context(), []byte(json), catalog); !errors.Is(err, segc.ErrUndecided) {
			t.Errorf("%s: FromJSON says %v", name, err)
		}
		if _, err := segc.Decompile(t.Context(), []byte(json), segc.DecompileOptions{MaxMemory: most}); !errors.Is(err, segc.ErrUndecided) {
			t.Errorf("%s: Decompile says %v", name, err)
		}
	}
	if _, err := segc.FromJSON(t.Context(), []byte(segment("n", "d", "")), catalog); err != nil {
		t.Error(err)
	}
}

type failingFS struct{ err error }

func (f failingFS) Open(string) (fs.File, error) { return nil, f.err }

type hostileError string

func (e hostileError) Error() string { return string(e) }

type panickingError struct{ error }

func (panickingError) Is(error) bool { panic("the error of a stranger") }

// TestErrorsOfStrangers checks that an error of a file system is shown in a few words, and that
// one that cannot even say what it is about is not called a fault of segc.
func TestErrorsOfStrangers(t *testing.T) {
	for name, err := range map[string]error{
		"long":                  hostileError(strings.Repeat("é\n", 1<<20)),
		"path error without it": &fs.PathError{Op: "open", Path: "c.seg"},
		"typed nil":             (*fs.PathError)(nil),
		"panics when compared":  panickingError{errors.New("x")},
	} {
		files := failingFS{err}
		list := segc.Check(t.Context(), "use \"c.seg\"\nwhere age > 2", segc.Options{Files: files, MaxMemory: 1 << 20})
		if len(list) == 0 || list[0].Code != diag.UseMissing || len(list[0].Message) > 5000 {
			t.Errorf("%s: %.300v", name, list)
		}
		_, failed := segc.Decompile(t.Context(), []byte(oneISP), segc.DecompileOptions{Use: "c.seg", Files: files})
		if failed == nil || !strings.Contains(failed.Error(), string(diag.UseMissing)) || len(failed.Error()) > 5000 {
			t.Errorf("%s: %.300v", name, failed)
		}
	}
}

// TestWordsOfExamplesAreInert checks that words that are data for programs can be shown as the
// notes with the same words can.
func TestWordsOfExamplesAreInert(t *testing.T) {
	empty, _ := segc.Compile(t.Context(), `plan = "free"`, segc.Options{})
	for _, value := range []string{`x\u007f`, `x\u009b31m`, `x\u0085y`, `x\u202ey`, `x\u2028y`, `x\u200by`, `##vso[task.complete]`, `##[add-mask]x`} {
		text := `plan = "` + value + `"`
		result, list := segc.Compile(t.Context(), text, segc.Options{})
		if result == nil {
			t.Fatal(list.Err())
		}
		difference, err := segc.Diff(t.Context(), empty, result)
		if err != nil {
			t.Fatal(err)
		}
		words := difference.Enters.Words
		for _, d := range segc.Check(t.Context(), text, segc.Options{}) {
			if d.Contact != nil {
				words = append(words, d.Contact.Words...)
			}
		}
		explanation, err := result.Explain(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		words = append(append(words, explanation.Groups[0].Sentence), explanation.Groups[0].Conditions...)
		if len(words) < 3 {
			t.Fatalf("there is nothing to look at: %q", words)
		}
		for _, w := range words {
			if strings.ContainsAny(w, "\x7f\u009b\u0085\u202e\u2028\u200b") || strings.Contains(w, "##vso[") || strings.Contains(w, "##[") {
				t.Errorf("%s: %q", value, w)
			}
		}
	}
}
