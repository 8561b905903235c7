package main

import (
	"fmt"
	"time"
)

// list is a list of problems that a server has published.
type list struct {
	name     string // of the file
	problems int
	at       time.Time // when it came
}

// patience is how long a server may take for what it does at all.
const patience = 20 * time.Second

// heard returns how many lists have come.
func (c *client) heard() int {
	c.lock.Lock()
	defer c.lock.Unlock()
	return len(c.lists)
}

// since returns the lists that came after the first n.
func (c *client) since(n int) []list {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.lists[n:len(c.lists):len(c.lists)]
}

// await waits for a list of a file with problems, or for one without, and returns when it came.
func (c *client) await(n int, name string, problems bool) (time.Time, error) {
	end := time.After(patience)
	for {
		for _, l := range c.since(n) {
			if l.name == name && l.problems > 0 == problems {
				return l.at, nil
			}
		}
		select {
		case <-c.news:
		case <-end:
			return time.Time{}, fmt.Errorf("%s has published no list of %s with problems: %t", c.server.command[0], name, problems)
		}
	}
}

// most returns how often the file was published that was published most often, without some files,
// and how many files were published.
func most(lists []list, without string) (times, files int) {
	of := map[string]int{}
	for _, l := range lists {
		if l.name != without {
			of[l.name]++
			times = max(times, of[l.name])
		}
	}
	return times, len(of)
}
