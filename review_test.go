package segc_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestRulesOfTheReview checks that the rules that once took gigabytes are refused
// before anything is built, by every call that makes a document. The refusal says
// how many bytes it would be, which condition takes most of them, and what to do.
func TestRulesOfTheReview(t *testing.T) {
	messages := prose.Open(t, "review")
	wide := func(n int) string {
		return strings.Replace(shapes.Multiplied(1), `c in ("i00000")`, `c = "`+strings.Repeat("v", n)+`"`, 1)
	}
	type document struct {
		text    string
		dearest string // how the condition begins that takes most
		bytes   int    // of the document
	}
	for _, d := range []document{
		{shapes.Multiplied(5_000), "c in", 40_615_999},
		{shapes.Multiplied(15_000), "c in", 121_615_999},
		{shapes.Multiplied(30_000), "c in", 243_115_999},
		{shapes.Multiplied(60_000), "c in", 486_115_999},
		{wide(50_000), "c =", 45_120_499},
		{wide(200_000), "c =", 180_120_499},
		{wide(600_000), "c =", 540_120_499},
		{strings.Replace(shapes.Multiplied(5_000), "and (", "and (d = \"y\" or ", 1), "c in", 0},
	} {
		if len(d.text) > 150_000 && !long.Run() {
			continue
		}
		for name, call := range map[string]func() diag.List{
			"compile": func() diag.List { _, list := segc.Compile(t.Context(), d.text, segc.Options{}); return list },
			"plain": func() diag.List {
				_, list := segc.Compile(t.Context(), d.text, segc.Options{Plain: true})
				return list
			},
			"check": func() diag.List { return segc.Check(t.Context(), d.text, segc.Options{}) },
			"explain": func() diag.List {
				_, list := sides.Explain(t.Context(), sides.Rule{Text: d.text}, time.Time{})
				return list
			},
		} {
			const most = 64 << 20
			var list diag.List
			if taken := taken(func() { list = call() }); taken > most {
				t.Errorf("%s of %d bytes: %d MiB are allocated", name, len(d.text), taken>>20)
			}
			if len(list) != 1 || list[0].Code != diag.TooManyGroups {
				t.Errorf("%s of %d bytes: %.200v", name, len(d.text), list)
				continue
			}
			said := list[0]
			if want := strconv.Itoa(d.bytes); d.bytes > 0 && !strings.Contains(said.Message, want) {
				t.Errorf("%s of %d bytes: %q, not %q", name, len(d.text), said.Message, want)
			}
			if len(said.Notes) != 1 || len(said.Related) != 1 {
				t.Errorf("%s of %d bytes: %q", name, len(d.text), said.Notes)
				continue
			}
			messages.Add(t, "the note", said.Notes[0])
			at := said.Related[0].Location
			if got := at.Source.Slice(at.Span); !strings.HasPrefix(got, d.dearest) {
				t.Errorf("%s of %d bytes: it shows %.40q", name, len(d.text), got)
			}
		}
	}
	if _, list := segc.Compile(t.Context(), shapes.Multiplied(1_000), segc.Options{}); list.HasErrors() {
		t.Errorf("1,000 values: %v", list.Err())
	}
}

// TestMemoryRefusal checks that a rule that takes too much memory is refused with
// the bytes, the place of its longest condition, and what to do.
func TestMemoryRefusal(t *testing.T) {
	text := `a = 1 and (name in (` + lines(300, `"value #", `) + `"x") or b = 2)`
	for i := range 120 {
		text += fmt.Sprintf(" and (opened >= %d in last %dd or opened <= %d more than %dd ago)", 1+i%20, 1+i*7%60, 1+i*3%20, 1+i*11%60)
	}
	list := segc.Check(t.Context(), text, segc.Options{MaxMemory: 1_500_000})
	if len(list) != 1 || list[0].Code != diag.TooLarge || !strings.Contains(list[0].Message, "1500000 bytes") || len(list[0].Notes) != 1 || len(list[0].Related) != 1 {
		t.Fatalf("%+v", list)
	}
	at := list[0].Related[0].Location
	if got := at.Source.Slice(at.Span); !strings.HasPrefix(got, `name in ("value 1", `) {
		t.Errorf("it shows %.40q", got)
	}
}
