// Package catalog writes what a platform has, its contact lists and their columns, as a
// text of declarations that rules use.
//
// It keeps what people have written there: read.go divides the old text into what
// stays and what was generated, lines.go makes the statements anew, and catalog.go puts
// both together. The package compiles nothing, and knows neither files nor the API.
package catalog
