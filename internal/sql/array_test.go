package sql

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
)

// TestLongLists writes lists that are longer than a dialect takes: as one array, or an error names
// the limit.
func TestLongLists(t *testing.T) {
	words := func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = fmt.Sprintf(`"w%d"`, i)
		}
		return strings.Join(all, ", ")
	}
	numbers := strings.NewReplacer(`"`, "", "w", "").Replace(words(20_000))
	for _, c := range []struct {
		dialect    *Dialect
		rule       string
		parameters bool
		says       string // in the text, or in the error
		given      int
	}{
		{snowflake(), "plan in (" + words(16_384) + ")", false, "c.plan IN ('w0', 'w1',", 0},
		{snowflake(), "plan in (" + words(16_385) + ")", false, `c.plan IN (SELECT value::string FROM TABLE(flatten(input => parse_json('["w0","w1",`, 0},
		{snowflake(), "revenue in (" + numbers + ")", false, "20000 values; the limit of Snowflake is 16384", 0},
		{postgres(), "plan not in (" + words(1000) + ")", true, "c.plan NOT IN ($1, $2,", 1000},
		{postgres(), "plan not in (" + words(1001) + ")", true, "c.plan NOT IN (SELECT json_array_elements_text($1::json))", 1},
		{postgres(), "plan in (" + words(1001) + ")", false, "c.plan IN ('w0', 'w1',", 0},
		{duckDB(), "plan in (" + words(1001) + ")", true, "c.plan IN ($1, $2,", 1001},
		{sqlite(), "interests has any (" + words(32_767) + ")", true, "32767 parameters; the limit of SQLite is 32766", 0},
	} {
		query, err := Write(nil, &Request{Dialect: c.dialect, Reading: Plain(contact.Reading{}), Rules: []Rule{ruleOf(t, c.rule)}, Parameters: c.parameters})
		said := fmt.Sprint(err)
		if err == nil {
			said = query.Text
			if len(query.Parameters) != c.given {
				t.Errorf("%s: %d parameters instead of %d", c.dialect.Name, len(query.Parameters), c.given)
			}
		}
		if !strings.Contains(said, c.says) {
			t.Errorf("%s, %.40s: %.300s does not say %s", c.dialect.Name, c.rule, said, c.says)
		}
	}
}
