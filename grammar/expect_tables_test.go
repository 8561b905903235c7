package grammar

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestExpectTables has places in a statement `tables` that are easy to get wrong, each marked
// with a bar.
func TestExpectTables(t *testing.T) {
	t.Parallel()
	dialects := strings.Join(ast.TablesDialects(), " ")
	items := strings.Join(itemWords(), " ")
	times := " time day utc epoch"
	column := "array json split joined tags float as number trim empty boolean missing contact tag" + times
	row := "( ! not <database column>"
	joints := "and && or ||"
	for _, c := range []struct{ text, want string }{
		{"tables |", dialects + " = == != <> > >= < <= between on contains starts in not is has ( " + joints},
		{"# mine\ntables post|", dialects + " = == != <> > >= < <= between on contains starts in not is has ( " + joints},
		{"tables postgres|", dialects + " = == != <> > >= < <= between on contains starts in not is has ( " + joints},
		{"tables postgres |", items},
		{"TABLES Postgres\n|", items},
		{"tables postgress\ncontacts |", "ref source <relation>"},
		{"tables postgress column |", "<column>"},
		{"tables contacts c |", ". key where " + items},
		{"tables duckdb contacts crm.|", "<relation>"},
		{"tables duckdb contacts crm.a |", ". key where " + items},
		{"tables duckdb contacts c key |", "<database column>"},
		{"tables duckdb contacts c key list |", "where " + items},
		{"tables duckdb contacts c where |", "<string>"},
		{"tables duckdb contacts c where \"a\" |", "key " + items},
		{"tables duckdb contacts source |", ". key where <string> " + items},
		{"tables duckdb contacts source \"a\" |", "<string>"},
		{"tables duckdb contacts source \"a\" \"b\" |", "key where " + items},
		{"tables duckdb contacts ref 'a' |", "key where " + items},
		{"tables duckdb contacts ref.a |", ". key where " + items},
		{"tables duckdb column |", "<column>"},
		{"tables duckdb column isp |", column + " <database column> " + items},
		{"tables duckdb column a b |", column + " " + items},
		{"tables duckdb column a `tags` |", column + " " + items},
		{"tables duckdb column a array |", strings.TrimPrefix(column, "array ") + " " + items},
		{"tables duckdb column a split |", "<string>"},
		{"tables duckdb column a boolean |", "<string> <count>"},
		{"tables duckdb column a boolean 1 |", "<string> <count>"},
		{"tables duckdb column a boolean 1 0 |", strings.ReplaceAll(column, " boolean", "") + " " + items},
		{"tables duckdb column a empty |", "null"},
		{"tables duckdb column a time |", "zone"},
		{"tables duckdb column a time zone |", "<string>"},
		{"tables duckdb column a epoch |", "seconds milliseconds"},
		{"tables duckdb column a joined |", "ref source <relation>"},
		{"tables duckdb provider |", "domain from " + items},
		{"tables duckdb provider domain d |", "from " + items},
		{"tables duckdb provider domain d column |", "<column>"},
		{"tables duckdb provider column |", "<database column>"},
		{"tables duckdb provider from r |", ". ("},
		{"tables duckdb provider from r (|", "<database column>"},
		{"tables duckdb provider from r (a |", ","},
		{"tables duckdb provider from r (a, b |", ")"},
		{"tables duckdb provider from r (a, b) |", "domain " + items},
		{"tables duckdb events e |", ". contact metric at campaign id keeps where" + times + " " + items},
		{"tables duckdb events e keeps |", "<length>"},
		{"tables duckdb events e keeps 3 |", "d day days w week weeks"},
		{"tables duckdb events e keeps 3 w |", "contact metric at campaign id where" + times + " " + items},
		{"tables duckdb partition p |", "slack" + times + " " + items},
		{"tables duckdb sharded |", "<database column>"},
		{"tables duckdb final |", items},
		{"tables duckdb event |", strings.Join(ast.MetricWords(), " ")},
		{"tables duckdb event opened |", "where " + items},
		{"tables duckdb event opened where |", row},
		{"tables duckdb event opened where kind |", "= == != <> > >= < <= in not is"},
		{"tables duckdb event opened where kind = |", "true false <string> <count>"},
		{"tables duckdb event opened where kind not |", "in"},
		{"tables duckdb event opened where kind is not |", "null"},
		{"tables duckdb event opened where kind in (1, |", "true false <string> <count> )"},
		{"tables duckdb event opened where kind = 1 |", joints + " " + items},
		{"tables duckdb event opened where not (kind = 1 |", joints + " )"},
		{"tables duckdb event opened where kind = 1 and |", row},
		{"tables duckdb event opened where kind = 1 event clicked |", "where " + items},
		{"tables duckdb memberships m |", ". contact list where " + items},
		{"tables duckdb memberships m contact c contact |", "<database column>"},

		{"tables duckdb contacts 3 |", ""},
		{"tables duckdb contacts 3\nkey |", ""},
		{"tables duckdb contacts 3\nevents |", "ref source <relation>"},
		{"tables duckdb events e keeps\nevent |", strings.Join(ast.MetricWords(), " ")},
		{"tables duckdb contacts c keys id events |", ""},
		{"tables duckdb event opened where a like 1\nfinal |", items},
		{"tables duckdb\nfield a: text\nfinal |", items},
		{"tables = |", "true false today <value> <length> <value name>"},
	} {
		before, after, _ := strings.Cut(c.text, "|")
		source := ast.NewSource("x.seg", before+after)
		got := Expect(source, len(before))
		words := slices.Clone(got.Keywords)
		for _, class := range got.Classes {
			words = append(words, "<"+string(class)+">")
		}
		slices.Sort(words)
		want := strings.Fields(strings.NewReplacer("<database column>", "<database_column>", "<value name>", "<value_name>").Replace(c.want))
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "_", " ")
		}
		slices.Sort(want)
		if !slices.Equal(words, want) {
			t.Errorf("%q: %q, not %q", c.text, words, want)
		}
		if got.Column != "" && !strings.HasPrefix(c.text, "tables =") {
			t.Errorf("%q: a value of the rules' column %q", c.text, got.Column)
		}
	}
}

// TestExpectGoesOnInTables makes a mistake at the end of each line of every statement, after which
// the parser goes on with the next item that begins a line. So does Expect.
func TestExpectGoesOnInTables(t *testing.T) {
	t.Parallel()
	made := 0
	for _, text := range corpus.Tables() {
		for at := range text {
			next := wordsOf(text[at:])[0]
			if text[at] != '\n' || itemOf(&next) == "" {
				continue
			}
			for _, wrong := range []string{" 17", " )", " nothing nothing", " because", " field a: text", " column a split", " event opened where a like \"b\""} {
				before := text[:at] + wrong
				if strings.Contains(text[strings.LastIndexByte(text[:at], '\n')+1:at], "#") || len(problemsOf(before)) == 0 {
					continue
				}
				made++
				for _, word := range wordsOf(text[at:])[1:min(6, len(wordsOf(text[at:])))] {
					offset := at + word.Pos.Offset
					want := Expect(ast.NewSource("x.seg", text), offset)
					got := Expect(ast.NewSource("x.seg", before+text[at:]), offset+len(wrong))
					if !slices.Equal(got.Keywords, want.Keywords) || !slices.Equal(got.Classes, want.Classes) {
						t.Fatalf("%q: %v at %d, and without the mistake %v", before+text[at:], got, offset+len(wrong), want)
					}
				}
			}
		}
	}
	if made < 50 {
		t.Errorf("only %d mistakes were made", made)
	}
}

// inTables reports whether a text begins as a statement `tables`.
func inTables(text string) bool {
	words := append(wordsOf(text), wordsOf("")...)
	if len(words) < 3 {
		return false
	}
	return beginsTables(&words[0], &words[1], &words[2])
}

// tablesWords returns the words and signs of a statement `tables`, each once.
func tablesWords() []string {
	all := append(ast.TablesDialects(), "source", "ref", ".")
	for _, item := range itemWords() {
		for _, c := range clauseWords(item) {
			all = append(append(all, c.word), c.seconds...)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(word string) bool { return slices.Contains(languageWords(), word) })
}

// tablesRests is rests in a statement `tables`.
func tablesRests() []string {
	return []string{
		"", "a", `"a"`, `"a" "b"`, "a = 1", "= 1", "1", "1 0", "0", "in (1)", "(1)", "null", "opened", "3d", "d", "zone 'a'", "seconds",
		"(a, b", "a (b, c", "a, b", ", b", "a (b, c)", "(a, b)",
	}
}

// tablesKind returns what tells places of a statement `tables` apart: the item, and the two last
// words. Names are alike.
func (a *atlas) tablesKind(text string) string {
	if a.fixed == nil {
		a.fixed = map[string]bool{}
		for _, word := range append(tablesWords(), languageWords()...) {
			a.fixed[word] = true
		}
	}
	item, last := "", []string{}
	words := wordsOf(text)
	for _, w := range words[:len(words)-1] {
		if itemOf(&w) != "" {
			item = w.Value
		}
		kind := fmt.Sprint(w.Type)
		if word := strings.ToLower(w.Value); a.fixed[word] {
			kind += word
		}
		last = append(last, kind)
	}
	return fmt.Sprint("tables", item, last[max(len(last)-2, 0):], strings.Count(text, "(") > strings.Count(text, ")"))
}

// clausesAgain returns the words that an item has a second time.
func clausesAgain(s *ast.Tables) (again []ast.Span) {
	for _, item := range s.Items {
		for i, c := range item.Clauses {
			if i > 0 && slices.ContainsFunc(item.Clauses[1:i], func(other ast.TablesClause) bool {
				return strings.Fields(c.Word.Text)[0] == strings.Fields(other.Word.Text)[0]
			}) {
				again = append(again, c.Word.At)
			}
		}
	}
	return again
}

// refusedRows returns conditions on rows that the parser takes, as those of rules, and that the
// checks of statements refuse.
func refusedRows(file *ast.File) (refused []ast.Span) {
	if !isTables(file) {
		return nil
	}
	for n := range file.All() {
		switch n := n.(type) {
		case *ast.Event, *ast.Membership, *ast.ISP, *ast.Ref:
			refused = append(refused, n.Span())
		case *ast.Column:
			switch n.Op {
			case ast.Equal, ast.NotEqual, ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.In, ast.NotIn, ast.IsNull, ast.IsNotNull:
			default:
				refused = append(refused, n.OpSpan)
			}
			for _, v := range n.Values {
				if v.Kind != ast.String && v.Kind != ast.Number && v.Kind != ast.Boolean {
					refused = append(refused, v.At)
				}
			}
		}
	}
	return refused
}
