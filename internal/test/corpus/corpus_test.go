package corpus

import (
	"bytes"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestArchivesStayAsTheyAre(t *testing.T) {
	for _, c := range Cases(t) {
		data, err := os.ReadFile(c.Path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(txtar.Format(c.Archive), data) {
			t.Errorf("%s is not the same once it is read and written", c.Name)
		}
		if _, ok := c.Get("in.seg"); !ok {
			t.Errorf("%s has no in.seg", c.Name)
		}
	}
}

func TestPut(t *testing.T) {
	c := Case{Archive: txtar.Parse([]byte("why\n-- a --\n1\n-- b --\n2\n"))}
	c.Put("a", nil)
	c.Put("b", []byte("3\n"))
	c.Put("c", []byte("4\n"))
	c.Put("d", nil)
	if got, want := string(txtar.Format(c.Archive)), "why\n-- b --\n3\n-- c --\n4\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
