package main

import (
	"io"
	"io/fs"
	"os"
	"strconv"

	"golang.org/x/term"

	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/inert"
)

// streamTo returns the one way to an output, so that no command can forget that
// others wrote much of what it prints.
func streamTo(w io.Writer, getenv func(string) string) *console.Stream {
	return console.New(w, console.Options{
		Terminal: terminal(w), Columns: func() int { return width(w, getenv) }, Log: obeyed(getenv) && !file(w),
	})
}

// obeyed reports whether a CI system runs segc that obeys what it reads in a log.
// Those that Gitea and Forgejo have set the first of these too.
func obeyed(getenv func(string) string) bool {
	return getenv("GITHUB_ACTIONS") != "" || getenv("TF_BUILD") != "" || getenv("TEAMCITY_VERSION") != ""
}

// terminal reports whether a stream is a terminal.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// file reports whether a stream is a file or a device such as /dev/null: what is
// written there is not a log. A pipe may lead to one.
func file(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) == 0 && !terminal(f)
}

// width returns the columns of the terminal that w is, or 0 if it is not a terminal: a file or a
// pipe gets the same bytes everywhere. A terminal that does not know its size, as in some
// containers, has the columns that the environment says.
func width(w io.Writer, getenv func(string) string) int {
	f, ok := w.(*os.File)
	if !ok || !terminal(f) {
		return 0
	}
	if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
		return columns
	}
	columns, err := strconv.ParseUint(getenv("COLUMNS"), 10, 16)
	if err != nil {
		return 0
	}
	return int(columns)
}

// named returns the name of a file for a sentence. Every name that others chose goes
// through it, or through %q, since later code cannot tell a line break of a name
// from that of a message.
func named(name string) string { return inert.Name(name) }
