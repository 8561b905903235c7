//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"

	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/download"
)

// contactsOutput is where contacts go: a file with a partial one beside it, or standard output.
type contactsOutput struct {
	name   string // for messages
	stdout *console.Stream
	resume bool
	dry    bool // nothing is written

	at   place
	done func()
	file *os.File // the partial file
}

// partialSuffix is what the name of a partial file has after that of the whole one.
const partialSuffix = ".partial"

// contactsOutput looks whether the file can be written, before a run that may take hours.
func (a *app) contactsOutput(flags *contactsFlags) (*contactsOutput, error) {
	to := &contactsOutput{name: flags.output, resume: flags.resume, dry: flags.dryRun, done: func() {}}
	switch {
	case flags.dryRun:
		return to, nil
	case flags.output == "-":
		to.name, to.stdout = "standard output", a.out
		return to, nil
	case a.passesOn(flags.output):
		return nil, cannotWrite(flags.output, errors.New("it is a pipe or a device; write -o -, and let the shell redirect it"))
	}
	var err error
	if to.at, to.done, err = a.places.output(flags.output); err != nil {
		return nil, cannotWrite(flags.output, err)
	}
	if err := to.check(); err != nil {
		to.close()
		return nil, err
	}
	return to, nil
}

// check returns why the files cannot be written.
func (to *contactsOutput) check() error {
	folder, files := path.Dir(to.at.name), to.at.files
	err := files.Unlinked(folder)
	if err == nil {
		err = files.MakeFolders(folder)
	}
	if err == nil {
		err = files.Check(to.at.name, 0)
	}
	if err != nil {
		return cannotWrite(to.name, err)
	}
	if _, err := files.Lstat(to.at.name + partialSuffix); err == nil && !to.resume {
		return fmt.Errorf("%s has contacts of an earlier run: pass --resume to go on, or remove it to start over", named(to.partial()))
	}
	return nil
}

// partial returns the name of the partial file for messages.
func (to *contactsOutput) partial() string { return to.name + partialSuffix }

// begin starts a download, or goes on with one.
func (to *contactsOutput) begin(head download.Head) (*download.Part, error) {
	switch {
	case to.dry:
		return download.Stream(io.Discard, len(head.Columns)), nil
	case to.stdout != nil:
		return download.Stream(to.stdout.Data(), len(head.Columns)), nil
	}
	var err error
	if to.file, err = to.at.files.Grow(to.at.name + partialSuffix); err != nil {
		return nil, cannotWrite(to.partial(), err)
	}
	part, err := download.Resume(to.file, head)
	switch {
	case errors.Is(err, download.ErrOther), errors.Is(err, download.ErrNotPart):
		return nil, fmt.Errorf("cannot go on with %s: %w; remove it to start over", named(to.partial()), err)
	case err != nil:
		return nil, makeRoom(cannotWrite(to.partial(), err))
	}
	return part, nil
}

// finish makes the file of a download that is whole.
func (to *contactsOutput) finish(ctx context.Context, part *download.Part) error {
	if to.stdout != nil {
		return nil
	}
	if err := to.at.files.WritePrivateFrom(ctx, to.at.name, part.Finish); err != nil {
		return notReplaced(to.name, err)
	}
	to.remove()
	return nil
}

// remove removes the partial file. If that fails, it is only in the way.
func (to *contactsOutput) remove() {
	if to.file == nil {
		return
	}
	_ = to.file.Close()
	to.file = nil
	_ = to.at.files.Remove(to.at.name + partialSuffix)
}

// unfinished says how to go on after an error. What cannot be relied on is removed.
func (to *contactsOutput) unfinished(ctx context.Context, part *download.Part, err error) error {
	var wrong *download.UnreliableError
	unreliable := errors.As(err, &wrong)
	if unreliable {
		err = fmt.Errorf("%w: %w", errAPI, err)
	}
	var broken *fs.PathError
	if errors.As(err, &broken) {
		err = makeRoom(cannotWrite(to.partial(), err))
	}
	switch {
	case to.dry:
		return interruptedBy(ctx, ofAPI(err), "nothing was written")
	case to.stdout != nil:
		_ = writeTo(to.stdout.Data(), to.name, []byte(partOnly)) // the error says what is wrong
		return interruptedBy(ctx, ofAPI(err), "what was written is only a part")
	case unreliable, errors.Is(err, errSegmentChanged):
		to.remove()
		return fmt.Errorf("%w; nothing was written: start again", err)
	}
	so := fmt.Sprintf("%s has %s so far; --resume goes on", named(to.partial()), amountOf(part.State.Contacts, "contact"))
	return interruptedBy(ctx, fmt.Errorf("%w; %s", ofAPI(err), so), so)
}

// close gives back what is open.
func (to *contactsOutput) close() {
	if to.file != nil {
		_ = to.file.Close() // each page was written
	}
	to.done()
}
