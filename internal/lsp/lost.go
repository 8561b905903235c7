package lsp

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// The texts that are open in the editor and that the session does not know any more: a change of
// them could not be read. No answer is about such a text until all of it comes again.

// change takes the changes of an open text.
func (s *session) change(params json.RawMessage) {
	var p changeParams
	if json.Unmarshal(params, &p) != nil || !hasTexts(params) {
		s.lose(uriIn(params, "textDocument", "uri"))
		return
	}
	uri := p.TextDocument.URI
	if !s.lost[uri] {
		s.edited(p)
		return
	}
	whole := -1
	for i, c := range slices.Backward(p.ContentChanges) {
		if c.Range == nil {
			whole = i
			break
		}
	}
	if whole < 0 {
		return
	}
	var o openParams
	o.TextDocument.URI, o.TextDocument.Text = uri, p.ContentChanges[whole].Text
	s.open(o)
	p.ContentChanges = p.ContentChanges[whole+1:]
	s.edited(p)
}

// hasTexts reports whether every change has a text: one without it is not an empty one.
func hasTexts(params json.RawMessage) bool {
	var p struct {
		Changes []struct {
			Text *string `json:"text"`
		} `json:"contentChanges"`
	}
	if json.Unmarshal(params, &p) != nil {
		return false
	}
	for _, c := range p.Changes {
		if c.Text == nil {
			return false
		}
	}
	return true
}

// open takes a text with all that it has.
func (s *session) open(p openParams) {
	delete(s.lost, p.TextDocument.URI)
	s.opened(p)
}

// unread takes the beginning of a message that could not be read. It may have been a change.
func (s *session) unread(start []byte) {
	if method := uriIn(start, "method"); method != "" && method != "textDocument/didChange" && method != "textDocument/didOpen" {
		return
	}
	s.lose(uriIn(start, "params", "textDocument", "uri"))
}

// lose notes that the session does not know an open text any more; all of them if the URI is empty.
// Then the file on the disk counts, and nothing edits it.
func (s *session) lose(uri string) {
	said := false
	for _, one := range slices.Sorted(maps.Keys(s.texts)) {
		if uri != "" && one != uri {
			continue
		}
		if s.lost == nil {
			s.lost = map[string]bool{}
		}
		s.lost[one], said = true, true
		s.closed(documentParams{documentID{one}})
	}
	if said {
		s.show(messageWarning, "a change of an open file could not be read; close the file and open it again")
	}
}

// uriIn returns the string at the end of a way of members; empty if the beginning of an object does
// not have it.
func uriIn(start []byte, way ...string) string {
	decoder := json.NewDecoder(bytes.NewReader(start))
	for _, name := range way {
		if !enter(decoder, name) {
			return ""
		}
	}
	var text string
	if decoder.Decode(&text) != nil {
		return ""
	}
	return text
}

// enter reads to the value of a member of the object that comes next.
func enter(decoder *json.Decoder, name string) bool {
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return false
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return false
		}
		if key == name {
			return true
		}
		var skipped json.RawMessage
		if decoder.Decode(&skipped) != nil {
			return false
		}
	}
	return false
}

// isLost reports whether a URI is that of a file that is open with a text that nobody knows.
func (v *view) isLost(uri string) bool {
	if v.lost[uri] {
		return true
	}
	name, ok := fileOf(uri)
	return ok && v.lost[name]
}

// lostNames returns the URIs of texts that nobody knows, and the paths of their files.
func (s *session) lostNames() map[string]bool {
	names := map[string]bool{}
	for uri := range s.lost {
		names[uri] = true
		if name, ok := fileOf(uri); ok {
			names[name], names[s.Machine.Real(name)] = true, true
		}
	}
	return names
}
