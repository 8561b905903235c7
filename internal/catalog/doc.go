// Package catalog writes what a platform has, its contact lists, ISPs, campaigns and
// columns, as a text of declarations that rules use.
//
// It keeps what people have written there: read.go divides an earlier text into what
// stays and what was generated, ids.go and columns.go make the statements anew, and
// catalog.go puts both together. kind.go has what is declared and the comment that says
// so, line.go the statements with their comments, and warn.go says what is left out or has
// another name. The package compiles nothing, and
// knows neither files nor the API.
package catalog
