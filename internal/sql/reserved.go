package sql

import (
	"slices"
	"strings"
)

// isReserved reports whether a word in lower case is reserved in one of the dialects. A name
// that is quoted without need means the same, so there is one list.
func isReserved(word string) bool {
	_, found := slices.BinarySearch(strings.Fields(reservedWords), word)
	return found
}

// reservedWords are sorted. They are those of Postgres, DuckDB, ClickHouse, SQLite, BigQuery,
// Snowflake, Spark and Trino, with the words that have a meaning in a place where a column may
// be.
const reservedWords = `
abort account action add after all alter always analyse analyze and anti any array as asc asof assert_rows_modified
asymmetric at attach authorization autoincrement before begin between binary boolean both by cascade case cast check
cluster collate collation column columns commit concurrently conflict connect connection constraint contains create
cross cube current current_catalog current_date current_path current_role current_schema current_time current_timestamp
current_user database date day deallocate default deferrable deferred define delete desc describe detach distinct div do
drop each else end enum escape except exclude exclusive execute exists explain extract fail false fetch filter final
float following for foreign freeze from full generated glob global grant group grouping groups hash having hour if
ignore ilike immediate in increment index indexed initially inner insert instead int integer intersect interval into is
isnull issue join key kill lambda lateral leading left like limit local localtime localtimestamp lookup map match
materialized merge minus minute month natural new no not nothing notnull null nulls of offset on only or order
organization others out outer over overlaps partition pivot pivot_longer pivot_wider placing pragma preceding prewhere
primary proto qualify query raise range recursive references regexp reindex release rename replace respect restrict
returning revoke right rlike rollback rollup row rows sample savepoint schema second select semi session_user set
settings show similar some start struct summarize symmetric system_user table tables tablesample temp temporary then
ties time timestamp to top trailing transaction treat trigger true truncate try_cast unbounded union unique unnest
unpivot update user using vacuum values variadic verbose view virtual when whenever where window with within without
year`
