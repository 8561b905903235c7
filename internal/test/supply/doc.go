// Package supply holds the tests of the supply chain: what workflows and scripts
// run is pinned by hash, jobs have no more rights than they need, and a release
// has what SECURITY.md promises. There is nothing in it to import.
package supply
