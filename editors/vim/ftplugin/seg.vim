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
" gq and = write a whole rule in its one layout. With text that segc cannot read, they leave it.
setlocal formatprg=segc\ fmt\ -

compiler segc

let b:undo_ftplugin = "setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop< suffixesadd< include< define< formatprg< makeprg< errorformat< | unlet! b:current_compiler"

let &cpo = s:cpo_save
unlet s:cpo_save
