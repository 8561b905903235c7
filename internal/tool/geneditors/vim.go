package main

import "strings"

// vim returns the syntax file of Vim, which Neovim reads too. Words in it are matches and not
// keywords where they have a meaning only beside others.
func vim(w words) string {
	or := func(words []string) string { return `\<\%(` + strings.Join(words, `\|`) + `\)\>` }
	list := func(words []string) string { return strings.Join(words, " ") }
	name := "\\%([[:alpha:]_][[:alnum:]_]*\\|`[^`]\\+`\\)"
	lines := []string{
		`" Vim syntax file: rules of segc, in files *.seg`,
		`" geneditors writes this file: run make generate`,
		``,
		`if exists("b:current_syntax")`,
		`  finish`,
		`endif`,
		``,
		`let s:cpo_save = &cpo`,
		`set cpo&vim`,
		``,
		`syntax case ignore`,
		`syntax sync fromstart`,
		``,
		`syntax keyword segLogical ` + list(w.joins),
		`syntax keyword segConstant ` + list(w.constants),
		`syntax keyword segMetric ` + list(w.metrics),
		`syntax keyword segTest ` + list(minus(w.tests, "contains")),
		`syntax match segTest ~\<contains\>~`, // as a keyword, it would be an argument of the command
		`syntax keyword segStatement ` + list(reservedOf(w, w.statements)),
		``,
		`" Words that are not reserved have a meaning only in their places.`,
		`syntax match segProperty ~\<\%(` + strings.Join(minus(w.properties, "lists", "for"), `\|`) + `\)\>\ze\s*["']~`,
		`syntax match segProperty ~\<lists\>\ze\s\+\%(` + or(append(w.reserved, "on")) + `\)\@![[:alpha:]_` + "`" + `]~`,
		`syntax match segProperty ~\<lists\>\ze\s*["']~`,
		`syntax match segProperty ~\<for\>\ze\s\+\%(\%(list\|isp\|campaign\)\s\+\)\?` + name + `\s\+in\>~`,
		`syntax match segStatement ~\<as\>\ze\s*["']~`,
		`syntax match segStatement ~\%(["']\s*\)\@<=\<as\>\ze\s\+[[:alpha:]_` + "`" + `]~`,
		`syntax match segStatement ~\<value\>\ze\s\+` + name + `\s*=~`,
		`syntax match segStatement ~\<param\>\ze\s\+` + name + `\s*:~`,
		`syntax match segStatement ~\<assume\>\ze\s\+` + or(w.assumed) + `\s\+` + or(w.assumed) + `~`,
		`syntax match segProperty ~\%(\<assume\s\+\)\@<=` + or(w.assumed) + `~`,
		`syntax match segConstant ~\%(\<assume\s\+` + or(w.assumed) + `\s\+\)\@<=` + or(w.assumed) + `~`,
		`syntax match segType ~\%(\<\%(field\|param\)\s\+` + name + `\s*:\s*\)\@<=` + or(w.types) + `~`,
		`syntax match segTest ~\%(\<has\s\+\)\@<=` + or(w.quantities) + `~`,
		`syntax match segTest ~\%(\<starts\s\+\)\@<=with\>~`,
		`syntax match segTest ~\%(\<in\s\+\)\@<=\%(the\s\+\)\?last\>~`,
		`syntax match segTest ~\<more\s\+than\>\ze\s\+[[:alnum:]_` + "`" + `]~`,
		`syntax match segTest ~\%([[:alnum:]_]\s\+\)\@<=ago\>~`,
		`syntax match segTest ~\%(\<\%(from\|except\)\s\+\)\@<=campaigns\>~`,
		`syntax match segTest ~\%([[:alnum:]_` + "`" + `]\s\+\)\@<=on\>\ze\s\+\%(` + or(w.reserved) + `\)\@![[:alnum:]_` + "`" + `]~`,
		`syntax match segConstant ~\<today\>\ze\%(\s*[=<>!:]\|\s\+` + or(w.tests) + `\)\@!~`,
		``,
		`syntax match segFunction ~\%(\<let\s\+\)\@<=` + name + `~`,
		`syntax match segNumber ~\<\d\+\%(\.\d\+\)\?\%([eE][+-]\?\d\+\)\?\>~`,
		`syntax match segLength ~\<\d\+\s*\%(` + strings.Join(w.units, `\|`) + `\)\>~`,
		`syntax match segDate ~\<\d\{4}-\d\d-\d\d\%(T\d\d:\d\d:\d\d\%(\.\d\+\)\?\%(Z\|[+-]\d\d:\d\d\)\)\?~`,
		"syntax match segQuotedName \"`[^`]\\+`\"",
		`syntax match segEscape contained ~\\\%(["'\\/bfnrt]\|u\x\{4}\)~`,
		`syntax match segPlaceholder contained ~{{\|}}\|{[[:alpha:]_][[:alnum:]_]*}~`,
		`syntax region segString start=+"+ skip=+\\\\\|\\"+ end=+"\|$+ contains=segEscape,segPlaceholder,@Spell`,
		`syntax region segString start=+'+ skip=+\\\\\|\\'+ end=+'\|$+ contains=segEscape,segPlaceholder,@Spell`,
		`syntax match segComment ~#.*$~ contains=segDirective,segTodo,@Spell`,
		`syntax match segDirective contained ~#\s*\zssegc:\%(ignore\|plain\)\>\%(\s\+SEG\d\{3}\)\?~`,
		`syntax keyword segTodo contained TODO FIXME`,
		`syntax match segOperator ~!=\|<>\|==\|>=\|<=\|=\|<\|>\|&&\|||\|!~`,
		``,
		`" A file of tables is one statement, with words of its own.`,
		`syntax region segTables matchgroup=segStatement start="` + or([]string{"tables"}) + `\ze\s\+` + or(w.dialects) + `" end="\%$" contains=segTableWord,segDialect,segMetric,segLogical,segConstant,segTest,segNumber,segLength,segQuotedName,segString,segComment,segOperator`,
		`syntax match segDialect contained ~\%(` + or([]string{"tables"}) + `\s\+\)\@<=` + or(w.dialects) + `~`,
		`syntax match segTableWord contained ~\.\@<!` + or(w.tableWords) + `\.\@!~`,
		`syntax match segTableWord contained ~\<\%(source\|ref\)\>\ze\s*["']~`,
		``,
	}
	for _, link := range [][2]string{
		{"segLogical", "Operator"},
		{"segConstant", "Constant"},
		{"segMetric", "Function"},
		{"segTest", "Keyword"},
		{"segStatement", "Statement"},
		{"segProperty", "Identifier"},
		{"segType", "Type"},
		{"segFunction", "Function"},
		{"segNumber", "Number"},
		{"segLength", "Number"},
		{"segDate", "Number"},
		{"segQuotedName", "Identifier"},
		{"segEscape", "SpecialChar"},
		{"segPlaceholder", "SpecialChar"},
		{"segString", "String"},
		{"segComment", "Comment"},
		{"segDirective", "PreProc"},
		{"segTodo", "Todo"},
		{"segOperator", "Operator"},
		{"segDialect", "Type"},
		{"segTableWord", "Keyword"},
	} {
		lines = append(lines, "highlight default link "+link[0]+" "+link[1])
	}
	lines = append(lines, ``, `let b:current_syntax = "seg"`, ``, `let &cpo = s:cpo_save`, `unlet s:cpo_save`)
	return strings.Join(lines, "\n") + "\n"
}
