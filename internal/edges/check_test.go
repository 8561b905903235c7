package edges_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/edges"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/judged"
)

// check compares a text with a document, which nothing of the compiler has made.
func check(t *testing.T, text, document string) edges.Report {
	t.Helper()
	names, source := judged.Source(t, text)
	d, err := rule.Decode([]byte(document))
	if err != nil {
		t.Fatalf("%v\n%s", err, document)
	}
	return edges.Check(nil, names, source, condition.TableOf(nil, d), edges.Options{})
}

const (
	listA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	listB = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
	listC = "11111111-2222-4333-8444-555555555555"
)

var longText = strings.Repeat("long ", 500)

func field(name, operator, value string) string {
	return fmt.Sprintf(`{"kind":"field","field":%q,"operator":%q,"value":%s}`, name, operator, value)
}

func valueless(name, operator string) string {
	return fmt.Sprintf(`{"kind":"field","field":%q,"operator":%q}`, name, operator)
}

func activity(metric, rest string) string {
	return fmt.Sprintf(`{"kind":"activity","metric":%q,%s}`, metric, rest)
}

func isp(operator, values string) string {
	return fmt.Sprintf(`{"kind":"isp","operator":%q,"values":[%s]}`, operator, values)
}

func membership(operator, ids string) string {
	return fmt.Sprintf(`{"kind":"membership","operator":%q,"list_ids":[%s]}`, operator, ids)
}

// any joins groups, each of conditions that are joined by a comma.
func anyOf(groups ...string) string {
	for i, g := range groups {
		groups[i] = `{"all":[` + g + `]}`
	}
	return `{"any":[` + strings.Join(groups, ",") + `]}`
}

// TestWrongDocuments has for each rule the document that says the same, which is
// accepted, and documents next to it, which are refused.
func TestWrongDocuments(t *testing.T) {
	const last30 = `"days_window":{"mode":"last","days":30}`
	for _, c := range []struct {
		text, right string
		wrong       []string
	}{
		{"where age > 5", anyOf(field("age", "gt", "5")), []string{
			anyOf(field("age", "gte", "5")), anyOf(field("age", "gt", "6")), anyOf(field("age", "gt", "5.01")), anyOf(field("age", "lt", "5")),
			anyOf(field("Age", "gt", "5")), anyOf(field("age", "equals", "5")), anyOf(valueless("age", "is_not_null")),
		}},
		{"where not age > 5", anyOf(field("age", "lte", "5")), []string{
			anyOf(field("age", "lt", "5")), anyOf(field("age", "gte", "5")), anyOf(field("age", "lte", "5"), valueless("age", "is_null")),
		}},
		{"where price = 9.99", anyOf(field("price", "equals", "9.99")), []string{anyOf(field("price", "equals", "9.9")), anyOf(field("price", "equals", "999")), anyOf(field("price", "not_equals", "9.99"))}},
		{"where price < -0.5e1", anyOf(field("price", "lt", "-5")), []string{anyOf(field("price", "lt", "5")), anyOf(field("price", "lt", "-0.5"))}},
		{"where born >= 2026-05-01", anyOf(field("born", "gte", `"2026-05-01"`)), []string{
			anyOf(field("born", "gte", `"2026-05-02"`)), anyOf(field("born", "gt", `"2026-05-01"`)), anyOf(field("born", "gte", `"2026-05-01T00:00:01Z"`)), anyOf(field("born", "lte", `"2026-05-01"`)),
		}},
		{"where at < 2026-05-01T10:00:00+02:00", anyOf(field("at", "lt", `"2026-05-01T08:00:00Z"`)), []string{anyOf(field("at", "lt", `"2026-05-01T10:00:00Z"`))}},
		{`where plan != "pro"`, anyOf(field("plan", "not_equals", `"pro"`)), []string{
			anyOf(field("plan", "equals", `"pro"`)), anyOf(field("plan", "not_equals", `"Pro"`)), anyOf(field("plan", "not_equals", `"pro "`)),
			anyOf(field("plan", "not_equals", `"pro"`), valueless("plan", "is_null")), anyOf(field("plan", "not_equals", `"pro"`) + "," + valueless("plan", "is_not_null")),
		}},
		{`where plan in ("a", "b", "c")`, anyOf(field("plan", "in", `["a","b","c"]`)), []string{
			anyOf(field("plan", "in", `["a","c"]`)), anyOf(field("plan", "in", `["a","b","c","a~"]`)), anyOf(field("plan", "not_in", `["a","b","c"]`)),
		}},
		{`where email contains "a@b"`, anyOf(field("email", "contains", `"a@b"`)), []string{
			anyOf(field("email", "contains", `"a@"`)), anyOf(field("email", "starts_with", `"a@b"`)), anyOf(field("email", "equals", `"a@b"`)), anyOf(field("email", "not_contains", `"a@b"`)),
		}},
		{`where name starts with "ab"`, anyOf(field("name", "starts_with", `"ab"`)), []string{anyOf(field("name", "contains", `"ab"`)), anyOf(field("name", "starts_with", `"a"`))}},
		{"where age is null", anyOf(valueless("age", "is_null")), []string{anyOf(valueless("age", "is_not_null")), anyOf(valueless("ages", "is_null"))}},
		{`where t has all ("x", "y")`, anyOf(field("t", "has_all", `["x","y"]`)), []string{anyOf(field("t", "has_any", `["x","y"]`)), anyOf(field("t", "has_all", `["x"]`)), anyOf(field("t", "has_all", `["x","y","z"]`))}},
		{`where t has none ("x", "y")`, anyOf(field("t", "has_none", `["x","y"]`)), []string{anyOf(field("t", "has_none", `["y"]`)), anyOf(field("t", "has_any", `["x","y"]`))}},
		{"where vip = true", anyOf(field("vip", "equals", "true")), []string{anyOf(field("vip", "equals", "false")), anyOf(field("vip", "not_equals", "true"))}},
		{"where opened >= 3 in last 30d", anyOf(activity("open", `"operator":"count_gte","value":3,`+last30)), []string{
			anyOf(activity("open", `"operator":"count_gte","value":2,`+last30)), anyOf(activity("open", `"operator":"count_gte","value":4,`+last30)),
			anyOf(activity("open", `"operator":"count_eq","value":3,`+last30)), anyOf(activity("click", `"operator":"count_gte","value":3,`+last30)),
			anyOf(activity("open", `"operator":"count_gte","value":3,"days_window":{"mode":"last","days":31}`)), anyOf(activity("open", `"operator":"count_gte","value":3,"days_window":{"mode":"last","days":29}`)),
			anyOf(activity("open", `"operator":"count_gte","value":3`)), anyOf(activity("open", `"operator":"count_gte","value":3,"days_window":{"mode":"more_than","days":30}`)),
		}},
		{"where clicked more than 60d ago", anyOf(activity("click", `"operator":"ever","days_window":{"mode":"more_than","days":60}`)), []string{
			anyOf(activity("click", `"operator":"ever","days_window":{"mode":"more_than","days":61}`)), anyOf(activity("click", `"operator":"ever","days_window":{"mode":"last","days":60}`)),
		}},
		{"where opened from campaigns (1, 2)", anyOf(activity("open", `"operator":"ever","include_campaign_ids":[1,2]`)), []string{
			anyOf(activity("open", `"operator":"ever","include_campaign_ids":[1]`)), anyOf(activity("open", `"operator":"ever","exclude_campaign_ids":[1,2]`)),
			anyOf(activity("open", `"operator":"ever","include_campaign_ids":[2,3]`)), anyOf(activity("open", `"operator":"ever"`)),
		}},
		{"where not (opened between 2 and 4)", anyOf(activity("open", `"operator":"count_lte","value":1`), activity("open", `"operator":"count_gte","value":5`)), []string{
			anyOf(activity("open", `"operator":"count_lte","value":2`), activity("open", `"operator":"count_gte","value":5`)),
			anyOf(activity("open", `"operator":"count_lte","value":1`), activity("open", `"operator":"count_gte","value":4`)),
			anyOf(activity("open", `"operator":"count_lte","value":1`)),
		}},
		{`where list in ("` + listA + `", "` + listB + `")`, anyOf(membership("in", `"`+listA+`","`+listB+`"`)), []string{
			anyOf(membership("in", `"`+listA+`"`)), anyOf(membership("not_in", `"`+listA+`","`+listB+`"`)), anyOf(membership("in", `"`+listB+`","`+listA[:35]+`c"`)),
		}},
		{"where isp not in (1, 2, 3)", anyOf(isp("not_in", "1,2,3")), []string{anyOf(isp("not_in", "1,3")), anyOf(isp("in", "1,2,3")), anyOf(isp("not_in", "1,2,3,4"))}},
		// Names.
		{"let young = age < 30\nlet old = age > 60\nwhere young or vip = true and not old", anyOf(field("age", "lt", "30"), field("vip", "equals", "true")+","+field("age", "lte", "60")), []string{
			anyOf(field("age", "gt", "60"), field("vip", "equals", "true")+","+field("age", "lte", "60")),
			anyOf(field("age", "lt", "30"), field("vip", "equals", "true")+","+field("age", "gte", "30")),
		}},
		{"isp big = (one, 2)\nisp one = 1\nwhere isp in (big)", anyOf(isp("in", "1,2")), []string{anyOf(isp("in", "2")), anyOf(isp("in", "1"))}},
		{"campaign spring = 7\nwhere clicked from campaigns (spring, 9)", anyOf(activity("click", `"operator":"ever","include_campaign_ids":[7,9]`)), []string{anyOf(activity("click", `"operator":"ever","include_campaign_ids":[8,9]`))}},
		{`list all = "` + listA + `"` + "\nwhere list not in (all)", anyOf(membership("not_in", `"`+listA+`"`)), []string{anyOf(membership("not_in", `"`+listB+`"`))}},
		// Groups: which of them lacks a condition is for the proof to find, not for samples.
		{`where plan = "a" and (age > 5 or isp in (1)) and vip = true`, anyOf(field("plan", "equals", `"a"`)+","+field("age", "gt", "5")+","+field("vip", "equals", "true"), field("plan", "equals", `"a"`)+","+isp("in", "1")+","+field("vip", "equals", "true")), []string{
			anyOf(field("plan", "equals", `"a"`) + "," + field("age", "gt", "5") + "," + field("vip", "equals", "true")),
			anyOf(field("plan", "equals", `"a"`)+","+field("age", "gt", "5")+","+field("vip", "equals", "true"), field("plan", "equals", `"a"`)+","+isp("in", "1")),
		}},
		// What the document has too much.
		{"where isp in (1, 5)", anyOf(isp("in", "1,5")), []string{anyOf(isp("in", "1,2,3,4,5")), anyOf(isp("in", "1,5,77"))}},
		{`where list in ("` + listA + `")`, anyOf(membership("in", `"`+listA+`"`)), []string{anyOf(membership("in", `"`+listA+`","`+listB+`"`))}},
		{"where opened from campaigns (1)", anyOf(activity("open", `"operator":"ever","include_campaign_ids":[1]`)), []string{anyOf(activity("open", `"operator":"ever","include_campaign_ids":[1,2]`))}},
		{"where opened except campaigns (1)", anyOf(activity("open", `"operator":"ever","exclude_campaign_ids":[1]`)), []string{anyOf(activity("open", `"operator":"ever","exclude_campaign_ids":[1,2]`)), anyOf(activity("open", `"operator":"ever"`))}},
		{`where plan in ("a")`, anyOf(field("plan", "equals", `"a"`)), []string{anyOf(field("plan", "in", `["a","zzz"]`))}},
		{`where email contains "ab"`, anyOf(field("email", "contains", `"ab"`)), []string{anyOf(field("email", "contains", `"b"`))}},
		{`where plan contains " x"`, anyOf(field("plan", "contains", `" x"`)), []string{anyOf(field("plan", "contains", `"x"`))}},
		{"where at < 2026-05-01T10:00:00.5Z", anyOf(field("at", "lt", `"2026-05-01T10:00:00.5Z"`)), []string{anyOf(field("at", "lt", `"2026-05-01T10:00:00Z"`))}},
		{"where at >= 2026-05-01T10:00:00.999Z", anyOf(field("at", "gte", `"2026-05-01T10:00:00.999Z"`)), []string{anyOf(field("at", "gte", `"2026-05-01T10:00:00Z"`))}},
		{"where vip = true", anyOf(field("vip", "equals", "true")), []string{anyOf(field("vip", "not_equals", "false"))}},
		{"where plan is not null", anyOf(valueless("plan", "is_not_null")), []string{anyOf(field("plan", "not_equals", `""`))}},
		// Windows and campaigns of one of two conditions.
		{"where opened between 0 and 5 in last 30d", anyOf(activity("open", `"operator":"count_lte","value":5,`+last30)), []string{anyOf(activity("open", `"operator":"count_lte","value":5`))}},
		{"where opened between 2 and 5 in last 30d", anyOf(activity("open", `"operator":"count_gte","value":2,`+last30) + "," + activity("open", `"operator":"count_lte","value":5,`+last30)), []string{
			anyOf(activity("open", `"operator":"count_gte","value":2`) + "," + activity("open", `"operator":"count_lte","value":5,`+last30)),
			anyOf(activity("open", `"operator":"count_gte","value":2,`+last30) + "," + activity("open", `"operator":"count_lte","value":5`)),
			anyOf(activity("open", `"operator":"count_gte","value":2,"days_window":{"mode":"last","days":31}`) + "," + activity("open", `"operator":"count_lte","value":5,`+last30)),
		}},
		{"where opened != 3 in last 30d", anyOf(activity("open", `"operator":"count_lte","value":2,`+last30), activity("open", `"operator":"count_gte","value":4,`+last30)), []string{
			anyOf(activity("open", `"operator":"count_lte","value":2`), activity("open", `"operator":"count_gte","value":4,`+last30)),
			anyOf(activity("open", `"operator":"count_lte","value":2,`+last30), activity("open", `"operator":"count_gte","value":4`)),
		}},
		// Conditions on one subject that other contacts satisfy.
		{`where list in ("` + listA + `", "` + listB + `") and list in ("` + listA + `", "` + listC + `")`, anyOf(membership("in", `"`+listA+`","`+listB+`"`) + "," + membership("in", `"`+listA+`","`+listC+`"`)), []string{anyOf(membership("in", `"`+listA+`"`))}},
		{`where t has any ("a", "b") and t has any ("a", "c")`, anyOf(field("t", "has_any", `["a","b"]`) + "," + field("t", "has_any", `["a","c"]`)), []string{anyOf(field("t", "has_any", `["a"]`))}},
		// Long texts.
		{`where name contains "` + longText + `"`, anyOf(field("name", "contains", `"`+longText+`"`)), []string{anyOf(field("name", "equals", `"`+longText+`"`)), anyOf(field("name", "starts_with", `"`+longText+`"`))}},
		{`where name starts with "` + longText + `"`, anyOf(field("name", "starts_with", `"`+longText+`"`)), []string{anyOf(field("name", "equals", `"`+longText+`"`))}},
		// Conditions on one subject that have to hold together.
		{"where age >= 18 and age < 65 and opened >= 1 in last 7d and never opened more than 90d ago", anyOf(field("age", "gte", "18") + "," + field("age", "lt", "65") + "," + activity("open", `"operator":"count_gte","value":1,"days_window":{"mode":"last","days":7}`) + "," + activity("open", `"operator":"never","days_window":{"mode":"more_than","days":90}`)), []string{
			anyOf(field("age", "gte", "18") + "," + field("age", "lt", "64") + "," + activity("open", `"operator":"count_gte","value":1,"days_window":{"mode":"last","days":7}`) + "," + activity("open", `"operator":"never","days_window":{"mode":"more_than","days":90}`)),
			anyOf(field("age", "gte", "18") + "," + field("age", "lt", "65") + "," + activity("open", `"operator":"count_gte","value":1,"days_window":{"mode":"last","days":7}`)),
		}},
	} {
		if report := check(t, c.text, c.right); report.Difference != nil || report.Compared != report.Conditions || report.Deciding == 0 {
			t.Errorf("%s: %+v, and %+v\n%s", c.text, report, report.Difference, c.right)
		}
		for _, wrong := range c.wrong {
			report := check(t, c.text, wrong)
			if report.Difference == nil {
				t.Errorf("%s: not refused: %s", c.text, wrong)
				continue
			}
			// What is reported can be looked up.
			if d := report.Difference; eval.Document(decoded(t, wrong), d.Contact, d.Reading) == d.Source {
				t.Errorf("%s: %+v is no difference to %s", c.text, *d, wrong)
			}
		}
	}
}

func decoded(t *testing.T, document string) *condition.Document {
	t.Helper()
	d, err := rule.Decode([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestColumnsOfOneType checks that contacts have in a column what it can hold only: the
// compiler may take what it knows of a type for granted.
func TestColumnsOfOneType(t *testing.T) {
	for _, c := range []struct{ text, document string }{
		{"where x in (2026-04-30) and x <= 2026-05-01 and x has any (2026-04-30)", anyOf(field("x", "in", `["2026-04-30"]`))},
		{"where (x < 2026-05-01 or x >= 2026-05-01) and z = 2 and (x = true or y = 1)", anyOf(valueless("x", "is_not_null") + "," + field("z", "equals", "2") + "," + field("y", "equals", "1"))},
		{"let unused = x > 2026-05-01\nwhere x is null or x = true", anyOf(valueless("x", "is_null"))},
		{"field status: text\nwhere status = \"a\"", anyOf(field("status", "equals", `"a"`))},
		{"field email: choice(\"a\")\nwhere email = \"a\"", anyOf(field("email", "equals", `"a"`))},
		{"where x > 1e-999999999 or x <= 1e-999999999", anyOf(valueless("x", "is_not_null"))},
	} {
		if report := check(t, c.text, c.document); report.Difference != nil || report.Compared != report.Conditions {
			t.Errorf("%s: %+v, and %+v", c.text, report, report.Difference)
		}
	}
}

// TestRest checks that contacts that the caller offers are compared where a condition
// does not decide by following the tree, and only there.
func TestRest(t *testing.T) {
	names, source := judged.Source(t, "where a > 5 and a > 3 and b = 1")
	number := func(text string) contact.Value { return contact.Must(contact.Number(text)) }
	rest := &offered{contacts: []contact.Contact{{Columns: map[string]contact.Value{"a": number("7"), "b": number("1"), "z": number("9")}}}}
	conditions := field("a", "gt", "5") + "," + field("b", "equals", "1")
	right, wrong := decoded(t, anyOf(conditions)), decoded(t, anyOf(conditions+","+valueless("z", "is_null")))
	if report := edges.Check(nil, names, source, condition.TableOf(nil, wrong), edges.Options{}); report.Difference != nil || report.Deciding != 2 {
		t.Errorf("without other contacts: %+v", report)
	}
	if report := edges.Check(nil, names, source, condition.TableOf(nil, right), edges.Options{Rest: rest}); report.Difference != nil || !slices.Equal(rest.asked, []eval.Subject{{Name: "a"}}) {
		t.Errorf("asked for %v: %+v", rest.asked, report)
	}
	report := edges.Check(nil, names, source, condition.TableOf(nil, wrong), edges.Options{Rest: rest})
	if d := report.Difference; d == nil || !d.Source || d.Contact.Columns["z"].Text() != "9" {
		t.Errorf("with other contacts: %+v", report)
	}
}

// offered offers the same contacts for every subject, and notes which it is asked for.
type offered struct {
	contacts []contact.Contact
	asked    []eval.Subject
}

func (o *offered) Deciding(subject eval.Subject) []contact.Contact {
	o.asked = append(o.asked, subject)
	return o.contacts
}

// TestLongRules checks how much of a long rule is looked at, and that a mistake at any
// of those places is found.
func TestLongRules(t *testing.T) {
	const n = 1000
	texts, groups := make([]string, n), make([]string, n)
	for i := range n {
		texts[i], groups[i] = fmt.Sprintf("a%d > %d", i, i), field(fmt.Sprintf("a%d", i), "gt", fmt.Sprint(i))
	}
	text := "where " + strings.Join(texts, " or ")
	report := check(t, text, anyOf(slices.Clone(groups)...))
	if report.Conditions != n || report.Compared != edges.MaxConditions || report.Deciding != report.Compared || report.Difference != nil || !report.Sampled() {
		t.Errorf("%+v", report)
	}
	for i := 0; i < n; i += 9 * n / edges.MaxConditions { // each of them is looked at
		wrong := slices.Clone(groups)
		wrong[i] = field(fmt.Sprintf("a%d", i), "gte", fmt.Sprint(i))
		if report := check(t, text, anyOf(wrong...)); report.Difference == nil {
			t.Errorf("a mistake in condition %d is not found", i)
		}
	}
}

// TestMistakesAmongMany checks that a mistake in one of up to 200 conditions is found,
// wherever it is and however much the others take.
func TestMistakesAmongMany(t *testing.T) {
	values := func(i, n int) string {
		all := make([]string, n)
		for k := range all {
			all[k] = fmt.Sprintf(`"v%d_%d"`, i, k)
		}
		return strings.Join(all, ",")
	}
	for _, c := range []struct {
		about  string
		groups int
		text   func(i int) string
		right  func(i int) string
	}{
		{"one column in all groups", 100, func(i int) string { return fmt.Sprintf(`city = "c%d"`, i) }, func(i int) string { return field("city", "equals", fmt.Sprintf(`"c%d"`, i)) }},
		{"lists on one column", 60, func(i int) string { return "plan in (" + values(i, 20) + ")" }, func(i int) string { return field("plan", "in", "["+values(i, 20)+"]") }},
		{"long lists on one column", 3, func(i int) string { return "plan in (" + values(i, 1000) + ")" }, func(i int) string { return field("plan", "in", "["+values(i, 1000)+"]") }},
	} {
		for _, wrong := range []int{0, c.groups / 2, c.groups - 1} {
			texts, groups := make([]string, c.groups), make([]string, c.groups)
			for i := range c.groups {
				texts[i] = "(" + c.text(i) + fmt.Sprintf(" and b%d = 1)", i)
				groups[i] = c.right(i) + "," + field(fmt.Sprintf("b%d", i), "equals", "1")
			}
			texts[wrong], groups[wrong] = "("+c.text(wrong)+" and not price >= 9.99)", c.right(wrong)+","+field("price", "lt", "9.99")
			text := "where " + strings.Join(texts, " or ")
			if report := check(t, text, anyOf(slices.Clone(groups)...)); report.Difference != nil || report.Deciding != report.Conditions {
				t.Errorf("%s: %+v", c.about, report)
			}
			groups[wrong] = c.right(wrong) + "," + field("price", "lte", "9.99")
			if report := check(t, text, anyOf(groups...)); report.Difference == nil {
				t.Errorf("%s: a mistake in group %d is not found: %+v", c.about, wrong, report)
			}
		}
	}
}

// TestFarthestValues checks the neighbors of values at the ends of what there is.
func TestFarthestValues(t *testing.T) {
	long := strings.Repeat("9", 41)
	for text, c := range map[string]struct{ right, wrong string }{
		"where not until > 9999-12-31": {anyOf(field("until", "lte", `"9999-12-31"`)), anyOf(field("until", "equals", `"9999-12-31"`))},
		"where not until > 9999-12-30": {anyOf(field("until", "lte", `"9999-12-30"`)), anyOf(field("until", "equals", `"9999-12-30"`))},
		"where not born < 0001-01-01":  {anyOf(field("born", "gte", `"0001-01-01"`)), anyOf(field("born", "equals", `"0001-01-01"`))},
		"where not a > " + long:        {anyOf(field("a", "lte", long)), anyOf(field("a", "equals", long))},
	} {
		if report := check(t, text, c.right); report.Difference != nil {
			t.Errorf("%s: %+v", text, report)
		}
		if report := check(t, text, c.wrong); report.Difference == nil {
			t.Errorf("%s: not refused: %s", text, c.wrong)
		}
	}
}
