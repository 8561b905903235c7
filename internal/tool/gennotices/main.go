// Command gennotices writes THIRD_PARTY_NOTICES: the licenses of everything
// that a released segc contains beside its own code. The licenses require that
// archives and packages carry them.
//
//	go run ./internal/tool/gennotices THIRD_PARTY_NOTICES
//
// It never guesses a license: a module without the text of one is an error.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gennotices:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("expected the name of the file to write, found %d arguments", len(args))
	}
	modules, err := linked(".", releaseSystems())
	if err != nil {
		return err
	}
	text, err := notices(modules)
	if err != nil {
		return err
	}
	return os.WriteFile(args[0], []byte(text), 0o666)
}
