package segc_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/rulesjson"
)

// TestErrorsOfLimits checks what calls say when their memory ends, wherever that is: nobody
// outside can name an error of an internal package.
func TestErrorsOfLimits(t *testing.T) {
	e := newEndings(t)
	for name, call := range e.calls(t) {
		if strings.HasPrefix(name, "grammar.") || strings.HasPrefix(name, "rulesjson.") {
			continue // they have no such limit
		}
		ended := 0
		for n := int64(1); n < 1<<24; n += 1 + n*int64(long.Every(20, 6, 3))/100 {
			got := call(poll.Within(t.Context(), n))
			switch {
			case got.err == nil && !hasCode(got.list, diag.TooLarge):
				continue
			case got.err != nil:
				if !errors.Is(got.err, segc.ErrUndecided) {
					t.Fatalf("%s with %d bytes: %v is not ErrUndecided", name, n, got.err)
				}
			case len(got.list) != 1 || got.list[0].Code != diag.TooLarge:
				t.Fatalf("%s with %d bytes: %v", name, n, got.list)
			}
			if got.answer != "" && !strings.HasPrefix(name, "segc.Load") {
				t.Fatalf("%s with %d bytes has an answer beside %v %v", name, n, got.list, got.err)
			}
			ended++
		}
		if ended == 0 && !strings.HasPrefix(name, "segc.Result.Reaches") && name != "segc.Format, wrong" && name != "compile.Load" {
			t.Errorf("%s never ends", name)
		}
	}
}

// TestErrorsAreKnown checks that each error of package segc is one that a program can tell:
// of a context, of a limit, of JSON, a diagnostic, or plain for a mistake in calling.
func TestErrorsAreKnown(t *testing.T) {
	wrong, _ := segc.Load(t.Context(), "field plan: nope", segc.Options{})
	over, cancel := context.WithCancel(t.Context())
	cancel()
	ended, _ := segc.Load(over, "isp a = 1", segc.Options{})
	const document = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
	stored := func(c *segc.Program) error {
		_, err := segc.FromJSON(t.Context(), []byte(document), c)
		d := must(rulesjson.Parse([]byte(document)))
		_, again := segc.FromDocument(d, c)
		_, segment := segc.FromSegment(&rulesjson.Segment{Rules: d}, c)
		if fmt.Sprint(again) != fmt.Sprint(err) || fmt.Sprint(segment) != fmt.Sprint(err) {
			t.Errorf("%v and %v are not %v", again, segment, err)
		}
		return err
	}
	isDiagnostic := func(err error) bool { return errors.As(err, new(diag.Diagnostic)) }
	isParse := func(err error) bool { return errors.As(err, new(*rulesjson.ParseError)) }
	result, _ := mustCompile(t, "plan = \"x\"", segc.Options{})
	decompiled := func(o segc.DecompileOptions) error {
		_, err := segc.Decompile(t.Context(), []byte(document), o)
		return err
	}
	for name, c := range map[string]struct {
		err error
		is  func(error) bool
	}{
		"a catalog with errors":         {stored(wrong), isDiagnostic},
		"a catalog that was not loaded": {stored(ended), func(err error) bool { return errors.Is(err, context.Canceled) }},
		"a document that is wrong":      {second(segc.FromDocument(nil, nil)), isParse},
		"JSON that is too long":         {decompiled(segc.DecompileOptions{MaxSize: len(document) - 1}), isParse},
		"a result that is too long":     {second(result.Decompile(t.Context(), segc.DecompileOptions{MaxSize: 10})), isParse},
		"a catalog that is too long": {
			decompiled(segc.DecompileOptions{MaxSize: len(document), Use: "c.seg", Files: segc.Files{"c.seg": strings.Repeat("#", len(document)+1)}}), isDiagnostic,
		},
	} {
		if c.err == nil || !c.is(c.err) {
			t.Errorf("%s is %T: %v", name, c.err, c.err)
		}
	}
	if err := decompiled(segc.DecompileOptions{MaxSize: len(document), Use: "c.seg", Files: segc.Files{"c.seg": "isp a = 1"}}); err != nil {
		t.Error(err)
	}
	empty, _ := segc.Load(t.Context(), "", segc.Options{})
	header, _ := segc.Load(t.Context(), "segment \"x\"\nisp a = 1", segc.Options{})
	for _, fine := range []*segc.Program{nil, {}, empty, header, mustLoad(t, "where opened")} {
		if err := stored(fine); err != nil {
			t.Errorf("a catalog is refused: %v", err)
		}
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func second[T any](_ T, err error) error { return err }

func mustLoad(t *testing.T, text string) *segc.Program {
	t.Helper()
	p, list := segc.Load(t.Context(), text, segc.Options{})
	if list.HasErrors() {
		t.Fatal(list)
	}
	return p
}
