package gen

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
)

func parse(t interface{ Fatalf(string, ...any) }, text string) *ast.File {
	file, list := grammar.Parse(ast.NewSource("random.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatalf("%v in\n%s", list[0], text)
	}
	return file
}

// where returns the rule of a file.
func where(file *ast.File) ast.Expr {
	for _, s := range file.Statements {
		if w, ok := s.(*ast.Where); ok {
			return w.Expr
		}
	}
	return nil
}

func TestRulesHaveAMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Rapid(t)
		options := Options{Names: s.Intn(2) == 1, Plain: s.Intn(2) == 1, Size: 1 + s.Intn(20)}
		file := parse(t, Rule(s, options))
		files := []*ast.File{file}
		if options.Names || s.Intn(2) == 1 {
			files = append(files, parse(t, Catalog(s)))
		}
		names, err := eval.NewNames(files...)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if _, err := eval.Tree(names, where(file), Contact(s), eval.Reading{}); err != nil {
			t.Fatalf("%v", err)
		}
	})
}

func TestFilesNameALet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Rapid(t)
		file := parse(t, File(s, Options{}))
		names, err := eval.NewNames(file)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if _, err := eval.Tree(names, where(file), Contact(s), eval.Reading{}); err != nil {
			t.Fatalf("%v", err)
		}
		for n := range ast.Preorder(where(file)) {
			if _, ok := n.(*ast.Ref); ok {
				return
			}
		}
		t.Fatalf("no let is named in\n%s", file.Source.Text())
	})
}

// features are the kinds of conditions in a tree and of spellings in a text.
func features(e ast.Node, depth int, into map[string]int) {
	into[fmt.Sprintf("depth %d", depth)]++
	switch e := e.(type) {
	case *ast.And, *ast.Or, *ast.Not, *ast.Paren, *ast.Ref:
		into[fmt.Sprintf("%T", e)]++
	case *ast.Column:
		into[fmt.Sprintf("column operator %d", e.Op)]++
		into["column "+e.Name.Text]++
		for _, v := range e.Values {
			into[fmt.Sprintf("value %d", v.Kind)]++
		}
	case *ast.Event:
		into[fmt.Sprintf("event operator %d", e.Op)]++
		into[fmt.Sprintf("metric %d", e.Metric)]++
		into[fmt.Sprintf("%d windows, %d campaigns", len(e.Windows), len(e.Campaigns))]++
		for _, w := range e.Windows {
			into[fmt.Sprintf("window %d, unit %d", w.Mode, w.Unit)]++
		}
		for _, c := range e.Campaigns {
			into[fmt.Sprintf("except %t", c.Except)]++
		}
	case *ast.Membership:
		into[fmt.Sprintf("list, negated %t", e.Negated)]++
	case *ast.ISP:
		into[fmt.Sprintf("isp, negated %t, single %t", e.Negated, e.Single)]++
	default:
		return
	}
	for child := range ast.Children(e) {
		features(child, depth+1, into)
	}
}

func TestRulesHaveEverything(t *testing.T) {
	s := Rand(rand.New(rand.NewPCG(1, 2)))
	seen := map[string]int{}
	for i := range 2000 {
		features(where(parse(t, Rule(s, Options{Names: true, Days: i%2 == 0}))), 0, seen)
	}
	var want []string
	for op := ast.Equal; op <= ast.HasNone; op++ {
		want = append(want, fmt.Sprintf("column operator %d", op))
	}
	for op := ast.Ever; op <= ast.CountBetween; op++ {
		want = append(want, fmt.Sprintf("event operator %d", op))
	}
	for metric := ast.Opened; metric <= ast.Unsubscribed; metric++ {
		want = append(want, fmt.Sprintf("metric %d", metric))
	}
	for _, kind := range []ast.ValueKind{ast.String, ast.Number, ast.Boolean, ast.Date, ast.Today, ast.Day} {
		want = append(want, fmt.Sprintf("value %d", kind))
	}
	for _, c := range columns {
		want = append(want, "column "+c.name)
	}
	want = append(want, "*ast.And", "*ast.Or", "*ast.Not", "*ast.Paren", "*ast.Ref", "depth 4", "depth 6",
		"0 windows, 0 campaigns", "1 windows, 0 campaigns", "0 windows, 1 campaigns", "1 windows, 1 campaigns",
		"window 0, unit 0", "window 0, unit 1", "window 1, unit 0", "window 1, unit 1", "except true", "except false",
		"list, negated true", "list, negated false",
		"isp, negated true, single true", "isp, negated true, single false", "isp, negated false, single true", "isp, negated false, single false")
	for _, feature := range want {
		if seen[feature] < 5 {
			t.Errorf("%s comes %d times in 2,000 rules", feature, seen[feature])
		}
	}
}

// TestFirstEditionHasNoDays checks that rules of the first edition have nothing that came later.
func TestFirstEditionHasNoDays(t *testing.T) {
	s := Rand(rand.New(rand.NewPCG(1, 2)))
	seen := map[string]int{}
	for range 2000 {
		features(where(parse(t, Rule(s, Options{Names: true, FirstEdition: true}))), 0, seen)
	}
	later := []string{fmt.Sprintf("column operator %d", ast.On), fmt.Sprintf("value %d", ast.Today), fmt.Sprintf("value %d", ast.Day), fmt.Sprintf("value %d", ast.Length)}
	for _, feature := range later {
		if seen[feature] > 0 {
			t.Errorf("%s comes %d times", feature, seen[feature])
		}
	}
}

// conditions counts the conditions of a tree.
func conditions(e ast.Node) int {
	n := 0
	for node := range ast.Preorder(e) {
		switch node.(type) {
		case *ast.Column, *ast.Event, *ast.Membership, *ast.ISP, *ast.Ref:
			n++
		}
	}
	return n
}

func TestOptionsAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Rapid(t)
		o := Options{Size: 1 + s.Intn(12), Depth: 1 + s.Intn(5), Names: s.Intn(2) == 1, NoNegatedStartsWith: true}
		text := Rule(s, o)
		e := where(parse(t, text))
		if n := conditions(e); n > o.Size {
			t.Errorf("%d conditions, want %d at most: %s", n, o.Size, text)
		}
		if negatedStart(e, false) {
			t.Errorf("starts with is negated: %s", text)
		}
		file := parse(t, File(s, o))
		lets := map[string]ast.Expr{}
		for _, statement := range file.Statements {
			if let, ok := statement.(*ast.Let); ok {
				lets[let.Name.Text] = let.Expr
			}
		}
		for _, e := range lets {
			if negatedStart(e, true) || negatedStart(e, false) {
				t.Errorf("a let that may be negated has starts with:\n%s", file.Source.Text())
			}
		}
	})
}

func negatedStart(e ast.Expr, negated bool) bool {
	switch e := e.(type) {
	case *ast.Not:
		return negatedStart(e.Operand, !negated)
	case *ast.Paren:
		return negatedStart(e.Expr, negated)
	case *ast.Column:
		return negated && e.Op == ast.StartsWith
	case *ast.And:
		return anyNegatedStart(e.Operands, negated)
	case *ast.Or:
		return anyNegatedStart(e.Operands, negated)
	default:
		return false
	}
}

func anyNegatedStart(operands []ast.Expr, negated bool) bool {
	for _, e := range operands {
		if negatedStart(e, negated) {
			return true
		}
	}
	return false
}

func TestContactsAreWhatTheCatalogSays(t *testing.T) {
	kinds := map[kind]contact.Kind{
		textColumn: contact.TextKind, numberColumn: contact.NumberKind, booleanColumn: contact.BooleanKind,
		dateColumn: contact.DateKind, choiceColumn: contact.TextKind, tagsColumn: contact.SetKind,
	}
	rapid.Check(t, func(t *rapid.T) {
		c := Contact(Rapid(t))
		for _, column := range columns {
			v := c.Columns[column.name]
			if v.Kind() == contact.Missing && column.always {
				t.Errorf("%s has no value", column.name)
			}
			if want, ok := kinds[column.kind]; ok && v.Kind() != contact.Missing && v.Kind() != want {
				t.Errorf("%s has the value %v", column.name, v)
			}
		}
		line, err := c.MarshalJSON()
		if err != nil {
			t.Fatalf("%v", err)
		}
		if _, err := contact.Parse(line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	})
}

// A rule that is true for nearly all contacts, or for nearly none, finds nothing.
// And the readings, and the two days at the edge of a window, must matter.
func TestContactsMakeRulesDisagree(t *testing.T) {
	s := Rand(rand.New(rand.NewPCG(3, 4)))
	names, err := eval.NewNames()
	if err != nil {
		t.Fatal(err)
	}
	readings := Readings()
	trues, differ := 0, map[eval.Reading]int{}
	const draws = 5000
	for range draws {
		e, c := where(parse(t, Rule(s, Options{Size: 4}))), Contact(s)
		plain, err := eval.Tree(names, e, c, readings[0])
		if err != nil {
			t.Fatal(err)
		}
		if plain {
			trues++
		}
		for _, r := range readings[1:] {
			if got, _ := eval.Tree(names, e, c, r); got != plain {
				differ[r]++
			}
		}
	}
	if trues < draws/5 || trues > draws*4/5 {
		t.Errorf("%d of %d answers are true", trues, draws)
	}
	for _, r := range readings[1:] {
		if r.Spaces == collation.SpacesPadded && r.Letters == collation.LettersComposed {
			continue // few texts here depend on it
		}
		least := draws / 200
		if r.DayHasTimes {
			least = draws / 1000 // few values are dates
		}
		if differ[r] < least {
			t.Errorf("the reading %q changes %d of %d answers", r, differ[r], draws)
		}
	}
}

func TestBytesThatRunOutEndTheRule(t *testing.T) {
	if got, want := Rule(Bytes(nil), Options{}), `plan = "pro"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if c := Contact(Bytes(nil)); len(c.Events) > 0 || c.ISP != nil {
		t.Errorf("the simplest contact is %v", c)
	}
	parse(t, File(Bytes(nil), Options{}))
}

func FuzzRule(f *testing.F) {
	f.Add([]byte("\x00\x03\x04\x01\x02\x05\x09"))
	f.Fuzz(func(t *testing.T, input []byte) {
		if text := Rule(Bytes(input), Options{}); text != Rule(Bytes(input), Options{}) {
			t.Errorf("another rule the second time: %s", text)
		} else {
			parse(t, text)
		}
		parse(t, File(Bytes(input), Options{}))
	})
}
