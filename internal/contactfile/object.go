package contactfile

// objects reads objects as cells, one after another.
type objects struct {
	*rows
	order order
}

func (r *rows) objects() *objects { return &objects{rows: r, order: order{place: r.placeOf}} }

// placeOf returns the place of a column that is asked for; -1 for others.
func (r *rows) placeOf(name string) int {
	if place, asked := r.members[name]; asked {
		return place
	}
	return -1
}

// read reads a line.
func (o *objects) read(text string, cells []cell) error {
	s := scanner{text: text}
	if err := o.cells(&s, cells); err != nil {
		return err
	}
	return s.end()
}

// cells reads the object that comes next.
func (o *objects) cells(s *scanner, cells []cell) error {
	for next := 0; ; {
		m, more, err := o.order.member(s, &next)
		if !more {
			return err
		}
		switch {
		case m.place < 0:
			err = s.skip(1)
		case cells[m.place].kind != absent:
			return &lineFault{at: s.at, name: m.name, message: "this member is repeated"}
		default:
			cells[m.place], err = s.cell()
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
