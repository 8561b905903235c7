// Package arch holds the tests of the architecture: who may import whom, which
// names the public packages export and which JSON their types have, how long a file
// may be, that no package keeps a state, and that the comment of a package is a true
// map of its files.
// There is nothing in it to import.
package arch
