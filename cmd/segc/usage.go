package main

// usage is what segc says when it is called alone on a terminal. What is missing is said below it,
// so it fits a screen of 24 rows with room for that.
const usage = `segc compiles e-mail segment rules for the segments API.

Commands:
  write      new, check, fmt, explain, diff, eval, why, sql
  compile    compile, decompile, today
  platform   catalog pull, contacts, plan, apply, pull, dev-server
  set up     init, lsp, completion, version, help

Examples:
  segc new "Spring sale"      # a segment to start from
  segc check segments/        # report the problems of many files
  segc rule.seg               # the document, on standard output

` + "`segc help` says everything, `segc help check` what check does." + `

`
