package editor_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// said returns a list as text, with contacts.
func said(t *testing.T, list diag.List) string {
	t.Helper()
	text, err := list.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSameAsCheck compares what is said of every case of the corpus with what package segc
// says, before and after the proof.
func TestSameAsCheck(t *testing.T) {
	for i, c := range corpus.Cases(t) {
		if i%long.Of(8, 1) != 0 {
			continue
		}
		text, _ := c.Get("in.seg")
		files := segc.Files{}
		for _, f := range c.Files {
			files[f.Name] = string(f.Data)
		}
		options := segc.Options{Name: "in.seg", Files: files}
		_, loaded := segc.Load(t.Context(), string(text), options)
		s := editor.Load(t.Context(), string(text), editor.Options{Name: "in.seg", Files: files})
		if diff := cmp.Diff(said(t, loaded), said(t, s.Problems())); diff != "" {
			t.Errorf("%s: Load (-segc +editor)\n%s", c.Name, diff)
		}
		proof := s.Prove(t.Context())
		if diff := cmp.Diff(said(t, segc.Check(t.Context(), string(text), options)), said(t, proof.List)); diff != "" {
			t.Errorf("%s: Prove (-segc +editor)\n%s", c.Name, diff)
		}
	}
}

// example loads an example of the folder of examples.
func example(t testing.TB, name string) *editor.Snapshot {
	t.Helper()
	folder := filepath.Join(corpus.Root(t), "examples")
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return editor.Load(t.Context(), string(text), editor.Options{Name: name, Files: os.DirFS(folder), Today: "2026-05-01"})
}

func TestProofOfSegments(t *testing.T) {
	const text = `require country != "AT" because "closed"
segment "In {market}"
  for market in ("AT", "CH")
where country = market and (opened in last 30d or plan = "pro")
segment "Others"
where country = "DE" and not plan = "free"
`
	proof := editor.Load(t.Context(), text, editor.Options{}).Prove(t.Context())
	var got []editor.Proved
	got = append(got, proof.Rules...)
	want := []editor.Proved{
		{Name: "In AT", Guard: editor.Breaks, Errors: 1},
		{Name: "In CH", Guard: editor.Holds, Made: true, Groups: 2, Conditions: 4, Minimal: true},
		{Name: "Others", Guard: editor.Holds, Made: true, Groups: 1, Conditions: 2, Minimal: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s\n%s", diff, said(t, proof.List))
	}
}

func TestReads(t *testing.T) {
	files := segc.Files{"shop/a.seg": `use "b.seg"` + "\n", "shop/b.seg": "let x = plan = \"pro\"\n"}
	s := editor.Load(t.Context(), "use \"a.seg\"\nuse \"gone.seg\"\nwhere x\n", editor.Options{Name: "shop/rule.seg", Files: files})
	if want := []string{"shop/a.seg", "shop/b.seg", "shop/gone.seg"}; !slices.Equal(s.Reads(), want) {
		t.Errorf("it reads %q, not %q", s.Reads(), want)
	}
	if !s.HasErrors() {
		t.Error("the missing file is not missed")
	}
	if alone := editor.Load(t.Context(), "x = 1", editor.Options{}); len(alone.Reads()) > 0 {
		t.Errorf("it reads %q", alone.Reads())
	}
}

func TestUsesToday(t *testing.T) {
	for text, want := range map[string]bool{
		"born > today - 30d": true, "born > 2026-05-01": false, "opened in last 30d": false,
		"require born < today\nwhere x = 1": true, "value today2 = today\nwhere born = today2": true,
	} {
		if got := editor.Load(t.Context(), text, editor.Options{Today: "2026-05-01"}).UsesToday(); got != want {
			t.Errorf("%q uses today: %v", text, got)
		}
	}
}

func TestAnEndedContextIsTold(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	s := editor.Load(t.Context(), "x = 1", editor.Options{})
	proof := s.Prove(ended)
	if proof.Ended != context.Canceled || len(proof.Rules) != 0 || len(proof.List) != 1 {
		t.Errorf("%+v", proof)
	}
	if list := editor.Load(ended, "x = 1", editor.Options{}).Problems(); len(list) != 1 || list[0].Code != diag.Interrupted {
		t.Errorf("Load says %s", said(t, list))
	}
}

// TestOptionsReachTheCompiler changes one option after the other.
func TestOptionsReachTheCompiler(t *testing.T) {
	const text = "param p: text\nwhere a != p and born > today and (b = 1 or b = 1) and opened in last 3d\n"
	full := editor.Options{Name: "x.seg", Today: "2026-05-01", Params: map[string]string{"p": "v"}}
	if list := editor.Load(t.Context(), text, full).Problems(); list.HasErrors() {
		t.Fatal(said(t, list))
	}
	for name, c := range map[string]struct {
		change func(*editor.Options)
		code   string
	}{
		"Today":     {func(o *editor.Options) { o.Today = "" }, "SEG315"},
		"Params":    {func(o *editor.Options) { o.Params = nil }, "SEG213"},
		"Use":       {func(o *editor.Options) { o.Use = []string{"gone.seg"} }, "SEG206"},
		"MaxSize":   {func(o *editor.Options) { o.MaxSize = 10 }, "SEG114"},
		"MaxMemory": {func(o *editor.Options) { o.MaxMemory = 1 }, "SEG114"},
		"MaxWork":   {func(o *editor.Options) { o.MaxWork = 1 }, "SEG408"},
		"MaxBytes":  {func(o *editor.Options) { o.MaxBytes = 10 }, "SEG402"},
		"Enable":    {func(o *editor.Options) { o.Enable = []diag.Code{diag.OpensAlone, diag.OpenNegative} }, "SEG504"},
	} {
		o := full
		c.change(&o)
		if list := said(t, editor.Load(t.Context(), text, o).Prove(t.Context()).List); !strings.Contains(list, c.code) {
			t.Errorf("%s: %s is not in %s", name, c.code, list)
		}
	}
	assumed := full
	assumed.Assume = contact.Reading{MissingMatches: contact.No}
	twice := "assume missing match\n" + text
	if list := said(t, editor.Load(t.Context(), twice, assumed).Problems()); !strings.Contains(list, "SEG219") {
		t.Errorf("Assume: %s", list)
	}
}
