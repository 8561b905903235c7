package meant

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// memberships are the words for being on a contact list, by whether the contact is on it. The name of the list
// comes after them.
var memberships = lazy.Value[map[bool][]string]{Make: func() map[bool][]string {
	return map[bool][]string{
		true: {
			"in list", "on list", "in the list", "on the list", "is in list", "is on list", "in contact list", "member of", "is member of", "is a member of", "member of list", "belongs to", "belongs to list", "subscribed to", "is subscribed to", "subscribed to list", "is subscribed to list", "list contains", "list includes", "list is", "list =", "list ==", "list :", "list has", "list like", "list ilike", "list matches", "lists contains", "lists in", "lists =", "lists has", "list", "lists contain",
			"auf liste", "auf der liste", "in liste", "in der liste", "mitglied von", "dans la liste", "sur la liste", "membre de", "en la lista", "en lista", "miembro de", "na liście", "w liście",
		},
		false: {
			"not in list", "not on list", "not in the list", "not on the list", "is not in list", "is not on list", "isn't on list", "isn't in list", "not member of", "not a member of", "is not member of", "is not a member of", "isn't a member of", "not subscribed to", "is not subscribed to", "list is not", "list !=", "list <>", "list not", "lists not in", "list does not contain", "list doesn't contain", "list not contains", "list excludes", "list exclude", "list excluding", "list without", "lists excludes", "lists exclude", "list does not include", "list doesn't include", "list not includes", "list does not have", "list has not", "list has no", "list lacks", "list not like", "list not ilike", "list does not match",
			"nicht auf liste", "nicht auf der liste", "nicht in liste", "pas dans la liste", "no en la lista", "nie na liście",
		},
	}
}}

// member reads `member of newsletter` and `not in list newsletter`.
func (r *reader) member(at int) ([]phrase, int, bool) {
	for on, said := range memberships.Get() {
		words, next, ok := r.phraseOf(at, said)
		if !ok || on && r.longerMember(at, next) || words == "list" && !r.alone { // a declaration that is not finished
			continue
		}
		values, end, ok := r.values(next)
		if !ok || !r.boundary(end) {
			return nil, at, false
		}
		_, enclosed := brackets.Get()[r.at(next).text]
		for !enclosed && r.at(end).is("or", ",") && on {
			v, after, ok := r.value(end + 1)
			if !ok || v.kind != bareValue && v.kind != quotedValue || !r.boundary(after) {
				break
			}
			values, end = append(values, v), after
		}
		text := "list in"
		if !on {
			text = "list not in"
		}
		names := ""
		for i, v := range values {
			if v.kind != bareValue && v.kind != quotedValue {
				return nil, at, false
			}
			if i > 0 {
				names += ", "
			}
			switch {
			case v.kind == quotedValue && uuid(v.inner):
				names += v.text
			case v.kind == quotedValue:
				names += nameOf(v.inner)
			default:
				names += v.text
			}
		}
		all := one(text + " (" + names + ")")
		if text+" ("+names+")" == r.text(at, end) {
			return nil, at, false
		}
		return surely(because(all, r.reason(at, next, diag.SyntaxError, "`%s` is written `%s (…)`", words, text))), end, true
	}
	return nil, at, false
}

// longerMember reports whether the words for not being on a list go further.
func (r *reader) longerMember(at, end int) bool {
	_, after, ok := r.phraseOf(at, memberships.Get()[false])
	return ok && after > end
}

// uuid reports whether a text looks like the id of a list.
func uuid(text string) bool {
	return len(text) == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-'
}

// provider reads `isp is gmail`: who the mailbox of a contact is with.
func (r *reader) provider(at int) ([]phrase, int, bool) {
	if !r.at(at).is("isp") || r.at(at).kind != word || r.at(at+1).kind != word && !r.at(at+1).is(":", "==", "===", "<>", "!==", "=", "!=") {
		return nil, at, false
	}
	op, after, ok := r.operator(at + 1)
	if !ok || op.text != "=" && op.text != "!=" && op.text != "in" && op.text != "not in" {
		return nil, at, false
	}
	values, end, ok := r.values(after)
	if !ok {
		return nil, at, false
	}
	for r.separates(end) && brackets.Get()[r.at(after).text] == "" {
		v, next, ok := r.value(end + 1)
		if !ok || v.kind != bareValue && v.kind != quotedValue && v.kind != numberValue || !r.boundary(next) {
			break
		}
		values, end = append(values, v), next
	}
	names := ""
	for i, v := range values {
		if i > 0 {
			names += ", "
		}
		switch v.kind {
		case bareValue, numberValue:
			names += v.text
		case quotedValue:
			names += nameOf(v.inner)
		default:
			return nil, at, false
		}
	}
	if r.at(at+1).is("=", "!=") && len(values) == 1 {
		return nil, at, false // as segc has it
	}
	negative := op.text == "!=" || op.text == "not in"
	text := "isp = " + names
	switch {
	case len(values) > 1 && negative:
		text = "isp not in (" + names + ")"
	case len(values) > 1:
		text = "isp in (" + names + ")"
	case negative:
		text = "isp != " + names
	}
	reason := r.reason(at+1, after, diag.SyntaxError, "`%s` is not an operator of `isp`, which has `=`, `!=`, `in` and `not in`", r.text(at+1, after))
	if r.at(at+1).is("=", "!=") {
		reason = r.reason(after, end, diag.SyntaxError, "several ISPs need a list: `%s`", text)
	}
	all := because(one(text), reason)
	for _, v := range values {
		if v.sure {
			all = surely(because_(one(text), v.reasons))
		}
	}
	return all, end, true
}
