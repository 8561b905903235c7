package devserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/rule"
)

// change is what a valid body of a POST or PATCH sets; nil is not set.
type change struct {
	name, color, description *string
	lists                    []string
	rules                    json.RawMessage
	document                 *condition.Document
}

// apply changes a segment and reports whether it must be built again: that is
// when its lists or its rules are others than before.
func (c change) apply(seg *segment) (rebuild bool) {
	if c.name != nil {
		seg.Name = *c.name
	}
	if c.color != nil {
		seg.Color = *c.color
	}
	if c.description != nil {
		seg.Description = *c.description
	}
	if c.lists != nil {
		rebuild = !slices.Equal(c.lists, seg.Lists)
		seg.Lists = c.lists
	}
	if c.document != nil {
		same := seg.document != nil && bytes.Equal(rule.AppendJSON(nil, c.document, true), rule.AppendJSON(nil, seg.document, true))
		rebuild = rebuild || !same
		seg.document, seg.Rules = c.document, c.rules
	}
	return rebuild
}

// readChange reads a body and checks every rule of the documentation: those of a
// PATCH if there is a segment, and otherwise those of a POST. One of the results is
// nil.
func (s *Server) readChange(r *request, seg *segment) (*change, problems) {
	p := problems{}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		p.add("Content-Type", "must be application/json")
		return nil, p
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(r.body, &members); err != nil || members == nil {
		p.add("body", "must be a JSON object%s", syntaxError(err))
		return nil, p
	}
	var c change
	for name, value := range members {
		s.readMember(&c, name, value, p)
	}
	if seg == nil {
		for _, name := range []string{"name", "color", "contact_list_ids", "rules_json"} {
			if members[name] == nil {
				p.add(name, "is required")
			}
		}
	}
	lists := c.lists
	if lists == nil && seg != nil {
		lists = seg.Lists
	}
	if c.document != nil && p["contact_list_ids"] == nil {
		s.checkRules(c.document, lists, p)
	}
	if len(p) > 0 {
		return nil, p
	}
	return &c, nil
}

func syntaxError(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("; it is broken at byte %d: %v", syntax.Offset, err)
	}
	return ""
}

func (s *Server) readMember(c *change, name string, value json.RawMessage, p problems) {
	switch name {
	case "name":
		c.name = readText(name, value, p)
		if c.name != nil && strings.TrimSpace(*c.name) == "" {
			p.add(name, "must not be empty")
		}
	case "color":
		c.color = readText(name, value, p)
		if c.color != nil && !slices.Contains(palette.Colors(), *c.color) {
			p.add(name, "%q is not in the palette; choose one of %s", *c.color, strings.Join(palette.Colors(), ", "))
		}
	case "description":
		if string(value) == "null" {
			value = json.RawMessage(`""`)
		}
		c.description = readText(name, value, p)
	case "contact_list_ids":
		c.lists = s.readLists(value, p)
	case "rules_json":
		document, err := rule.Decode(value)
		var wrong *rule.DecodeError
		if errors.As(err, &wrong) {
			p.add(below("rules_json", wrong.Path), "%s", wrong.Message)
			return
		}
		c.document, c.rules = document, compact(value)
	default:
		p.add(name, "cannot be set; only name, color, description, contact_list_ids and rules_json can")
	}
}

func below(member, path string) string {
	if path == "" || path[0] == '[' {
		return member + path
	}
	return member + "." + path
}

func compact(text json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return text
	}
	return b.Bytes()
}

func readText(name string, value json.RawMessage, p problems) *string {
	var text *string
	if json.Unmarshal(value, &text) != nil || text == nil {
		p.add(name, "must be a string")
	}
	return text
}

// readLists reads the ids of lists, which must exist.
func (s *Server) readLists(value json.RawMessage, p problems) []string {
	var ids []string
	if json.Unmarshal(value, &ids) != nil || len(ids) == 0 {
		p.add("contact_list_ids", "must be a list of at least one id")
		return nil
	}
	for i, id := range ids {
		ids[i] = strings.ToLower(id)
		path := fmt.Sprintf("contact_list_ids[%d]", i)
		switch {
		case len(id) != 36 || uuid.Validate(id) != nil:
			p.add(path, "%q is not a UUID", id)
		case s.list(id) == nil:
			p.add(path, "there is no contact list %s", id)
		}
	}
	return ids
}
