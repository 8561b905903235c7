//go:build !unix

package main

import "time"

// spent returns the time.
func spent() time.Duration { return time.Duration(time.Now().UnixNano()) }
