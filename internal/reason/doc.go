// Package reason says why a contact matches a document, or what about it would have to change.
//
//   - reason.go finds the group that a contact is in, or the nearest one: the one where the
//     fewest subjects have to change
//   - change.go finds out how a subject can change, and whether anybody can change it
//
// A contact matches if some group holds, a group holds if all of its conditions do, and what one
// subject is like decides nothing about another. So the fewest subjects to change are those of
// one group whose conditions do not hold, and each of them is looked at alone: package
// engine finds what it may become. The answer is about one reading of what the platform leaves
// open. The judge of package eval replays it: a contact that is changed as the answer says
// matches. The package prints nothing.
package reason
