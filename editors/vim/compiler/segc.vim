" Vim compiler file: segc check
"
" :make checks the current file; what is written after it are flags of segc check.

if exists("current_compiler")
  finish
endif
let current_compiler = "segc"

if exists(":CompilerSet") != 2
  command -nargs=* CompilerSet setlocal <args>
endif

let s:cpo_save = &cpo
set cpo&vim

CompilerSet makeprg=segc\ check\ --color=never\ $*\ %:S
" Notes and help follow an error, and so does the contact that a guard lets through: they belong
" to its message. The lines of the file do not.
CompilerSet errorformat=
      \%E%f:%l:%v:\ error[SEG%n]:\ %m,
      \%W%f:%l:%v:\ warning[SEG%n]:\ %m,
      \%C\ \ =\ %m,
      \%-C\ %.%#,
      \%-Z,
      \%-G%.%#

let &cpo = s:cpo_save
unlet s:cpo_save
