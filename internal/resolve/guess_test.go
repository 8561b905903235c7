package resolve_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/resolve"
)

// TestMayBeDeclared checks about which words nothing is said: those that a statement declares
// that could not be read whole, and those of a statement that does not tell what it is.
func TestMayBeDeclared(t *testing.T) {
	for _, c := range []struct{ text, may, not string }{
		{"let engaged = opened\nwhere engagd", "", "engaged engagd opened where"},
		{"let engaged =\nwhere engaged", "engaged", "let where opened"},
		{"let a = opened\nlet a = \nlet b =", "a b", "opened"},
		{"list vip or other =\nisp gmail\ncampaign c =\nfield plan: opened nothing", "vip gmail c plan", "other opened nothing"},
		{"lett engaged = opened\nwhere engaged", "engaged", "lett opened"},
		{"let \"engaged x\" = `my part`", "engaged x my part", "where"},
		{"field: (vip, x_y) zähler", "vip x_y zähler field", "x y z"},
		{"require nobody because\nsegment \"A\" color\nwhere nobody", "", "nobody A"},
		{"use \"missing.seg\"", "anything", ""},
	} {
		guesses := resolve.NewGuesses(load(t, c.text, files{}), nil)
		for _, name := range strings.Fields(c.may) {
			if !guesses.MayBeDeclared(name) {
				t.Errorf("%q: %s may be declared there", c.text, name)
			}
		}
		for _, name := range strings.Fields(c.not) {
			if guesses.MayBeDeclared(name) {
				t.Errorf("%q: %s is not declared there", c.text, name)
			}
		}
	}
	if !resolve.NewGuesses(load(t, "let = `my list`", nil), nil).MayBeDeclared("my list") {
		t.Error("a name between backquotes may be declared")
	}
}

// TestGuessedNames checks that nobody is pointed at what is broken.
func TestGuessedNames(t *testing.T) {
	guesses := resolve.NewGuesses(load(t, "let b = opened\nlet a =\nlet c = clicked\nlist l =\nfield zip:\nfield plan: text\nfield email:", nil), nil)
	for kind, want := range []string{"b c", "created_at email first_name id last_name plan status", "", "", ""} {
		if got := strings.Join(guesses.Names(resolve.Kind(kind)), " "); got != want {
			t.Errorf("%s: %s, expected %s", resolve.Kind(kind), got, want)
		}
	}
}

// TestBroken checks what is kept of a declaration that could not be read whole, and that
// the checks do not know its name.
func TestBroken(t *testing.T) {
	program := load(t, "let a =\nlist l =\nfield f: number not\nfield g:\nfield email:\nfield status: nonsense not\nwhere other = 1", nil)
	if len(program.Objects()) > 0 || program.Part("a") != nil || program.IDs(ast.AliasList, "l") != nil || program.Declared("f") != nil || program.IsColumn("f") {
		t.Error("what is broken means something")
	}
	if col, ok := program.Column("email"); !ok || col.Type != column.Text {
		t.Errorf("email is %v", col)
	}
	if _, ok := program.Column("other"); !ok {
		t.Error("a broken declaration forbids other columns")
	}
	broken := map[string]*resolve.Object{}
	for _, d := range program.Declarations(nil, program.Main()) {
		if o := d.Object; !o.Broken || o.Cyclic || o.Declaration().Span != o.Statement.Span() {
			t.Errorf("%s: %+v", o.Name, o)
		}
		broken[d.Object.Name] = d.Object
	}
	if _, bad := broken["a"].Expr.(*ast.Bad); !bad {
		t.Errorf("a is %v", broken["a"].Expr)
	}
	if o := broken["l"]; !o.Partial || len(o.IDs) > 0 {
		t.Errorf("l is %v", o)
	}
	for name, want := range map[string]column.Type{"f": column.Number, "g": column.Any, "email": column.Text, "status": column.Any} {
		if got := broken[name].Column.Type; got != want {
			t.Errorf("%s is of type %s, expected %s", name, got, want)
		}
	}
}

// TestAlone checks which names mean a single id.
func TestAlone(t *testing.T) {
	program := load(t, "list d = "+id1+"\nlist a = d\nlist b = ("+id1+", "+id1+")\nlist c = (d, "+id2+")\nlist e = (d, f)\nlist g =\nlist h = h\nisp i = 1\nisp j = (1, 2)", nil)
	for kind, want := range []string{"a b d", "i", ""} {
		var got []string
		for _, o := range program.Alone(nil, ast.AliasKind(kind)) {
			got = append(got, o.Name)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("kind %d: %s, expected %s", kind, got, want)
		}
	}
}
