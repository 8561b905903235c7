// Command segc compiles e-mail segment rules: it reads .seg files and writes
// the document that the segments API takes as rules_json.
//
// Everything that touches the world is in this package: flags, files, the
// terminal, exit codes. It never decides what a rule means, or what is wrong with
// one: that is in the packages beside it.
//
// # Every run
//
//   - main.go starts a run, root.go has the run, verbs.go makes the commands that it needs,
//     and exit.go has the exit codes
//   - flags.go has the values of flags, former.go the names that flags had before, and wrong.go
//     the flags and commands that other tools have
//   - help.go has the help, usage.go the screen for who calls segc alone, and version.go the version
//   - complete*.go completes commands in a shell, and man.go is a program of its own that
//     makes the manual pages
//
// # Commands on texts
//
//   - compile_write.go writes the documents of a run, and manifest.go notes them in their folder and
//     finds those that are left over; folded.go knows which names are one to a file system
//   - compile.go, check.go, fmt.go, diff.go, explain.go, decompile.go and init.go have a
//     command each, with its help and its flags; new.go starts a segment from one of recipes/
//   - eval.go counts and lists contacts of files: eval_rule.go learns what the rule says of them,
//     eval_file.go opens the files, eval_list.go lists contacts, eval_text.go writes the answer,
//     eval_groups.go says and draws what each group brings, and eval_flags.go checks
//     its flags and reads their values. eval_again.go reads files again to say what they do not
//     have. why.go says why one contact matches. temporary*.go makes files for what is more than
//     memory takes, which bounded_memory.go bounds
//   - init_tables.go writes the tables of other programs
//   - sql.go writes a query for a database, with the flags of sql_flags.go, and sql_folder.go queries for a folder; sql_results.go reads the rules;
//     sql_tables.go reads what the database calls things, and sql_names.go refuses names that are taken
//   - side.go reads what may be a rule or a document, and stats.go says the stats of one
//   - depfile.go tells build tools what documents are made from, and depfile_names.go writes
//     names as make reads them
//   - fix.go applies the fixes of `segc check --fix`
//   - lsp.go serves an editor, lsp_folder.go shows it the files of a folder as `segc check` reads them,
//     and lsp_files.go lists what a text may use
//   - today.go says what day it is, also to build tools
//   - segments.go takes one of several segments of a file, and names their documents;
//     diff_segments.go compares two files with several
//   - watch.go compiles what changes, watch_look.go finds out what has changed, and
//     watch_write.go writes the documents
//
// # Commands that talk to an API
//
//   - network.go has what a run knows of an API; nonet.go is in the place of all files of these
//     commands with the tag nonet, for a program without them
//   - api.go connects, key.go finds the key, and prompt.go asks a person for it
//   - submit.go has the flags of `segc compile --submit` and makes its request; submit_create.go
//     creates the segment, and submit_exists.go says what to do if there is one already
//   - catalog.go fetches contact lists and their columns
//   - contacts.go writes the contacts of a list or a segment to a file: contacts_source.go finds
//     what is meant, contacts_read.go reads it, and contacts_file.go keeps what was read
//   - devserver*.go is the command of the stand-in for the platform
//   - wait.go waits until a segment is built, and refused.go shows the place in a rule that
//     the API refuses
//
// # Commands that keep segments as files
//
//   - deploy.go has the flags that they share; project_files.go has the names of files; local_files.go compiles the files,
//     local_days.go for other days than today, and labels.go what a name was before
//   - lock_file.go reads and writes segc.lock, which says which segment a file is, and beside.go
//     looks into files that it names and that are not at hand
//   - run_lock.go keeps two runs apart, and leftover.go finds out what an interrupted run left
//   - plan.go makes a plan, plan_text.go, plan_set.go, plan_left.go, plan_gone.go, plan_copies.go with plan_contained.go, and plan_markdown*.go show it,
//     and plan_saved.go saves it in a file and makes it again
//   - apply.go does a plan, approvals.go has the flags that let changes through, and
//     apply_steps.go carries the steps out
//   - pull.go writes segments to files: pull_look.go finds the file of each, with
//     pull_inside.go if that has several, pull_all.go takes one after the other, and
//     pull_file.go brings one into its file, with pull_several.go if that has several
//   - pull_merge.go merges what changed on one side, pull_edit.go puts it into the text,
//     pull_conflict.go shows what changed on both, pull_bound.go says what the segment cannot
//     tell, pull_text.go writes a rule anew, and
//     pull_declared.go lets it use what its file declares
//
// # Files
//
//   - input.go finds the texts that arguments name; walk.go searches folders, ignore*.go says
//     what it skips, walk_open.go opens what it finds, and parallel.go shares the work out
//   - held_file.go is a file in memory
//   - places.go and repository.go say how far a name may lead, uses.go what `use` may read,
//     and uses_near.go which file it likely means
//   - assume.go says what the account is known to do
//   - set.go says what params are given, and set_complete.go completes them
//   - declares.go tells rules and files of declarations apart
//   - read.go reads, bounded.go has the bounds, and secret.go refuses a file with the API key
//   - output.go writes, output_folder.go writes many documents, descriptor*.go knows outputs that
//     are open already, and full_disk*.go says what to do about a full disk
//
// # What people read
//
//   - stream.go makes the outputs safe, and report.go shows diagnostics
//   - progress.go tells what is going on, and problems.go what could not be read or written
//   - short.go cuts what is too long, and shell.go quotes a word of a command
package main
