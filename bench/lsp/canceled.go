package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"
)

// canceled measures what is done after a key that comes while the users of a catalog are checked, beside
// one that comes while nothing is: the work that is canceled. The collector's work is in it.
func canceled(t *table, program, folder string) error {
	where := filepath.Join(folder, "canceled")
	files := t.thousand(true)
	if err := write(where, files); err != nil {
		return err
	}
	more, late, err := afterKeys(t, program, where)
	if err != nil {
		return err
	}
	t.row("what is done after such a key, more than after another", more, 5, "ms", late)

	// A check of the rules above ends soon by itself. With these, one that a key does not end would show.
	where += "-long"
	for i := range 10 {
		files[fmt.Sprintf("long-%d.seg", i)] = longCheck(i)
	}
	if err := write(where, files); err != nil {
		return err
	}
	check := exec.Command(program, "check", "long-0.seg")
	check.Dir = where
	_ = check.Run() // it may have warnings
	if check.ProcessState == nil {
		return errors.New("segc check did not run")
	}
	whole := milliseconds(check.ProcessState.UserTime() + check.ProcessState.SystemTime())
	if more, late, err = afterKeys(t, program, where); err != nil {
		return err
	}
	t.row(fmt.Sprintf("the same for a check of %.0f ms, in such checks", whole), more/whole, 0.1, "×", late)
	return nil
}

// afterKeys returns how many milliseconds of processor time a server takes after keys that end the check of a
// user, more than after keys that end none, and how long the error that such a key makes takes to be shown,
// without the pause.
func afterKeys(t *table, program, where string) (more float64, late time.Duration, err error) {
	editor, err := start(segcServer(program, where+".log"), where)
	if err != nil {
		return 0, 0, err
	}
	defer editor.stop()
	c := &catalog{client: editor}
	c.quiet(2 * time.Second)
	c.open("catalog.seg", t.catalog)
	c.typeAt("catalog.seg", 0, "\n") // from now on, users see what is open
	c.quiet(2 * time.Second)
	const keys = 15
	for range keys {
		c.mistake()
	}
	calm := mean(c.window)
	c.window, c.lates = nil, nil
	heard, ended := c.heard(), 0
	for i := range keys {
		begun := c.checks() + 2                                                        // that of the catalog, and of a user
		c.typeAt("catalog.seg", 0, "\n")                                               // all users are checked again
		for begin := time.Now(); c.checks() < begun && time.Since(begin) < patience; { // a busy machine begins late
			c.rest(10 * time.Millisecond)
		}
		c.rest(time.Duration(i) * 10 * time.Millisecond)
		if c.checks() >= begun {
			ended++
		}
		c.mistake()
	}
	if c.failed != nil {
		return 0, 0, c.failed
	}
	t.count("keys that end the check of a user", ended, keys, keys)
	_, published := most(c.since(heard), "catalog.seg")
	t.count("lists of users", published, 0, 0)
	return mean(c.window) - calm, c.late() - errorsPause, nil
}
