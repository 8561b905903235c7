package main

// compile returns the document of a rule as JSON, as it multiplies out.
func compile(text string) ([]byte, error) {
	rule, err := parse(text)
	if err != nil {
		return nil, err
	}
	p := product{numbers: map[string]int32{}}
	groups := p.expand(rule, false)
	size := 0
	for _, g := range groups {
		size += 24
		for _, a := range g.atoms {
			size += 8 + len(p.json[a])
		}
	}
	out := append(make([]byte, 0, size+16), `{"any": [`...)
	for i, g := range groups {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, "\n  {\"all\": ["...)
		for j, a := range g.atoms {
			if j > 0 {
				out = append(out, ',')
			}
			out = append(append(out, "\n    "...), p.json[a]...)
		}
		out = append(out, "\n  ]}"...)
	}
	return append(out, "\n]}\n"...), nil
}

// append appends the JSON of a condition.
func (c condition) append(out []byte) []byte {
	size := 160
	for _, value := range c.values {
		size += len(value) + 1
	}
	if out == nil {
		out = make([]byte, 0, size)
	}
	kind, metric := event(c.subject)
	switch {
	case kind != "":
		out = append(append(append(out, `{"kind":"`...), kind...), `","metric":"`...)
		out = append(append(append(out, metric...), `","operator":"`...), c.operator...)
		out = append(out, '"')
		if len(c.values) > 0 {
			out = append(append(out, `,"value":`...), c.values[0]...)
		}
		if c.days != "" {
			out = append(append(append(out, `,"days_window":{"mode":"last","days":`...), c.days...), '}')
		}
		return append(out, '}')
	case c.subject == "isp":
		out = append(append(append(out, `{"kind":"isp","operator":"`...), c.operator...), `","values":[`...)
		return append(appendValues(out, c.values), "]}"...)
	}
	out = append(append(append(out, `{"kind":"field","field":"`...), c.subject...), `","operator":"`...)
	out = append(append(out, c.operator...), '"')
	switch c.operator {
	case "is_null", "is_not_null":
	case "in", "not_in", "has_any", "has_none":
		out = append(appendValues(append(out, `,"value":[`...), c.values), ']')
	default:
		out = append(append(out, `,"value":`...), c.values[0]...)
	}
	return append(out, '}')
}

func appendValues(out []byte, values []string) []byte {
	for i, value := range values {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, value...)
	}
	return out
}

// event returns the kind of a condition on an event, and its metric; both are empty for a column.
func event(subject string) (kind, metric string) {
	switch subject {
	case "opened":
		return "activity", "open"
	case "clicked":
		return "activity", "click"
	case "bounced":
		return "deliverability", "bounce"
	case "complained":
		return "deliverability", "complaint"
	}
	return "", ""
}

func metric(subject string) string {
	_, metric := event(subject)
	return metric
}
