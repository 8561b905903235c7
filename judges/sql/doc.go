// Package judge runs the queries of internal/sql in databases, and compares whom they select
// with internal/eval.
//
//   - engine.go has what a database does; sqlite.go, duckdb.go, postgres.go and clickhouse.go
//     have them
//   - data.go makes random contacts, and rows.go what tables have of them
//   - grammar.go has what parses the queries that no database runs here; the programs are in
//     grammars
//   - lines_test.go runs the lines of docs/sql.md, with the programs that are installed
//   - plans_test.go has databases say which partitions and indexes queries use; plans_parquet_test.go is
//     about files of Parquet
//   - rules.go makes random rules and reads them, variant.go says how tables hold their
//     columns, and odd.go has columns and relations that a statement `tables` describes
//
// It is a module of its own, for its drivers.
package judge
