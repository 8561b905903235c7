package tree

import (
	"errors"
	"strings"
)

// ErrDevice says that Windows takes a name for one of a device. The words follow it.
var ErrDevice = errors.New("is the name of a device on Windows")

var (
	errCharacter = errors.New("has a character that Windows does not allow in names")
	errTrailing  = errors.New("has an element that ends in a dot or a space, which Windows drops")
)

// Portable returns an error if Windows keeps no file under a name of a tree, or keeps
// it under another name. It answers the same on every system, and allows less than
// some versions of Windows do.
func Portable(name string) error {
	for element := range strings.SplitSeq(name, "/") {
		switch {
		case element == "", element == ".", element == "..":
			continue
		case device(element):
			return ErrDevice
		case strings.ContainsAny(element, `<>:"|?*\`), strings.ContainsFunc(element, func(r rune) bool { return r < ' ' }):
			return errCharacter // also C:, a stream as in a.seg:b, and \\host\share
		case strings.HasSuffix(element, "."), strings.HasSuffix(element, " "):
			return errTrailing
		}
	}
	return nil
}

// device reports whether Windows takes an element of a name for a device, in any case
// and with anything after a dot or a colon.
func device(element string) bool {
	if at := strings.IndexAny(element, ".:"); at >= 0 {
		element = element[:at]
	}
	stem := strings.ToUpper(strings.TrimRight(element, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, serial := strings.CutPrefix(stem, "COM")
	if !serial {
		var parallel bool
		if number, parallel = strings.CutPrefix(stem, "LPT"); !parallel {
			return false
		}
	}
	return number != "" && strings.Trim(number, "0123456789¹²³") == "" && len([]rune(number)) == 1
}
