package condition_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// repeated returns documents in which conditions are in several groups.
func repeated() *rapid.Generator[*condition.Document] {
	return rapid.Custom(func(t *rapid.T) *condition.Document {
		some := rapid.SliceOfN(ruletest.Conditions(), 1, 4).Draw(t, "conditions")
		d := &condition.Document{}
		for _, picks := range rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(0, len(some)-1), 1, 4), 1, 5).Draw(t, "groups") {
			var g condition.Group
			for _, i := range picks {
				g.All = append(g.All, some[i])
			}
			d.Any = append(d.Any, g)
		}
		return d
	})
}

// TestTables checks that a table has the document that it was made of, and each condition once.
func TestTables(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := repeated().Draw(t, "document")
		table := condition.TableOf(nil, d)
		if !condition.Equal(nil, table.Document(nil), d) {
			t.Fatalf("%v is the table of %v", table, d)
		}
		groups, conditions := table.Size()
		if wantGroups, want := d.Size(); groups != wantGroups || conditions != want {
			t.Fatalf("%d groups of %d conditions", groups, conditions)
		}
		keys := map[string]bool{}
		for _, c := range table.Conditions {
			keys[condition.Key(c)] = true
		}
		if len(keys) != len(table.Conditions) {
			t.Fatalf("a condition is twice in %v", table.Conditions)
		}
	})
}

// TestSameTables checks that tables are the same exactly if their documents are equal. The
// numbers of the conditions do not matter.
func TestSameTables(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := repeated().Draw(t, "document")
		table := condition.TableOf(nil, d)
		other := &condition.Table{Conditions: slices.Concat(table.Conditions, table.Conditions)}
		for _, g := range table.Groups {
			g = slices.Clone(g)
			for j := range g {
				g[j] += int32(rapid.IntRange(0, 1).Draw(t, "copy") * len(table.Conditions))
			}
			other.Groups = append(other.Groups, g)
		}
		// One condition of another number is the same only where each is met as one.
		if condition.SameTables(nil, other, table) != condition.Equal(nil, other.Document(nil), d) {
			t.Fatalf("%v and %v", other, table)
		}
		i := rapid.IntRange(0, len(table.Groups)-1).Draw(t, "group")
		j := rapid.IntRange(0, len(table.Groups[i])-1).Draw(t, "condition")
		changed := &condition.Table{Conditions: table.Conditions, Groups: slices.Clone(table.Groups)}
		changed.Groups[i] = slices.Clone(changed.Groups[i])
		changed.Groups[i][j] = int32(rapid.IntRange(0, len(table.Conditions)-1).Draw(t, "other"))
		if same := condition.SameTables(nil, table, changed); same != condition.Equal(nil, d, changed.Document(nil)) {
			t.Fatalf("%v and %v: %v", table, changed, same)
		}
		for _, fewer := range []*condition.Table{
			{Conditions: table.Conditions, Groups: slices.Delete(slices.Clone(table.Groups), i, i+1)},
			{Conditions: table.Conditions, Groups: slices.Concat(table.Groups[:i], [][]int32{table.Groups[i][1:]}, table.Groups[i+1:])},
		} {
			if condition.SameTables(nil, table, fewer) || condition.SameTables(nil, fewer, table) {
				t.Fatalf("%v and %v are the same", table, fewer)
			}
		}
	})
}
