//go:build !nonet

package main

import (
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/client"
)

// defaultDevKey is the key of a server that was given none and that has the
// sample data only. It opens nothing but that server.
const defaultDevKey = "dev-key"

// shownVariable is what the log shows of a key of the environment.
const shownVariable = "$SEGC_DEV_KEY"

// devKey is the key of a dev-server and how its log shows it.
type devKey struct{ text, shown string }

// devKey returns the key of the flags or the environment. A server with files may
// have the data of real people: then it has a key that nobody can guess.
func (a *app) devKey(flags devServerFlags) (devKey, error) {
	given := a.getenv("SEGC_DEV_KEY")
	switch {
	case flags.keyGiven && flags.key == "":
		return devKey{}, errors.New("--key must not be empty")
	case flags.keyGiven && flags.key == defaultDevKey:
		return devKey{defaultDevKey, defaultDevKey}, nil
	case flags.keyGiven:
		return devKey{flags.key, "…"}, usable("--key", flags.key) // the person who chose it knows it
	case given != "":
		return devKey{given, shownVariable}, usable("SEGC_DEV_KEY", given)
	case flags.lists != "" || flags.contacts != "":
		key := rand.Text()
		return devKey{key, key}, nil
	}
	return devKey{defaultDevKey, defaultDevKey}, nil
}

// usable reports a key that no client of ours would send.
func usable(from, key string) error {
	_, err := client.New(client.Options{BaseURL: "http://127.0.0.1", Key: key})
	var wrong *client.KeyError
	if errors.As(err, &wrong) {
		return fmt.Errorf("%s: the API key %s", from, wrong.Problem)
	}
	return err
}
