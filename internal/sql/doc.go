// Package sql writes a formula as a query for a database: the same rule, where the contacts
// are. It is one emitter with a table for each dialect.
//
//   - request.go has what is asked, and what comes back; refused.go has the errors
//   - tables.go says what the relations and columns are called, and what they hold; relation.go
//     writes names of relations, owner.go refuses conditions of their owners that end elsewhere,
//     kinds.go writes which rows are events of a kind, and converted.go reads columns that hold
//     something else than rules say
//   - dialect.go has what dialects differ in; postgres.go, duckdb.go, clickhouse.go and
//     sqlite.go have those that tests run, parsed.go the others
//   - quote.go quotes names and texts, and reserved.go has the words that no name can be as
//     it is, and same.go refuses those that are the same; number.go and instant.go write numbers and
//     times
//   - readings.go asks for the answers that a query depends on
//   - clock.go has the bounds of windows, and day.go the first instant of a day
//   - emitter.go makes tests of a formula: field.go, text.go, date.go and tags.go of columns,
//     split.go of tags in one text, event.go of events, and member.go of lists and ISPs
//   - node.go joins tests, and weakens them to those that look at no events; merge.go joins
//     subselects, and early.go has them look before events are counted
//   - usage.go says what rules look at; check.go writes queries that look for what is wrong in the
//     data, check_columns.go and check_events.go those of contacts and of events, check_kinds.go of
//     kinds of events, and check_ids.go of ids, with the types in types.go, types_parsed.go and
//     types_values.go, and schema.go writes them for dbt
//   - daily.go reads a table that counts events by day, and rollup.go writes it; views.go writes
//     the views of the contract to fill in
//   - exists.go, semijoin.go and onepass.go are the shapes of queries
//   - statement.go writes a query, together.go one for several rules, with columns for what these share in
//     shared.go and the passes and bits that fill them in bits.go; comment.go has the comment
//     above it, with the notes of unbounded.go, and fill.go its values, with long lists in array.go; form.go makes a view, a
//     table or a model of dbt of it, and head.go is above other texts
//
// Package eval is the judge: a nested module runs the queries and compares whom they select.
// The package runs nothing, and reads no clock.
package sql
