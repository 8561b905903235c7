// Package condition has the conditions of a document as values, apart from their JSON:
// the form that is proved, minimized, judged and explained. Package rulesjson has the form
// of the API, and internal/rule leads from one to the other; metrics and the sides of
// windows have the API's own words here.
//
//   - condition.go: documents, groups, and the four kinds of conditions with their values
//   - operator.go: the operators, how many values they take, and their opposites
//   - key.go: what identical conditions share
//   - index.go: numbers for conditions
//   - keys.go: numbers for keys
//   - table.go: documents whose conditions are numbered
//   - equal.go: documents that are written alike, and conditions on the same events
//
// The package writes and reads no JSON, and decides nothing about which contacts match.
package condition
