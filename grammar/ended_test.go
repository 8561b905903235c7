package grammar

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestEnded checks that a text which is not read to its end has one problem, with the
// error of the context as its cause.
func TestEnded(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for ctx, want := range map[context.Context]error{canceled: context.Canceled, late: context.DeadlineExceeded} {
		source := ast.NewSource("a.seg", strings.Repeat("a = 1 or ", 20_000)+"a = 1")
		file, list := Parse(source, Options{Context: ctx})
		if len(list) != 1 || list[0].Code != diag.Interrupted || !errors.Is(list.Err(), want) || !file.Broken {
			t.Errorf("%v: %v", want, list)
		}
	}
}
