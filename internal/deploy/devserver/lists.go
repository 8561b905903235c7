package devserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/internal/column"
)

// List is a contact list with its columns.
type List struct {
	ID          string  `json:"id"`
	Label       string  `json:"label"`
	Color       string  `json:"color"`
	Description string  `json:"description"`
	CreatedAt   string  `json:"created_at"`
	Fields      []Field `json:"sorted_fields"`
}

// Field is a column of a list. The API's documentation does not name the members
// of the data type and of the choices; these names are ours.
type Field struct {
	ID         string   `json:"id"`
	Label      string   `json:"label"`
	ColumnName string   `json:"column_name"`
	DataType   string   `json:"data_type"`
	Choices    []string `json:"choices,omitempty"`
}

func (l *List) field(name string) *Field {
	for i := range l.Fields {
		if l.Fields[i].ColumnName == name {
			return &l.Fields[i]
		}
	}
	return nil
}

func (s *Server) list(id string) *List {
	for _, list := range s.lists {
		if strings.EqualFold(list.ID, id) {
			return list
		}
	}
	return nil
}

// ParseLists reads a JSON array of lists, in the shape in which the API answers one of them; members that a List
// does not have are skipped. A list needs its id and label, and a column its column_name. The columns that every
// contact has are put before the others.
func ParseLists(text []byte) ([]*List, error) {
	if err := checkCrowded(text); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(withoutMark(text)))
	var lists []*List
	if err := decoder.Decode(&lists); err != nil {
		return nil, decodeProblem(err)
	}
	if len(lists) == 0 {
		return nil, errors.New("there is no list")
	}
	seen := map[string]bool{}
	for i, list := range lists {
		if list == nil || len(list.ID) != 36 || uuid.Validate(list.ID) != nil {
			return nil, fmt.Errorf("list %d: the id must be a UUID", i+1)
		}
		list.ID = strings.ToLower(list.ID)
		if seen[list.ID] {
			return nil, fmt.Errorf("list %d: the id %s comes twice", i+1, list.ID)
		}
		seen[list.ID] = true
		if list.Label == "" {
			return nil, fmt.Errorf("list %d: the label is missing", i+1)
		}
		if err := list.complete(); err != nil {
			return nil, fmt.Errorf("list %q: %w", list.Label, err)
		}
	}
	return lists, nil
}

// complete adds the columns that every contact has, and what a column lacks.
func (l *List) complete() error {
	var fields []Field
	for _, name := range column.BuiltinNames() {
		if l.field(name) == nil {
			builtin, _ := column.Builtin(name)
			fields = append(fields, Field{ColumnName: name, DataType: builtin.Type.String(), Choices: builtin.Choices})
		}
	}
	l.Fields = append(fields, l.Fields...)
	seen := map[string]bool{}
	for i := range l.Fields {
		f := &l.Fields[i]
		if f.ColumnName == "" || seen[f.ColumnName] {
			return fmt.Errorf("column %d: the column_name %q is missing or comes twice", i+1, f.ColumnName)
		}
		seen[f.ColumnName] = true
		if f.Label == "" {
			words := strings.ReplaceAll(f.ColumnName, "_", " ")
			f.Label = strings.ToUpper(words[:1]) + words[1:]
		}
		if f.DataType == "" {
			f.DataType = "text"
		}
		if f.ID == "" {
			f.ID = uuid.NewSHA1(uuid.NameSpaceOID, []byte(l.ID+" "+f.ColumnName)).String()
		}
	}
	if l.Color == "" {
		l.Color = "#7cb7de"
	}
	if l.CreatedAt == "" {
		l.CreatedAt = "2026-01-01T00:00:00.000000Z"
	}
	return nil
}

// shown is a list as the list of lists has it.
type shown struct {
	ID           string   `json:"id"`
	Label        string   `json:"label"`
	Color        string   `json:"color"`
	Description  string   `json:"description"`
	CreatedAt    string   `json:"created_at"`
	FieldsOrder  []string `json:"fields_order"`
	Subscribers  int      `json:"subscribers_count"`
	Unsubscribed int      `json:"unsubscribes_count"`
	Suppressed   int      `json:"suppressed_count"`
}

func (s *Server) shown(l *List) shown {
	v := shown{ID: l.ID, Label: l.Label, Color: l.Color, Description: l.Description, CreatedAt: l.CreatedAt}
	for _, f := range l.Fields {
		v.FieldsOrder = append(v.FieldsOrder, f.ID)
	}
	for _, c := range s.contacts {
		switch {
		case !c.on(l.ID):
		case c.Columns["status"].Text() == "unsubscribed":
			v.Unsubscribed++
		default:
			v.Subscribers++
		}
	}
	return v
}

func (s *Server) listLists(r *request, _ string) answer {
	p := problems{}
	at := parsePaging(r.URL.Query(), p)
	if len(p) > 0 {
		return p.answer("query")
	}
	return pageOf(drifted(s.lists, at, r.faults), at, "items", func(l *List) any { return s.shown(l) })
}

func (s *Server) getList(_ *request, id string) answer {
	l := s.list(id)
	if l == nil {
		return noList(id)
	}
	return answer{http.StatusOK, struct {
		shown
		Fields []Field `json:"sorted_fields"`
	}{s.shown(l), l.Fields}}
}

func noList(id string) answer { return refuse(http.StatusNotFound, "There is no contact list %s.", id) }

func (s *Server) listContacts(r *request, id string) answer {
	if s.list(id) == nil {
		return noList(id)
	}
	var on []int
	for i, c := range s.contacts {
		if c.on(id) {
			on = append(on, i)
		}
	}
	return s.contactsPage(r, on, "contacts")
}
