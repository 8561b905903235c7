package lsp

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// TestLongNotes checks that each part of a problem is as short as in `segc check`.
func TestLongNotes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		name := strings.Repeat("a", 400)
		text := "where (" + name + " is null"
		for i := range 20 {
			text += fmt.Sprintf(" and %s%d is null", name, i)
		}
		e := start(t, newDisk(map[string]string{"/w/a.seg": text + ") and c = 1"}), setup{folders: []string{"/w"}})
		e.rest()
		long := 0
		for _, one := range e.lists["file:///w/a.seg"] {
			for line := range strings.SplitSeq(one.Message, "\n") {
				if long = max(long, len(line)); len(line) > 2010 {
					t.Errorf("a line of %d bytes: %s…", len(line), line[:100])
				}
			}
		}
		if long < 1900 {
			t.Errorf("nothing is long: %d bytes", long)
		}
		e.stop()
	})
}

// TestManyBytes checks that a list with too many long problems ends with how many more there are.
func TestManyBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b strings.Builder
		b.WriteString("let long = c is not null")
		for i := range 6 {
			fmt.Fprintf(&b, " and %s%d is null", strings.Repeat("a", 400), i)
		}
		for i := range 700 {
			fmt.Fprintf(&b, "\nsegment \"S%d\" where long and c = %d", i, i)
		}
		e := start(t, newDisk(map[string]string{"/w/a.seg": b.String(), "/w/b.seg": "where x"}), setup{folders: []string{"/w"}})
		e.rest()
		size, list := 0, e.lists["file:///w/a.seg"]
		for _, one := range list {
			size += one.size()
		}
		if size < maxPublishedBytes/2 || size > maxPublishedBytes+100 {
			t.Errorf("%d problems have %d bytes", len(list), size)
		}
		if last := list[len(list)-1].Message; !strings.HasSuffix(last, " more problems in this file") {
			t.Errorf("the last one says %.100q", last)
		}
		if e.shown("/w/b.seg") == "nothing" {
			t.Error("the other file shows nothing")
		}
		e.stop()
	})
}

// TestOneLargeMessage checks that a message that is larger than what may wait is sent.
func TestOneLargeMessage(t *testing.T) {
	var got bytes.Buffer
	o := newOutgoing(&got)
	o.most = 100
	o.add(bytes.Repeat([]byte("x"), 1000))
	o.end()
	if err := o.run(); err != nil || got.Len() < 1000 {
		t.Errorf("%d bytes were sent: %v", got.Len(), err)
	}
	o = newOutgoing(&got)
	o.most = 100
	for range 3 {
		o.add(bytes.Repeat([]byte("x"), 60))
	}
	select {
	case <-o.full:
	default:
		t.Error("180 bytes wait, where 100 may")
	}
}
