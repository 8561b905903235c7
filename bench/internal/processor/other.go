//go:build !unix

package processor

import "time"

// Spent returns the time.
func Spent() time.Duration { return time.Duration(time.Now().UnixNano()) }
