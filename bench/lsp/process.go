package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// quiet waits until the server works no more: it has taken no processor time for a while.
func (c *client) quiet(pause time.Duration) {
	for last, since := c.used(), time.Now(); time.Since(since) < pause; time.Sleep(50 * time.Millisecond) {
		if now := c.used(); now > last+1 {
			last, since = now, time.Now()
		}
	}
}

// measure notes what the server takes during something.
func (c *client) measure(do func()) {
	before, begin := c.used(), time.Now()
	do()
	c.wall = time.Since(begin)
	c.cpu = c.used() - before
}

// used returns how many milliseconds of processor time the server has taken.
func (c *client) used() float64 {
	total := 0.0
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", c.process.Process.Pid))
	if err != nil {
		return 0
	}
	for _, thread := range threads {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", c.process.Process.Pid, thread.Name()))
		if err != nil {
			continue
		}
		if fields := strings.Fields(string(data)); len(fields) > 0 {
			if nanoseconds, err := strconv.ParseFloat(fields[0], 64); err == nil {
				total += nanoseconds / 1e6
			}
		}
	}
	return total
}

// memory returns the memory of the server, in megabytes.
func (c *client) memory() float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.process.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kilobytes, _ := strconv.ParseFloat(fields[1], 64) // a number
			return kilobytes / 1000
		}
	}
	return 0
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// rest waits for a while.
func (c *client) rest(pause time.Duration) { time.Sleep(pause) }
