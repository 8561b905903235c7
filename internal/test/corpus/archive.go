package corpus

import (
	"io/fs"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// Case is one archive of testdata/compile.
type Case struct {
	Name string // topic/case
	Path string
	*txtar.Archive
}

// Get returns the data of a file, and whether the file is there.
func (c *Case) Get(name string) ([]byte, bool) {
	for _, f := range c.Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// Put sets the data of a file, or takes the file out when there is none.
func (c *Case) Put(name string, data []byte) {
	for i, f := range c.Files {
		switch {
		case f.Name != name:
			continue
		case len(data) == 0:
			c.Files = append(c.Files[:i], c.Files[i+1:]...)
		default:
			c.Files[i].Data = data
		}
		return
	}
	if len(data) > 0 {
		c.Files = append(c.Files, txtar.File{Name: name, Data: data})
	}
}

// FS returns the files of a case as a file system.
func (c *Case) FS() fs.FS {
	system := fstest.MapFS{}
	for _, f := range c.Files {
		system[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return system
}
