package judge

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
)

const examples = "../../examples"

// example is a segment of the examples.
type example struct {
	name     string
	result   *segc.Result
	document *condition.Document
}

// exampleRules compiles all examples.
func exampleRules(t *testing.T) (list []example) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(examples, "*.seg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		program, _ := segc.Load(t.Context(), string(text), segc.Options{Path: filepath.Base(path), Files: os.DirFS(examples), Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
		if len(program.Rules()) == 0 {
			continue
		}
		results, list2 := program.Compile(t.Context())
		if list2.HasErrors() {
			t.Fatal(list2.Err())
		}
		for _, r := range results {
			document, err := rule.Decode(r.Compact())
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, example{filepath.Base(path), r, document})
		}
	}
	return list
}

// exampleColumns are the columns that the catalog of the examples declares.
func exampleColumns(t *testing.T) (columns []tableColumn, always map[string]bool) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examples, "catalog.seg"))
	if err != nil {
		t.Fatal(err)
	}
	always = map[string]bool{}
	columns = []tableColumn{{"id", integerKind}, {"isp", integerKind}, {"status", textKind}, {"email", textKind}, {"first_name", textKind}, {"last_name", textKind}, {"created_at", momentKind}}
	for _, m := range regexp.MustCompile(`(?m)^field (\w+): *(\w+)(.*)`).FindAllStringSubmatch(string(text), -1) {
		kind := map[string]kind{"text": textKind, "choice": textKind, "number": numberKind, "boolean": booleanKind, "date": momentKind, "tags": listKind}[m[2]]
		if kind == "" {
			t.Fatalf("a field of the type %s", m[2])
		}
		columns = append(columns, tableColumn{m[1], kind})
		always[m[1]] = strings.Contains(m[3], " not null")
		if kind == listKind {
			columns = append(columns, tableColumn{"no_" + m[1], booleanKind})
		}
	}
	return columns, always
}

// near makes contacts that have to do with the conditions of the examples.
func near(t *testing.T, list []example, n int) *set {
	t.Helper()
	r := rand.New(rand.NewPCG(15, 15))
	columns, always := exampleColumns(t)
	s := &set{present: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), columns: columns}
	kinds := map[string]kind{}
	for _, c := range columns {
		kinds[c.name] = c.kind
	}
	for i := range n {
		p := person{id: int64(i + 1), contact: contact.Contact{Columns: map[string]contact.Value{"id": contact.Int(int64(i + 1)), "status": contact.Text("subscribed"), "email": contact.Text("a@b.example")}}, dates: map[string]time.Time{}}
		p.dates["created_at"] = s.present.Add(-time.Duration(r.IntN(90*24)) * time.Hour)
		for _, c := range columns {
			if always[c.name] {
				p.fill(&c)
			}
		}
		for range 1 + r.IntN(3) {
			d := pick(r, list).document
			for _, c := range pick(r, d.Any).All {
				if r.IntN(6) > 0 {
					p.fit(r, s, c, kinds)
				}
			}
		}
		p.contact.Columns["created_at"] = contact.Must(contact.Date(p.dates["created_at"].Format(time.RFC3339Nano)))
		s.contacts = append(s.contacts, p)
	}
	return s
}

// fill gives a contact a value in a column that always has one.
func (p *person) fill(c *tableColumn) {
	switch c.kind {
	case textKind:
		p.contact.Columns[c.name] = contact.Text("")
	case numberKind:
		p.contact.Columns[c.name] = contact.Int(0)
	case booleanKind:
		p.contact.Columns[c.name] = contact.Boolean(false)
	case listKind:
		p.contact.Columns[c.name] = contact.Set()
	default:
		p.dates[c.name] = instantOf("2020-01-01")
		p.contact.Columns[c.name] = contact.Must(contact.Date("2020-01-01T00:00:00Z"))
	}
}

// fit gives a contact something that a condition is about.
func (p *person) fit(r *rand.Rand, s *set, c condition.Condition, kinds map[string]kind) {
	switch c := c.(type) {
	case condition.Event:
		for range int(c.Count) + r.IntN(2) + 1 {
			e := s.event(r, "")
			e.metric, e.at = c.Metric, s.present.Add(-time.Duration(c.Window.Days+r.IntN(3)-1)*24*time.Hour+pick(r, []time.Duration{0, time.Second, -time.Second}))
			if ids := append(slices.Clone(c.Include), c.Exclude...); len(ids) > 0 && r.IntN(3) > 0 {
				e.campaign = lower(pick(r, ids).Text)
			}
			e.id = strconv.Itoa(int(p.id)) + "-" + strconv.Itoa(len(p.events))
			p.events = append(p.events, e)
		}
	case condition.Membership:
		if list := lower(pick(r, c.Lists)); !slices.Contains(p.contact.Lists, list) {
			p.contact.Lists = append(p.contact.Lists, list)
		}
	case condition.ISP:
		p.contact.ISP = new(pick(r, c.Values))
	case condition.Field:
		if len(c.Values) == 0 {
			return
		}
		text := pick(r, c.Values).Text
		switch kinds[c.Column] {
		case listKind:
			p.contact.Columns[c.Column] = contact.Set(text, pick(r, c.Values).Text)
		case numberKind:
			p.contact.Columns[c.Column] = contact.Must(contact.Number(text))
		case booleanKind:
			p.contact.Columns[c.Column] = contact.Boolean(text == "true")
		case momentKind:
			p.dates[c.Column] = instantOf(text).Add(pick(r, []time.Duration{0, 0, time.Hour, -time.Second, 24 * time.Hour}))
			p.contact.Columns[c.Column] = contact.Must(contact.Date(p.dates[c.Column].Format(time.RFC3339Nano)))
		case textKind:
			p.contact.Columns[c.Column] = contact.Text(pick(r, []string{text, text, swapped(text), text + "x"}))
		}
	}
}

// swapped is a text in other letters.
func swapped(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// TestExamples compares the queries of all examples with the judge of documents, under every
// reading, and each by itself and together.
func TestExamples(t *testing.T) {
	list := exampleRules(t)
	set := near(t, list, 300)
	when := &clock{at: set.present, zone: time.UTC}
	catalog, err := os.ReadFile(filepath.Join(examples, "catalog.seg"))
	if err != nil {
		t.Fatal(err)
	}
	contacts := set.judged(when, &variant{})
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			if err := e.load(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			cases, matched := 0, map[string]bool{}
			for i := 0; i < 32; i += amount(5, 1) {
				reading := eval.Reading{MissingMatchesNegative: i&1 != 0, EdgeInLast: i&2 != 0, EdgeInMoreThan: i&4 != 0, FoldCase: i&8 != 0, DayHasTimes: i&16 != 0}
				program, _ := segc.Load(t.Context(), string(catalog), segc.Options{Path: "catalog.seg", Assume: answersOf(reading)})
				var together []*segc.Result
				var want [][]string
				for _, x := range list {
					stored, err := segc.FromDocument(x.result.Document(), program)
					if err != nil {
						t.Fatal(err)
					}
					results := []*segc.Result{stored}
					if reading == (eval.Reading{EdgeInLast: true}) {
						results = append(results, x.result) // of the text, which assumes that
					}
					var ids []int64
					for i := range contacts {
						if eval.Document(x.document, contacts[i], reading) {
							ids = append(ids, set.contacts[i].id)
						}
					}
					if len(ids) > 0 {
						matched[x.name] = true
					}
					for _, r := range results {
						query, problems := segc.SQL(t.Context(), []*segc.Result{r}, segc.SQLOptions{Dialect: segc.Dialect(e.name()), At: set.present, Everybody: true, Plain: r != stored})
						if refused(t, x.name, problems) {
							continue
						}
						found, err := e.rows(t.Context(), query.Text, nil)
						if err != nil {
							t.Fatalf("%s: %v\n%s", x.name, err, query.Text)
						}
						var got []int64
						for _, row := range found {
							id, err := strconv.ParseInt(row[0], 10, 64)
							if err != nil {
								t.Fatal(err)
							}
							got = append(got, id)
						}
						if !slices.Equal(sorted(got), ids) {
							t.Fatalf("%s, %s under %q: %d instead of %d\n%s", e.name(), x.name, reading, got, ids, query.Text)
						}
						cases++
					}
					if _, problems := segc.SQL(t.Context(), results[:1], segc.SQLOptions{Dialect: segc.Dialect(e.name())}); !problems.HasErrors() {
						together = append(together, stored)
						for _, id := range ids {
							want = append(want, []string{strconv.Itoa(len(together)), strconv.FormatInt(id, 10)})
						}
					}
				}
				query, problems := segc.SQL(t.Context(), together, segc.SQLOptions{Dialect: segc.Dialect(e.name()), At: set.present})
				if problems.HasErrors() {
					t.Fatal(problems.Err())
				}
				got, err := e.rows(t.Context(), query.Text, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, query.Text)
				}
				slices.SortFunc(got, slices.Compare)
				slices.SortFunc(want, slices.Compare)
				if !slices.EqualFunc(got, want, slices.Equal) {
					t.Fatalf("%s under %q together: %d rows instead of %d\n%s", e.name(), reading, len(got), len(want), query.Text)
				}
				cases++
			}
			t.Logf("%d cases of %d segments; somebody matches in %d files", cases, len(list), len(matched))
			if len(matched) < 15 {
				t.Errorf("somebody matches in %d files", len(matched))
			}
		})
	}
}

// refused reports whether a query was refused; only in ClickHouse, whose arrays are never missing,
// and for letters beyond ASCII.
func refused(t *testing.T, name string, list diag.List) bool {
	t.Helper()
	for _, d := range list {
		if d.Code != diag.QueryRefused {
			t.Fatalf("%s: %v", name, list.Err())
		}
	}
	return list.HasErrors()
}
