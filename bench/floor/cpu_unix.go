//go:build unix

package main

import (
	"syscall"
	"time"
)

// spent returns the processor time of this program, so that other programs do not count.
func spent() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // it knows no other reason than a wrong argument
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
