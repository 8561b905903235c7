package judge

import (
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// variant is one way in which tables hold what rules look at.
type variant struct {
	name   string
	days   bool           // dates have no times
	zone   *time.Location // whose clocks say when something was
	change func(columns map[string]contact.Value)
	tables *sql.Tables
}

// variants are for a dialect: in ClickHouse, arrays are never NULL.
func variants(dialect string) []variant {
	list := []variant{{name: "contract", tables: &sql.Tables{}}}
	times := func(name string, t sql.Time, suffix string) {
		tables := &sql.Tables{Columns: map[string]sql.Column{"born": {Name: "born" + suffix, When: sql.When{Time: t}}, "created_at": {Name: "created_at" + suffix, When: sql.When{Time: t}}}}
		if t != sql.WholeDay {
			tables.Events = sql.Events{At: "occurred_at" + suffix, When: sql.When{Time: t}}
		}
		list = append(list, variant{name: name, days: t == sql.WholeDay, tables: tables})
	}
	times("days", sql.WholeDay, "_day")
	times("utc", sql.UTC, "_utc")
	times("seconds", sql.Seconds, "_s")
	times("milliseconds", sql.Milliseconds, "_ms")
	list = append(list,
		variant{name: "copies", tables: &sql.Tables{Events: sql.Events{Relation: sql.Relation{Name: []string{"copied_events"}}, ID: "event_id"}}},
		variant{name: "where", tables: &sql.Tables{Contacts: sql.Relation{Where: "id > 0 OR id < 0"}, Events: sql.Events{Relation: sql.Relation{Where: "metric = 'open' OR metric <> 'open'"}}}},
	)
	if dialect != "clickhouse" {
		return append(list, variant{name: "json", tables: &sql.Tables{Columns: map[string]sql.Column{"tags": {Name: "tags_json", Tags: sql.JSON}}}})
	}
	for i := range list {
		if list[i].tables.Columns == nil {
			list[i].tables.Columns = map[string]sql.Column{}
		}
		list[i].tables.Columns["tags"] = sql.Column{Missing: "no_tags"}
	}
	return list
}
