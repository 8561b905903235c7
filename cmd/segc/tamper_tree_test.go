package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// node is a JSON value that keeps the order of its members, and members that are
// there twice.
type node struct {
	names []string // of an object
	items []*node  // of an object or an array
	kind  byte     // { or [ or 0
	text  string   // of anything but these, as JSON
}

func parseNode(t *testing.T, data []byte) *node {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	n, err := readNode(d)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func readNode(d *json.Decoder) (*node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	open, ok := token.(json.Delim)
	if !ok {
		return scalar(token), nil
	}
	n := &node{kind: byte(open)}
	for d.More() {
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			n.names = append(n.names, fmt.Sprint(name))
		}
		item, err := readNode(d)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err = d.Token()
	return n, err
}

func scalar(value any) *node {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(err)
	}
	return &node{text: strings.TrimSpace(b.String())}
}

func (n *node) clone() *node {
	copied := &node{kind: n.kind, text: n.text, names: slices.Clone(n.names)}
	for _, item := range n.items {
		copied.items = append(copied.items, item.clone())
	}
	return copied
}

func (n *node) write(b *bytes.Buffer) {
	if n.kind == 0 {
		b.WriteString(n.text)
		return
	}
	b.WriteByte(n.kind)
	for i, item := range n.items {
		if i > 0 {
			b.WriteByte(',')
		}
		if n.kind == '{' {
			b.WriteString(memberName(n.names[i]) + ":")
		}
		item.write(b)
	}
	b.WriteByte(n.kind + 2)
}

// memberName returns a text as JSON. Most names of members need no encoder.
func memberName(text string) string {
	if strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_") == "" {
		return `"` + text + `"`
	}
	return scalar(text).text
}

// compact returns the value without white space.
func (n *node) compact() string {
	var b bytes.Buffer
	n.write(&b)
	return b.String()
}

// file returns the value as segc lays out a plan.
func (n *node) file() []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(n.compact()), "", "  "); err != nil {
		panic(err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// at returns a member of an object, or nil.
func (n *node) at(name string) *node {
	if i := slices.Index(n.names, name); i >= 0 {
		return n.items[i]
	}
	return nil
}

// word returns the text of a member that is a string.
func (n *node) word(name string) (s string) {
	if m := n.at(name); m != nil {
		_ = json.Unmarshal([]byte(m.text), &s) // anything else is no word
	}
	return s
}

// set gives an object a member, in the place of the one that it has.
func (n *node) set(name string, value *node) {
	if i := slices.Index(n.names, name); i >= 0 {
		n.items[i] = value
		return
	}
	n.names, n.items = append(n.names, name), append(n.items, value)
}

// rehash gives a plan the hash of its content, as docs/deploy.md describes it.
func (n *node) rehash() {
	if n.at("sha256") == nil || n.at("steps") == nil || n.kind != '{' {
		return
	}
	steps := n.at("steps").items
	slices.SortStableFunc(steps, func(a, b *node) int { return strings.Compare(a.word("file"), b.word("file")) })
	text := "segc plan 2 " + scalar(n.word("api")).text + "\n"
	for _, s := range steps {
		for _, part := range []string{s.word("action"), s.word("file"), s.word("id"), s.word("base")} {
			text += scalar(part).text + " "
		}
		if body := s.at("body"); body != nil {
			text += body.compact()
		}
		text += "\n"
	}
	sum := sha256.Sum256([]byte(text))
	n.set("sha256", scalar(hex.EncodeToString(sum[:])))
}

// mutant is a plan with one change, which is made when it is needed: there are
// thousands.
type mutant struct {
	what string
	make func() *node
}

// mutants changes every member and element in turn. Words has values to try for
// the members of steps and bodies by their names. Some changes may change nothing.
func mutants(root *node, words map[string][]string) []mutant {
	var all []mutant
	// visit calls do with each node of a plan, where it is, its path, and the name of the
	// member.
	var visit func(n *node, where []int, path, name string, do func(n *node, where []int, path, name string))
	visit = func(n *node, where []int, path, name string, do func(n *node, where []int, path, name string)) {
		do(n, where, path, name)
		for i, item := range n.items {
			below, called := fmt.Sprintf("%s[%d]", path, i), name
			if n.kind == '{' {
				below, called = path+"."+n.names[i], n.names[i]
			}
			visit(item, append(slices.Clone(where), i), below, called, do)
		}
	}
	visit(root, nil, "", "", func(n *node, where []int, path, name string) {
		change := func(what string, edit func(n *node)) {
			all = append(all, mutant{what: path + " " + what, make: func() *node {
				copied := root.clone()
				at := copied
				for _, i := range where {
					at = at.items[i]
				}
				edit(at)
				return copied
			}})
		}
		for i := range n.items {
			at := fmt.Sprint(i)
			if n.kind == '{' {
				at = n.names[i]
			}
			change("without "+at, func(n *node) { n.remove(i) })
			change("twice "+at, func(n *node) { n.insert(i, i) })
			if i > 0 {
				change("swapped "+at, func(n *node) { n.swap(i, i-1) })
			}
			if n.kind == '{' {
				change("in capitals "+at, func(n *node) { n.names[i] = strings.ToUpper(at) })
			}
		}
		if n.kind == '{' {
			change("with more", func(n *node) { n.set("verdict", scalar("narrower")) })
		}
		values := []*node{scalar(nil), scalar(true), scalar(7), scalar(""), scalar("x\x1b[2J\n::warning::x"), {kind: '['}, {kind: '{'}}
		if n.kind == 0 {
			for _, word := range words[name] {
				values = append(values, scalar(word))
			}
		}
		if n.kind == 0 && !strings.HasPrefix(n.text, `"`) {
			values = append(values, scalar(1), scalar(2), scalar(4), scalar(-1), scalar(json.Number("1e30")))
		}
		for _, value := range values {
			change("is "+value.compact(), func(n *node) { *n = *value })
		}
	})
	steps := root.at("steps").items
	for i := range steps {
		for j := range i {
			for _, name := range []string{"action", "file", "id", "base", "body"} {
				if steps[i].at(name) == nil || steps[j].at(name) == nil {
					continue
				}
				all = append(all, mutant{what: fmt.Sprintf("%s of %d and %d swapped", name, i, j), make: func() *node {
					copied := root.clone()
					a, b := copied.at("steps").items[i], copied.at("steps").items[j]
					x, y := a.at(name), b.at(name)
					a.set(name, y)
					b.set(name, x)
					return copied
				}})
			}
		}
	}
	return all
}

func (n *node) remove(i int) {
	if n.kind == '{' {
		n.names = slices.Delete(n.names, i, i+1)
	}
	n.items = slices.Delete(n.items, i, i+1)
}

// insert puts a copy of an item at a place.
func (n *node) insert(at, from int) {
	if n.kind == '{' {
		n.names = slices.Insert(n.names, at, n.names[from])
	}
	n.items = slices.Insert(n.items, at, n.items[from].clone())
}

func (n *node) swap(i, j int) {
	if n.kind == '{' {
		n.names[i], n.names[j] = n.names[j], n.names[i]
	}
	n.items[i], n.items[j] = n.items[j], n.items[i]
}
