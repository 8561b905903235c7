" Vim syntax file: rules of segc, in files *.seg
" geneditors writes this file: run make generate

if exists("b:current_syntax")
  finish
endif

let s:cpo_save = &cpo
set cpo&vim

syntax case ignore
syntax sync fromstart

syntax keyword segLogical and or not
syntax keyword segConstant true false null
syntax keyword segMetric opened clicked bounced complained delivered unsubscribed
syntax keyword segTest in is between starts has never from except because
syntax match segTest ~\<contains\>~
syntax keyword segStatement use segment let list isp campaign field require where

" Words that are not reserved have a meaning only in their places.
syntax match segProperty ~\<\%(id\|color\|description\|was\)\>\ze\s*["']~
syntax match segProperty ~\<lists\>\ze\s\+\%(\<\%(and\|or\|not\|in\|is\|null\|between\|contains\|starts\|has\|true\|false\|never\|opened\|clicked\|bounced\|complained\|delivered\|unsubscribed\|from\|except\|because\|use\|segment\|let\|list\|isp\|campaign\|field\|require\|where\|on\)\>\)\@![[:alpha:]_`]~
syntax match segProperty ~\<lists\>\ze\s*["']~
syntax match segProperty ~\<for\>\ze\s\+\%(\%(list\|isp\|campaign\)\s\+\)\?\%([[:alpha:]_][[:alnum:]_]*\|`[^`]\+`\)\s\+in\>~
syntax match segStatement ~\<as\>\ze\s*["']~
syntax match segStatement ~\%(["']\s*\)\@<=\<as\>\ze\s\+[[:alpha:]_`]~
syntax match segStatement ~\<value\>\ze\s\+\%([[:alpha:]_][[:alnum:]_]*\|`[^`]\+`\)\s*=~
syntax match segStatement ~\<param\>\ze\s\+\%([[:alpha:]_][[:alnum:]_]*\|`[^`]\+`\)\s*:~
syntax match segStatement ~\<assume\>\ze\s\+\<\%(missing\|match\|skip\|case\|exact\|fold\|edge\|last\|more_than\|both\|neither\|day\|start\|whole\)\>\s\+\<\%(missing\|match\|skip\|case\|exact\|fold\|edge\|last\|more_than\|both\|neither\|day\|start\|whole\)\>~
syntax match segProperty ~\%(\<assume\s\+\)\@<=\<\%(missing\|match\|skip\|case\|exact\|fold\|edge\|last\|more_than\|both\|neither\|day\|start\|whole\)\>~
syntax match segConstant ~\%(\<assume\s\+\<\%(missing\|match\|skip\|case\|exact\|fold\|edge\|last\|more_than\|both\|neither\|day\|start\|whole\)\>\s\+\)\@<=\<\%(missing\|match\|skip\|case\|exact\|fold\|edge\|last\|more_than\|both\|neither\|day\|start\|whole\)\>~
syntax match segType ~\%(\<\%(field\|param\)\s\+\%([[:alpha:]_][[:alnum:]_]*\|`[^`]\+`\)\s*:\s*\)\@<=\<\%(text\|number\|boolean\|date\|any\|choice\|tags\|days\|list\|isp\|campaign\)\>~
syntax match segTest ~\%(\<has\s\+\)\@<=\<\%(any\|all\|none\)\>~
syntax match segTest ~\%(\<starts\s\+\)\@<=with\>~
syntax match segTest ~\%(\<in\s\+\)\@<=\%(the\s\+\)\?last\>~
syntax match segTest ~\<more\s\+than\>\ze\s\+[[:alnum:]_`]~
syntax match segTest ~\%([[:alnum:]_]\s\+\)\@<=ago\>~
syntax match segTest ~\%(\<\%(from\|except\)\s\+\)\@<=campaigns\>~
syntax match segTest ~\%([[:alnum:]_`]\s\+\)\@<=on\>\ze\s\+\%(\<\%(and\|or\|not\|in\|is\|null\|between\|contains\|starts\|has\|true\|false\|never\|opened\|clicked\|bounced\|complained\|delivered\|unsubscribed\|from\|except\|because\|use\|segment\|let\|list\|isp\|campaign\|field\|require\|where\)\>\)\@![[:alnum:]_`]~
syntax match segConstant ~\<today\>\ze\%(\s*[=<>!:]\|\s\+\<\%(in\|is\|between\|contains\|starts\|has\|never\|from\|except\|because\)\>\)\@!~

syntax match segFunction ~\%(\<let\s\+\)\@<=\%([[:alpha:]_][[:alnum:]_]*\|`[^`]\+`\)~
syntax match segNumber ~\<\d\+\%(\.\d\+\)\?\%([eE][+-]\?\d\+\)\?\>~
syntax match segLength ~\<\d\+\s*\%(d\|day\|days\|w\|week\|weeks\)\>~
syntax match segDate ~\<\d\{4}-\d\d-\d\d\%(T\d\d:\d\d:\d\d\%(\.\d\+\)\?\%(Z\|[+-]\d\d:\d\d\)\)\?~
syntax match segQuotedName "`[^`]\+`"
syntax match segEscape contained ~\\\%(["'\\/bfnrt]\|u\x\{4}\)~
syntax match segPlaceholder contained ~{{\|}}\|{[[:alpha:]_][[:alnum:]_]*}~
syntax region segString start=+"+ skip=+\\\\\|\\"+ end=+"\|$+ contains=segEscape,segPlaceholder,@Spell
syntax region segString start=+'+ skip=+\\\\\|\\'+ end=+'\|$+ contains=segEscape,segPlaceholder,@Spell
syntax match segComment ~#.*$~ contains=segDirective,segTodo,@Spell
syntax match segDirective contained ~#\s*\zssegc:\%(ignore\|plain\)\>\%(\s\+SEG\d\{3}\)\?~
syntax keyword segTodo contained TODO FIXME
syntax match segOperator ~!=\|<>\|==\|>=\|<=\|=\|<\|>\|&&\|||\|!~

" A file of tables is one statement, with words of its own.
syntax region segTables matchgroup=segStatement start="\<\%(tables\)\>\ze\s\+\<\%(postgres\|duckdb\|clickhouse\|sqlite\|bigquery\|snowflake\|spark\|trino\|files\)\>" end="\%$" contains=segTableWord,segDialect,segMetric,segLogical,segConstant,segTest,segNumber,segLength,segQuotedName,segString,segComment,segOperator
syntax match segDialect contained ~\%(\<\%(tables\)\>\s\+\)\@<=\<\%(postgres\|duckdb\|clickhouse\|sqlite\|bigquery\|snowflake\|spark\|trino\|files\)\>~
syntax match segTableWord contained ~\.\@<!\<\%(events\|column\|missing\|contacts\|key\|id\|where\|contact\|at\|campaign\|metric\|memberships\|list\|provider\|domain\|event\|keeps\|partition\|slack\|array\|tags\|json\|split\|joined\|tag\|float\|as\|number\|boolean\|empty\|trim\|day\|utc\|time\|zone\|epoch\|seconds\|milliseconds\|final\|sharded\)\>\.\@!~
syntax match segTableWord contained ~\<\%(source\|ref\)\>\ze\s*["']~

highlight default link segLogical Operator
highlight default link segConstant Constant
highlight default link segMetric Function
highlight default link segTest Keyword
highlight default link segStatement Statement
highlight default link segProperty Identifier
highlight default link segType Type
highlight default link segFunction Function
highlight default link segNumber Number
highlight default link segLength Number
highlight default link segDate Number
highlight default link segQuotedName Identifier
highlight default link segEscape SpecialChar
highlight default link segPlaceholder SpecialChar
highlight default link segString String
highlight default link segComment Comment
highlight default link segDirective PreProc
highlight default link segTodo Todo
highlight default link segOperator Operator
highlight default link segDialect Type
highlight default link segTableWord Keyword

let b:current_syntax = "seg"

let &cpo = s:cpo_save
unlet s:cpo_save
