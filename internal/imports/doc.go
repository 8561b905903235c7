// Package imports reads and parses the files that a rule uses: files.go for one call, which
// read.go reads, and cache.go over many calls; weigh.go counts what a kept file takes. It
// sees nothing outside the file system that it is given, and decides nothing about names.
package imports
