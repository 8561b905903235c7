package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"

	"github.com/segc-lang/segc/internal/lazy"
)

// descriptor returns the number of a descriptor of segc that a name means, as a shell
// passes it for >(command), and whether the name means one.
func descriptor(name string) (number int, ok bool) {
	name = filepath.ToSlash(filepath.Clean(name))
	switch name {
	case "/dev/stdin":
		return 0, true
	case "/dev/stdout":
		return 1, true
	case "/dev/stderr":
		return 2, true
	}
	found := descriptorName.Get().FindStringSubmatch(name)
	if found == nil || found[2] != "" && found[2] != strconv.Itoa(os.Getpid()) {
		return 0, false
	}
	number, err := strconv.Atoi(found[3])
	if err != nil || number > maxDescriptor {
		return maxDescriptor, true // which is not open
	}
	return number, true
}

// maxDescriptor is more than any system gives a program.
const maxDescriptor = 1<<31 - 1

// descriptorName has the number of another program as its second part.
var descriptorName = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`^(/dev|/proc/(?:self|thread-self|([0-9]+))(?:/task/[0-9]+)?)/fd/([0-9]+)$`)
}}

var (
	errNotGiven = errors.New("segc was started without a file of that number; redirect it, as in 3>FILE")
	errNoReader = errors.New("the program that reads it has ended")
)

// writeFailed says more of an error than the system does.
func writeFailed(err error) error {
	if errors.Is(err, syscall.EPIPE) {
		return errNoReader
	}
	return err
}
