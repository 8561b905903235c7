package mistaken_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/mistaken"
)

// TestNames has names of columns with the event or the built-in column that they are
// likely meant for, if any.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"opening": "opened", "clicking": "clicked", "opens_count": "opened", "openCount": "opened", "email_opens": "opened",
		"number_of_clicks": "clicked", "times_opened": "opened", "total_bounces": "bounced", "unsubscribe_count": "unsubscribed",
		"email_delivered": "delivered", "spam_complaint": "complained", "SpamComplaint": "complained", "spam_reports": "complained",
		"abuse_report": "complained", "email_complaints": "complained", "total_spam_reports": "complained",
		"emial": "email", "E_Mial": "email", "email_address": "email", "fname": "first_name", "FirstNme": "first_name",
		"surname": "last_name", "created": "created_at", "CreatedDate": "created_at", "create_at": "created_at", "stauts": "status",

		"open_rate": "", "last_open": "", "first_click": "", "hard_bounces": "", "openings": "", "clocking": "", "spam": "", "spam_score": "",
		"total_deliveries": "", "delivery_count": "", "email_delivery": "", "total_complaints": "", "email_reports": "", "reported": "",
		"opens_clicks": "", "email_count": "", "_": "", "": "", "mail": "", "emails": "", "gmail": "", "email2": "", "firstname2": "",
		"idd": "", "di": "", "created_by": "", "updated_at": "", "nickname": "", "name": "",
	} {
		got := ""
		if word, ok := mistaken.Event(name); ok {
			got = word
		} else if word, ok := mistaken.Builtin(name); ok {
			got = word
		} else if word, ok := mistaken.Near(name); ok {
			got = word
		}
		if got != want {
			t.Errorf("%s is meant for %q, want %q", name, got, want)
		}
		if mistaken.Name(name) != (want != "") {
			t.Errorf("Name(%q) is %v", name, want == "")
		}
	}
}

// TestBuiltinColumnsAreNotMistaken checks that the names of built-in columns are taken as they are.
func TestBuiltinColumnsAreNotMistaken(t *testing.T) {
	for _, name := range column.BuiltinNames() {
		for _, meant := range []func(string) (string, bool){mistaken.Builtin, mistaken.Event, mistaken.Near} {
			if as, ok := meant(name); ok {
				t.Errorf("%s is taken for %s", name, as)
			}
		}
	}
}
