package segc_test

import (
	"bytes"
	"io/fs"
	"testing/fstest"
)

// archive is a file in the format of txtar: a comment, then files, each behind
// a line `-- name --`. (The library of that name needs a module that this one
// does not have.)
type archive struct {
	comment string
	files   []archiveFile
}

type archiveFile struct {
	name string
	data []byte
}

func parseArchive(data []byte) *archive {
	a := &archive{}
	for line := range bytes.Lines(data) {
		trimmed := bytes.TrimRight(line, "\r\n")
		name, marked := bytes.CutPrefix(trimmed, []byte("-- "))
		name, closed := bytes.CutSuffix(name, []byte(" --"))
		switch {
		case marked && closed:
			a.files = append(a.files, archiveFile{name: string(bytes.TrimSpace(name))})
		case len(a.files) == 0:
			a.comment += string(line)
		default:
			f := &a.files[len(a.files)-1]
			f.data = append(f.data, line...)
		}
	}
	return a
}

func (a *archive) format() []byte {
	var b bytes.Buffer
	b.WriteString(a.comment)
	for _, f := range a.files {
		b.WriteString("-- " + f.name + " --\n")
		b.Write(f.data)
	}
	return b.Bytes()
}

// file returns the data of a file, or nil when it is not there.
func (a *archive) file(name string) []byte {
	for _, f := range a.files {
		if f.name == name {
			return f.data
		}
	}
	return nil
}

// put sets the data of a file, or takes the file out when there is none.
func (a *archive) put(name string, data []byte) {
	for i, f := range a.files {
		if f.name != name {
			continue
		}
		if len(data) == 0 {
			a.files = append(a.files[:i], a.files[i+1:]...)
		} else {
			a.files[i].data = data
		}
		return
	}
	if len(data) > 0 {
		a.files = append(a.files, archiveFile{name, data})
	}
}

// system returns the files as a file system.
func (a *archive) system() fs.FS {
	system := fstest.MapFS{}
	for _, f := range a.files {
		system[f.name] = &fstest.MapFile{Data: f.data}
	}
	return system
}
