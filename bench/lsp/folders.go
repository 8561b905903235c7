package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// largeFile is a key in a text of a mebibyte.
func largeFile(t *table, program, folder string) error {
	where := filepath.Join(folder, "large")
	text := largeRule()
	if err := write(where, map[string]string{"large.seg": text}); err != nil {
		return err
	}
	c, err := start(segcServer(program, where+".log"), where)
	if err != nil {
		return err
	}
	defer c.stop()
	c.open("large.seg", text)
	c.rest(2 * time.Second)
	const keys = 20
	in := func(text string) int { return strings.Index(c.texts["large.seg"], text) + len(text) }
	comment, part, open := in("\n# market 3700 "), in("\nlet shop_3700 = market = 3700"), in("\nwhere ")
	typed := func(name string, key func(i int)) func() {
		return func() {
			c.measure(func() {
				for i := range keys {
					key(i)
					time.Sleep(100 * time.Millisecond)
				}
			})
			t.row(name, c.cpu/keys, 100, "ms", c.wall/keys)
		}
	}
	type step struct {
		name          string
		do            func()
		lists, proofs int
	}
	for _, s := range []step{
		{"20 keys in a part of a text of 1 MiB", typed("a key in a part of a text of 1 MiB", func(i int) {
			if i%2 == 0 {
				c.typeAt("large.seg", part, "0")
			} else {
				c.replace("large.seg", part, part+1, "")
			}
		}), 0, 1},
		{"20 keys in a comment of it", typed("a key in a comment of it", func(int) { c.typeAt("large.seg", comment, "x") }), 0, 1},
		{"an error in it", func() { c.typeAt("large.seg", open, "(") }, 1, 0},
		{"it is corrected", func() { c.replace("large.seg", open, open+1, "") }, 1, 1},
	} {
		heard := c.heard()
		found, err := c.noting(func() {
			s.do()
			c.rest(3 * time.Second)
		})
		if err != nil {
			return err
		}
		t.count(s.name+": lists", len(c.since(heard)), s.lists, s.lists)
		t.count(s.name+": proofs", found.proofs, s.proofs, s.proofs*found.pauses(proofPause))
		t.count(s.name+": proofs before a pause is over", found.early, 0, 0)
	}
	return nil
}

// manyFiles is a folder of a thousand rules.
func manyFiles(t *table, program, folder string) error {
	where := filepath.Join(folder, "many")
	if err := write(where, t.thousand(true)); err != nil {
		return err
	}
	check := exec.Command(program, "check", ".")
	check.Dir = where
	begin := time.Now()
	_ = check.Run() // the rules have warnings
	if check.ProcessState == nil {
		return errors.New("segc check did not run")
	}
	of := milliseconds(check.ProcessState.UserTime() + check.ProcessState.SystemTime())
	took := time.Since(begin)
	c, err := start(segcServer(program, where+".log"), where)
	if err != nil {
		return err
	}
	defer c.stop()
	begun := c.used()
	early, err := c.symbols()
	if err != nil {
		return err
	}
	t.row("symbols of 1,000 files, right after the start", c.cpu, 1000, "ms", c.wall)
	t.count("those that it knows by then", early, 1000, 1000)
	c.measure(func() { c.quiet(2 * time.Second) })
	t.row(fmt.Sprintf("problems of 1,000 files, of segc check in %s", took.Round(time.Millisecond)), (c.used()-begun)/of, 1.2, "×", c.wall)
	t.count("their proofs, and that of the catalog", c.checks(), 1000, 1001)
	times, _ := most(c.since(0), "")
	t.count("lists of each", times, 0, 1)
	all, err := c.symbols()
	if err != nil {
		return err
	}
	t.row("symbols of 1,000 files", c.cpu, 1000, "ms", c.wall)
	t.count("those that it knows at the end", all, 1000, 1000)
	t.row("memory", c.memory(), 60, "MB", 0)
	return nil
}

// symbols asks for the symbols of a part that each of the thousand rules has, and returns how many there are.
func (c *client) symbols() (count int, err error) {
	var found []json.RawMessage
	c.measure(func() { err = json.Unmarshal(c.ask("workspace/symbol", map[string]string{"query": "known"}), &found) })
	return len(found), err
}

// idling is a server that nobody asks anything.
func idling(t *table, program, folder string, idle time.Duration) error {
	where := filepath.Join(folder, "idle")
	if err := write(where, map[string]string{"catalog.seg": t.catalog, "rule.seg": t.rule}); err != nil {
		return err
	}
	c, err := start(segcServer(program, where+".log"), where)
	if err != nil {
		return err
	}
	defer c.stop()
	c.open("rule.seg", t.rule)
	c.rest(5 * time.Second)
	heard := c.heard()
	found, err := c.noting(func() {
		c.measure(func() { time.Sleep(idle) })
	})
	t.row("left alone for "+idle.String(), c.cpu, 5, "ms", c.wall)
	t.count("its proofs and lists", found.proofs+len(c.since(heard)), 0, 0)
	return err
}
