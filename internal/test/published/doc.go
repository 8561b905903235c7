// Package published has logic functions from the literature, each with the size of
// its least cover, so that what segc calls minimal is compared with what others have
// proved. It is for tests.
//
// Formulas are the functions that can be computed: symmetric functions such as rd53
// and 9sym, majorities, adders, comparators and multiplexers. A test here proves
// their sizes again, with a method of its own. Collection reads other functions from
// a folder, which is not part of this repository.
//
// The package has functions and sizes only: it never minimizes and never judges.
package published
