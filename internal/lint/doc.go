// Package lint looks for what compiles and may not be what was meant. Its rules
// speak up only where a slip is likely; the few that are a matter of taste are
// off unless they are asked for.
//
// The package sees trees and, for the rules about who is reached, a compiled
// rule. It changes nothing: a rule reports a diagnostic, with the edit that
// mends it where that is plain. What a rule is about stands on the page of its
// code (package diag).
package lint
