// Package lsp is a session of the Language Server Protocol for one editor: it keeps the texts that
// are open, and the files of the folders, checks them, and answers requests. What the answers are
// comes from package editor; only this package knows messages, UTF-16, URIs and pauses.
//
// Problems are pushed. Good news comes at once: a problem that is gone disappears with the key that
// corrected it. Bad news comes after a pause. At rest, and with everything saved, an editor shows
// exactly what `segc check` says.
//
// One goroutine has the state. It takes messages in their order, and gives work to others with a
// state that no later message changes. At most one proof runs at a time, and a key ends it.
//
// The package opens no file, and it uses no network: files, folders and processes are those of a
// [Machine] that the command gives. All of its tests run on a clock of their own.
//
// The messages:
//
//   - frame.go reads messages, and outgoing.go writes them
//   - types.go has the types of the protocol
//   - convert.go converts positions, and uri.go names of files
//
// The session:
//
//   - session.go has the loop, and lifecycle.go the beginning and the end
//   - methods.go knows what each message is for, and request.go answers requests
//   - settings.go asks for the settings of a person, timers.go waits, and log.go notes what came
//   - machine.go says what a session needs of the machine
//
// What is known:
//
//   - document.go has open texts, lost.go those with a change that could not be read, and folder.go
//     the files of folders; draft.go makes the changes of a message, and
//     halves.go those of half a character
//   - sweep.go finds out what has changed on the disk, and states.go which checks have seen something else
//   - schedule.go decides when a text is checked, and work.go checks one after another
//   - finding.go has problems that move with their text, news.go decides what is shown and how
//     long, among.go which problems errors hide, and publish.go sends it
//
// The answers:
//
//   - complete.go, hover.go, navigate.go, outline.go, tokens.go and format.go write what package editor
//     says of one text as the protocol has it; segments.go has the requests that only segc has
//   - around.go has the files around a text, and reach.go how all folders name them: rename.go and moves.go change several of them
//   - declared.go finds what all files declare, and reads those that nobody has read yet
//   - actions.go offers changes
//   - lens.go says what was proved, and when that has changed
package lsp
