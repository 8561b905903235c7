// Package hostile makes texts and documents that are built to take memory or
// time, and measures what a call takes of both.
//
// A shape is one idea of an attack, of any size; the random ones mix ideas. The
// package makes input only; it never compiles, parses or judges. It is for tests
// and for bench/hostile.
package hostile
