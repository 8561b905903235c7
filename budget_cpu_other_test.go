//go:build !linux

package segc_test

import "time"

// threadTime returns a time by the clock: nothing better is at hand.
func threadTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
