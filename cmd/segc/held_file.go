package main

import (
	"io/fs"
	"strings"
	"time"
)

// heldFile is an open file that is held in memory.
type heldFile struct {
	*strings.Reader
	name string
}

// Stat implements fs.File.
func (f *heldFile) Stat() (fs.FileInfo, error) { return f, nil }

// Close implements fs.File.
func (f *heldFile) Close() error { return nil }

// Name implements fs.FileInfo.
func (f *heldFile) Name() string { return f.name }

// Mode implements fs.FileInfo.
func (f *heldFile) Mode() fs.FileMode { return 0o444 }

// ModTime implements fs.FileInfo.
func (f *heldFile) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (f *heldFile) IsDir() bool { return false }

// Sys implements fs.FileInfo.
func (f *heldFile) Sys() any { return nil }
