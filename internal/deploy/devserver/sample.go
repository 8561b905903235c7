package devserver

import _ "embed"

// The sample is a shop that sells outdoor gear: the lists and columns of
// examples/catalog.seg with made-up contacts.

//go:embed sample/lists.json
var sampleLists []byte

//go:embed sample/contacts.ndjson
var sampleContacts []byte
