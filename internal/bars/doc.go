// Package bars draws how many contacts each group of a document brings: a bar for each group,
// with the contacts that no other group has in a darker part.
//
//   - bars.go chooses what is drawn of a picture, and says it in words
//   - svg.go draws it as SVG
//
// The picture has text and rectangles, but no links and no scripts, and the same groups give the
// same bytes. If there are very many groups, the
// picture has the largest and counts the rest. The package
// counts nothing itself.
package bars
