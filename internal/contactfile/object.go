package contactfile

// object reads an object as cells.
func (r *rows) object(text string, cells []cell) error {
	s := scanner{text: text}
	if err := r.objectCells(&s, cells); err != nil {
		return err
	}
	return s.end()
}

func (r *rows) objectCells(s *scanner, cells []cell) error {
	for first := true; ; first = false {
		name, more, err := s.member(first)
		if !more {
			return err
		}
		place, asked := r.members[name]
		switch {
		case !asked:
			err = s.skip(1)
		case cells[place].kind != absent:
			return &lineFault{at: s.at, name: name, message: "this member is repeated"}
		default:
			r.saw(place)
			cells[place], err = s.cell()
		}
		if err != nil {
			return err
		}
	}
}

// cell reads a value.
func (s *scanner) cell() (c cell, err error) {
	first := s.peek()
	c.at = s.at
	switch {
	case first == '"':
		c.kind = jsonText
		c.text, err = s.string()
	case first == 't' && s.word("true"):
		c.kind = jsonTrue
	case first == 'f' && s.word("false"):
		c.kind = jsonFalse
	case first == 'n' && s.word("null"):
		c.kind = jsonNull
	case first == '[', first == '{':
		c.kind = jsonArray
		if first == '{' {
			c.kind = jsonObject
		}
		err = s.skip(1)
		c.text = s.text[c.at:s.at]
	case first == '-' || '0' <= first && first <= '9':
		c.kind = jsonNumber
		c.text, err = s.number()
	default:
		err = s.skip(1) // which says what is wrong
	}
	return c, err
}
