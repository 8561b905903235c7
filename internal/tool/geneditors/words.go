package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// words are the words of the language in groups that get the same color. A word may be in
// several.
type words struct {
	reserved []string // wherever they are

	statements []string // begin one: let
	properties []string // of a segment: color
	joins      []string // and, or, not
	tests      []string // compare a column: contains
	metrics    []string // opened
	constants  []string // true
	types      []string // of a column or a param
	units      []string // days
	assumed    []string // missing match
	quantities []string // after has: any

	dialects   []string // of tables
	tableWords []string // fixed in a statement of tables
}

// readWords reads the words from the pages on the grammar and on tables.
func readWords(grammarPage, tablesPage string) (words, error) {
	productions := readProductions(grammarPage)
	of := func(names ...string) []string {
		var all []string
		for _, name := range names {
			all = append(all, productions.words(name)...)
		}
		return unique(all)
	}
	w := words{
		reserved:   grammar.Keywords(),
		properties: productions.first("property"),
		joins:      of("and", "or", "not"),
		metrics:    ast.MetricWords(),
		types:      of("type", "param_type"),
		units:      of("unit"),
		constants:  []string{"true", "false", "null"},
		dialects:   ast.TablesDialects(),
		tableWords: readTableWords(tablesPage),
	}
	for name := range strings.SplitSeq(productions["statement"], "|") {
		w.statements = append(w.statements, productions.first(strings.TrimSpace(name))...)
	}
	for line := range strings.SplitSeq(productions["assume"], `"assume"`) {
		w.assumed = append(w.assumed, terminals(line)...)
	}
	_, has, _ := strings.Cut(productions["column"], `"has"`)
	alternatives, _, _ := strings.Cut(has, ")")
	w.quantities = terminals(alternatives)
	w.tests = rest(w)
	w.tableWords = minus(w.tableWords, w.tests...)
	return w, w.complete()
}

// rest returns the reserved words that are in no other group: what tests a column, an event or
// a list, and what belongs to it.
func rest(w words) []string {
	var left []string
	for _, word := range w.reserved {
		if !slices.Contains(slices.Concat(w.statements, w.joins, w.metrics, w.constants), word) {
			left = append(left, word)
		}
	}
	return left
}

// complete returns an error if a group is empty, so that a page which is written in another way
// is noticed.
func (w words) complete() error {
	for name, group := range map[string][]string{
		"statements": w.statements, "properties": w.properties, "joins": w.joins, "tests": w.tests, "types": w.types, "units": w.units,
		"assumed": w.assumed, "quantities": w.quantities, "dialects": w.dialects, "words of tables": w.tableWords,
	} {
		if len(group) < 2 {
			return fmt.Errorf("there are only the %s %q: docs/grammar.md or docs/tables.md is written in another way than geneditors reads", name, group)
		}
	}
	return nil
}

// production is the right side of each production, by its name.
type production map[string]string

// readProductions reads the productions of the first block of the grammar.
func readProductions(page string) production {
	_, block, _ := strings.Cut(page, "```ebnf\n")
	block, _, _ = strings.Cut(block, "```")
	all := production{}
	for _, rule := range regexp.MustCompile(`(?m)^(\w+)\s*=((?:[^";]|"[^"]*")*);`).FindAllStringSubmatch(block, -1) {
		all[rule[1]] = rule[2]
	}
	return all
}

// words returns the words of a production.
func (p production) words(name string) []string { return terminals(p[name]) }

// first returns the words with which the alternatives of a production begin.
func (p production) first(name string) []string {
	var all []string
	text := p[name]
	for regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}`).MatchString(text) {
		text = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}`).ReplaceAllString(text, " ")
	}
	for alternative := range strings.SplitSeq(text, "|") {
		if found := terminals(alternative); len(found) > 0 {
			all = append(all, found[0])
		}
	}
	return unique(all)
}

// terminals returns the words in quotes in a text.
func terminals(text string) []string {
	var all []string
	for _, found := range regexp.MustCompile(`"([a-z_]+)"`).FindAllStringSubmatch(text, -1) {
		all = append(all, found[1])
	}
	return unique(all)
}

// readTableWords returns the fixed words of a statement of tables: those in the page's examples
// of code that package grammar knows, and the second words that follow one there.
func readTableWords(page string) []string {
	var all []string
	for _, code := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(page, -1) {
		fields := strings.Fields(code[1])
		if !grammar.IsTablesWord(fields[0]) {
			continue
		}
		for _, field := range fields {
			if regexp.MustCompile(`^[a-z]+$`).MatchString(field) && (grammar.IsTablesWord(field) || len(fields) <= 3 && !slices.Contains(grammar.Keywords(), field)) {
				all = append(all, field)
			}
		}
	}
	return unique(all)
}

// unique returns the words in their order, each once.
func unique(all []string) []string {
	var once []string
	for _, word := range all {
		if !slices.Contains(once, word) {
			once = append(once, word)
		}
	}
	return once
}
