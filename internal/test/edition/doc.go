// Package edition compares this version of segc with the last one before the second edition of
// the language, which is a commit of this repository: every rule of the first edition compiles to
// the same bytes. It has tests only.
package edition
