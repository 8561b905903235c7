// Package written checks documents and bodies as they are written, before the bytes
// leave the process.
//
// A document is proved in its compact form. What people read has a line for each
// condition, which this package makes by adding white space to the proved bytes. What the
// API receives has a name and lists around it: other text, from other branches of the
// encoder. This package reads it back through the strict decoder, and compares its layout
// to the compact text, byte by byte except for white space. A text that does not say the
// same is never returned.
//
//   - lines.go has the layout of documents
//   - written.go checks documents and bodies, with same.go
package written
