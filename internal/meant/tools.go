package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// setOperator is the operator for a column with several values, in place of one for a single value.
var setOperator = lazy.Value[map[string]string]{Make: func() map[string]string {
	return map[string]string{"=": "has any", "!=": "has none", "in": "has any", "not in": "has none", "contains": "has any", "not contains": "has none"}
}}

// mergeTag returns the column of a merge tag of a mailing.
func mergeTag(text string) string {
	switch text {
	case "fname", "firstname":
		return "first_name"
	case "lname", "lastname":
		return "last_name"
	case "email_address":
		return "email"
	}
	return text
}

// intros are what tools show before a condition.
var intros = []string{
	"contact details", "what someone has done :", "what someone has not done :", "properties about someone :", "property about someone :", "contact property",
	"contact properties", "campaign activity", "email activity", "marketing activity", "email marketing engagement", "profile property", "profile properties",
	"if someone", "someone", "contact", "contacts who", "contacts that", "people who", "subscribers who", "profiles who", "anyone who", "the contact",
	"list membership", "audience", "email", "marketing email", "marketing emails",
}

// skip returns the index after the longest of some phrases, or the index itself.
func (r *reader) skip(at int, phrases ...string) int {
	if _, end, ok := r.phraseOf(at, phrases); ok {
		return end
	}
	return at
}

// told reads a condition as mailing tools show it.
func (r *reader) told(at int) ([]phrase, int, bool) {
	for _, read := range []func(*reader, int) (found, int, bool){
		(*reader).memberOf, (*reader).statusIs, (*reader).tagged, (*reader).lastTime, (*reader).added, (*reader).eventOf,
	} {
		if f, end, ok := read(r, at); ok && r.boundary(end) {
			reason := r.reason(at, end, diag.SyntaxError, "this is not a condition; write `%s`", f.text)
			return []phrase{{text: f.text, joint: f.joint, reasons: []Reason{reason}}}, end, true
		}
	}
	return nil, at, false
}

// piped reads one condition whose parts have signs such as `|` between them: `plan | is | pro`.
func piped(r *reader) []phrase {
	at, n := r.start(), 0
	out := *r
	out.known = map[[2]int]bool{}
	out.tokens = append([]token(nil), r.tokens[:at]...)
	reason := r.reason(at, len(r.tokens), diag.SyntaxError, "this is not a condition")
	rest := r.tokens[at:]
	if after, ok := r.words(at, "person", "|", "lookup", ":"); ok && r.at(after).kind == quoted {
		rest, n = r.tokens[after:], 2
	}
	for _, t := range rest {
		if t.is("|", "→", "›") {
			if n++; n == 1 {
				reason = Reason{t.start, t.end, diag.SyntaxError, "unexpected `" + t.text + "`: a condition is a column, an operator and a value"}
			}
			continue
		}
		out.tokens = append(out.tokens, t)
	}
	if n != 2 && n != 3 {
		return nil
	}
	from := at
	if _, after, ok := out.phraseOf(at, intros); ok && n == 3 {
		from = after
	}
	all, end, ok := out.told(from)
	if !ok {
		all, end, ok = out.comparison(from)
	}
	if !ok || end != len(out.tokens) {
		return nil
	}
	for i := range all {
		all[i] = phrase{text: spaced(r.text(0, at), all[i].text), sure: true, reasons: []Reason{reason}}
	}
	return all
}

// added reads when a contact was added: `Date Added is within the last 30 days`.
func (r *reader) added(at int) (found, int, bool) {
	from := at
	at = r.skip(at, intros...)
	named := r.skip(at, "date added", "date created", "create date", "created date", "signup date", "sign up date", "date subscribed", "created at", "profile created on", "profile created", "date joined")
	if named == at {
		return found{}, from, false
	}
	at = r.skip(named, "is", "was")
	near := r.skip(at, "within", "within the last", "in the last", "in last", "in the past", "less than", "within last")
	far := r.skip(at, "more than", "over", "older than")
	days, end, ok := r.daysAt(max(near, far))
	if !ok || max(near, far) == at {
		return found{}, from, false
	}
	end = r.skip(end, "ago")
	if near > far {
		return found{text: "created_at >= today - " + days}, end, true
	}
	return found{text: "created_at < today - " + days}, end, true
}

// nameAt reads what a list or a campaign is called.
func (r *reader) nameAt(at int) (string, int, bool) {
	if t := r.at(at); t.kind == quoted && !t.open {
		n := identifier(t.text)
		return n, at + 1, n != ""
	}
	end := at
	for end < len(r.tokens) && end-at < 4 && r.at(end).kind == word && !r.boundary(end) && !r.isOperator(end) && !r.at(end).is("in", "more", "at") {
		end++
	}
	n := identifier(r.text(at, end))
	return n, end, end > at && n != ""
}

// memberOf reads `is in list Newsletter`, `is not subscribed to list x`, `is a member of x`.
func (r *reader) memberOf(at int) (found, int, bool) {
	at = r.skip(at, intros...)
	op := "in"
	at = r.skip(at, "is", "are", "was", "does")
	if after := r.skip(at, "not", "isn't"); after > at {
		op, at = "not in", after
	}
	before := at
	at = r.skip(at, "in list", "in the list", "on list", "on the list", "in lists", "member of", "a member of", "member of list", "a member of list", "member of the list",
		"subscribed to", "subscribed to list", "subscribed to the list", "belongs to list", "belong to list", "belongs to", "part of list", "added to list", "in contact list", "list membership is")
	if at == before {
		return found{}, at, false
	}
	n, end, ok := r.nameAt(at)
	return found{text: "list " + op + " (" + n + ")"}, end, ok
}

// statusIs reads whether a contact is subscribed.
func (r *reader) statusIs(at int) (found, int, bool) {
	from := at
	at = r.skip(at, "email marketing status", "marketing status", "subscription status", "email status", "email subscription status", "contact status", "subscriber status",
		"email consent status", "email marketing consent", "status")
	subject := at > from
	if !subject {
		at = r.skip(at, "contact", "someone", "profile", "subscriber", "person", "contact's email")
	}
	op := "="
	is := r.skip(at, "is", "=", "==", ":", "equals", "are")
	if is == at {
		return found{}, from, false
	}
	if after := r.skip(is, "not"); after > is {
		op, is = "!=", after
	}
	t := r.at(is)
	for _, s := range []string{"subscribed", "unsubscribed"} {
		if strings.EqualFold(t.text, s) {
			end := is + 1
			if after := r.skip(end, "to email marketing", "to email", "to marketing", "from email marketing"); after > end {
				end = after
			}
			return found{text: `status ` + op + ` "` + s + `"`}, end, true
		}
	}
	return found{}, from, false
}

// tagged reads `contact is tagged vip`.
func (r *reader) tagged(at int) (found, int, bool) {
	from := at
	at = r.skip(at, "tags", "tag")
	at = r.skip(at, "contact", "someone", "contacts", "subscriber")
	op, after := "has any", r.skip(at, "is tagged", "is tagged with", "are tagged", "tagged", "tagged with", "has tag", "has the tag", "is tagged as")
	if after == at {
		op, after = "has none", r.skip(at, "is not tagged", "is not tagged with", "not tagged", "not tagged with", "isn't tagged", "does not have tag", "does not have the tag")
	}
	if after == at {
		return found{}, from, false
	}
	v, end, ok := r.value(after)
	if !ok || v.kind != quotedValue && v.kind != bareValue {
		return found{}, from, false
	}
	return found{text: "tags " + op + " (" + quote(v.inner) + ")"}, end, true
}

// lastTime reads a condition on the last time that something happened: `last open date is more than 30 days ago`.
func (r *reader) lastTime(at int) (found, int, bool) {
	at = r.skip(at, intros...)
	if !r.at(at).is("last") {
		return found{}, at, false
	}
	at = r.skip(at+1, "marketing email", "email", "campaign")
	event := eventNamed(r.at(at).text)
	if event != "opened" && event != "clicked" {
		return found{}, at, false
	}
	at = r.skip(at+1, "date", "time", "at", "on")
	if after := r.skip(at, "is unknown", "is never", "is not known", "is empty"); after > at {
		return found{text: "never " + event}, after, true
	}
	if after := r.skip(at, "is known"); after > at {
		return found{text: event}, after, true
	}
	at = r.skip(at, "is", "was")
	far := r.skip(at, "more than", "over", "older than", ">", "before", "greater than")
	near := r.skip(at, "less than", "within", "in", "within the last", "in the last", "within last", "in last", "<", "in the past", "less than or equal to")
	days, end, ok := r.daysAt(max(far, near))
	if !ok || max(far, near) == at {
		return found{}, at, false
	}
	end = r.skip(end, "ago", "before today")
	if near > far {
		return found{text: event + " in last " + days}, end, true
	}
	return found{text: event + " more than " + days + " ago and never " + event + " in last " + days, joint: "and"}, end, true
}

// daysAt reads a number of days or weeks.
func (r *reader) daysAt(at int) (string, int, bool) {
	t := r.at(at)
	if t.kind != number {
		return "", at, false
	}
	if days, ok := daysOf(t.text); ok {
		return days, at + 1, true
	}
	switch unit := r.at(at + 1); {
	case !digits(t.text):
	case unit.is("day", "days"):
		return t.text + "d", at + 2, true
	case unit.is("week", "weeks"):
		return t.text + "w", at + 2, true
	}
	return "", at, false
}

// eventNamed returns segc's word for what happened.
func eventNamed(text string) string {
	for _, e := range []struct {
		event string
		words []string
	}{
		{"opened", []string{"opened", "open", "opens"}},
		{"clicked", []string{"clicked", "click", "clicks"}},
		{"delivered", []string{"received", "delivered", "sent", "receive"}},
		{"bounced", []string{"bounced", "bounce", "bounces", "hardbounced"}},
		{"complained", []string{"complained", "complain"}},
		{"unsubscribed", []string{"unsubscribed", "unsubscribe"}},
	} {
		if slices.Contains(e.words, strings.ToLower(text)) {
			return e.event
		}
	}
	return ""
}

// eventOf reads what a contact did, how often and when: `Opened Email at least once in the last 30 days`.
func (r *reader) eventOf(at int) (found, int, bool) {
	for range 2 {
		at = r.skip(at, intros...)
	}
	never := false
	at = r.skip(at, "has", "have", "was", "did")
	if after := r.skip(at, "not", "never", "hasn't", "has not", "did not", "didn't", "haven't", "wasn't"); after > at {
		never, at = true, after
	}
	from := at
	hard := r.skip(at, "hard")
	event := eventNamed(r.at(hard).text)
	end := hard + 1
	if hard > at && event != "bounced" {
		return found{}, at, false
	}
	if after := r.skip(at, "marked as spam", "marked email as spam", "reported spam", "reported as spam", "marked spam"); after > at {
		event, end = "complained", after
	}
	if event == "" || r.at(end).kind == sign && r.at(end).text != "," && end < len(r.tokens) && !r.boundary(end) {
		return found{}, at, false
	}
	end = r.skip(end, "email", "an email", "any email", "emails", "any campaign", "a campaign", "marketing email", "any marketing email", "at all", "from email")
	text, last := event, end
	if after := r.skip(end, "where campaign name equals", "where campaign equals", "where campaign name is", "campaign", "the campaign", "from campaign", "in campaign"); after > end {
		n, next, ok := r.nameAt(after)
		if !ok || event != "opened" && event != "clicked" {
			return found{}, at, false
		}
		text, end = text+" from campaigns ("+n+")", next
	}
	count, end, none := r.countAt(end)
	if count != "" {
		text = event + " " + count + strings.TrimPrefix(text, event)
	}
	if after := r.skip(end, "over all time", "all time", "ever", "in total"); after > end {
		end = after
	} else if after := r.skip(end, "in the last", "in last", "in the past", "within the last", "within", "within last", "during the last", "over the last", "the last"); after > end {
		days, next, ok := r.daysAt(after)
		if !ok {
			return found{}, at, false
		}
		text, end = text+" in last "+days, next
	} else if after := r.skip(end, "more than", "over"); after > end {
		days, next, ok := r.daysAt(after)
		if !ok || !r.at(next).is("ago") {
			return found{}, at, false
		}
		text, end = text+" more than "+days+" ago", next+1
	}
	if never || none {
		if count != "" {
			return found{}, at, false
		}
		text = "never " + text
	}
	return found{text: text}, end, end > from+1 || last > from+1 || from != at || never
}

// countAt reads how often something happened; none if it did not.
func (r *reader) countAt(at int) (text string, end int, none bool) {
	if after := r.skip(at, "zero times", "never", "0 times", "at no time"); after > at {
		return "", after, true
	}
	op, after := ">=", r.skip(at, "at least", "a minimum of")
	for _, o := range []struct{ op, said string }{{">", "more than"}, {"<=", "at most"}, {"<", "less than"}, {"<", "fewer than"}, {"=", "exactly"}, {"=", "equals"}} {
		if next := r.skip(at, o.said); next > at {
			op, after = o.op, next
		}
	}
	n := ""
	switch t := r.at(after); {
	case t.is("once"):
		n = "1"
	case t.is("twice"):
		n = "2"
	case t.kind == number && digits(t.text) && r.at(after+1).is("time", "times"):
		n = t.text
	}
	if n == "" {
		return "", at, false
	}
	if n == "0" {
		return "", r.skip(after+1, "time", "times"), op == "="
	}
	return op + " " + n, r.skip(after+1, "time", "times"), false
}
