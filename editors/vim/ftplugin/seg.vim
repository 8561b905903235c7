" Vim file type plugin: rules of segc

if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

let s:cpo_save = &cpo
set cpo&vim

setlocal comments=:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal suffixesadd=.seg
" gf and [i follow `use "catalog.seg"`.
setlocal include=^\\s*use\\>
setlocal define=^\\s*\\%(let\\\|value\\\|param\\\|list\\\|isp\\\|campaign\\\|field\\)\\>
" gq writes the file in its one layout, and leaves a text that segc cannot read. = leaves the indent of
" each line: without an expression, Vim would indent rules like C.
setlocal formatexpr=segc#format() indentexpr=-1

compiler segc

let b:undo_ftplugin = "setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop< suffixesadd< include< define< formatexpr< indentexpr< makeprg< errorformat< | unlet! b:current_compiler"

let &cpo = s:cpo_save
unlet s:cpo_save
