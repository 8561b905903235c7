package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// own is the name of this process in /proc.
const own = "self"

// timeOf is the processor time that a process took until now.
func timeOf(process string) (time.Duration, error) {
	if process == own {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0, err
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
	}
	text, err := os.ReadFile("/proc/" + process + "/stat")
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text)[strings.LastIndex(string(text), ")")+1:])
	ticks := int64(0)
	for _, f := range fields[11:13] { // user and system time, in hundredths of a second
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}

// peak returns the most memory that a process took since the last call, in megabytes.
func peak(process string) string {
	text, err := os.ReadFile("/proc/" + process + "/status")
	if err != nil {
		return "?"
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	_ = os.WriteFile("/proc/"+process+"/clear_refs", []byte("5"), 0o600)
	var kilobytes int64
	_, _ = fmt.Sscan(line, &kilobytes)
	return fmt.Sprintf("%d MB", kilobytes>>10)
}
