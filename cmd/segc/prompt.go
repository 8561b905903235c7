//go:build !nonet

package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"reflect"
	"syscall"
	"time"

	"golang.org/x/term"
)

// askSecret asks for a text that the terminal does not show. Ctrl-C leaves the
// terminal as it was, so that what is typed next can be seen.
func (a *app) askSecret(in *os.File, prompt string) (string, error) {
	before, err := term.GetState(int(in.Fd()))
	if err != nil {
		return "", err
	}
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupt)
	type answer struct {
		text []byte
		err  error
	}
	typed := make(chan answer, 1)
	go func() {
		text, err := term.ReadPassword(int(in.Fd()))
		typed <- answer{text, err}
	}()
	// Wait until the terminal hides what is typed, or Ctrl-C could come before
	// that.
	for range 100 {
		if now, err := term.GetState(int(in.Fd())); err != nil || !reflect.DeepEqual(before, now) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if _, err := io.WriteString(a.err, prompt); err != nil {
		return "", errors.Join(err, term.Restore(int(in.Fd()), before))
	}
	select {
	case <-interrupt:
		err := term.Restore(int(in.Fd()), before)
		_, _ = io.WriteString(a.err, "\n")
		return "", &exitError{errors.Join(errors.New("interrupted"), err), exitInterrupted}
	case got := <-typed:
		_, _ = io.WriteString(a.err, "\n") // the line of the prompt; what was typed matters more
		return string(got.text), got.err
	}
}
