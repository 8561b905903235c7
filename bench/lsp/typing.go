package main

import (
	"errors"
	"path/filepath"
	"strings"
	"time"
)

// A recording has the keys of somebody, with a pause at each bar.
const (
	barPause = 700 * time.Millisecond
	keyPause = 60 * time.Millisecond
)

// typing is a person who types in a rule of thirty lines.
func typing(t *table, program, folder string) error {
	where := filepath.Join(folder, "typing")
	if err := write(where, map[string]string{"catalog.seg": t.catalog, "rule.seg": t.rule}); err != nil {
		return err
	}
	c, err := start(segcServer(program, where+".log"), where)
	if err != nil {
		return err
	}
	defer c.stop()
	c.open("rule.seg", t.rule)
	c.rest(time.Second)
	for _, part := range []func(t *table, c *client) error{keysAndProofs, record, breaking, thousandChanges} {
		if err := part(t, c); err != nil {
			return err
		}
	}
	for _, one := range []struct{ name, method string }{{"a completion", "textDocument/completion"}, {"a hover", "textDocument/hover"}} {
		const questions = 100
		c.measure(func() {
			for i := range questions {
				c.ask(one.method, map[string]any{"textDocument": c.id("rule.seg"), "position": map[string]int{"line": 16 + i%12, "character": 8}})
			}
		})
		t.row(one.name, c.cpu/questions, 5, "ms", c.wall/questions)
	}
	return nil
}

// keysAndProofs types without a pause what changes no problem, and then with pauses.
func keysAndProofs(t *table, c *client) error {
	at := strings.Index(c.texts["rule.seg"], "  and near")
	const comment = "  # and so on\n"
	c.typeAt("rule.seg", at, comment)
	at += len(comment) - 1
	c.rest(time.Second)
	const keys = 300
	heard := c.heard()
	found, err := c.noting(func() {
		c.measure(func() {
			for i := range keys {
				c.typeAt("rule.seg", at, " and so on"[i%10:i%10+1])
				time.Sleep(20 * time.Millisecond)
			}
		})
	})
	if err != nil {
		return err
	}
	key := c.cpu / keys
	t.row("a key in a rule of 30 lines", key, 5, "ms", c.wall/keys)
	t.count("lists while keys change no problem", len(c.since(heard)), 0, 0)
	t.count("proofs while keys come", found.proofs, 0, found.pauses(proofPause))
	c.rest(time.Second)
	const pauses = 30
	found, err = c.noting(func() {
		c.measure(func() {
			for range pauses {
				c.typeAt("rule.seg", at, " ")
				time.Sleep(400 * time.Millisecond)
			}
		})
	})
	if err != nil {
		return err
	}
	t.row("a key and its proof", c.cpu/pauses, 15+key, "ms", c.wall/pauses)
	t.count("proofs in 30 pauses", found.proofs, 1, found.pauses(proofPause))
	t.count("proofs before a pause is over", found.early, 0, 0)
	t.count("lists in 30 pauses that change no problem", len(c.since(heard)), 0, 0)
	if found.proofs == 0 {
		return errors.New("nothing was proved")
	}
	return nil
}

// record types what was recorded.
func record(t *table, c *client) error {
	at := strings.Index(c.texts["rule.seg"], "  and near")
	heard, keys := c.heard(), 0
	found, err := c.noting(func() {
		c.measure(func() {
			for _, key := range []byte(t.keys) {
				if key == '|' {
					time.Sleep(barPause)
					continue
				}
				c.typeAt("rule.seg", at+keys, string(key))
				keys++
				time.Sleep(keyPause)
			}
		})
	})
	if err != nil {
		return err
	}
	pauses := found.pauses(proofPause)
	t.row("a key of a recorded session, with all proofs", c.cpu/float64(keys), 15, "ms", c.wall/time.Duration(keys))
	t.count("its proofs, beside its pauses", found.proofs, 1, pauses)
	t.count("those before a pause is over", found.early, 0, 0)
	t.count("its lists, beside two for each pause", len(c.since(heard)), 2, 2*pauses)
	c.replace("rule.seg", at, at+keys, "")
	c.rest(time.Second)
	return nil
}

// breaking breaks a condition for a while, and a guard.
func breaking(t *table, c *client) error {
	after := func(text string) int { return strings.Index(c.texts["rule.seg"], text) + len(text) }
	typeAfter := func(text string) { c.typeAt("rule.seg", after(text), "x") }
	correct := func(text string) { c.replace("rule.seg", after(text), after(text)+1, "") }
	more := func() {
		for range 100 {
			typeAfter("  # and so on")
			time.Sleep(20 * time.Millisecond)
		}
	}
	const part, guard = "\n  and near", `and not company contains "competitor`
	for _, step := range []struct {
		name   string
		do     func()
		lists  int
		proofs int
	}{
		{"a condition breaks, and 100 keys come", func() { typeAfter(part); more() }, 1, 0},
		{"100 more keys", more, 0, 0},
		{"it is corrected", func() { correct(part) }, 1, 1},
		{"a guard breaks, and 100 keys come", func() { typeAfter(guard); more() }, 1, 1},
		{"it is corrected, and 100 keys come", func() { correct(guard); more() }, 1, 1},
	} {
		heard := c.heard()
		found, err := c.noting(func() {
			step.do()
			c.rest(1500 * time.Millisecond)
		})
		if err != nil {
			return err
		}
		extra := found.pauses(proofPause) - 1 // pauses of the machine
		t.count(step.name+": lists", len(c.since(heard)), step.lists, step.lists*(1+extra))
		t.count(step.name+": proofs", found.proofs, step.proofs, step.proofs*(1+extra))
	}
	return nil
}

// thousandChanges are more than a server can look at.
func thousandChanges(t *table, c *client) error {
	at := strings.Index(c.texts["rule.seg"], "  # and so on") + len("  # and so on")
	const changes = 1000
	found, err := c.noting(func() {
		c.measure(func() {
			begin := time.Now()
			for i := range changes {
				c.typeAt("rule.seg", at, "x")
				time.Sleep(time.Until(begin.Add(time.Duration(i+1) * time.Millisecond)))
			}
		})
		c.rest(time.Second)
	})
	if err != nil {
		return err
	}
	t.count("1,000 changes in a second: proofs", found.proofs, 1, found.pauses(proofPause))
	return nil
}
