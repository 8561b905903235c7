package resolve_test

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/resolve"
)

const id1, id2 = `"00000001-0000-4000-8000-000000000000"`, `"00000002-0000-4000-8000-000000000000"`

// files are texts by path, which an importer reads.
type files map[string]string

// importer has the trees of files that were read.
type importer struct {
	texts files
	trees map[string]*ast.File
}

func (i importer) Import(_ context.Context, _ *ast.Source, path string) (*ast.File, diag.List, error) {
	text, ok := i.texts[path]
	if !ok {
		return nil, nil, fs.ErrNotExist
	}
	if i.trees[path] != nil {
		return i.trees[path], nil, nil
	}
	file, list := grammar.Parse(ast.NewSource(path, text), grammar.Options{})
	i.trees[path] = file
	return file, list, nil
}

// load loads a text that may use some files.
func load(t *testing.T, text string, used files) *resolve.Program {
	t.Helper()
	main, _ := grammar.Parse(ast.NewSource("in.seg", text), grammar.Options{})
	program, _ := resolve.Load(t.Context(), nil, main, importer{used, map[string]*ast.File{"in.seg": main}})
	return program
}

// described returns what an object is, and the line that declares it.
func described(o *resolve.Object) string {
	text := o.Kind.String() + " " + o.Name
	if o.Broken {
		text = "broken " + text
	}
	if at := o.Definition(); at.Source != nil {
		text += fmt.Sprintf(" %s:%d", strings.TrimSuffix(at.Source.Name(), ".seg"), at.Source.Position(at.Span.Start).Line)
	}
	return text
}

// marked returns a text without its marks, and the places that they are at. A mark is
// «NAME|WHAT IT IS».
func marked(text string) (plain string, places map[ast.Span]string) {
	var b strings.Builder
	places = map[ast.Span]string{}
	for {
		before, rest, found := strings.Cut(text, "«")
		b.WriteString(before)
		if !found {
			return b.String(), places
		}
		mark, after, _ := strings.Cut(rest, "»")
		name, what, _ := strings.Cut(mark, "|")
		start := b.Len()
		b.WriteString(name)
		places[ast.Span{Start: start, End: b.Len()}] = what
		text = after
	}
}

// program is a marked text.
type program struct {
	name, text string
	used       files // marked as well
}

// programs are marked texts of every way in which a name can be there.
var programs = []program{
	{
		name: "parts",
		text: "let «engaged|part engaged in:1» = opened\nlet «`my part`|part my part in:2»=«engaged|part engaged in:1» or clicked\n" +
			"require «engaged|part engaged in:1» because \"engaged\"\nwhere («`my part`|part my part in:2»)and not «engaged|part engaged in:1»",
	},
	{
		name: "ids",
		text: "list «a|list a in:1»=" + id1 + "\nisp «a|isp a in:2» = 1\ncampaign «a|campaign a in:3» = 1\nlist «b|list b in:4» = («a|list a in:1»,«c|list c in:5»," + id2 + ")\n" +
			"list «c|list c in:5» = " + id1 + "\nsegment \"a\" lists «b|list b in:4», «a|list a in:1»\n" +
			"where list in («a|list a in:1»,«b|list b in:4») or isp = «a|isp a in:2» or opened from campaigns («a|campaign a in:3», nobody)",
	},
	{
		name: "columns",
		text: "field «plan|column plan in:1»: text\nfield «email|column email in:2»: text not null\n" +
			"where «plan|column plan in:1»=\"plan\" and «email|column email in:2» is not null and «status|column status» = \"subscribed\" and unknown = 1",
	},
	{
		name: "columns that nobody declares",
		text: "where «plan|column plan» = 1 and «`last visit`|column last visit» is null or «plan|column plan» = ",
	},
	{
		name: "names that mean nothing",
		text: "where engaged and list in (vip) and isp = gmail and opened from campaigns (welcome)",
	},
	{
		name: "duplicates",
		text: "let «a|part a in:1» = opened\nlet «a|part a in:1» = clicked\nlist «l|list l in:3» = " + id1 + "\nlist «l|list l in:3» = " + id2 + "\n" +
			"field «f|column f in:5»: text\nfield «f|column f in:5»: number\nwhere «a|part a in:1» and list in («l|list l in:3») and «f|column f in:5» = \"x\"",
	},
	{
		name: "one word for all kinds",
		text: "field «x|column x in:1»: text\nlet «x|part x in:2» = «x|column x in:1» = \"x\"\nlist «x|list x in:3» = " + id1 + "\nisp «x|isp x in:4» = 1\ncampaign «x|campaign x in:5» = 1\n" +
			"where «x|part x in:2» and list in («x|list x in:3») and isp = «x|isp x in:4» and opened from campaigns («x|campaign x in:5»)",
	},
	{
		name: "broken",
		text: "let «a|broken part a in:1» =\nlist «l|broken list l in:2» =\nisp «i|broken isp i in:3»\ncampaign «c|broken campaign c in:4» =\nfield «f|broken column f in:5»:\n" +
			"where «a|broken part a in:1» and list in («l|broken list l in:2») and isp = «i|broken isp i in:3» and opened from campaigns («c|broken campaign c in:4») and «f|broken column f in:5» = 1",
	},
	{
		name: "uses in what is broken",
		text: "let «a|part a in:1» = opened\nlist «v|list v in:2» = " + id1 + "\nlist «w|list w in:3» = («v|list v in:2» «v|list v in:2»)\nsegment \"s\" lists «v|list v in:2», color\nrequire «a|part a in:1» because\nwhere list in («w|list w in:3»)",
	},
	{
		name: "whole and broken of one name",
		text: "let «a|part a in:2» =\nlet «a|part a in:2» = opened\nlet «a|part a in:2» =\nfield «f|broken column f in:4»:\nfield «f|broken column f in:4»\n" +
			"where «a|part a in:2» and «f|broken column f in:4» = 1",
	},
	{
		name: "a broken name of another kind",
		text: "let «a|broken part a in:1» =\nlist «a|list a in:2» = " + id1 + "\nwhere «a|broken part a in:1» and list in («a|list a in:2») and «a|column a» = 1",
	},
	{
		name: "a broken column that every contact has",
		text: "field «email|broken column email in:1»:\nwhere «email|broken column email in:1» = \"x\"",
	},
	{
		name: "misspelt keywords",
		text: "lett a = opened\nwhere a",
	},
	{
		name: "cycles",
		text: "let «a|part a in:1» = «b|part b in:2»\nlet «b|part b in:2» = «a|part a in:1» or «b|part b in:2»\nwhere «a|part a in:1»",
	},
	{
		name: "names across files",
		text: "use \"names.seg\"\nlet «a|part a in:2» = «plan|column plan names:3» = 1\nlist «l|list l in:3» = " + id1 + "\nwhere «a|part a in:2» and «b|part b names:2» and list in («l|list l in:3») and «c|broken part c more:1»",
		used: files{
			"names.seg": "use \"more.seg\"\nlet «b|part b names:2» = «a|part a in:2»\nfield «plan|column plan names:3»: number\nlist «l|list l in:3» = " + id2 + "\n",
			"more.seg":  "let «c|broken part c more:1» =",
		},
	},
	{
		name: "tables of a database",
		text: "tables postgres contacts plan key plan\ncolumn «plan|column plan» plan trim\ncolumn «`last visit`|column last visit» day missing status column «Email|column Email»" +
			"\nprovider column plan\nevents plan contact status event opened where plan = \"status\" and email is null partition plan slack 3d\nmemberships plan list plan\ncolumn «list|column list»\ncolumn «status|column status» plan",
	},
	{
		name: "nothing",
		text: "",
	},
}

// loaded returns the program of marked texts, and the marks of each file.
func loaded(t *testing.T, text string, used files) (program *resolve.Program, places map[string]map[ast.Span]string) {
	t.Helper()
	places = map[string]map[ast.Span]string{}
	plain := files{}
	for path, text := range used {
		plain[path], places[path] = marked(text)
	}
	text, places["in.seg"] = marked(text)
	program = load(t, text, plain)
	if len(program.Files) != len(places) {
		t.Fatalf("%d files are loaded, expected %d", len(program.Files), len(places))
	}
	return program, places
}

// TestAt looks at every offset of every file: at a name, from its start to right after
// it, there is what it means, and nowhere else is anything.
func TestAt(t *testing.T) {
	for _, c := range slices.Concat(programs, valuePrograms) {
		t.Run(c.name, func(t *testing.T) {
			program, places := loaded(t, c.text, c.used)
			for _, file := range program.Files {
				for offset := range len(file.Source.Text()) + 1 {
					want := ""
					for span, what := range places[file.Source.Name()] {
						if span.Start <= offset && offset <= span.End {
							want = fmt.Sprintf("%s at %v", what, span)
						}
					}
					got := ""
					if use, ok := program.At(nil, file, offset); ok {
						got = fmt.Sprintf("%s at %v", described(use.Object), use.Location.Span)
						if use.Location.Source != file.Source {
							t.Errorf("the place is in %s", use.Location.Source.Name())
						}
					}
					if got != want {
						t.Errorf("%s: at %d, before %q, there is %q, expected %q", file.Source.Name(), offset, file.Source.Text()[offset:], got, want)
					}
				}
			}
		})
	}
}

// TestUses checks that uses and declarations are all places together, each once, and that
// both come in the order of the text.
func TestUses(t *testing.T) {
	for _, c := range slices.Concat(programs, valuePrograms) {
		t.Run(c.name, func(t *testing.T) {
			program, places := loaded(t, c.text, c.used)
			for _, file := range program.Files {
				got := map[ast.Span]string{}
				declared := map[ast.Span]bool{}
				for i, all := range [][]resolve.Use{program.Declarations(nil, file), program.Uses(nil, file)} {
					before := -1
					for _, use := range all {
						at := use.Location.Span
						if at.Start <= before || got[at] != "" {
							t.Errorf("%q comes too late, or twice", file.Source.Slice(at))
						}
						before = at.Start
						got[at], declared[at] = described(use.Object), i == 0
					}
				}
				if diff := cmp.Diff(places[file.Source.Name()], got); diff != "" {
					t.Errorf("%s: places (-want +got)\n%s", file.Source.Name(), diff)
				}
				for _, s := range file.Statements {
					var name ast.Name
					switch s := s.(type) {
					case *ast.Let:
						name = s.Name
						for _, parameter := range s.Parameters {
							delete(declared, parameter.At)
						}
					case *ast.NamedValue:
						name = s.Name
					case *ast.Param:
						name = s.Name
					case *ast.Field:
						name = s.Name
					case *ast.Alias:
						name = s.Name
					default:
						continue
					}
					if !declared[name.At] {
						t.Errorf("%q at %v is not among the declarations", name.Text, name.At)
					}
					delete(declared, name.At)
				}
				for at := range declared {
					if declared[at] {
						t.Errorf("%q at %v is among the declarations", file.Source.Slice(at), at)
					}
				}
			}
		})
	}
}

// TestTablesOfCatalog finds a column of tables in the catalog that every text uses, and what the
// catalog does not have nowhere.
func TestTablesOfCatalog(t *testing.T) {
	text, want := marked("tables duckdb\ncolumn «plan|column plan catalog:1» kind\ncolumn typo kind\nevents e event opened where plan = 1")
	main, _ := grammar.Parse(ast.NewSource("in.seg", text), grammar.Options{})
	program, list := resolve.Load(t.Context(), nil, main, importer{files{"catalog.seg": "field plan: text"}, map[string]*ast.File{}}, "catalog.seg")
	got := map[ast.Span]string{}
	for _, use := range program.Uses(nil, main) {
		got[use.Location.Span] = described(use.Object)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(list) > 0 {
		t.Errorf("(-want +got)\n%s%v", diff, list)
	}
}

// TestUndeclaredColumns checks that one column is one object in a file, also if nobody
// declares it.
func TestUndeclaredColumns(t *testing.T) {
	program := load(t, "where plan = 1 or email = \"x\" or plan = 2 or email is null", nil)
	uses := program.Uses(nil, program.Main())
	if len(uses) != 4 || uses[0].Object != uses[2].Object || uses[1].Object != uses[3].Object || uses[0].Object == uses[1].Object {
		t.Fatalf("got %v", uses)
	}
	if o := uses[1].Object; o.Statement != nil || o.Definition() != (diag.Location{}) || o.Declaration() != (diag.Location{}) || o.Column.Type != column.Text {
		t.Errorf("email is %+v", o)
	}
}

// TestVisible checks what can be named, by kind. Columns that every contact has come
// without a line.
func TestVisible(t *testing.T) {
	const everyContact = "column created_at, column email, column first_name, column id, column last_name, column status"
	for _, c := range []struct {
		name, text string
		used       files
		want       [resolve.Campaign + 1]string
	}{
		{"nothing", "", nil, [...]string{"", everyContact, "", "", ""}},
		{
			"each kind", "let z = opened\nlet a = clicked\nfield plan: text\nlist l = " + id1 + "\nisp i = 1\ncampaign c = 1\ncampaign b = 2\nwhere a and other = 1", nil,
			[...]string{"part a in:2, part z in:1", strings.Replace(everyContact, "column status", "column plan in:3, column status", 1), "list l in:4", "isp i in:5", "campaign b in:7, campaign c in:6"},
		},
		{
			"what is broken", "let b =\nlet a = opened\nlist l =\nisp i\ncampaign c =\nfield zip:\nfield email:\n", nil,
			[...]string{
				"part a in:2, broken part b in:1", "column created_at, broken column email in:7, column first_name, column id, column last_name, column status, broken column zip in:6",
				"broken list l in:3", "broken isp i in:4", "broken campaign c in:5",
			},
		},
		{
			"names that are there twice", "let a =\nlet a = opened\nlet a = clicked\nlet b =\nlet b =\nfield status: text\nfield status:\n", nil,
			[...]string{"part a in:2, broken part b in:4", strings.Replace(everyContact, "column status", "column status in:6", 1), "", "", ""},
		},
		{
			"names of other files", "use \"more.seg\"\nlet b = opened\nlist l =",
			files{"more.seg": "let a = opened\nlist l = " + id1 + "\nisp i =\n"},
			[...]string{"part a more:1, part b in:2", everyContact, "list l more:2", "broken isp i more:3", ""},
		},
	} {
		program := load(t, c.text, c.used)
		for kind := range resolve.Campaign + 1 {
			var got []string
			for _, o := range program.Visible(nil, kind) {
				if o.Kind != kind {
					t.Errorf("%s: %s is not of the kind %s", c.name, described(o), kind)
				}
				got = append(got, described(o))
			}
			if diff := cmp.Diff(c.want[kind], strings.Join(got, ", ")); diff != "" {
				t.Errorf("%s: %s (-want +got)\n%s", c.name, kind, diff)
			}
		}
	}
}
