// Package written checks documents and bodies as they are written, before the bytes
// leave the process.
//
// A document is proved in its compact form. What people read has a line for each
// condition, and what the API receives has a name and lists around it: other text,
// from other branches of the encoder. This package compares a text with its layout
// to the compact one, byte by byte but for white space, and reads bodies back through
// the strict decoder. A text that does not say the same is never returned.
package written
