// Command lsp replays recorded sessions of an editor with `segc lsp` over pipes, and compares the
// processor time of each step with what the project aims at. It fails if one takes more. Wall time is
// printed and never judged.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	idle := flag.Duration("idle", time.Minute, "how long the server is left alone")
	program := flag.String("segc", "", "the `PROGRAM` to measure; built if empty")
	flag.Parse()
	if err := measure(*program, *idle); err != nil {
		fmt.Fprintln(os.Stderr, "lsp:", err)
		os.Exit(1)
	}
}

// table prints what was measured, and notes what was too much.
type table struct {
	texts
	wrong []string
}

// row prints a step: what was measured, and the most that it may be.
func (t *table) row(name string, got, most float64, unit string, wall time.Duration) {
	mark := ""
	if got > most {
		mark = "  too much"
		t.wrong = append(t.wrong, name)
	}
	fmt.Printf("%-58s %9.2f %-3s of %7.1f   %8s%s\n", name, got, unit, most, wall.Round(time.Millisecond), mark)
}

func measure(program string, idle time.Duration) error {
	folder, err := os.MkdirTemp("", "segc-lsp-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // nobody needs it
	if program == "" {
		program = filepath.Join(folder, "segc")
		build := exec.Command("go", "build", "-trimpath", "-o", program, "github.com/segc-lang/segc/cmd/segc")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
	}
	t := table{}
	if t.texts, err = readTexts(); err != nil {
		return err
	}
	for _, part := range []func(t *table, program, folder string) error{typing, largeFile, manyFiles, catalogOfMany} {
		if err := part(&t, program, folder); err != nil {
			return err
		}
	}
	if err := idling(&t, program, folder, idle); err != nil {
		return err
	}
	if len(t.wrong) > 0 {
		return fmt.Errorf("too much: %s", strings.Join(t.wrong, ", "))
	}
	return nil
}

// typing is a person who types in a rule of thirty lines.
func typing(t *table, program, folder string) error {
	where := filepath.Join(folder, "typing")
	if err := write(where, map[string]string{"catalog.seg": t.catalog, "rule.seg": t.rule}); err != nil {
		return err
	}
	c, err := start(program, where)
	if err != nil {
		return err
	}
	defer c.stop()
	c.open("rule.seg", t.rule)
	c.rest(time.Second)
	at := strings.Index(t.rule, "  and near")
	const keys = 300
	c.measure(func() {
		for i := range keys {
			c.typeAt("rule.seg", at+i, "# and so on\n"[i%12:i%12+1])
			time.Sleep(20 * time.Millisecond)
		}
	})
	key := c.cpu / keys
	t.row("a key in a rule of 30 lines", key, 5, "ms", c.wall/keys)
	c.rest(time.Second)
	const proofs = 30
	checks := c.checks()
	c.measure(func() {
		for range proofs {
			c.typeAt("rule.seg", at, " ")
			time.Sleep(400 * time.Millisecond)
		}
	})
	t.row("a key and its proof", c.cpu/proofs, 15+key, "ms", c.wall/proofs)
	t.row("proofs for each pause", float64(c.checks()-checks)/proofs, 1, "", 0)
	if c.checks() == checks {
		return errors.New("nothing was proved")
	}
	for name, method := range map[string]string{"a completion": "textDocument/completion", "a hover": "textDocument/hover"} {
		const questions = 100
		c.measure(func() {
			for i := range questions {
				c.ask(method, map[string]any{"textDocument": c.id("rule.seg"), "position": map[string]int{"line": 16 + i%12, "character": 8}})
			}
		})
		t.row(name, c.cpu/questions, 5, "ms", c.wall/questions)
	}
	return nil
}

// largeFile is a key in a text of a mebibyte.
func largeFile(t *table, program, folder string) error {
	where := filepath.Join(folder, "large")
	var b strings.Builder
	b.WriteString("where market = 0\n")
	for i := 0; b.Len() < 1<<20-100; i++ {
		fmt.Fprintf(&b, "# line %d of a long comment about market %d\n", i, i%7)
	}
	if err := write(where, map[string]string{"large.seg": b.String()}); err != nil {
		return err
	}
	c, err := start(program, where)
	if err != nil {
		return err
	}
	defer c.stop()
	c.open("large.seg", b.String())
	c.rest(2 * time.Second)
	const keys = 20
	c.measure(func() {
		for range keys {
			c.typeAt("large.seg", len("where market = 0"), "1")
			time.Sleep(100 * time.Millisecond)
		}
	})
	t.row("a key in a text of 1 MiB", c.cpu/keys, 100, "ms", c.wall/keys)
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
	c, err := start(program, where)
	if err != nil {
		return err
	}
	defer c.stop()
	c.measure(func() { c.quiet(2 * time.Second) })
	t.row(fmt.Sprintf("problems of 1,000 files, of segc check in %s", took.Round(time.Millisecond)), c.cpu/of, 1.2, "×", c.wall)
	c.measure(func() { c.ask("workspace/symbol", map[string]string{"query": "m"}) })
	t.row("symbols of 1,000 files", c.cpu, 1000, "ms", c.wall)
	t.row("memory", c.memory(), 60, "MB", 0)
	return nil
}

// catalogOfMany is a key in a catalog with a thousand users, beside one with none.
func catalogOfMany(t *table, program, folder string) error {
	var own [2]float64
	for i, users := range []bool{false, true} {
		where := filepath.Join(folder, fmt.Sprintf("catalog-%t", users))
		if err := write(where, t.thousand(users)); err != nil {
			return err
		}
		c, err := start(program, where)
		if err != nil {
			return err
		}
		c.quiet(2 * time.Second)
		c.open("catalog.seg", t.catalog)
		c.rest(time.Second)
		const keys = 40
		c.measure(func() {
			for n := range keys {
				c.typeAt("catalog.seg", 0, []string{"#", "\n"}[n%2])
				time.Sleep(140 * time.Millisecond)
			}
		})
		own[i] = c.cpu / keys
		if users {
			t.row("a key in a catalog with 1,000 users, beside none", own[1]-own[0], 5, "ms", c.wall/keys)
		}
		c.stop()
	}
	return nil
}

// idling is a server that nobody asks anything.
func idling(t *table, program, folder string, idle time.Duration) error {
	c, err := start(program, filepath.Join(folder, "typing"))
	if err != nil {
		return err
	}
	defer c.stop()
	c.open("rule.seg", t.rule)
	c.rest(5 * time.Second)
	c.measure(func() { time.Sleep(idle) })
	t.row("left alone for "+idle.String(), c.cpu, 5, "ms", c.wall)
	return nil
}
