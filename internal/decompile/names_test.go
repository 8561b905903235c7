package decompile

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// TestNamesOfNames checks which ids names have, where names are made of names.
func TestNamesOfNames(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ids", "isp a = (1, 2)", "a=1,2"},
		{"an id twice", "isp a = (1, 2, 1)", "a=1,2"},
		{"a name", "isp a = (1, 2)\nisp b = (a, 3)", "a=1,2 b=1,2,3"},
		{"a later name", "isp b = (3, a)\nisp a = (1, 2)", "b=3,1,2 a=1,2"},
		{"one name twice", "isp a = (1)\nisp b = (a, a, 2)", "a=1 b=1,2"},
		{"itself", "isp a = (a, 1)", ""},
		{"each other", "isp a = (b)\nisp b = (a)\nisp c = (3)", "c=3"},
		{"a name in a circle", "isp c = (a, 3)\nisp a = (b)\nisp b = (a)", ""},
		{"an unknown name", "isp a = (x, 1)\nisp b = (a, 2)\nisp c = (3)", "c=3"},
		{"another kind", "list a = (\"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\")\nisp b = (a)\nisp c = (3)", "c=3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := namesIn(t, c.text); got != c.want {
				t.Errorf("the names are %q, not %q", got, c.want)
			}
		})
	}
}

// TestIDsOfAllNamesAreBounded checks that names which have thousands of ids each in
// a few letters stop being followed.
func TestIDsOfAllNamesAreBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString("isp a0 = (0")
	for i := range 4000 {
		fmt.Fprintf(&text, ", %d", i)
	}
	text.WriteString(")\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "isp b%d = (a0, %d)\n", i, 10_000+i)
	}
	ids := 0
	for _, a := range read(t, text.String()).aliases[ast.AliasISP] {
		ids += len(a.ids)
	}
	if own := 10_000; ids < resolve.MaxIDs/2 || ids > resolve.MaxIDs+own {
		t.Errorf("the names have %d ids, not at most %d and their own ones, or a few", ids, resolve.MaxIDs)
	}
}

func read(t *testing.T, text string) *names {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("catalog.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list)
	}
	work := poll.New(t.Context())
	return namesOf(work, loaded(work, file), false)
}

func namesIn(t *testing.T, text string) string {
	t.Helper()
	var all []string
	for _, a := range read(t, text).aliases[ast.AliasISP] {
		all = append(all, a.name+"="+strings.Join(a.ids, ","))
	}
	return strings.Join(all, " ")
}

// loaded returns the program of a file that uses no other.
func loaded(p *poll.Poll, file *ast.File) *resolve.Program {
	if file.Source == nil {
		file.Source = ast.NewSource("catalog.seg", "")
	}
	program, _ := resolve.Load(context.Background(), p, file, nil)
	return program
}
