//go:build !linux && !darwin

package runlock

import "os"

// network reports whether locks may not reach from one machine to another: on
// Windows they do, and elsewhere it is not known.
func network(*os.File) bool { return false }
