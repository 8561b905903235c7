package lint_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

const (
	news  = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	other = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
)

// check returns the diagnostics of a text with a catalog, each as its code and the words
// that it points at. All rules run.
func check(t *testing.T, catalog, text string, enable ...diag.Code) []string {
	t.Helper()
	options := segc.Options{Name: "rule.seg", Enable: enable}
	if catalog != "" {
		options.Files = fstest.MapFS{"catalog.seg": &fstest.MapFile{Data: []byte(catalog)}}
		text = "use \"catalog.seg\"\n" + text
	}
	found := []string{}
	for _, d := range segc.Check(context.Background(), text, options) {
		if d.Location.Source == nil {
			t.Fatalf("%s has no place", d.Error())
		}
		found = append(found, string(d.Code)+" "+d.Location.Source.Slice(d.Location.Span))
	}
	return found
}

// TestRules has cases for each rule: what it speaks up about, and what it
// leaves alone. The rules keep to people who are subscribed, without saying so.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		name, catalog, text string
		want                []string
	}{
		{"and beside or", "", `plan = "pro" and opened or clicked`, []string{`SEG501 plan = "pro" and opened`}},
		{"parentheses", "", `(plan = "pro" and opened) or clicked`, nil},
		{"and alone", "", `plan = "pro" and opened and clicked`, nil},

		{"unused let", "", "let a = opened\nlet b = clicked\nwhere b", []string{"SEG505 a"}},
		{"unused ids", "", "isp gmail = 1\nlist news = \"" + news + "\"\ncampaign sale = 12\nwhere opened", []string{"SEG505 gmail", "SEG505 news", "SEG505 sale"}},
		{"used by a let that is used", "", "let a = opened\nlet b = a or clicked\nwhere b", nil},
		{"used by a name", "", "isp gmail = 1\nisp big = (gmail, 2)\nwhere isp in (big)", nil},
		{"used by a guard", "", "let ok = never complained\nrequire ok\nwhere opened and never complained", nil},
		{"used by the segment", "", "segment \"A\"\n  lists news\nlist news = \"" + news + "\"\nwhere opened", nil},
		{"two kinds of one name", "", "isp gmail = 1\nlet gmail = opened\nwhere isp = gmail", []string{"SEG505 gmail"}},
		{"names for others", "isp gmail = 1\nlet engaged = opened\n", "where clicked", nil},
		{"columns", "", "field plan: text\nwhere opened", nil},

		{"raw ISP", "isp gmail = 1\n", "where isp in (1, 2)", []string{"SEG506 1"}},
		{"raw campaign", "campaign sale = 12\n", "where opened from campaigns (12)", []string{"SEG506 12"}},
		{"raw list", "list news = \"" + news + "\"\n", `where list in ("` + strings.ToUpper(news) + `")`, []string{`SEG506 "` + strings.ToUpper(news) + `"`}},
		{"raw list of the segment", "list news = \"" + news + "\"\n", "segment \"A\"\n  lists \"" + news + "\"\nwhere opened", []string{`SEG506 "` + news + `"`}},
		{"kinds do not mix", "campaign one = 1\nlist news = \"" + news + "\"\n", "where isp = 2 and list in (\"" + other + "\")", nil},
		{"a name for many", "isp big = (1, 2)\n", "where isp in (1, 2)", nil},
		{"where it is named", "", "isp gmail = 1\nwhere isp = gmail", nil},
		{"a count", "isp gmail = 1\n", "where opened >= 1 and orders = 1", nil},

		{"twice in a list", "", `plan in ("a", "b", "a")`, []string{`SEG507 "a"`}},
		{"twice and nothing else", "", `plan in ("a", "a")`, []string{`SEG507 "a"`}},
		{"twice among ISPs", "", "isp in (1, 2, 1)", []string{"SEG507 1"}},
		{"twice among lists", "", `list in ("` + news + `", "` + strings.ToUpper(news) + `")`, []string{`SEG507 "` + strings.ToUpper(news) + `"`}},
		{"twice among campaigns", "", "clicked from campaigns (1, 1)", []string{"SEG507 1"}},
		{"a range of one", "", "age between 5 and 5", nil},
		{"a text and a number", "", `list in ("` + news + `", "` + other + `")`, nil},
		{"case", "", `plan in ("pro", "Pro")`, nil},

		{"case in two conditions", "", `(country = "DE" and opened) or (country = "de" and clicked)`, []string{`SEG508 "de"`}},
		{"case in alternatives", "", `country = "DE" or country = "de"`, nil},
		{"case in alternatives, not", "", `country != "DE" and not (country = "de") and (country not in ("dE"))`, nil},
		{"case of tags", "", `tags has any ("Ski", "Bike") and tags has none ("ski")`, nil},
		{"case and the catalog", "let dach = country in (\"DE\", \"AT\")\n", `where country = "de" or dach`, []string{`SEG508 "de"`}},
		{"case and the catalog, both meant", "let dach = country in (\"DE\", \"AT\")\n", `where country in ("de", "DE")`, nil},
		{"case of the catalog", "let dach = country in (\"DE\", \"AT\")\nlet de = country = \"de\"\n", `where dach or de`, nil},
		{"case of a letter", "", `(size = "S" and opened) or (size = "s" and clicked)`, nil},
		{"case of a choice", "field plan: choice(\"Pro\", \"pro\")\n", `where (plan = "Pro" and opened) or (plan = "pro" and clicked)`, nil},
		{"a blank in the catalog", "let berlin = city = \"Berlin\"\n", `where city = "Berlin "`, []string{`SEG508 "Berlin "`}},
		{"no choice", "field plan: choice(\"pro\")\n", `where plan = "pro "`, []string{`SEG304 "pro "`}},
		{"a blank behind", "", `plan = "pro" or plan = "pro "`, []string{`SEG508 "pro "`}},
		{"a blank behind, alone", "", `plan = "pro "`, []string{`SEG508 "pro "`}},
		{"two blanks", "", `plan in ("big one", "big  one")`, []string{`SEG508 "big  one"`}},
		{"another kind of blank", "", "plan in (\"big one\", \"big\u00a0one\")", []string{"SEG508 \"big\u00a0one\""}},
		{"a blank without width", "", "plan = \"p\u200bro\"", []string{"SEG508 \"p\u200bro\""}},
		{"an invisible letter, as an escape", "", `plan = "p\u3164ro"`, []string{`SEG508 "p\u3164ro"`}},
		{"tags", "", "plan = \"a\U000e0068\U000e0069\"", []string{"SEG508 \"a\U000e0068\U000e0069\""}},
		{"one with a selector", "", "plan in (\"pro\", \"pro\ufe0f\")", []string{"SEG508 \"pro\ufe0f\""}},
		{"a joiner between Latin letters", "", "plan = \"p\u200cro\"", []string{"SEG508 \"p\u200cro\""}},
		{"in a comment", "", "where opened or clicked # a\u200b\u200bb\u200b\n", []string{"SEG508 \u200b\u200b"}},
		{"in a part of a text", "", "company contains \"a\u2060g\"", []string{"SEG508 \"a\u2060g\""}},
		{"in the name of a column", "", "`pl\u00adan` = \"pro\"", []string{"SEG508 `pl\u00adan`"}},
		{"in a name without backquotes", "", "pl\u3164an = \"pro\"", []string{"SEG508 pl\u3164an"}},
		{"in the names of others", "list `a\u200bb` = \"" + news + "\"\n", "where opened or clicked", nil},
		{"in a title", "", "segment \"A\u202e\"\nlists \"" + news + "\"\nwhere opened or clicked", []string{"SEG508 \"A\u202e\""}},
		{"Persian and Hindi", "", "city in (\"می\u200cخواهم\", \"क्\u200dष\", \"क्\u200cष\")", nil},
		{"flags", "", "mood = \"🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1\ufe0f\u20e3\"", nil},
		{"a letter of another script", "", "plan in (\"pro\", \"pr\u043e\")", []string{"SEG508 \"pr\u043e\""}},
		{"a letter of another script, alone", "", "plan = \"pr\u043e\"", []string{"SEG508 \"pr\u043e\""}},
		{"two alphabets in two words", "", "city in (\"Москва\", \"Moskva Москва\")", nil},
		{"Greek", "", `city in ("Αθήνα", "Κρήτη")`, nil},
		{"a letter that is seen", "", "plan = \"µ-plan\" or unit = \"mΩ\"", nil},
		{"two columns", "", `plan = "pro" or tier = "pro"`, nil},
		{"a part of a text", "", `company contains " ag" or not (company contains "ag ")`, nil},
		{"apostrophes", "", `last_name in ("O'Neil", "O’Neil")`, nil},
		{"emoji", "", "mood in (\"👩\u200d🚀\", \"❤️\")", nil},
		{"empty", "", `plan != ""`, nil},

		{"not over an order", "", "not (age > 5)", []string{"SEG509 not (age > 5)"}},
		{"not between", "", "not age between 5 and 9", []string{"SEG509 not age between 5 and 9"}},
		{"not over a part", "", `not (age > 5 or plan = "pro")`, []string{"SEG509 age > 5"}},
		{"not over a range", "", "not (age < 18 or age > 65)", []string{"SEG509 age < 18"}},
		{"two nots", "", "not (age < 18) and not (age > 65)", []string{"SEG509 not (age < 18)", "SEG509 not (age > 65)"}},
		{"a value is demanded beside", "", "age >= 18 and not (age > 65)", nil},
		{"a value is demanded above", "", "(age in (1, 2, 3)) and (opened or not (age > 65 and clicked))", []string{"SEG407 (opened or not (age > 65 and clicked))"}},
		{"a value is demanded elsewhere", "", "age = 7 and opened or not (age > 65)", []string{"SEG407 age = 7 and opened", "SEG501 age = 7 and opened", "SEG509 not (age > 65)"}},
		{"in a let", "", "let young = not (age > 5)\nwhere young", []string{"SEG509 not (age > 5)"}},
		{"null is said", "", "not (age > 5) or age is null", nil},
		{"null is left out", "", "not (age > 5) and age is not null", []string{"SEG407 age is not null"}},
		{"null is left out below the not", "", "not (age > 5 or age is null)", []string{"SEG407 age is null"}},
		{"not twice", "", "not (not (age > 5))", nil},
		{"not equal", "", `not (plan = "pro")`, nil},
		{"not null", "field age: number not null\n", "where not (age > 5)", nil},
		{"built in", "", "not (created_at > 2026-05-01)", nil},
		{"the opposite", "", "age <= 5", nil},

		{"a part that is used both ways", "", "let a = never clicked in last 31d and score = 0.5\nwhere not a or a", nil},
		{"opens alone", "", "opened >= 3 in last 30d", []string{"SEG504 opened >= 3 in last 30d"}},
		{"opens or clicks", "", "opened >= 3 in last 30d or clicked", nil},
		{"opens in a part", "let engaged = opened in last 30d\n", "where engaged", []string{"SEG504 engaged"}},
		{"opens beside clicks in a part", "let engaged = opened in last 30d or clicked\n", "where opened more than 90d ago or engaged", nil},
		{"opens beside clicks that nobody uses", "let engaged = clicked\n", "where opened", []string{"SEG504 opened"}},
		{"opens that are not", "", "not (opened in last 30d) and opened <= 3 or clicked = 0", []string{"SEG501 not (opened in last 30d) and opened <= 3"}},
		{"opens that are not not", "", "not (opened < 3 in last 30d)", []string{"SEG504 opened < 3 in last 30d"}},
		{"no opens", "", "never opened in last 30d", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.text
			if !strings.Contains(text, "where ") {
				text = "where " + text
			}
			before, rule, _ := strings.Cut(text, "where ")
			text = before + "where (" + rule + ") and status = \"subscribed\""
			if c.name == "and beside or" || c.name == "and alone" {
				text = before + "where status = \"subscribed\" and (" + rule + ")"
			}
			var enable []diag.Code
			if strings.Contains(c.name, "opens") {
				enable = append(enable, diag.OpensAlone)
			}
			want := c.want
			if want == nil {
				want = []string{}
			}
			if diff := cmp.Diff(want, check(t, c.catalog, text, enable...)); diff != "" {
				t.Errorf("%s\n%s", text, diff)
			}
		})
	}
}

// TestDeclarations checks that a file of declarations is for other files.
func TestDeclarations(t *testing.T) {
	found := check(t, "", "isp gmail = 1\nlet engaged = opened\n# segc:ignore SEG407 a rule may say it, too\nlet lapsed = never opened")
	if diff := cmp.Diff([]string{}, found); diff != "" {
		t.Error(diff)
	}
}

// TestReaches has rules that reach people who should get no mail, and rules
// that do not or are for them.
func TestReaches(t *testing.T) {
	const mailable = `require status = "subscribed" and never complained and never bounced` + "\n"
	for _, c := range []struct {
		catalog, text string
		want          string // the codes
	}{
		{"", `opened`, "SEG502 SEG503"},
		{"", `status = "subscribed" and opened`, "SEG503"},
		{"", `status = "subscribed" and opened or isp in (1, 2)`, "SEG501 SEG502 SEG503"},
		{"", `status in ("subscribed") and never bounced and never complained`, ""},
		{"", `status != "unsubscribed" and bounced = 0 and complained < 1`, ""},
		{"", `not (status = "unsubscribed" or bounced or complained)`, ""},
		{"", `never unsubscribed and opened`, "SEG503"},
		{"", `unsubscribed = 0 and opened`, "SEG503"},
		{"", `never unsubscribed in last 30d and opened`, "SEG502 SEG503"},
		// How often is too often, and for how long, is for the author to say.
		{"", `never bounced in last 30d and never complained and status = "subscribed"`, ""},
		{"", `bounced <= 2 and never complained in last 365d and status = "subscribed"`, ""},
		{"", `never bounced more than 30d ago and never complained and status = "subscribed"`, "SEG503"},
		// Win-back of people who unsubscribed.
		{"", `status = "unsubscribed"`, "SEG503"},
		{"", `status = "unsubscribed" and opened more than 90d ago and never complained and never bounced`, ""},
		{"", `unsubscribed in last 30d`, "SEG503"},
		{"", `unsubscribed more than 365d ago and (plan = "pro" or clicked)`, "SEG503"},
		{"", `status = "unsubscribed" or unsubscribed >= 1 in last 90d`, "SEG503"},
		{"", `status = "unsubscribed" or opened`, "SEG502 SEG503"},
		// Hygiene.
		{"", `status = "subscribed" and (bounced >= 3 in last 30d or complained)`, ""},
		{"", `bounced >= 3 in last 30d or complained`, ""},
		{"", `bounced >= 3 in last 30d or opened`, "SEG502 SEG503"},
		{"", `status = "subscribed" and (bounced >= 3 or clicked)`, "SEG503"},
		// Guards.
		{mailable, `where status = "subscribed" and never complained and never bounced and opened`, ""},
		{`require status = "subscribed"` + "\n", `where status = "subscribed" and opened`, "SEG503"},
		{`let mailable = status = "subscribed" and never complained` + "\n", `where mailable and never bounced`, ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			codes := []string{}
			for _, found := range check(t, c.catalog, c.text, segc.OptionalRules()...) {
				if !strings.HasPrefix(found, "SEG504") {
					codes = append(codes, found[:6])
				}
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestReachedContact checks that the contact is described with the names of the
// catalog, and that the message is about what is the matter with the rule.
func TestReachedContact(t *testing.T) {
	files := fstest.MapFS{"catalog.seg": &fstest.MapFile{Data: []byte("list news = \"" + news + "\"\nisp gmail = 1\ncampaign sale = 12\n")}}
	messages := prose.Open(t, "reached-contact")
	for text, names := range map[string][]string{
		`where list in (news)`: {"news"},
		`where status = "subscribed" and isp = gmail and never bounced in last 30d and opened from campaigns (sale)`: {`"subscribed"`, "gmail", "sale"},
		`where status = "subscribed" and plan = "on the list ` + news + `" and never complained`:                     {`"subscribed"`, `"on the list ` + news + `"`},
	} {
		found := ""
		for _, d := range segc.Check(context.Background(), "use \"catalog.seg\"\n"+text, segc.Options{Name: "rule.seg", Files: files, Enable: []diag.Code{diag.ReachesBounced}}) {
			if d.Code == diag.ReachesBounced {
				found += d.Message + "\n" + strings.Join(d.Notes, "\n")
			}
		}
		for _, name := range names {
			if !strings.Contains(found, name) {
				t.Errorf("%s: %s is not in\n%s", text, name, found)
			}
		}
		if found == "" {
			t.Errorf("%s: nothing is said", text)
		}
		messages.Add(t, text, found)
	}
}

// TestWindows checks that windows that contradict or contain each other are
// found by the compiler itself.
func TestWindows(t *testing.T) {
	for text, want := range map[string]string{
		`never opened in last 30d and opened in last 7d`:                            "SEG403",
		`opened in last 7d and never opened in last 30d and clicked`:                "SEG403",
		`never opened and opened more than 90d ago`:                                 "SEG403",
		`delivered = 0 in last 30d and delivered >= 2 in last 10d`:                  "SEG403",
		`(never opened in last 30d and opened in last 7d) or clicked`:               "SEG405",
		`opened in last 7d and opened in last 30d`:                                  "SEG407",
		`opened in last 7d or opened in last 30d`:                                   "SEG407",
		`never opened in last 90d and never opened in last 30d`:                     "SEG407",
		`opened >= 3 in last 30d and opened >= 1 in last 90d`:                       "SEG407",
		`opened more than 90d ago and opened more than 30d ago`:                     "SEG407",
		`opened in last 30d from campaigns (12) and opened in last 90d`:             "SEG407",
		`opened in last 7d and never opened in last 30d from campaigns (12)`:        "",
		`never opened in last 30d and opened more than 30d ago`:                     "",
		`opened in last 30d and clicked in last 7d`:                                 "",
		`never opened in last 7d and opened in last 30d`:                            "",
		`opened >= 1 in last 30d and opened >= 3 in last 90d`:                       "",
		`opened in last 30d or never opened in last 90d`:                            "",
		`opened in last 30d except campaigns (12) and opened from campaigns (12)`:   "",
		`never bounced in last 30d and bounced more than 31d ago and delivered > 1`: "",
	} {
		codes := []string{}
		for _, found := range check(t, "", `status = "subscribed" and (`+text+")") {
			if !strings.HasPrefix(found, "SEG501") {
				codes = append(codes, found[:6])
			}
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// examplesDay is the day for which the examples are compiled.
func examplesDay() time.Time { return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) }

// TestExamples checks that no rule warns of the examples, whether it always runs or
// is enabled.
func TestExamples(t *testing.T) {
	files := os.DirFS(filepath.Join("..", "..", "examples"))
	names, err := fs.Glob(files, "*.seg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range segc.Check(context.Background(), string(text), segc.Options{Name: name, Files: files, Today: examplesDay(), Enable: segc.OptionalRules()}) {
			t.Error(d.Error())
		}
	}
}
