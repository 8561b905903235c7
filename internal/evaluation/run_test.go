package evaluation

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
)

// compiled is a random rule, as a document and for the judge.
type compiled struct {
	text     string
	document *condition.Document
	names    *eval.Names
	where    ast.Expr
	columns  func(name string) contactfile.Column
}

// fataler is a test, or a random one.
type fataler interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

// compile compiles a rule; false if it has no document.
func compile(t fataler, text string) (c compiled, ok bool) {
	program, list := segc.Load(context.Background(), text, segc.Options{})
	if list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	results, _ := program.Compile(context.Background())
	if len(results) != 1 || results[0] == nil {
		return c, false
	}
	document, err := rule.Decode(results[0].Compact())
	if err != nil {
		t.Fatal(err)
	}
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatal(err)
	}
	c = compiled{text: text, document: document, names: names}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			c.where = where.Expr
		}
	}
	types := map[string]contactfile.Column{}
	for name := range program.Names() {
		if name.Kind == segc.NameColumn {
			typed, _ := column.ParseType(string(name.Type))
			types[name.Text] = contactfile.Column{Name: name.Text, Type: typed, Known: true, NotNull: name.NotNull}
		}
	}
	c.columns = func(name string) contactfile.Column { return types[name] }
	return c, true
}

// TestCountsAgree counts random contacts in files of every shape, and compares the numbers under
// each reading with those of the judge.
func TestCountsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		c, ok := compile(t, gen.Catalog(s)+"\nwhere "+gen.Rule(s, gen.Options{Size: 6, Names: true}))
		if !ok {
			return
		}
		contacts := randomContacts(s, 1+s.Intn(40))
		want := map[eval.Reading]int64{}
		for _, one := range contacts {
			for _, r := range gen.Readings() {
				holds, err := eval.Tree(c.names, c.where, c.names.Typed(one), r)
				if err != nil {
					t.Fatal(err)
				}
				if holds {
					want[r]++
				}
			}
		}
		records := recordsOf(t, contacts)
		answer, err := Run(context.Background(), Job{
			Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Workers: 3, Contacts: []Input{{"contacts", strings.NewReader(records)}},
		})
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, c.text, records)
		}
		for _, r := range gen.Readings() {
			if got := contactsUnder(answer.Counts, r); got != want[r] {
				t.Fatalf("%d contacts instead of %d under %q\n%s\n%s", got, want[r], r, c.text, records)
			}
		}
		if answer.Rows != int64(len(contacts)) || answer.Counted != answer.Rows {
			t.Fatalf("%d of %d rows", answer.Counted, answer.Rows)
		}
	})
}

// contactsUnder returns the number under a reading.
func contactsUnder(counts []Count, r eval.Reading) int64 {
	for _, c := range counts {
		if len(c.Readings) == 0 || slices.ContainsFunc(c.Readings, func(cube contact.Reading) bool { return gen.Gives(r, cube) }) {
			return c.Contacts
		}
	}
	return -1
}

// randomContacts returns contacts with ids of their own, and no empty set, which a table cannot have.
func randomContacts(s gen.Source, n int) []contact.Contact {
	contacts := make([]contact.Contact, n)
	for i := range contacts {
		contacts[i] = gen.Contact(s)
		contacts[i].Columns["id"] = contact.Int(int64(i + 1))
		for _, name := range []string{"plan", "age", "born", "tier", "tags", "extra", "first_name", "last_name", "vip"} {
			if _, has := contacts[i].Columns[name]; !has {
				contacts[i].Columns[name] = contact.Value{} // which says that it is missing
			}
		}
		if tags := contacts[i].Columns["tags"]; tags.Kind() == contact.SetKind && tags.Len() == 0 {
			contacts[i].Columns["tags"] = contact.Value{}
		}
	}
	return contacts
}

// files are contacts as files.
type files struct {
	contacts, events, memberships string
	layout                        contactfile.Layout
}

func (f *files) add(job *Job) {
	job.Contacts = []Input{{"contacts", strings.NewReader(f.contacts)}}
	job.Layout = f.layout
	if f.events != "" {
		job.Events = &Input{"events", strings.NewReader(f.events)}
		job.Memberships = &Input{"memberships", strings.NewReader(f.memberships)}
	}
}

// recordsOf writes contacts as records. That nobody has an event is known, and not unknown.
func recordsOf(t *rapid.T, contacts []contact.Contact) string {
	var records bytes.Buffer
	for _, c := range contacts {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal(line, &members); err != nil {
			t.Fatal(err)
		}
		for name, nothing := range map[string]string{"events": "[]", "lists": "[]", "isp": "null"} {
			if members[name] == nil {
				members[name] = json.RawMessage(nothing)
			}
		}
		if line, err = json.Marshal(members); err != nil {
			t.Fatal(err)
		}
		records.Write(append(line, '\n'))
	}
	return records.String()
}

// TestShapesAgree counts the contacts of a table, and of JSON objects, with events and lists in
// other files, as those of records.
func TestShapesAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	s := gen.Rand(random)
	contacts := randomContacts(s, 200)
	text := gen.Catalog(s) + "\nwhere (plan != \"pro\" and opened >= 1 in last 30d or tags has any (\"a\", \"b\") or list in (newsletter)) and (score > 0.25 or born > 2026-05-01 or not clicked from campaigns (welcome))"
	c, _ := compile(t, text)
	var names []string
	for name := range contacts[0].Columns {
		names = append(names, name)
	}
	for _, more := range contacts {
		for name := range more.Columns {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	var table, events, memberships, records, objects bytes.Buffer
	out, of, on := csv.NewWriter(&table), csv.NewWriter(&events), csv.NewWriter(&memberships)
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(out.Write(names))
	check(of.Write([]string{"metric", "contact_id", "days_ago", "campaign_id"}))
	check(on.Write([]string{"list_id", "contact_id"}))
	for _, one := range contacts {
		one.ISP = nil
		var row []string
		object := map[string]any{}
		for _, name := range names {
			v := one.Columns[name]
			row = append(row, cellOf(v))
			if v.Kind() == contact.DateKind {
				object[name] = v.Text()
			} else if v.Kind() != contact.Missing {
				object[name] = v
			}
		}
		check(out.Write(row))
		check(json.NewEncoder(&objects).Encode(object))
		id := one.Columns["id"].Text()
		for _, e := range one.Events {
			for range e.Times() {
				check(of.Write([]string{string(e.Metric), id, strconv.Itoa(e.DaysAgo), e.Campaign}))
			}
		}
		for _, list := range one.Lists {
			check(on.Write([]string{list, id}))
		}
		check(json.NewEncoder(&records).Encode(one))
	}
	out.Flush()
	of.Flush()
	on.Flush()
	layout := contactfile.Layout{EmptyIsText: true, Null: []string{`\N`}}
	want := ""
	for _, f := range []files{{contacts: records.String()}, {table.String(), events.String(), memberships.String(), layout}, {objects.String(), events.String(), memberships.String(), layout}} {
		job := Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Workers: 2, On: []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}}
		f.add(&job)
		answer, err := Run(t.Context(), job)
		check(err)
		got := fmt.Sprintf("%d of %d: %+v", answer.Counted, answer.Rows, answer.Counts)
		if want == "" {
			want = got
			if len(answer.Counts) < 2 || answer.Counted < 20 || answer.Counted > 180 {
				t.Errorf("the numbers are %s", got)
			}
		}
		if got != want {
			t.Errorf("%s\ninstead of\n%s", got, want)
		}
		if answer.Strangers != 0 || answer.Future != 0 {
			t.Errorf("%d events of strangers, %d to come", answer.Strangers, answer.Future)
		}
	}
}

// cellOf writes a value as a table has it.
func cellOf(v contact.Value) string {
	switch v.Kind() {
	case contact.Missing:
		return `\N`
	case contact.SetKind:
		return strings.Join(v.Set(), "|")
	default:
		return v.Text()
	}
}

// TestUnknown asks for what files do not carry.
func TestUnknown(t *testing.T) {
	c, _ := compile(t, "field plan: text\nfield born: date\nwhere plan = \"pro\" or born > 2026-05-01 and opened or isp in (1)")
	for _, f := range []struct {
		contacts string
		bounds   bool
		want     string
	}{
		{"id,plan\n1,pro\n2,free\n", false, `the rule looks at the column "born", events and the ISP, which the files do not carry; what is unknown is not missing`},
		{"id,plan\n1,pro\n2,free\n", true, "1 to 2"},
		{`{"id":1,"plan":"pro"}`, false, "the rule looks at events, which the files do not carry; what is unknown is not missing"},
		{`{"columns":{"id":1,"plan":"pro"},"events":[],"isp":1}`, false, `the rule looks at the column "born", which the files do not carry; what is unknown is not missing`},
		{`{"columns":{"id":1,"plan":"pro","born":null},"isp":1}`, false, "the rule looks at events, which the files do not carry; what is unknown is not missing"},
		{`{"columns":{"id":1,"plan":"pro","born":null},"events":[],"isp":2}`, false, "1 to 1"},
	} {
		answer, err := Run(t.Context(), Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Bounds: f.bounds, Contacts: []Input{{"f", strings.NewReader(f.contacts)}}})
		got := ""
		switch {
		case err != nil:
			got = err.Error()
			if unknown := (*UnknownError)(nil); !errors.As(err, &unknown) {
				t.Errorf("%T", err)
			}
		case answer.Bounds != nil:
			got = fmt.Sprintf("%d to %d", answer.Bounds.Least, answer.Bounds.Most)
		default:
			got = fmt.Sprintf("%d to %d", answer.Counts[0].Contacts, answer.Counts[len(answer.Counts)-1].Contacts)
		}
		if got != f.want {
			t.Errorf("%s\ngot  %s\nwant %s", f.contacts, got, f.want)
		}
	}
}
