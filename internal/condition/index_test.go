package condition

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/poll"
)

// TestIndex numbers the conditions of a document, beside a number that is left out.
func TestIndex(t *testing.T) {
	isp := func(ids ...int64) Condition { return ISP{In, ids} }
	null := Field{Column: "a", Operator: IsNull}
	p := poll.New(poll.Within(t.Context(), 0))
	var x Index
	if _, known := x.Find(p, null); known {
		t.Error("an empty index has a condition")
	}
	if n, isNew := x.Number(p, isp(1, 2)); n != 0 || !isNew {
		t.Errorf("the first condition has the number %d, new %v", n, isNew)
	}
	x.Reserve()
	groups := x.Groups(p, &Document{Any: []Group{{All: []Condition{null, isp(2, 1, 2)}}, {All: []Condition{isp(3)}}, {All: []Condition{isp(3), null}}}})
	if got, want := fmt.Sprint(groups), "[[2 0] [3] [3 2]]"; got != want {
		t.Errorf("the groups are %s, not %s", got, want)
	}
	if got, want := fmt.Sprint(x.Conditions), fmt.Sprint([]Condition{isp(1, 2), nil, null, isp(3)}); got != want {
		t.Errorf("the conditions are %s, not %s", got, want)
	}
	if n, known := x.Find(p, isp(3, 3)); n != 3 || !known {
		t.Errorf("a condition has the number %d, known %v", n, known)
	}
	if _, known := x.Find(p, isp(4)); known || len(x.Conditions) != 4 {
		t.Error("Find enters a condition")
	}
	if p.Held() < 3*entryBytes {
		t.Errorf("%d bytes are counted", p.Held())
	}
	if x.Free(p); p.Held() != 0 {
		t.Errorf("%d bytes stay counted", p.Held())
	}
}
