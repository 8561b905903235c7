// Package arch holds the tests of the architecture: who may import whom, which
// names the public packages export, how long a file may be, and that no package
// keeps a state. There is nothing in it to import.
package arch
