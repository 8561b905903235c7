package plan_test

import (
	"errors"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPlaces checks which segment a segment of a file is, after one change after the other. All
// expectations are those of the design.
func TestPlaces(t *testing.T) {
	words := prose.Open(t, "places")
	one := func(segs ...seg) folder { return folder{"a.seg": segs} }
	two := folder{"a.seg": {{name: "A", does: 1}, {name: "B", does: 2}}}
	each := func(name string, values ...string) folder { return one(seg{name: name, in: values, does: 1}) }
	for _, c := range []struct {
		name  string
		steps []folder // all but the last one are applied
		want  string   // the plan of the last one
	}{
		{"two new", []folder{two}, `a.seg, "A" create
a.seg, "B" create
`},
		{"two", []folder{two, two}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		{"in another order", []folder{two, one(seg{name: "B", does: 2}, seg{name: "A", does: 1})}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		// A second segment comes and goes.
		{"a second one", []folder{one(seg{name: "A", does: 1}), two}, `a.seg, "A" unchanged 1
a.seg, "B" create
`},
		{"a second one, and other rules", []folder{one(seg{name: "A", does: 1}), one(seg{name: "A", does: 3}, seg{name: "B", does: 2})}, `a.seg, "A" update 1 rules:narrower
a.seg, "B" create
`},
		{"a second one, and the first is renamed", []folder{one(seg{name: "A", does: 1}), one(seg{name: "C", does: 1}, seg{name: "B", does: 2})}, `a.seg, "B" create
a.seg, "C" update 1 name:A→C was:A
`},
		{"a second one has the content of the first", []folder{one(seg{name: "A", does: 1}), one(seg{name: "A", does: 3}, seg{name: "B", does: 1})}, `a.seg, "A" update 1 rules:narrower
a.seg, "B" create
`},
		{"a second one, and the first is another one", []folder{one(seg{name: "A", does: 1}), one(seg{name: "C", does: 3}, seg{name: "B", does: 2})}, `a.seg, "B" error ("A" "B" "C" a.seg)
a.seg, "C" error ("A" "B" "C" a.seg)
unmanaged A, segment not in a.seg
`},
		{"a second one, and the first says what it was", []folder{one(seg{name: "A", does: 1}), one(seg{name: "C", does: 3, was: "A"}, seg{name: "B", does: 2})}, `a.seg, "B" create
a.seg, "C" update 1 name:A→C rules:narrower was:A
`},
		{"the second goes", []folder{two, one(seg{name: "A", does: 1})}, `a.seg unchanged 1
unmanaged B, segment not in a.seg
`},
		{"the first goes", []folder{two, one(seg{name: "B", does: 2})}, `a.seg unchanged 2
unmanaged A, segment not in a.seg
`},
		{"the second goes, and the first has other rules", []folder{two, one(seg{name: "A", does: 3})}, `a.seg update 1 rules:narrower
unmanaged B, segment not in a.seg
`},
		{"the second goes, and the first is renamed", []folder{two, one(seg{name: "C", does: 1})}, `a.seg update 1 name:A→C was:A
unmanaged B, segment not in a.seg
`},
		{"both go, and another one comes", []folder{two, one(seg{name: "C", does: 3})}, `a.seg error ("A" "B" "C" a.seg)
unmanaged A, segment not in a.seg
unmanaged B, segment not in a.seg
`},
		{"both go, and another one comes that says what it was", []folder{two, one(seg{name: "C", does: 3, was: "B"})}, `a.seg update 2 name:B→C rules:narrower was:B
unmanaged A, segment not in a.seg
`},
		{"the second goes and comes back", []folder{two, one(seg{name: "A", does: 1}), two}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		{"the second goes, then the file is for another name, then both are back", []folder{two, one(seg{name: "A", does: 1}), one(seg{name: "C", does: 1}), one(seg{name: "C", does: 1}, seg{name: "B", does: 2})}, `a.seg, "B" unchanged 2
a.seg, "C" unchanged 1
`},
		{"the second goes, and later a new one comes", []folder{two, one(seg{name: "A", does: 1}), one(seg{name: "A", does: 1}, seg{name: "C", does: 3})}, `a.seg, "A" unchanged 1
a.seg, "C" create
unmanaged B, segment not in a.seg
`},
		{"the second goes, and later the first is renamed beside a new one", []folder{two, one(seg{name: "A", does: 1}), one(seg{name: "D", does: 1}, seg{name: "C", does: 3})}, `a.seg, "C" create
a.seg, "D" update 1 name:A→D was:A
unmanaged B, segment not in a.seg
`},
		{"all is replaced, and then one of the new ones goes", []folder{
			one(seg{name: "A", does: 1}), one(seg{name: "X {m}", in: []string{"AT", "DE"}, does: 2}), one(seg{name: "X {m}", in: []string{"DE"}, does: 2}),
		}, `a.seg, "X DE" unchanged 3
unmanaged A, segment not in a.seg
unmanaged X AT, value not in a.seg
`},
		// Names change.
		{"one is renamed", []folder{two, one(seg{name: "A", does: 1}, seg{name: "C", does: 2})}, `a.seg, "A" unchanged 1
a.seg, "C" update 2 name:B→C was:B
`},
		{"one is renamed, with other rules", []folder{two, one(seg{name: "A", does: 1}, seg{name: "C", does: 3})}, `a.seg, "A" unchanged 1
a.seg, "C" update 2 name:B→C rules:narrower was:B
`},
		{"one is renamed, by its space", []folder{two, one(seg{name: "A", does: 1}, seg{name: "B ", does: 2})}, `a.seg, "A" unchanged 1
a.seg, "B " unchanged 2
`},
		{"both are renamed", []folder{two, one(seg{name: "C", does: 1}, seg{name: "D", does: 2})}, `a.seg, "C" error ("A" "B" "C" "D" a.seg)
a.seg, "D" error ("A" "B" "C" "D" a.seg)
unmanaged A, segment not in a.seg
unmanaged B, segment not in a.seg
`},
		{"both are renamed and say so", []folder{two, one(seg{name: "C", does: 3, was: "B"}, seg{name: "D", does: 4, was: "A"})}, `a.seg, "C" update 2 name:B→C rules:narrower was:B
a.seg, "D" update 1 name:A→D rules:narrower was:A
`},
		{"both are renamed and one says so", []folder{two, one(seg{name: "C", does: 3, was: "B"}, seg{name: "D", does: 4})}, `a.seg, "C" update 2 name:B→C rules:narrower was:B
a.seg, "D" update 1 name:A→D rules:narrower was:A
`},
		{"one is renamed beside a new one", []folder{two, one(seg{name: "A", does: 1}, seg{name: "C", does: 2}, seg{name: "D", does: 3})}, `a.seg, "A" unchanged 1
a.seg, "C" error ("B" "C" "D" a.seg)
a.seg, "D" error ("B" "C" "D" a.seg)
unmanaged B, segment not in a.seg
`},
		{"one is renamed beside a new one and says so", []folder{two, one(seg{name: "A", does: 1}, seg{name: "C", does: 2, was: "B"}, seg{name: "D", does: 3})}, `a.seg, "A" unchanged 1
a.seg, "C" update 2 name:B→C was:B
a.seg, "D" create
`},
		{"the names are changed with one another", []folder{two, one(seg{name: "B", does: 1}, seg{name: "A", does: 2})}, `a.seg, "A" update 1 rules:narrower
a.seg, "B" update 2 rules:narrower
`},
		{"`was` stays after the apply", []folder{two, one(seg{name: "A", does: 1}, seg{name: "C", does: 2, was: "B"}), one(seg{name: "A", does: 1}, seg{name: "C", does: 2, was: "B"})}, `a.seg, "A" unchanged 1
a.seg, "C" unchanged 2
`},
		{"`was` stays, and it is renamed once more", []folder{two, one(seg{name: "A", does: 1}, seg{name: "C", does: 2, was: "B"}), one(seg{name: "A", does: 1}, seg{name: "D", does: 3, was: "B"})}, `a.seg, "A" unchanged 1
a.seg, "D" update 2 name:C→D rules:narrower was:C
`},
		{"`was` names nothing", []folder{two, one(seg{name: "A", does: 1}, seg{name: "B", does: 2}, seg{name: "C", does: 3, was: "Z"})}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
a.seg, "C" create ("Z")
`},
		{"`was` where nothing is known", []folder{one(seg{name: "A", does: 1}, seg{name: "C", does: 3, was: "B"})}, `a.seg, "A" create
a.seg, "C" create ("B")
`},
		{"`was` names one that is still there", []folder{two, one(seg{name: "A", does: 1}, seg{name: "B", does: 2}, seg{name: "C", does: 3, was: "B"})}, `a.seg, "A" unchanged 1
a.seg, "B" error 2 ("B" "C" 2 a.seg)
a.seg, "C" error 2 ("B" "C" 2 a.seg)
`},
		{"`was` brings back what is gone", []folder{two, one(seg{name: "A", does: 1}), one(seg{name: "A", does: 1}, seg{name: "C", does: 3, was: "B"})}, `a.seg, "A" unchanged 1
a.seg, "C" update 2 name:B→C rules:narrower was:B
`},
		{"`was` names two", []folder{{"a.seg": each("In {m}", "AT=X")["a.seg"], "b.seg": each("In {m}", "AT=Y")["a.seg"]}, {"c.seg": {{name: "C {m}", in: []string{"AT"}, does: 5, was: "In {m}"}}}}, `c.seg, "C AT" create ("In {m}" 2)
unmanaged In X, of a.seg
unmanaged In Y, of b.seg
`},
		{"`was` of one that moved from a file that is still there", []folder{
			{"a.seg": two["a.seg"], "b.seg": {{name: "C", does: 3}}},
			{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "C", does: 3}, {name: "X", does: 5, was: "B"}}},
		}, `a.seg unchanged 1
b.seg, "C" unchanged 3
b.seg, "X" update 2 name:B→X rules:narrower from:a.seg was:B
`},
		{"`was` of one that another file still has", []folder{
			{"a.seg": two["a.seg"], "b.seg": {{name: "C", does: 3}}},
			{"a.seg": two["a.seg"], "b.seg": {{name: "C", does: 3}, {name: "X", does: 5, was: "B"}}},
		}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
b.seg, "C" unchanged 3
b.seg, "X" create ("B")
`},
		{"`was` of one that moved, in two files", []folder{
			{"a.seg": two["a.seg"], "b.seg": {{name: "C", does: 3}}},
			{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "C", does: 3}, {name: "X", does: 5, was: "B"}}, "c.seg": {{name: "Y", does: 5, was: "B"}}},
		}, `a.seg unchanged 1
b.seg, "C" unchanged 3
b.seg, "X" error 2 ("X" 2 b.seg c.seg)
c.seg error 2 ("X" 2 b.seg c.seg)
`},
		{"copies become one with a `for`, which says what they were", []folder{
			{"at.seg": {{name: "Letter Austria", does: 1}}, "de.seg": {{name: "Letter DE", does: 2}}},
			one(seg{name: "News {m}", in: []string{"AT=Austria", "DE", "CH"}, does: 3, was: "Letter {m}"}),
		}, `a.seg, "News Austria" update 1 name:Letter Austria→News Austria rules:narrower from:at.seg was:Letter Austria
a.seg, "News CH" create ("Letter {m}")
a.seg, "News DE" update 2 name:Letter DE→News DE rules:narrower from:de.seg was:Letter DE
`},
		{"a file gets a `for`, which says what it was", []folder{one(seg{name: "Letter Austria", does: 1}), one(seg{name: "News {m}", in: []string{"DE", "AT=Austria"}, does: 3, was: "Letter {m}"})}, `a.seg, "News Austria" update 1 name:Letter Austria→News Austria rules:narrower was:Letter Austria
a.seg, "News DE" create ("Letter {m}")
`},
		{"a `for` becomes copies, which say what they were", []folder{each("In {m}", "AT=Austria", "DE"), {"b.seg": {{name: "X", does: 3, was: "In Austria"}, {name: "Y", does: 4, was: "In DE"}}}}, `b.seg, "X" update 1 name:In Austria→X rules:narrower from:a.seg was:In {m}
b.seg, "Y" update 2 name:In DE→Y rules:narrower from:a.seg was:In {m}
`},
		// Values come and go.
		{"values", []folder{each("In {m}", "AT", "DE")}, `a.seg, "In AT" create
a.seg, "In DE" create
`},
		{"values in another order", []folder{each("In {m}", "AT", "DE"), each("In {m}", "DE", "AT")}, `a.seg, "In AT" unchanged 1
a.seg, "In DE" unchanged 2
`},
		{"a label", []folder{each("In {m}", "AT", "DE"), each("In {m}", "AT=Austria", "DE")}, `a.seg, "In Austria" update 1 name:In AT→In Austria
a.seg, "In DE" unchanged 2
`},
		{"another label", []folder{each("In {m}", "AT=Austria", "DE"), each("In {m}", "AT=Österreich", "DE")}, `a.seg, "In Österreich" update 1 name:In Austria→In Österreich
a.seg, "In DE" unchanged 2
`},
		{"labels are changed with one another", []folder{each("In {m}", "AT=X", "DE=Y"), each("In {m}", "AT=Y", "DE=X")}, `a.seg, "In Y" update 1 name:In X→In Y
a.seg, "In X" update 2 name:In Y→In X
`},
		{"a value more", []folder{each("In {m}", "AT", "DE"), each("In {m}", "AT", "CH", "DE")}, `a.seg, "In AT" unchanged 1
a.seg, "In CH" create
a.seg, "In DE" unchanged 2
`},
		{"a value less", []folder{each("In {m}", "AT", "DE"), each("In {m}", "DE")}, `a.seg, "In DE" unchanged 2
unmanaged In AT, value not in a.seg
`},
		{"another value", []folder{each("In {m}", "AT", "DE"), each("In {m}", "CH", "DE")}, `a.seg, "In CH" create
a.seg, "In DE" unchanged 2
unmanaged In AT, value not in a.seg
`},
		{"another value of the label", []folder{each("In {m}", "AT=Austria", "DE"), each("In {m}", "OE=Austria", "DE")}, `a.seg, "In DE" unchanged 2
a.seg, "In Austria" update 1 rules:narrower
`},
		{"a value goes and comes back", []folder{each("In {m}", "AT", "DE"), each("In {m}", "DE"), each("In {m}", "AT", "DE")}, `a.seg, "In AT" unchanged 1
a.seg, "In DE" unchanged 2
`},
		{"a value goes, and then the file", []folder{each("In {m}", "AT", "DE"), each("In {m}", "DE"), {}}, `unmanaged In AT, of a.seg
unmanaged In DE, of a.seg
`},
		{"the template is renamed", []folder{each("In {m}", "AT", "DE", "CH"), each("All of {m}", "AT", "DE", "CH")}, `a.seg, "All of AT" update 1 name:In AT→All of AT was:In {m}
a.seg, "All of CH" update 2 name:In CH→All of CH was:In {m}
a.seg, "All of DE" update 3 name:In DE→All of DE was:In {m}
`},
		{"the template is renamed, and the values change", []folder{each("In {m}", "AT", "DE"), each("All of {m}", "CH", "DE")}, `a.seg, "All of CH" create
a.seg, "All of DE" update 2 name:In DE→All of DE was:In {m}
unmanaged In AT, segment not in a.seg
`},
		{"the name of the `for` changes", []folder{each("In {m}", "AT", "DE"), one(seg{name: "In {c}", in: []string{"AT", "DE"}, does: 1, var_: "c"})}, `a.seg, "In AT" unchanged 1 was:In {m}
a.seg, "In DE" unchanged 2 was:In {m}
`},
		{"two templates are renamed", []folder{
			one(seg{name: "In {m}", in: []string{"AT", "DE"}, does: 1}, seg{name: "No {m}", in: []string{"AT"}, does: 2}),
			one(seg{name: "Of {m}", in: []string{"AT", "DE"}, does: 1, was: "In {m}"}, seg{name: "Ex {m}", in: []string{"AT"}, does: 3, was: "No {m}"}),
		}, `a.seg, "Ex AT" update 3 name:No AT→Ex AT rules:narrower was:No {m}
a.seg, "Of AT" update 1 name:In AT→Of AT was:In {m}
a.seg, "Of DE" update 2 name:In DE→Of DE was:In {m}
`},
		{"a `for` comes", []folder{one(seg{name: "A", does: 1}), each("A {m}", "AT", "DE")}, `a.seg, "A AT" create
a.seg, "A DE" create
unmanaged A, segment not in a.seg
`},
		{"a `for` comes, and one has the name", []folder{one(seg{name: "Austria", does: 1}), each("{m}", "AT=Austria", "DE")}, `a.seg, "Austria" update 1 rules:narrower was:Austria
a.seg, "DE" create
`},
		{"a `for` comes, and one has the content", []folder{one(seg{name: "A", does: 102}), each("A {m}", "AT", "DE")}, `a.seg, "A AT" create
a.seg, "A DE" update 1 name:A→A DE was:A
`},
		{"a `for` goes", []folder{each("{m}", "AT=Austria", "DE"), one(seg{name: "Austria", does: 5})}, `a.seg update 1 rules:narrower was:{m}
unmanaged DE, segment not in a.seg
`},
		{"a `for` goes, and what is left has the content", []folder{each("In {m}", "AT", "DE"), one(seg{name: "A", does: 102})}, `a.seg update 2 name:In DE→A was:In {m}
unmanaged In AT, segment not in a.seg
`},
		// Files change their names.
		{"the file is renamed", []folder{two, {"b.seg": two["a.seg"]}}, `b.seg, "A" unchanged 1 from:a.seg was:A
b.seg, "B" unchanged 2 from:a.seg was:B
`},
		{"the file and a name are changed", []folder{two, {"b.seg": {{name: "A", does: 1}, {name: "C", does: 2}}}}, `b.seg, "A" unchanged 1 from:a.seg was:A
b.seg, "C" update 2 name:B→C from:a.seg was:B
`},
		{"the file and the template are renamed", []folder{each("In {m}", "AT", "DE"), {"b.seg": each("Of {m}", "AT", "DE")["a.seg"]}}, `b.seg, "Of AT" update 1 name:In AT→Of AT from:a.seg was:In {m}
b.seg, "Of DE" update 2 name:In DE→Of DE from:a.seg was:In {m}
`},
		{"the file, the template and the rules are changed", []folder{each("In {m}", "AT", "DE"), {"b.seg": {{name: "Of {m}", in: []string{"AT", "DE"}, does: 2}}}}, `b.seg, "Of AT" create
b.seg, "Of DE" create
unmanaged In AT, of a.seg
unmanaged In DE, of a.seg
`},
		{"the file, the template and the rules are changed, and it says what it was", []folder{each("In {m}", "AT", "DE"), {"b.seg": {{name: "Of {m}", in: []string{"AT", "DE"}, does: 2, was: "In {m}"}}}}, `b.seg, "Of AT" update 1 name:In AT→Of AT rules:narrower from:a.seg was:In {m}
b.seg, "Of DE" update 2 name:In DE→Of DE rules:narrower from:a.seg was:In {m}
`},
		{"two files become one", []folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}, {"c.seg": two["a.seg"]}}, `c.seg, "A" unchanged 1 from:a.seg was:A
c.seg, "B" unchanged 2 from:b.seg was:B
`},
		{"two files become one, with other names", []folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}, {"c.seg": {{name: "X", does: 2}, {name: "Y", does: 1}}}}, `c.seg, "X" update 2 name:B→X from:b.seg was:B
c.seg, "Y" update 1 name:A→Y from:a.seg was:A
`},
		{"two files become one of them", []folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}, two}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2 from:b.seg was:B
`},
		{"a file becomes two", []folder{two, {"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}}, `a.seg unchanged 1
b.seg unchanged 2 from:a.seg was:B
`},
		{"a file becomes two others", []folder{two, {"b.seg": {{name: "A", does: 1}}, "c.seg": {{name: "B", does: 2}}}}, `b.seg unchanged 1 from:a.seg was:A
c.seg unchanged 2 from:a.seg was:B
`},
		{"one moves from a file to another one", []folder{
			{"a.seg": two["a.seg"], "b.seg": {{name: "C", does: 3}, {name: "D", does: 4}}},
			{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}, {name: "C", does: 3}, {name: "D", does: 4}}},
		}, `a.seg unchanged 1
b.seg, "B" unchanged 2 from:a.seg was:B
b.seg, "C" unchanged 3
b.seg, "D" unchanged 4
`},
		{"one moves, and two come", []folder{
			{"a.seg": two["a.seg"], "b.seg": {{name: "C", does: 3}}},
			{"a.seg": {{name: "A", does: 1}, {name: "X", does: 5}, {name: "Y", does: 6}}, "b.seg": {{name: "B", does: 2}, {name: "C", does: 3}}},
		}, `a.seg, "A" unchanged 1
a.seg, "X" create
a.seg, "Y" create
b.seg, "B" unchanged 2 from:a.seg was:B
b.seg, "C" unchanged 3
`},
		{"the file is gone", []folder{two, {}}, `unmanaged A, of a.seg
unmanaged B, of a.seg
`},
		// Ids.
		{"an id comes", []folder{two, one(seg{name: "A", does: 1}, seg{name: "B", does: 2, id: id(2)})}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		{"an id goes", []folder{two, one(seg{name: "A", does: 1}, seg{name: "B", does: 2, id: id(2)}), two}, `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		{"ids in place of `was`", []folder{two, one(seg{name: "C", does: 3, id: id(2)}, seg{name: "D", does: 4, id: id(1)})}, `a.seg, "C" update 2 name:B→C rules:narrower
a.seg, "D" update 1 name:A→D rules:narrower
`},
		{"an id goes before the lock, and stays when it goes", []folder{two, one(seg{name: "C", does: 2, id: id(1)}), one(seg{name: "C", does: 2})}, `a.seg unchanged 1
unmanaged B, segment not in a.seg
`},
		{"an id of another one, which has a new name", []folder{two, one(seg{name: "C", does: 1}, seg{name: "B", does: 2, id: id(1)})}, `a.seg, "B" error 1 ("A" "B" 1 2 a.seg)
a.seg, "C" error ("A" "B" 1 2 a.seg)
unmanaged B
`},
		{"an id of another one, which is gone", []folder{two, one(seg{name: "B", does: 2, id: id(1)})}, `a.seg error 1 ("A" 1 2 a.seg)
unmanaged B
`},
		{"an id of another file, which has a new name", []folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}, {"c.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2, id: id(1)}}}}, `b.seg error 1 (1 2 a.seg b.seg)
c.seg error ("A" 1 b.seg)
unmanaged B
`},
		{"the ids are changed with one another", []folder{two, one(seg{name: "A", does: 1, id: id(2)}, seg{name: "B", does: 2, id: id(1)})}, `a.seg, "A" update 2 name:B→A rules:narrower
a.seg, "B" update 1 name:A→B rules:narrower
`},
		{"an id of another one", []folder{two, one(seg{name: "A", does: 1}, seg{name: "B", does: 2, id: id(1)})}, `a.seg, "A" error 1 ("A" "B" 1 a.seg)
a.seg, "B" error 1 ("A" "B" 1 a.seg)
unmanaged B
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			for i, f := range c.steps {
				w.hold(f)
				if i < len(c.steps)-1 {
					w.settle(t)
				}
			}
			p := w.plan(w.options())
			if got := summary(p); got != c.want {
				t.Errorf("the plan is\n%s\nnot\n%s", got, c.want)
			}
			keepReasons(t, words, c.name, p)
			if p.Count(plan.Failure) == 0 {
				w.settle(t)
				for k := 1; k < 2*len(p.Steps)-1; k++ {
					interrupted(t, c.steps, k/2+1, k%2 == 1, w)
				}
				return
			}
			before := len(w.api.segments)
			var part *plan.PartError
			if err := w.carryOut(p); !errors.As(err, &part) || part.Failed != p.Count(plan.Failure) {
				t.Errorf("it fails with %v", err)
			}
			if got := len(w.api.segments) - before; got != p.Count(plan.Create) {
				t.Errorf("%d segments are created", got)
			}
			if again := w.plan(w.options()); again.Count(plan.Failure) != p.Count(plan.Failure) {
				t.Errorf("an apply makes it certain:\n%s", summary(again))
			}
		})
	}
}
