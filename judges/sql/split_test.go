package judge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// TestSplit looks for tags in texts where separators overlap, are beside each other, or have letters.
// They are found from the beginning of a text.
func TestSplit(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(63, 64))
			some := 0
			for _, separator := range []string{"|", "||", "|||", ", ", "--", ";|;", "aXa", "X", " And ", "_", "__", "i", "İ", "$1", `\\`, "''"} {
				texts := []string{"", "a", "İ_a", "a||b", "a|||b", "_", "-"}
				for range 60 {
					var b strings.Builder
					for range 1 + random.IntN(7) {
						b.WriteString(pick(random, []string{separator, separator, separator[:1], "a", "A", "b", "ski", "SKİ", "_", "-", " "}))
					}
					texts = append(texts, strings.ToValidUTF8(b.String(), "é"))
				}
				table := "DROP TABLE IF EXISTS contacts; CREATE TABLE contacts (id " + map[string]string{"clickhouse": "Int64, interests Nullable(String)) ENGINE = Memory"}[e.name()]
				if e.name() != "clickhouse" {
					table += "bigint, interests " + map[string]string{"sqlite": "TEXT", "duckdb": "VARCHAR", "postgres": "text"}[e.name()] + ")"
				}
				var rows []string
				for i, text := range texts {
					literal := "'" + strings.ReplaceAll(text, "'", "''") + "'"
					if e.name() == "clickhouse" {
						literal = strings.ReplaceAll(literal, `\`, `\\`)
					}
					rows = append(rows, fmt.Sprintf("(%d, %s)", i, literal))
				}
				for _, statement := range append(strings.Split(table, "; "), "INSERT INTO contacts VALUES "+strings.Join(rows, ", ")) {
					if err := e.run(t.Context(), statement); err != nil {
						t.Fatal(err)
					}
				}
				tags := &sql.Tables{Columns: map[string]sql.Column{"interests": {Tags: sql.Split, Separator: separator}}}
				for _, looked := range []string{"a", "b", "|b", "a|", "ski", "A", "_", "-", "İ_a", " "} {
					for _, fold := range []contact.Answer{contact.No, contact.Yes} {
						if fold == contact.Yes && strings.Contains(looked, "İ") {
							continue // which is refused
						}
						rule := readChecked(t, "field interests: tags\nwhere interests has any ("+fmt.Sprintf("%q", looked)+")")
						query, err := sql.Write(nil, &sql.Request{Dialect: sql.Named(e.name()), Tables: tags, Rules: []sql.Rule{rule}, Reading: contact.Reading{FoldCase: fold}})
						if err != nil {
							t.Fatal(err)
						}
						found, err := e.rows(t.Context(), query.Text, nil)
						if err != nil {
							t.Fatalf("%v\n%s", err, query.Text)
						}
						var got, want []string
						for _, row := range found {
							got = append(got, row[0])
						}
						for i, text := range texts {
							if slices.ContainsFunc(strings.Split(text, separator), func(tag string) bool {
								return tag == looked || fold == contact.Yes && strings.EqualFold(tag, looked)
							}) {
								want = append(want, fmt.Sprint(i))
							}
						}
						slices.Sort(got)
						slices.Sort(want)
						if !slices.Equal(got, want) {
							t.Errorf("%q between %q, without regard to case: %v: %q, not %q of %q\n%s", looked, separator, fold == contact.Yes, got, want, texts, query.Text)
						}
						some += len(want)
					}
				}
			}
			t.Logf("%d found", some)
			if some < 500 {
				t.Errorf("only %d found", some)
			}
		})
	}
}
