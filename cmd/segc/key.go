//go:build !nonet

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
)

// key returns the API key.
func (a *app) key() (string, error) {
	if key := strings.TrimSpace(a.getenv("SEGC_API_KEY")); key != "" {
		a.keyFrom = "SEGC_API_KEY"
		return key, nil
	}
	if name := a.getenv("SEGC_API_KEY_FILE"); name != "" {
		a.keyFrom = "the file of SEGC_API_KEY_FILE"
		return a.keyOfFile(name)
	}
	in, ok := a.in.(*os.File)
	if !ok || !terminal(a.in) {
		return "", errors.New("there is no API key: set SEGC_API_KEY, or SEGC_API_KEY_FILE to the name of a file that has it")
	}
	typed, err := a.askSecret(in, "API key: ")
	if err != nil {
		return "", cannot("read", "the API key", err)
	}
	return strings.TrimSpace(typed), nil
}

// keyOfFile reads the key from a file, and says so if others can read it too.
func (a *app) keyOfFile(name string) (string, error) {
	const what = "the file of SEGC_API_KEY_FILE"
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return "", cannot("read", what, err)
	case info.IsDir():
		return "", fmt.Errorf("cannot read %s: it is a folder", what)
	case !info.Mode().IsRegular() && !handedOver(name, info): // opening a pipe would wait for somebody to write
		return "", fmt.Errorf("cannot read %s: it is not a regular file", what)
	}
	data, err := readKeyFile(name)
	if err != nil {
		return "", cannot("read", what, err)
	}
	key := strings.TrimSpace(string(data))
	if key == "" {
		return "", errors.New(what + " is empty")
	}
	if info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" && !a.report.quiet {
		a.progress.line("segc: warning: other users of this machine may read " + what + "; `chmod 600` keeps it yours")
	}
	return key, nil
}

// handedOver reports whether a pipe is one that the caller has opened, such as
// that of <(pass show segc) in a shell.
func handedOver(name string, info fs.FileInfo) bool {
	return info.Mode()&fs.ModeNamedPipe != 0 && (strings.HasPrefix(name, "/dev/fd/") || name == "/dev/stdin")
}
