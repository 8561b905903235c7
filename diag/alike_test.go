package diag_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
)

// TestApart checks that texts in the words of a diagnostic that look alike are written
// with escapes, and that a long list is left as it is once the context has ended.
func TestApart(t *testing.T) {
	const words = "`caf\u00e9` is not `cafe\u0301`"
	list := func() diag.List {
		list := make(diag.List, 1000)
		for i := range list {
			list[i].Message = words
		}
		return list
	}
	apart := list()
	apart.Apart(t.Context())
	for i := range apart {
		if got := apart[i].Message; got != "`caf\\u00e9` is not `cafe\\u0301`" {
			t.Fatalf("number %d says %q", i, got)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	left := list()
	left.Apart(ended)
	if got := left[len(left)-1].Message; got != words {
		t.Errorf("after the context, it says %q", got)
	}
	mixed := diag.List{{Message: strings.Repeat("`a` and `b`, ", 100)}}
	mixed.Apart(t.Context())
	if !strings.HasPrefix(mixed[0].Message, "`a` and `b`, ") {
		t.Errorf("other texts become %q", mixed[0].Message)
	}
}
