package devserver

import "testing"

// TestMarked checks that lists and contacts are read with a byte order mark in front.
func TestMarked(t *testing.T) {
	t.Parallel()
	config := Config{
		Keys:     []string{"k"},
		Lists:    append([]byte("\ufeff"), sampleLists...),
		Contacts: append([]byte("\ufeff"), sampleContacts...),
	}
	plain, err := New(Config{Keys: []string{"k"}})
	if err != nil {
		t.Fatal(err)
	}
	marked, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	if len(marked.contacts) != len(plain.contacts) || len(marked.lists) != len(plain.lists) {
		t.Errorf("%d contacts and %d lists, not %d and %d", len(marked.contacts), len(marked.lists), len(plain.contacts), len(plain.lists))
	}
}
