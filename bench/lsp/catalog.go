package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// catalogOfMany is a catalog with a thousand users, beside the same one with none. Both servers are
// measured in turn, so that a slow moment of the machine meets both.
func catalogOfMany(t *table, program, folder string) error {
	var both [2]*catalog
	for i, users := range []bool{false, true} {
		where := filepath.Join(folder, fmt.Sprintf("catalog-%t", users))
		if err := write(where, t.thousand(users)); err != nil {
			return err
		}
		c, err := start(segcServer(program, where+".log"), where)
		if err != nil {
			return err
		}
		defer c.stop()
		c.quiet(2 * time.Second)
		c.open("catalog.seg", t.catalog)
		c.rest(time.Second)
		both[i] = &catalog{client: c}
	}
	lone, used := both[0], both[1]
	heard := used.heard()
	for _, c := range both { // from now on, users see what is open
		c.typeAt("catalog.seg", 0, "\n")
		c.quiet(2 * time.Second)
	}
	for _, c := range both {
		for range 40 {
			c.key()
		}
	}
	t.row("a key in a catalog with 1,000 users, beside none", median(used.keys)-median(lone.keys), 5, "ms", 0)
	t.count("lists while its keys change no problem", len(used.since(heard)), 0, 0)
	for _, c := range both {
		c.quiet(2 * time.Second)
	}
	heard = used.heard()
	const rounds = 15
	found, err := used.noting(func() {
		for range rounds {
			for _, c := range both {
				c.mistake()
			}
		}
	})
	for _, c := range both {
		err = errors.Join(err, c.failed)
	}
	if err != nil {
		return err
	}
	t.row(fmt.Sprintf("an error in it and its correction, beside none, which takes %s", (lone.late()-errorsPause).Round(time.Millisecond)), (median(used.bad)+median(used.good))/(median(lone.bad)+median(lone.good)), 1.3, "×", used.late()-errorsPause)
	lists := used.since(heard)
	times, files := most(lists, "catalog.seg")
	t.count("15 errors and their corrections: lists of it", len(lists)-times*files, 2*rounds, 2*rounds)
	t.count("15 errors and their corrections: lists of users", files, 0, 0)
	t.count("15 errors and their corrections: proofs", found.proofs, rounds, found.pauses(proofPause))
	told(t, used)
	return nil
}

// catalog is a client that types in a catalog.
type catalog struct {
	*client
	keys      []float64 // processor time of keys that change no problem, in milliseconds
	bad, good []float64 // of a key that makes an error, and of one that corrects it, until the list comes
	window    []float64 // of a key that makes an error, until before the error is shown
	lates     []float64 // from the key to the list with the error
	failed    error
}

// errorsWindow is less than the pause before errors are shown.
const errorsWindow = 400 * time.Millisecond

// key types what changes no problem, and does not let it rest.
func (c *catalog) key() {
	const pause = 100 * time.Millisecond
	c.measure(func() {
		c.typeAt("catalog.seg", 0, []string{"#", "\n"}[len(c.keys)%2])
		c.rest(pause)
	})
	c.keys = append(c.keys, c.cpu)
}

// late returns how long a list of problems took, with the pause of the server.
func (c *catalog) late() time.Duration {
	return time.Duration(median(c.lates) * float64(time.Millisecond))
}

// mistake makes an error and corrects it, and waits for the lists of both.
func (c *catalog) mistake() {
	word := strings.Index(c.texts["catalog.seg"], "complained") + len("complained")
	heard, before, begin := c.heard(), c.used(), time.Now()
	c.typeAt("catalog.seg", word, "x")
	c.rest(errorsWindow)
	c.window = append(c.window, c.used()-before)
	at, err := c.await(heard, "catalog.seg", true)
	c.bad = append(c.bad, c.used()-before)
	c.lates = append(c.lates, milliseconds(at.Sub(begin)))
	heard, before = c.heard(), c.used()
	c.replace("catalog.seg", word, word+1, "")
	_, corrected := c.await(heard, "catalog.seg", false)
	c.good = append(c.good, c.used()-before)
	c.rest(errorsWindow)
	c.failed = errors.Join(c.failed, err, corrected)
}

// told counts the lists of the users of a catalog after a change of it.
func told(t *table, c *catalog) {
	end := len(c.texts["catalog.seg"])
	const guard = "require age >= 18 because \"nobody below\"\n"
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"a requirement that its users do not meet", func() {
			for i, key := range []byte(guard) {
				c.typeAt("catalog.seg", end+i, string(key))
				c.rest(20 * time.Millisecond)
			}
		}},
		{"it is taken back", func() { c.replace("catalog.seg", end, end+len(guard), "") }},
	} {
		heard := c.heard()
		step.do()
		c.quiet(2 * time.Second)
		times, files := most(c.since(heard), "catalog.seg")
		t.count(step.name+": users with a list", files, 1000, 1000)
		t.count(step.name+": lists of a user", times, 1, 2)
	}
}
