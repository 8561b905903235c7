package segc_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestMaxMemory checks that every call refuses what would need more memory than
// it is allowed, and does what fits as without a limit. Bytes are counted, not
// measured, so the outcome is the same on every machine.
func TestMaxMemory(t *testing.T) {
	messages := prose.Open(t, "memory")
	text := func(name string, size int) string {
		for _, s := range append(shapes.Texts(), shapes.Documents()...) {
			if s.Name == name {
				return s.Make(size)
			}
		}
		t.Fatalf("there is no shape %q", name)
		return ""
	}
	const small = `a = 1 and (b = 2 or c = 3)`
	const document = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
	refused := func(err error) bool {
		return err != nil && (strings.Contains(err.Error(), string(diag.TooLarge)) || errors.Is(err, segc.ErrUndecided)) &&
			strings.Contains(err.Error(), "1000000")
	}
	for _, call := range hostileCalls() {
		large, fits := text("pairs, or", 100_000), small
		if strings.HasPrefix(call.name, "decompile") {
			large, fits = text("many groups of two", 100_000), document
		}
		if err := call.do(t.Context(), large, 1_000_000); !refused(err) {
			t.Errorf("%s with a megabyte: %v", call.name, err)
		} else {
			messages.Add(t, call.name, err.Error())
		}
		if err := call.do(t.Context(), fits, 1_000_000); err != nil {
			t.Errorf("%s of little with a megabyte: %v", call.name, err)
		}
	}
	files := manyFiles(16_000)
	list := segc.Check(t.Context(), text("files that are used", 20_000), segc.Options{Files: files, MaxMemory: 64 << 20})
	if !hasCode(list, diag.TooLarge) || len(list) != 1 {
		t.Errorf("16 MB of used files with 64 MB: %v", first(list))
	}
}

// TestMemoryOfDiff checks that a comparison refuses what needs more memory than it is
// allowed, whichever step of it that is.
func TestMemoryOfDiff(t *testing.T) {
	result, list := mustCompile(t, `where plan = "pro" and isp in (1, 2)`, segc.Options{})
	if len(list) > 0 {
		t.Fatal(list)
	}
	other, _ := mustCompile(t, `where plan = "pro" and isp in (1, 3)`, segc.Options{})
	refused, compared := 0, 0
	for memory := int64(1); memory < 40_000; memory += 40 {
		difference, err := segc.Diff(poll.Within(t.Context(), memory), result, other)
		switch {
		case err == nil && difference.Verdict == segc.Overlapping:
			compared++
		case errors.Is(err, segc.ErrUndecided):
			refused++
		default:
			t.Errorf("%d bytes of memory: %v, %v", memory, difference, err)
		}
	}
	if refused < 10 || compared < 10 {
		t.Errorf("%d comparisons were refused, %d made", refused, compared)
	}
}

// TestMemoryOfWriting checks that an explanation is written under the limit of its
// call and ends with its context.
func TestMemoryOfWriting(t *testing.T) {
	rule := sides.Rule{Text: `a in ("x"` + strings.Repeat(`, "yyyyyyyyyyyy"`, 3) + lines(8_000, `, "value #"`) + `)`}
	rule.Options.MaxMemory = 16 << 20
	e, list := sides.Explain(t.Context(), rule, time.Time{})
	if e == nil {
		t.Fatal(list.Err())
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for _, format := range sides.Formats() {
		var plain, under bytes.Buffer
		if err := errors.Join(e.Write(&plain, format), e.WriteContext(t.Context(), &under, format)); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if !bytes.Equal(plain.Bytes(), under.Bytes()) {
			t.Errorf("%s differs with a context", format)
		}
		var none bytes.Buffer
		if err := e.WriteContext(over, &none, format); !errors.Is(err, context.Canceled) || none.Len() > 0 {
			t.Errorf("%s after the end of the context: %v, %d bytes", format, err, none.Len())
		}
	}
}
