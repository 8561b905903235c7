//go:build !nonet

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/tree"
)

// runFlags say beside which lock a command works, and how long it waits for
// another one that is at work there.
type runFlags struct {
	lock    string
	timeout timeFlag
}

func addLockTimeout(cmd *cobra.Command, flags *runFlags, when string) {
	cmd.Flags().Var(&flags.timeout, "lock-timeout", when+"wait this long while another run is at work here; 0 refuses at once")
	complete(cmd, "lock-timeout")
}

// alone does work while no other apply, pull or --submit is at work beside the
// lock. Ctrl-C ends the context of the work, so that it can say how far it got
// and the lock is given back; a second Ctrl-C ends the run at once, and the
// operating system gives the lock back.
//
// Where the folder may not be written to, the work is done without a lock, and
// unlocked is called, if it is set.
func (a *app) alone(ctx context.Context, command string, flags runFlags, unlocked func(error), work func(context.Context, *runlock.Run) error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	run, err := a.takeLock(ctx, command, flags)
	var folder *runlock.FolderError
	if errors.As(err, &folder) {
		if err = nil; unlocked != nil {
			unlocked(folder)
		}
	}
	if err == nil {
		err = work(ctx, run)
		err = errors.Join(err, run.Release())
	}
	var own *exitError
	if err != nil && ctx.Err() != nil && !errors.As(err, &own) {
		return &exitError{errors.New("interrupted; run it again to finish"), exitInterrupted}
	}
	return err
}

func (a *app) takeLock(ctx context.Context, command string, flags runFlags) (*runlock.Run, error) {
	file, err := a.runFile(flags.lock, "write")
	if err != nil || file == nil {
		return nil, err
	}
	run, err := runlock.Take(ctx, *file, a.holder(command), runlock.Options{
		Wait: time.Duration(flags.timeout), Sleep: a.clock.Sleep,
		Waiting: func(held *runlock.HeldError) {
			if flags.timeout > 0 && !a.report.quiet {
				a.progress.line("waiting: " + held.Who())
			}
		},
	})
	if fullDisk(err) || tooLarge(err) {
		err = fmt.Errorf("nothing was sent: %w", makeRoom(err))
	}
	if err == nil && run.Odd() && !a.report.quiet {
		a.progress.line(file.Path + " had something that segc did not write; it is left out")
	}
	return run, err
}

// runFile returns the file that says who is at work beside a lock. It is nil if the
// lock is not a file, because then there is nothing to keep apart. It lies beside
// the file that a link leads to, and in the folder of the lock like everything else.
// An error says what the command does with the lock: write it or only read it.
func (a *app) runFile(lock, do string) (*runlock.File, error) {
	if openFile(lock) {
		return nil, nil
	}
	shown := runFileName(lock)
	at, err := a.places.beside(lock)
	if errors.Is(err, fs.ErrPermission) {
		return nil, &runlock.FolderError{Path: shown, Err: fs.ErrPermission}
	}
	var link *tree.LinkError
	switch {
	case errors.As(err, &link):
		return nil, cannotUse(do, lock, err)
	case err != nil:
		return nil, cannot("lock", shown, err)
	}
	real, err := at.files.Target(at.name)
	if err != nil {
		return nil, cannotUse(do, lock, err)
	}
	if info, err := at.files.Stat(real); err == nil && !info.Mode().IsRegular() {
		return nil, nil
	}
	return &runlock.File{Folder: at.files.Root(), Name: real + runlock.Suffix, Path: runFileName(filepath.Join(filepath.Dir(lock), filepath.FromSlash(real)))}, nil
}

// runFileName returns the name of the file that says who is at work.
func runFileName(lock string) string { return filepath.Clean(lock) + runlock.Suffix }

// holder says who this run is.
func (a *app) holder(command string) runlock.Holder {
	host, _ := os.Hostname() // empty where it is not known
	name := cmp.Or(a.getenv("USER"), a.getenv("LOGNAME"), a.getenv("USERNAME"))
	if name == "" {
		if current, err := user.Current(); err == nil {
			name = current.Username
		}
	}
	return runlock.Holder{Command: command, Process: os.Getpid(), User: name, Host: host, Since: time.Now().UTC().Truncate(time.Second)}
}

// othersAtWork says that a run is at work, to a command that only reads.
func (a *app) othersAtWork(held *runlock.HeldError) {
	if held != nil && !a.report.quiet {
		a.progress.line(fmt.Sprintf("%s; what this shows may change", held.Who()))
	}
}
