package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// properties are the properties of a segment, with other words for them.
var properties = []struct {
	text string
	said []string
}{
	{"id", []string{"id", "uuid", "guid", "segment_id"}},
	{"color", []string{"color", "colour", "col", "farbe", "couleur"}},
	{"lists", []string{"lists", "list", "contact_lists", "contact_list_ids", "contact lists", "contact list", "list_ids"}},
	{"description", []string{"description", "desc", "descr", "about", "note", "notes", "summary", "beschreibung"}},
	{"was", []string{"was", "was called", "formerly", "formerly known as", "previously", "previously called", "previous name", "old name", "old_name", "oldname", "renamed from", "former name", "aka"}},
	{"renamed to", []string{"renamed to", "renamed", "rename to", "now"}},
	{"name", []string{"name", "title", "label", "called", "named"}},
	{"for", []string{"for", "foreach", "for each"}},
}

// header reads a segment with its properties in other words, with signs after them, or with values without their
// quotes.
func header(r *reader) []phrase {
	if !r.at(0).is("segment") {
		return nil
	}
	h := heading{reader: r}
	at, ok := h.title(1)
	for ok && at < len(r.tokens) && !r.at(at).is("where") {
		at, ok = h.property(at)
	}
	if !ok || len(h.reasons) == 0 {
		return nil
	}
	rest := r.text(at, len(r.tokens))
	with := func(name, was string) phrase {
		return phrase{text: spaced("segment", name, was, strings.Join(h.properties, " "), rest), reasons: h.reasons, sure: h.sure}
	}
	was := ""
	if h.renamed {
		was = "was " + h.name
	}
	if h.other != "" {
		if h.renamed {
			return []phrase{with(h.other, was)}
		}
		return []phrase{with(h.other, ""), with(h.name, "")}
	}
	return []phrase{with(h.name, "")}
}

// A heading is what was read of the header of a segment.
type heading struct {
	*reader
	name       string
	other      string // another name, which follows
	renamed    bool   // the other one is new
	properties []string
	reasons    []Reason
	sure       bool // it reads as a condition
}

func (h *heading) says(from, to int, code diag.Code, format string, args ...any) {
	h.reasons = append(h.reasons, h.reason(from, to, code, format, args...))
}

// title reads the name of the segment.
func (h *heading) title(at int) (int, bool) {
	from := at
	if at < len(h.tokens) && h.firstOnLine(at) {
		return at, false
	}
	for h.at(at).is(":", "=", "(", "name", "named", "called", "->", "=>") {
		at++
	}
	if at > from {
		h.says(from, at, diag.SyntaxError, "the name of a segment comes right after `segment`, without `%s`", h.text(from, at))
	}
	if t := h.at(at); t.kind == quoted {
		h.name = h.text(at, at+1)
		if at++; h.at(at).is(")") && at > from+1 {
			at++
		}
		return at, !t.open
	}
	end := at
	for end < len(h.tokens) && end-at < 12 && (end == at || !h.firstOnLine(end)) && (h.at(end).kind == word || h.at(end).kind == number || h.at(end).is("-", "&", "/", "{", "}")) {
		if _, _, property := h.propertyAt(end); property && end > at || h.at(end).is("where") {
			break
		}
		end++
	}
	if end == at {
		return at, false
	}
	h.name = quote(h.text(at, end))
	h.says(at, end, diag.UnquotedText, "the name of a segment needs quotes: `%s`", h.name)
	return end, true
}

// propertyAt reads the word of a property.
func (h *heading) propertyAt(at int) (property string, end int, ok bool) {
	for _, p := range properties {
		if _, after, found := h.phraseOf(at, p.said); found && after > end {
			property, end, ok = p.text, after, true
		}
	}
	return property, end, ok
}

// property reads a property.
func (h *heading) property(at int) (int, bool) {
	if at > 1 && h.at(at).is(",", ";") {
		h.says(at, at+1, diag.SyntaxError, "nothing comes between the properties of a segment")
		return at + 1, true
	}
	property, end, ok := h.propertyAt(at)
	if !ok {
		return at, false
	}
	if said := h.text(at, end); !strings.EqualFold(said, property) && property != "renamed to" {
		h.says(at, end, diag.MisspeltKeyword, "`%s` is not a property of a segment; use `%s`", said, property)
		h.sure = h.sure || strings.EqualFold(said, "list") // which begins a statement
	}
	if sign := end; h.at(sign).is(":", "=", "->", "=>", "is", ":=") {
		end++
		h.says(sign, end, diag.SyntaxError, "the value of `%s` comes right after it, without `%s`", property, h.at(sign).text)
	}
	switch property {
	case "lists":
		return h.lists(end)
	case "for":
		return h.each(end)
	case "name", "renamed to":
		if h.other != "" || h.at(end).kind != quoted || h.at(end).open {
			return at, false
		}
		h.other, h.renamed = h.text(end, end+1), property == "renamed to"
		if h.renamed {
			h.says(at, end, diag.MisspeltKeyword, "the new name comes after `segment`, and the old one after `was`")
		} else {
			h.says(at, end, diag.MisspeltKeyword, "`%s` is not a property of a segment: its name comes after `segment`", h.at(at).text)
		}
		return end + 1, true
	}
	value, after, ok := h.quotedText(property, end)
	if !ok {
		return at, false
	}
	h.properties = append(h.properties, property+" "+value)
	return after, true
}

// quotedText reads a text, with or without quotes.
func (h *heading) quotedText(property string, at int) (string, int, bool) {
	if close, ok := h.closing(at, len(h.tokens)); ok && close == at+2 {
		h.says(at, at+1, diag.SyntaxError, "`%s` has no parentheses", property)
		value, _, ok := h.quotedText(property, at+1)
		return value, close + 1, ok
	}
	t := h.at(at)
	if t.kind == quoted {
		return h.text(at, at+1), at + 1, !t.open
	}
	end := at
	for end < len(h.tokens) && end-at < 40 && (end == at || !h.firstOnLine(end)) {
		if _, _, next := h.propertyAt(end); next && end > at && (property == "color" || property == "id") || h.at(end).kind == quoted || h.at(end).is("where") {
			break
		}
		end++
	}
	if end == at {
		return "", at, false
	}
	text := quote(h.text(at, end))
	h.says(at, end, diag.UnquotedText, "the %s of a segment needs quotes: `%s`", property, text)
	return text, end, true
}

// lists reads the names of contact lists, maybe in brackets.
func (h *heading) lists(at int) (int, bool) {
	to, after := len(h.tokens), 0
	if close, ok := h.closing(at, to); ok {
		h.says(at, at+1, diag.SyntaxError, "write the contact lists of a segment with commas between them, without `%s`", h.at(at).text)
		at, to, after, h.sure = at+1, close, close+1, true
	}
	var all []string
	for at < to {
		n, end := h.text(at, at+1), at+1
		if id, last, ok := h.uuid(at, to); ok {
			if n, end = id, last; h.at(at).kind != quoted {
				h.says(at, end, diag.UnquotedText, "the id of a contact list needs quotes: `%s`", id)
			}
		} else if k := h.at(at).kind; k != word && k != quoted && k != named {
			return at, false
		}
		all, at = append(all, n), end
		if at == to || after == 0 && !h.at(at).is(",", ";", "and", "&", "+") {
			break
		}
		if h.at(at).is(",", ";", "and", "&", "+") {
			if h.at(at).text != "," {
				h.says(at, at+1, diag.SyntaxError, "expected `,`, found `%s`", h.at(at).text)
			}
			at++
		}
	}
	if len(all) == 0 || after > 0 && at < to {
		return at, false
	}
	h.properties = append(h.properties, "lists "+strings.Join(all, ", "))
	return max(at, after), true
}

// each reads a `for` of the header.
func (h *heading) each(at int) (int, bool) {
	text, end, reasons, ok := h.loop(at)
	if !ok {
		return at, false
	}
	h.reasons = append(h.reasons, reasons...)
	h.properties = append(h.properties, text)
	return end, true
}
