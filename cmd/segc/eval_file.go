package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// contactsFile is a file of contacts that is being read. It may be of any size.
type contactsFile struct {
	name string // as messages show it
	from io.Reader
	file *os.File // nil for standard input
	gz   bool
}

// openContacts opens a file of contacts, events or memberships. Standard input is -.
func (a *app) openContacts(name string) (*contactsFile, error) {
	if name == "-" {
		if terminal(a.in) {
			return nil, errors.New("standard input is a terminal; pipe the contacts in, or name a file")
		}
		return &contactsFile{name: "<stdin>", from: a.in}, nil
	}
	file, err := a.openNamed(name)
	if err != nil {
		return nil, err
	}
	f := &contactsFile{name: name, from: file, file: file}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		f.close()
		return nil, errIsFolder
	}
	if strings.HasSuffix(strings.ToLower(name), ".gz") {
		unpacked, err := gzip.NewReader(file)
		if err != nil {
			f.close()
			return nil, fmt.Errorf("its name ends in .gz, but it is not compressed: %w", err)
		}
		f.from, f.gz = unpacked, true
	}
	return f, nil
}

// Read implements io.Reader.
func (f *contactsFile) Read(into []byte) (int, error) {
	n, err := f.from.Read(into)
	if f.gz && err != nil && !errors.Is(err, io.EOF) {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return n, errors.New("the compressed data ends too soon; the file is cut off")
		}
		return n, fmt.Errorf("the compressed data cannot be unpacked: %w", err)
	}
	return n, err
}

func (f *contactsFile) close() {
	if f.file != nil {
		_ = f.file.Close() // it was only read
	}
}
