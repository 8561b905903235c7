package judge

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/sql"
	"github.com/segc-lang/segc/internal/test/judges"
)

// readers starts what parses the queries that no database runs here.
func readers(t *testing.T) (list []*reader) {
	t.Helper()
	for _, open := range []func() (*reader, error){openSqlglot, openGrammars} {
		g, err := open()
		if err != nil {
			judges.Missing(t, "grammars", "%v", err)
		}
		t.Cleanup(func() {
			if err := g.close(); err != nil {
				t.Error(err)
			}
		})
		list = append(list, g)
	}
	return list
}

// TestVersions checks that what parses has the version that the documentation names.
func TestVersions(t *testing.T) {
	want, err := pinned()
	if err != nil {
		t.Fatal(err)
	}
	documented, err := os.ReadFile("../../docs/dialects.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, version := range want {
		if !strings.Contains(string(documented), name+" "+version) {
			t.Errorf("docs/dialects.md does not say %s %s", name, version)
		}
	}
	for _, g := range readers(t) {
		got, err := g.ask(map[string]any{"versions": true})
		if err != nil {
			t.Fatal(err)
		}
		for name, version := range got.Versions {
			if want[name] != version {
				t.Errorf("%s is %s, not %s", name, version, want[name])
			}
		}
	}
}

// TestGrammarsJudge checks that what parses refuses what is wrong, or it judges nothing.
func TestGrammarsJudge(t *testing.T) {
	for _, g := range readers(t) {
		for _, dialect := range g.dialects {
			for _, text := range []string{"SELECT c.id FROM contacts AS c WHERE", "SELECT c.id FROM contacts AS c WHERE c.plan = 'x", "SELECT (c.id FROM contacts"} {
				if _, err := g.parse(dialect, text); err == nil {
					t.Errorf("%s takes %s in %s", g.name, text, dialect)
				}
			}
		}
	}
}

// randomRequest asks for a query in one of its forms.
func randomRequest(random *rand.Rand, dialect string) sql.Request {
	zone, err := time.LoadLocation(pick(random, zones()))
	if err != nil {
		panic(err)
	}
	r := sql.Request{
		Dialect: sql.Named(dialect), Reading: answersOf(answered(random, nil)[0]), Zone: zone, Everybody: random.IntN(3) == 0, Parameters: random.IntN(5) == 0,
		Strategy: pick(random, []sql.Strategy{sql.Automatic, sql.Exists, sql.SemiJoin, sql.OnePass}), Select: sql.Select(random.IntN(4)), Together: random.IntN(3) == 0,
	}
	if random.IntN(2) == 0 {
		r.At, r.Calendar = pick(random, presents()), random.IntN(2) == 0
	}
	if r.Select == sql.Flag || r.Select == sql.Count {
		r.Together = false
	}
	rules := 1
	if r.Together {
		rules += random.IntN(3)
	}
	for range rules {
		rule := randomRule(random)
		r.Rules = append(r.Rules, sql.Rule{
			Name: randomText(random) + "\n; DROP TABLE contacts; --", Text: rule.text, Formula: rule.formula, Columns: rule.columns,
			Lists: []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"},
		})
	}
	all := variants("")
	r.Tables = all[random.IntN(len(all))].tables
	return r
}

// TestGrammars parses queries of random rules in all forms, checks and roll-ups.
func TestGrammars(t *testing.T) {
	for _, g := range readers(t) {
		for _, dialect := range g.dialects {
			random := rand.New(rand.NewPCG(21, 22))
			cases, refused := 0, 0
			parse := func(text string) {
				t.Helper()
				if _, err := g.parse(dialect, text); err != nil {
					t.Fatalf("%s: %v\n%s", dialect, err, text)
				}
				cases++
			}
			for range amount(45, 3000) {
				r := randomRequest(random, dialect)
				query, err := sql.Write(nil, &r)
				if err != nil {
					refused++
					continue
				}
				parse(query.Text)
				checks, err := sql.Checks(nil, &r)
				if err != nil {
					refused++
					continue
				}
				for i := range checks {
					parse(checks[i].Text)
				}
				r.Tables = nil
				if text, err := sql.Rollup(nil, &r, sql.Statement); err == nil {
					_, text, _ = strings.Cut(text, " AS\n")
					parse(strings.TrimSuffix(text, ";\n"))
				}
				views, err := sql.Views(nil, &r)
				if err != nil {
					refused++
					continue
				}
				for _, view := range strings.Split(views, "\n\n") {
					parse(strings.TrimSuffix(strings.TrimSuffix(view, "\n"), ";"))
				}
			}
			t.Logf("%s, %s: %d texts parsed, %d refused", g.name, dialect, cases, refused)
			if cases < 500 {
				t.Errorf("%d texts are few", cases)
			}
		}
	}
}

// TestLiterals checks that the lexers of dialects find each text literal where it is, and that it
// means what the rule says.
func TestLiterals(t *testing.T) {
	for _, g := range readers(t) {
		for _, dialect := range g.dialects {
			if g.name == "sqlglot" && (dialect == "spark" || dialect == "trino") {
				continue // the grammars of these are at hand
			}
			random := rand.New(rand.NewPCG(31, 32))
			texts := hostile()
			for range amount(600, 6000) {
				texts = append(texts, randomText(random))
			}
			cases := 0
			for _, text := range texts {
				rule, err := readRule("first_name " + pick(random, []string{"=", "!=", "contains", "starts with"}) + " " + literal(text))
				if err != nil {
					t.Fatal(err)
				}
				query, err := sql.Write(nil, &sql.Request{
					Dialect: sql.Named(dialect), Reading: sql.Plain(answersOf(answered(random, nil)[0])), Rules: []sql.Rule{{Name: text, Formula: rule.formula, Columns: rule.columns}},
				})
				if err != nil || !strings.Contains(query.Text, "'") { // refused, or every text has it
					continue
				}
				got, err := g.ask(map[string]any{"dialect": dialect, "sql": query.Text})
				if err != nil {
					t.Fatalf("%s: %v\n%s", dialect, err, query.Text)
				}
				if want := folds(text, query.Text); !slices.Contains(got.Literals, want) || len(got.Literals) > 5 {
					t.Fatalf("%s: %q instead of %q\n%s", dialect, got.Literals, want, query.Text)
				}
				cases++
			}
			t.Logf("%s, %s: %d literals", g.name, dialect, cases)
		}
	}
}

// folds returns a text as the query compares it: in lower case if it says so.
func folds(text, query string) string {
	if strings.Contains(query, "case=fold") && strings.Contains(query, "lower(") {
		return lower(text)
	}
	return text
}

// TestJinja checks that dbt, which reads models with Jinja, sees the query as it was written.
func TestJinja(t *testing.T) {
	g := readers(t)[0]
	random := rand.New(rand.NewPCG(41, 42))
	cases := 0
	for _, d := range sql.Dialects() {
		for range amount(150, 1500) {
			r := randomRequest(random, d.Name)
			for i := range r.Rules {
				rule, err := readRule("`order` = " + literal(randomText(random)+pick(random, []string{"{{", "{%", "{#", "{{{", "#}", "%}", "}}", "{{ x }}", "{% raw %}"})))
				if err != nil {
					t.Fatal(err)
				}
				r.Rules[i].Formula, r.Rules[i].Columns = rule.formula, rule.columns
			}
			query, err := sql.Write(nil, &r)
			if err != nil {
				continue
			}
			model, err := d.In(sql.Model, "", query.Text)
			if err != nil {
				t.Fatal(err)
			}
			got, err := g.ask(map[string]any{"template": model})
			if err != nil {
				t.Fatalf("%v\n%s", err, model)
			}
			if got.Rendered != query.Text {
				t.Fatalf("%s: %q\nis rendered as\n%q", d.Name, model, got.Rendered)
			}
			cases++
		}
		for _, again := range []bool{false, true} {
			model, err := sql.Rollup(nil, &sql.Request{Dialect: d}, sql.Model)
			if err != nil {
				t.Fatal(err)
			}
			got, err := g.ask(map[string]any{"template": model, "again": again})
			if err != nil || strings.Contains(got.Rendered, "THIS") != again {
				t.Fatalf("%s, %v: %v\n%s", d.Name, again, err, got.Rendered)
			}
			if slices.Contains(g.dialects, d.Name) {
				if _, err := g.parse(d.Name, got.Rendered); err != nil {
					t.Fatalf("%s: %v\n%s", d.Name, err, got.Rendered)
				}
			}
		}
	}
	t.Logf("%d models", cases)
}
