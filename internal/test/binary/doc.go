// Package binary has tests of the command as it is released: what it weighs and
// what each part does, that it needs no library, and that it does nothing before it is asked to. They build it.
package binary
