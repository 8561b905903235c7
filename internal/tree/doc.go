// Package tree reads and writes the files below one folder and never leaves it.
//
// Segc works in folders that strangers can change: a pull request can carry a
// link to any file of the machine under any name. A [Tree] is the one way in and
// the one way out. It is built on [os.Root], so that no link, no `..` and no
// change during the run leads out of its folder, and adds what segc needs beside
// that:
//
//   - A file is a regular file with a single name. A pipe is not waited for, a
//     device is not read, and a hard link, which may be the file of somebody
//     else, is refused.
//   - A link may lead to a file of the tree whose name has the same extension. So
//     rule.seg may be a link to shared/rule.seg, but never to .env.
//   - A file is read up to a limit that the caller names.
//   - A file is replaced in one step: nobody ever sees half of it.
//
// The files:
//
//   - tree.go opens a folder, and resolves links in it
//   - real.go finds the one name of a file
//   - read.go reads a file; series.go opens many, and walk.go lists folders, with chain.go,
//     which keeps the folders on the way open
//   - write.go replaces a file in one step, batch.go many of them, and leftover.go removes what a
//     killed run left; grow.go opens a file that is written bit by bit
//   - portable.go says which names Windows does not keep
//   - errors.go has the refusals
//   - lock_*.go, hardlinks_*.go and owner_*.go ask each system for a lock, for how many names a
//     file has, and for its owner
//
// Names are slash-separated and relative to the folder, as in [io/fs]. Errors
// name the link or file that was refused and never carry content.
//
// The package never decides which folder a name that a person typed belongs to;
// the command does.
package tree
