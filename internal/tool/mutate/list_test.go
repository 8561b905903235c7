package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const someMutants = `# Comments and empty lines are left out.

mutant first
why one reason
why on two lines
kill ./a TestOne|TestTwo
kill ./b TestThree
quick
file a/a.go
-	x := 1
+	x := 2
@@
 	y := 1
-	return x
+	return y
file b/b.go
-	z()

mutant second
why both together
kill . TestRoot
equivalent nobody
equivalent sees it
with first
`

func TestParseList(t *testing.T) {
	list, err := parseList("area", []byte(someMutants))
	if err != nil {
		t.Fatal(err)
	}
	if err := combine(list); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, m := range list {
		got.WriteString(m.String() + "|" + m.why + "|" + m.equivalent + "\n")
		for _, k := range m.kills {
			got.WriteString("kill " + k.pkg + " " + strings.Join(k.tests, ",") + "\n")
		}
		for _, e := range m.edits {
			got.WriteString(e.file + "\n-" + string(e.old) + "+" + string(e.new))
		}
	}
	const edits = "a/a.go\n-\tx := 1\n+\tx := 2\na/a.go\n-\ty := 1\n\treturn x\n+\ty := 1\n\treturn y\nb/b.go\n-\tz()\n+"
	want := "area/first|one reason on two lines|\nkill ./a TestOne,TestTwo\nkill ./b TestThree\n" + edits +
		"area/second|both together|nobody sees it\nkill . TestRoot\n" + edits
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !list[0].quick || list[1].quick {
		t.Error("the first mutant alone is quick")
	}
}

func TestParseListRefuses(t *testing.T) {
	const head = "mutant m\nwhy it is wrong\nkill . TestA\n"
	for text, want := range map[string]string{
		"":             "0: the list has no mutants",
		"# later\n\n":  "2: the list has no mutants",
		"why x\n":      "1: expected `mutant NAME`",
		"mutant\n":     "1: expected a name",
		"mutant a/b\n": "1: expected a name",
		"mutant m\nkill . TestA\nfile a.go\n-x\n":    "4: area/m has no `why`",
		"mutant m\nwhy it is wrong\nfile a.go\n-x\n": "4: area/m has no `kill`",
		head:                         "3: area/m changes nothing",
		"mutant m\nkill . Test.*\n":  "2: expected `kill ./PACKAGE TestName|TestOther`",
		"mutant m\nkill TestA\n":     "2: expected `kill ./PACKAGE TestName|TestOther`",
		"mutant m\nkill .\n":         "2: expected `kill ./PACKAGE TestName|TestOther`",
		head + "-x\n":                "4: a change needs a `file` before it",
		head + "@@\n":                "4: `@@` needs a `file` before it",
		head + "file ../a.go\n":      `4: "../a.go" is not a file of Go code in this checkout`,
		head + "file a_test.go\n":    `4: "a_test.go" is not a file of Go code in this checkout`,
		head + "file a.go\n+x\n":     "5: the change in a.go needs lines that it replaces",
		head + "file a.go\n-x\n+x\n": "6: the change in a.go needs lines that it replaces",
		head + "file a.go\n-x\n\nmutant n\nkil . TestA\n": "8: unknown word \"kil\"",
	} {
		_, err := parseList("area", []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestCombineRefuses(t *testing.T) {
	for text, want := range map[string]string{
		someMutants + "mutant third\nwhy x\nkill . TestA\nwith fourth\n": "area/third: no mutant named fourth is a change of its own",
		someMutants + "mutant third\nwhy x\nkill . TestA\nwith second\n": "area/third: no mutant named second is a change of its own",
		someMutants + "mutant first\nwhy x\nkill . TestA\nwith second\n": "there are two mutants named first",
	} {
		list, err := parseList("area", []byte(text))
		if err == nil {
			err = combine(list)
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestSelected(t *testing.T) {
	all := []*mutant{{area: "a", name: "x", quick: true}, {area: "a", name: "y"}, {area: "b", name: "z", quick: true}}
	for _, c := range []struct {
		names []string
		quick bool
		want  []string
	}{
		{nil, false, []string{"a/x", "a/y", "b/z"}},
		{nil, true, []string{"a/x", "b/z"}},
		{[]string{"a"}, false, []string{"a/x", "a/y"}},
		{[]string{"a"}, true, []string{"a/x"}},
		{[]string{"z", "a/y"}, false, []string{"a/y", "b/z"}},
	} {
		kept, err := selected(all, c.names, c.quick)
		var got []string
		for _, m := range kept {
			got = append(got, m.String())
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v, quick %v: got %v, %v", c.names, c.quick, got, err)
		}
	}
	for name, want := range map[string]string{"c": `no area or mutant is named "c"`, "y": "no mutant is selected"} {
		if _, err := selected(all, []string{name}, true); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}

// TestListsOfTheCheckout reads the lists and applies each change, which takes no
// time: so a change of the code that a mutant has lost is seen at once. It knows which
// lists there are and how many mutants each has at least, so that none gets shorter or
// goes in silence.
func TestListsOfTheCheckout(t *testing.T) {
	fewest := map[string]int{
		"answers":   13,
		"cache":     16,
		"catalog":   11,
		"days":      10,
		"checks":    51,
		"decoder":   30,
		"decompile": 15,
		"depfile":   11,
		"download":  16,
		"diag":      40,
		"encoder":   35,
		"editor":    35,
		"engine":    26,
		"events":    18,
		"folders":   7,
		"formula":   23,
		"grammar":   10,
		"identity":  37,
		"shown":     7,
		"segments":  15,
		"limits":    29,
		"logic":     40,
		"lsp":       47,
		"match":     49,
		"negation":  19,
		"resolve":   37,
		"source":    18,
		"sql":       76,
		"theory":    90,
		"trees":     21,
		"values":    14,
		"lint":      3,
		"named":     21,
		"new":       8,
		"parts":     30,
		"start":     6,
	}
	const root = "../../.."
	all, err := readLists(root + "/testdata/mutants")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, m := range all {
		found[m.area]++
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(fewest)), slices.Sorted(maps.Keys(found))); diff != "" {
		t.Errorf("the lists of testdata/mutants are others; enter a new one here (-want +got)\n%s", diff)
	}
	for area, n := range found {
		if n < fewest[area] {
			t.Errorf("%s.txt has %d mutants; it had %d: put back what is missing, or say in the commit why it went", area, n, fewest[area])
		}
	}
	for _, m := range all {
		if _, err := apply(root, t.TempDir(), m); err != nil {
			t.Errorf("%s: %v", m, err)
		}
	}
}
