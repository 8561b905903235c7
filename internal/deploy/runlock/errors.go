package runlock

import (
	"fmt"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/inert"
)

// HeldError says that another run is at work.
type HeldError struct {
	Path   string
	Holder *Holder // nil when the file does not say
	// Here is the name of this machine where the lock of the operating system does
	// not decide, since it may not reach from one machine to another or does not
	// exist at all; empty where it does.
	Here string
}

// Error implements error.
func (e *HeldError) Error() string {
	if e.Here != "" {
		return fmt.Sprintf("%s, and its end was not noted; this is host %s, and file locks are not reliable in this folder: "+
			"make sure that the run is over, then remove %s", e.Who(), inert.Name(e.Here), inert.Name(e.Path))
	}
	return e.Who() + "; wait until it ends, or pass --lock-timeout 1m to wait for up to a minute"
}

// Who says who is at work, and since when.
func (e *HeldError) Who() string {
	who, since := "another run of segc", ""
	if e.Holder != nil {
		who, since = e.Holder.String(), e.Holder.since()
	}
	return who + " has been at work here" + since
}

// String says who it is: "segc apply (process 4711 of anna on host build-1)".
func (h *Holder) String() string {
	command := inert.Name(h.Command)
	if command == "" {
		command = "another run of segc"
	}
	var parts []string
	for _, part := range []struct {
		text string
		know bool
	}{
		{fmt.Sprintf("process %d", h.Process), h.Process > 0},
		{"of " + inert.Name(h.User), h.User != ""},
		{"on host " + inert.Name(h.Host), h.Host != ""},
	} {
		if part.know {
			parts = append(parts, part.text)
		}
	}
	if len(parts) == 0 {
		return command
	}
	return command + " (" + strings.Join(parts, " ") + ")"
}

// since says when it began: the time of day, or the date too when that is not
// clear.
func (h *Holder) since() string {
	if h.Since.IsZero() {
		return ""
	}
	layout := time.TimeOnly
	if age := time.Since(h.Since); age < 0 || age > 12*time.Hour {
		layout = time.DateTime
	}
	return " since " + h.Since.Local().Format(layout)
}

// FolderError says that the lock cannot be taken, since the folder or the file
// may not be written to: then segc.lock cannot be written either.
type FolderError struct {
	Path string
	Err  error
}

// Error implements error.
func (e *FolderError) Error() string {
	return fmt.Sprintf("cannot write %s: %v", inert.Name(e.Path), e.Err)
}

// Unwrap returns the cause.
func (e *FolderError) Unwrap() error { return e.Err }
