package segc_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/expand"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/rename"
)

// TestUsedRulesAreTheirText has random files that use the rule of another random file as a part,
// in which the same names mean other things, and puts the text of that rule in its place by hand:
// in parentheses, with its values and calls replaced and its other names given other names. Both
// must become the same document, or be refused for the same reason.
func TestUsedRulesAreTheirText(t *testing.T) {
	t.Parallel()
	n := long.Most(60, 300, 5000)
	r := rand.New(rand.NewPCG(20261129, 17))
	documents, refused, given := 0, 0, 0
	for i := range n {
		used, main := newUsedFile(r), newValueFile(r, false)
		for !agree(used, main) {
			main = newValueFile(r, false)
		}
		at := slices.IndexFunc(main.lines, func(line string) bool { return strings.HasPrefix(line, "where ") })
		rule := strings.TrimPrefix(main.lines[at], "where ")
		main.lines[at] = "where " + fmt.Sprintf(pick(r, []string{
			"(%s) and part_q", "(%s) and not part_q", "part_q and (%s)", "not (part_q or (%s))", "(%s) and (both_q or part_q)", "(%s) and not both_q",
		}), rule)
		main.lines = slices.Insert(main.lines, r.IntN(len(main.lines)+1), "let both_q = part_q and opened in last 30d")
		options := segc.Options{Today: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Params: maps.Clone(used.params), Files: segc.Files(main.files)}
		maps.Copy(options.Params, main.params)
		if len(used.params) > 0 {
			given++
		}
		want, expected := segc.Compile(t.Context(), used.byHand+strings.ReplaceAll(main.text(), "part_q", "("+used.rule+")"), options)
		for path, text := range used.files {
			main.files["x/"+path] = text
		}
		main.files["x/x.seg"] = used.text
		options.Files = segc.Files(main.files)
		text := main.text() + used.use
		got, list := segc.Compile(t.Context(), text, options)
		if (got == nil) != (want == nil) || got == nil && errorsIn(list) != errorsIn(expected) {
			t.Fatalf("%d: %s\n\nx/x.seg:\n%s\nis refused: %v\nand by hand\n%s: %v", i, text, used.text, list, used.byHand+"\n"+used.rule, expected)
		}
		if got == nil {
			refused++
			continue
		}
		documents++
		if string(got.Compact()) != string(want.Compact()) {
			t.Fatalf("%d: %s\n\nx/x.seg:\n%s\nis\n%s\nand by hand\n%s", i, text, used.text, got.Compact(), want.Compact())
		}
	}
	t.Logf("%d files: %d documents, %d refused, %d with params that are given", n, documents, refused, given)
	if documents < n/3 || refused == 0 || given < n/10 {
		t.Errorf("of %d files, %d become documents, and %d are refused; %d have params that are given", n, documents, refused, given)
	}
}

// agree reports whether two files have no params of the same name that are to be given different
// values: a value is for the params of all files.
func agree(used usedFile, main *valueFile) bool {
	differ := func(text string, own, other map[string]string) bool {
		for _, name := range paramName().FindAllStringSubmatch(text, -1) {
			name := strings.Trim(name[1], "`")
			if value, given := other[name]; given && own[name] != value {
				return true
			}
		}
		return false
	}
	return !differ(used.all, used.params, main.params) && !differ(main.text()+allOf(main.files), main.params, used.params)
}

// paramName finds the names of params in a text.
var paramName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("param (`[^`]*`|[^ :=]+)") })

// allOf joins texts.
func allOf(files map[string]string) string {
	return strings.Join(slices.Sorted(maps.Values(files)), "\n")
}

// usedFile is a random file whose rule others use as a part.
type usedFile struct {
	text, use    string
	all          string // with the files that it uses
	files        map[string]string
	params       map[string]string // that are given
	byHand, rule string            // its declarations and its rule, with names that nothing else has
}

func newUsedFile(r *rand.Rand) usedFile {
	f := newValueFile(r, false)
	for i, line := range f.lines { // ids that the same names do not have elsewhere
		f.lines[i] = strings.Replace(line, "isp big = (1, 2)", "isp big = (3, 4)", 1)
	}
	u := usedFile{files: f.files, params: f.params, use: "use \"x/x.seg\" as part_q\n"}
	plain := expand.Values(f.text(), f.files, f.params)
	at := slices.IndexFunc(f.lines, func(line string) bool { return strings.HasPrefix(line, "where ") })
	switch header, each := "segment \"Used {n}\" for n in (2, 5)\n", pick(r, []string{"2", "5"}); r.IntN(3) {
	case 0:
		f.lines[at] = "segment \"Used\" color \"#bogus\"\n" + f.lines[at]
	case 1:
		rule := strings.TrimPrefix(f.lines[at], "where ")
		f.lines[at] = "segment \"Other\"\nwhere nothing_like_this\n" + header + "where (" + rule + ") and clicked >= n"
		u.use = "use \"x/x.seg\" " + strconv.Quote("Used "+each) + " as part_q\n"
		u.rule = " and clicked >= " + each
	}
	u.text = f.text()
	u.all = u.text + allOf(u.files)
	file, list := grammar.Parse(ast.NewSource("x.seg", plain), grammar.Options{})
	if list.HasErrors() {
		panic(list)
	}
	names := map[rename.Name]string{}
	for _, p := range rename.Places(file) {
		if p.Sort != rename.Column {
			names[p.Name] = p.Text + "_by_hand"
		}
	}
	file, _ = grammar.Parse(ast.NewSource("x.seg", rename.Text(file, names, false)), grammar.Options{})
	for _, s := range file.Statements {
		text := file.Source.Slice(s.Span())
		switch s := s.(type) {
		case *ast.Where:
			rest := u.rule
			if u.rule = file.Source.Slice(s.Expr.Span()); rest != "" {
				u.rule = "(" + u.rule + ")" + rest
			}
		case *ast.Field, *ast.Require: // the columns are the same
		default:
			u.byHand += text + "\n"
		}
	}
	return u
}
