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
// Names are slash-separated and relative to the folder, as in [io/fs]. Errors
// name the link or file that was refused and never carry content.
//
// The package never decides which folder a name that a person typed belongs to;
// the command does.
package tree
