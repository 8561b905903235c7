package lsp

import (
	"io/fs"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// Machine is the computer, as far as a session sees it. The command gives its own; tests give one
// in memory. Paths have slashes. Its methods may be called from several goroutines at once.
type Machine interface {
	// Folder opens a folder, in which files are read as `segc check` with these flags reads them
	// if it is the working folder.
	Folder(path string, flags []string) (Folder, error)
	// Real returns the one path of a file, no matter which links lead to its folder. A link to a
	// file is a file of its own, as for `segc check`: paths after `use` begin where it is.
	Real(path string) string
	// Target returns the path of the file that a path leads to through links; the path itself if
	// nothing is there.
	Target(path string) string
	// Alive reports whether a process is there.
	Alive(process int) bool
}

// Folder is a folder of rules. Names are paths from it, with slashes.
type Folder interface {
	// Walk returns the rules of the folder, sorted. The error is a [LimitError] if there are
	// more than a session covers, and otherwise says what could not be read.
	Walk(limit Limit) ([]string, error)
	// Stat returns what tells one state of a file from another, without reading it.
	Stat(name string) (Stamp, error)
	// Read returns the text of a file.
	Read(name string) (string, error)
	// Options returns how a file is checked; that of a text without a file if the name is
	// empty. What open returns goes before what is on the disk: it is asked right before a file
	// is read there, with the name from the folder.
	Options(name, today string, open func(name string) (string, bool)) editor.Options
	// Root returns the folder that a file may use files of, from this one; empty for this one.
	Root(name string) string
	// Explain adds to problems what `segc check` adds, and returns those that it shows.
	Explain(name, text string, list diag.List) diag.List
	// Day returns the day that the flags give; empty without one.
	Day() string
	// Close closes the folder. Nobody uses it any more.
	Close() error
}

// Limit is how much of a folder a session covers.
type Limit struct {
	Files, Entries int
	Ignored        bool // also what `.segcignore` names
}

// LimitError says that a folder has more than that.
type LimitError struct{ Limit Limit }

// Error implements error.
func (e *LimitError) Error() string { return "there are too many files" }

// Stamp is what a file system says of a state of a file.
type Stamp struct {
	Size     int64
	Modified int64 // nanoseconds since 1970
}

// check is all that a session knows of how a text is checked.
type check struct {
	folder Folder
	name   string
	text   string
	today  string
	open   func(name string) (string, bool)
	texts  []string // the open files, by their names from the folder; nil for a text that nobody types in
}

// unsaved returns the open files that are on no disk, by their names from the folder that the text may
// use files of.
func (c *check) unsaved() (names []string) {
	base := c.folder.Root(c.name)
	for _, name := range c.texts {
		if base != "" && !below(base, name) {
			continue
		}
		if _, err := c.folder.Stat(name); err != nil {
			names = append(names, nameBelow(base, name))
		}
	}
	return names
}

// syntaxOnly is how a text is checked that comes from elsewhere, such as an earlier version of a
// file: alone, and nothing is published.
type syntaxOnly struct{}

func (syntaxOnly) Walk(Limit) ([]string, error) { return nil, nil }
func (syntaxOnly) Stat(string) (Stamp, error)   { return Stamp{}, fs.ErrNotExist }
func (syntaxOnly) Read(string) (string, error)  { return "", fs.ErrNotExist }
func (syntaxOnly) Root(string) string           { return "" }
func (syntaxOnly) Day() string                  { return "" }
func (syntaxOnly) Close() error                 { return nil }

func (syntaxOnly) Options(string, string, func(string) (string, bool)) editor.Options {
	return editor.Options{}
}

func (syntaxOnly) Explain(_, _ string, list diag.List) diag.List { return list }
