package segc_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// loaded returns the program of a text, which may have errors.
func loaded(t testing.TB, text string, options segc.Options) *segc.Program {
	t.Helper()
	program, _ := segc.Load(t.Context(), text, options)
	return program
}

// nameText describes a name in one line, with the fields that are set.
func nameText(n segc.Name) string {
	text := fmt.Sprintf("%s %s", n.Kind, n.Text)
	if n.Definition.Source != nil {
		text += fmt.Sprintf(" at %s %q", placeText(n.Definition), marked(n.Definition))
	}
	if n.Type != "" {
		text += " " + string(n.Type)
	}
	if n.Parameters != nil {
		text += fmt.Sprintf(" %q", n.Parameters)
	}
	if n.Choices != nil {
		text += fmt.Sprintf(" %q", n.Choices)
	}
	if n.NotNull {
		text += " not null"
	}
	if n.Default != "" {
		text += fmt.Sprintf(" default %q", n.Default)
	}
	if n.IDs != nil {
		text += fmt.Sprintf(" = %s", n.IDs)
	}
	if n.Required {
		text += " required"
	}
	if n.Comment != "" {
		text += fmt.Sprintf(" # %q", n.Comment)
	}
	return text
}

func namesText(p *segc.Program) string {
	var b strings.Builder
	for n := range p.Names() {
		b.WriteString(nameText(n) + "\n")
	}
	return b.String()
}

// builtins are the columns that every contact has.
const builtins = `column created_at date not null
column email text not null
column first_name text
column id number not null
column last_name text
column status choice ["subscribed" "unsubscribed"] not null
`

// builtinsWith adds a column to those that every contact has.
func builtinsWith(column string) string {
	lines := append(slices.Collect(strings.Lines(builtins)), column)
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func TestNames(t *testing.T) {
	const a, b = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
	files := segc.Files{"base.seg": "# Google\nisp gmail = 1\nisp outlook = 2\nlet other = opened\n", "broken.seg": "isp yahoo = 3\nlist half = "}
	for name, c := range map[string]struct{ text, want string }{
		"nothing": {"", builtins},
		"a rule":  {"where plan = 1 and opened", builtins},
		"every kind": {
			"use \"base.seg\"\n" +
				"campaign spring = 204 # The sale\ncampaign all = (spring, \"" + strings.ToUpper(b) + "\")\n" +
				"list vip = \"" + strings.ToUpper(a) + "\"\nlist both = (vip, \"" + b + "\", vip)\nisp mail = (outlook, gmail)\n" +
				"# Who pays,\n# and how\n# segc:ignore SEG505\nlet `is paying` = plan = \"pro\"\nlet b = opened\n" +
				"field plan: choice(\"free\", \"pro\") not null  # The plan\nfield `e mail`: tags(\"x\")\nfield t: text\nfield n: number\nfield y: boolean\n" +
				"field d: date\nfield z: any\nfield g: tags\nfield first_name: text not null\nwhere b",
			`column created_at date not null
column d at rule.seg:17:7 "d" date
column e mail at rule.seg:13:7 "` + "`e mail`" + `" tags ["x"]
column email text not null
column first_name at rule.seg:20:7 "first_name" text not null
column g at rule.seg:19:7 "g" tags
column id number not null
column last_name text
column n at rule.seg:15:7 "n" number
column plan at rule.seg:12:7 "plan" choice ["free" "pro"] not null # "The plan"
column status choice ["subscribed" "unsubscribed"] not null
column t at rule.seg:14:7 "t" text
column y at rule.seg:16:7 "y" boolean
column z at rule.seg:18:7 "z" any
part b at rule.seg:11:5 "b"
part is paying at rule.seg:10:5 "` + "`is paying`" + `" # "Who pays,\nand how"
part other at base.seg:4:5 "other"
list both at rule.seg:5:6 "both" = [` + a + ` ` + b + `]
list vip at rule.seg:4:6 "vip" = [` + a + `]
isp gmail at base.seg:2:5 "gmail" = [1] # "Google"
isp mail at rule.seg:6:5 "mail" = [2 1]
isp outlook at base.seg:3:5 "outlook" = [2]
campaign all at rule.seg:3:10 "all" = [204 ` + b + `]
campaign spring at rule.seg:2:10 "spring" = [204] # "The sale"
`,
		},
		"values and params": {
			"value adult = 18 # years\nvalue home = (adult_b, \"at\", adult_b)\nvalue adult_b = \"x\"\nvalue on_time = 2026-06-01 - 2 weeks\nvalue far = 3 weeks\nvalue yes = true\n" +
				"# Where\nparam market: choice(home, \"DE\") = \"DE\"\nparam n: number\nparam s: Text = \"\"\nparam f: boolean = yes\nparam when: date = 30d ago\n" +
				"param d2: date = on_time\nparam span: days = 2 weeks\nparam vips: list = both\nparam g: isp = 7\nparam c: campaign\nlist both = (\"" + strings.ToUpper(a) + "\", \"" + b + "\")\n" +
				"isp mail = (g, 8)\nfield plan: choice(home, \"pro\")\nlet since(n) = opened in last n\n# How often, and since when\nlet often(k, `in`) = opened >= k in last `in`\nwhere since(2d) and often(1, 3d) and plan in (home)",
			builtinsWith("column plan at rule.seg:20:7 \"plan\" choice [\"x\" \"at\" \"pro\"]\n") +
				`part often at rule.seg:23:5 "often" ["k" "in"] # "How often, and since when"
part since at rule.seg:21:5 "since" ["n"]
value adult at rule.seg:1:7 "adult" number # "years"
value adult_b at rule.seg:3:7 "adult_b" text
value far at rule.seg:5:7 "far" days
value home at rule.seg:2:7 "home" text
value on_time at rule.seg:4:7 "on_time" date
value yes at rule.seg:6:7 "yes" boolean
param c at rule.seg:17:7 "c" campaign required
param d2 at rule.seg:13:7 "d2" date default "2026-06-01 - 2w"
param f at rule.seg:11:7 "f" boolean default "true"
param g at rule.seg:16:7 "g" isp default "7" = [7]
param market at rule.seg:8:7 "market" choice ["x" "at" "DE"] default "DE" # "Where"
param n at rule.seg:9:7 "n" number required
param s at rule.seg:10:7 "s" text
param span at rule.seg:14:7 "span" days default "2w"
param vips at rule.seg:15:7 "vips" list default "both" = [` + a + ` ` + b + `]
param when at rule.seg:12:7 "when" date default "today - 30d"
list both at rule.seg:18:6 "both" = [` + a + ` ` + b + `]
isp mail at rule.seg:19:5 "mail" = [7 8]
`,
		},
		"one word of each kind": {
			"let a = opened\nfield a: text\nlist a = \"" + a + "\"\nisp a = 1\ncampaign a = 1",
			"column a at rule.seg:2:7 \"a\" text\n" + builtins + "part a at rule.seg:1:5 \"a\"\nlist a at rule.seg:3:6 \"a\" = [" + a + "]\nisp a at rule.seg:4:5 \"a\" = [1]\ncampaign a at rule.seg:5:10 \"a\" = [1]\n",
		},
		"broken": {
			"# cut short\nlet a = \nlist l = (\nisp i\nfield x: \nfield y: choice(\"a\", \nfield email: \nwhere opened and",
			`column created_at date not null
column email at rule.seg:7:7 "email" text not null
column first_name text
column id number not null
column last_name text
column status choice ["subscribed" "unsubscribed"] not null
column x at rule.seg:5:7 "x" any
column y at rule.seg:6:7 "y" choice ["a"]
part a at rule.seg:2:5 "a" # "cut short"
list l at rule.seg:3:6 "l"
isp i at rule.seg:4:5 "i"
`,
		},
		"broken twice": {"let a =\nlet a = opened\nlet a = clicked\nlet b =\nlet b =", builtins + "part a at rule.seg:2:5 \"a\"\npart b at rule.seg:4:5 \"b\"\n"},
		"wrong ids":    {"isp a = (1, \"x\")\nlist l = 7\nisp c = (c, 3)\nisp d = (a, none, 4)", builtins + "list l at rule.seg:2:6 \"l\"\nisp a at rule.seg:1:5 \"a\" = [1]\nisp c at rule.seg:3:5 \"c\" = [3]\nisp d at rule.seg:4:5 \"d\" = [1 4]\n"},
		"names that no rule can name": {
			"let `` = opened\nlet ``\nfield ``: text\nisp `` = 1\nlist `a\x00` = 7\ncampaign ` ` = 1",
			builtins + "campaign   at rule.seg:6:10 \"` `\" = [1]\n",
		},
		"other files, with faults": {
			"use \"broken.seg\"\nuse \"none.seg\"\nwhere isp in (yahoo)",
			builtins + "list half at broken.seg:2:6 \"half\"\nisp yahoo at broken.seg:1:5 \"yahoo\" = [3]\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, namesText(loaded(t, c.text, segc.Options{Files: files}))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestNamesOfAnEndedLoad checks that names can be asked for when the context has ended the
// call that read them.
func TestNamesOfAnEndedLoad(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	program, list := segc.Load(ctx, "isp gmail = 1", segc.Options{})
	if len(list) != 1 || list[0].Code != diag.Interrupted {
		t.Fatal(list)
	}
	if got := namesText(program); got != builtins {
		t.Error(got)
	}
}

// TestNamesOfEveryPrefix asks for the names of what is typed on the way to each text of the
// corpus, and of the text with two backquotes in it: that the names come in their sequence,
// each once, that a rule can name each, and that a name is where it is said to be.
func TestNamesOfEveryPrefix(t *testing.T) {
	step := long.Of(7, 1)
	for _, c := range corpus.Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			text, _ := c.Get("in.seg")
			options := segc.Options{Files: c.FS()}
			for end := len(text) % step; end <= len(text); end += step {
				checkNames(t, loaded(t, string(text[:end]), options))
				checkNames(t, loaded(t, string(text[:end])+"``"+string(text[end:]), options))
			}
		})
	}
}

func checkNames(t *testing.T, program *segc.Program) {
	t.Helper()
	kinds := []segc.NameKind{segc.NameColumn, segc.NamePart, segc.NameValue, segc.NameParam, segc.NameList, segc.NameISP, segc.NameCampaign}
	var last segc.Name
	for n := range program.Names() {
		before, after := slices.Index(kinds, last.Kind), slices.Index(kinds, n.Kind)
		if after < 0 || after < before || after == before && n.Text <= last.Text {
			t.Fatalf("%s comes after %s in\n%s", nameText(n), nameText(last), program.Files()[0].Source.Text())
		}
		if !grammar.CanQuote(n.Text) {
			t.Fatalf("no rule can name %s in\n%s", nameText(n), program.Files()[0].Source.Text())
		}
		if n.Definition.Source != nil && strings.Trim(marked(n.Definition), "`") != n.Text {
			t.Fatalf("%s is called %q in\n%s", nameText(n), marked(n.Definition), program.Files()[0].Source.Text())
		}
		switch n.Kind {
		case segc.NameColumn:
			if n.Type == "" {
				t.Fatalf("%s has no type", nameText(n))
			}
		case segc.NameValue, segc.NameParam: // whose type is unknown if something is wrong with it
		default:
			if n.Type != "" {
				t.Fatalf("%s: the type is of a column", nameText(n))
			}
		}
		last = n
	}
}

// conditionOf returns a condition with a name in the place of another one.
func conditionOf(n segc.Name, name string) string {
	kind := n.Kind
	if kind == segc.NameParam && slices.Contains([]segc.ColumnType{"list", "isp", "campaign"}, n.Type) {
		kind = segc.NameKind(n.Type)
	}
	if !grammar.IsPlainName(name) {
		name = "`" + name + "`"
	}
	return map[segc.NameKind]string{
		segc.NameColumn: name + " is null", segc.NamePart: name, segc.NameList: "list in (" + name + ")", segc.NameISP: "isp in (" + name + ")",
		segc.NameCampaign: "opened from campaigns (" + name + ")", segc.NameValue: "email in (" + name + ")", segc.NameParam: "email in (" + name + ")",
	}[kind]
}

// TestNamesAreAccepted checks that the compiler knows each name where a name of its kind
// can be used, and no misspelled one.
func TestNamesAreAccepted(t *testing.T) {
	t.Parallel()
	type catalog struct {
		text  string
		files segc.Files
	}
	var catalogs []catalog
	for _, c := range corpus.Cases(t) {
		files := segc.Files{}
		for _, f := range c.Files {
			files[f.Name] = string(f.Data)
		}
		catalogs = append(catalogs, catalog{files["in.seg"], files})
	}
	random := gen.Rand(rand.New(rand.NewPCG(1, 2)))
	for range long.Of(10, 200) {
		catalogs = append(catalogs, catalog{text: gen.Catalog(random)})
	}
	used := 0
	for _, c := range catalogs {
		options := segc.Options{Files: segc.Files{"all-names.seg": c.text}}
		for name, text := range c.files {
			options.Files.(segc.Files)[name] = text
		}
		program, list := segc.Load(t.Context(), c.text, options)
		whole := list.Count(diag.Error) == 0 // nothing else may be declared
		for n := range program.Names() {
			unknown := func(name string) bool {
				_, said := segc.Load(t.Context(), "use \"all-names.seg\"\nwhere "+conditionOf(n, name), options)
				return slices.ContainsFunc(said, func(d diag.Diagnostic) bool {
					return d.Location.Source != nil && d.Location.Source.Name() == "rule.seg" && (d.Code == diag.UnknownName || d.Code == diag.UnquotedText || d.Code == diag.UnknownColumn || d.Code == diag.ColumnAsCondition)
				})
			}
			if unknown(n.Text) {
				t.Errorf("%s is unknown in\n%s", nameText(n), c.text)
			}
			used++
			declared := n.Kind != segc.NameColumn || strings.Contains(namesText(program), "\ncolumn "+n.Text+" at ")
			if misspelt := n.Text + "_x"; declared && whole && !unknown(misspelt) {
				t.Errorf("%s %s is known in\n%s", n.Kind, misspelt, c.text)
			}
		}
	}
	if used < 1000 {
		t.Errorf("only %d names were used", used)
	}
}

// TestNamesBeginAnew stops in the middle, and begins again, also within a loop.
func TestNamesBeginAnew(t *testing.T) {
	program := loaded(t, "isp a = 1\nisp b = 2\nlet c = opened", segc.Options{})
	names := program.Names()
	want := slices.Collect(names)
	for stop := range len(want) + 1 {
		var got []segc.Name
		for n := range names {
			if len(got) == stop {
				break
			}
			got = append(got, n)
			if inner := slices.Collect(names); !cmp.Equal(inner, want, cmp.Comparer(samePlace)) {
				t.Fatalf("after %d names, there are %d", stop, len(inner))
			}
		}
		if !cmp.Equal(got, want[:stop], cmp.Comparer(samePlace)) && stop > 0 {
			t.Errorf("the first %d names are %v", stop, got)
		}
	}
}

func samePlace(a, b diag.Location) bool { return a == b }

// TestNamesAreCopies overwrites what a name has.
func TestNamesAreCopies(t *testing.T) {
	program := loaded(t, "isp a = (1, 2)\nlist l = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\ncampaign c = 1\nfield p: choice(\"x\", \"y\")\nlet above(n, m) = age > n or revenue > m", segc.Options{})
	want := namesText(program)
	for n := range program.Names() {
		for _, texts := range [][]string{n.Choices, n.IDs, n.Parameters} {
			for i := range texts {
				texts[i] = "overwritten"
			}
			_ = append(texts, "appended")
		}
	}
	if diff := cmp.Diff(want, namesText(program)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestNamesCostTheSameEach counts what 100 and 10,000 names allocate. An editor asks for all
// of them with every key press. BenchmarkNames measures the time.
func TestNamesCostTheSameEach(t *testing.T) {
	each := func(names int) float64 {
		program := loaded(t, manyNames(names), segc.Options{})
		if got := countISPs(program); got != names {
			t.Fatalf("%d names, want %d", got, names)
		}
		return testing.AllocsPerRun(2, func() { countISPs(program) }) / float64(names)
	}
	if few, many := each(100), each(10_000); many > 2*few {
		t.Errorf("%.1f allocations for each of 10,000 names, %.1f for each of 100", many, few)
	}
}

// BenchmarkNames walks over the names of files of several sizes: the time of one name is the
// same in all of them.
func BenchmarkNames(b *testing.B) {
	for _, names := range []int{100, 1_000, 10_000} {
		b.Run(strconv.Itoa(names), func(b *testing.B) {
			program := loaded(b, manyNames(names), segc.Options{})
			b.ReportAllocs()
			for b.Loop() {
				countISPs(program)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(names), "ns/name")
		})
	}
}

// manyNames is a file that gives names to ISPs, with a comment before each and one beside it.
func manyNames(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "# a provider\nisp name_%d = %d # beside\n", i*7919%n, i)
	}
	return text.String()
}

func countISPs(program *segc.Program) (count int) {
	for n := range program.Names() {
		if n.Kind == segc.NameISP {
			count++
		}
	}
	return count
}
