package grammar_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// TestReadsOtherLanguagesAgain follows the first fix of rules with functions, queries and methods of other languages.
func TestReadsOtherLanguagesAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{`lower(city) = 'berlin'`, `city = 'berlin'`},
		{`trim(plan) = "pro" and age > 3`, `plan = "pro" and age > 3`},
		{`count(opened) > 3 in last 30d`, `opened > 3 in last 30d`},
		{`coalesce(plan, "free") = "free"`, `plan = "free" or plan is null`},
		{`coalesce(plan, "free") = "pro"`, `plan = "pro"`},
		{`=AND(plan="pro", OR(age>5, vip=true))`, `plan="pro" and (age>5 or vip=true)`},
		{`=IF(plan="pro";FALSE;TRUE)`, `not plan="pro"`},
		{`=COUNTIF(opened;">3")`, `opened > 3`},
		{`=LEFT(email;5)="info@"`, `email starts with "info@"`},
		{`(plan="pro")*(age>5)`, `(plan="pro") and (age>5)`},
		{`plan = "pro" xor vip = true`, `plan = "pro" and not vip = true or not plan = "pro" and vip = true`},
		{`plan = "a" nand vip = true`, `not (plan = "a" and vip = true)`},
		{`plan = "a" nor vip = true`, `not plan = "a" and not vip = true`},
		{`where plan = "a" except plan = "b"`, `where plan = "a" and not plan = "b"`},
		{`plan = "pro" ? true : false`, `plan = "pro"`},
		{`email.startsWith("info@")`, `email starts with "info@"`},
		{`!email.includes("gmail")`, `!email contains "gmail"`},
		{`["pro", "team"].includes(plan)`, `plan in ("pro", "team")`},
		{`/gmail\.com/.test(email)`, `email contains "gmail.com"`},
		{`email matches /^(info|help)@/`, ``},
		{`any(x in interests for x in ("ski", "bike"))`, `interests has any ("ski", "bike")`},
		{`age in 18..30`, `age between 18 and 30`},
		{`age in range(18, 31)`, `age between 18 and 30`},
		{`city = 'L''Aquila'`, `city = "L'Aquila"`},
		{`CAST(age AS int) > 5`, `age > 5`},
		{`created_at::date = '2026-05-01'`, `created_at on 2026-05-01`},
		{`year(created_at) = 2026`, `created_at >= 2026-01-01 and created_at < 2027-01-01`},
		{`datediff(now(), created_at) <= 30`, `created_at >= today - 30d`},
		{`created_at > datetime.now() - timedelta(days=30)`, `created_at > today - 30d`},
		{`opened is not null`, `opened`},
		{`where plan = "pro" group by x`, `where plan = "pro"`},
		{`SELECT * FROM contacts c WHERE c.plan = "pro" ORDER BY email;`, `plan = "pro"`},
		{`return plan == "pro";`, `plan == "pro"`},
		{`lambda c: c.plan == "pro"`, `plan = "pro"`},
		{`if (plan == "pro") { return true; }`, `(plan == "pro")`},
	} {
		source := ast.NewSource("", c.text)
		_, list := grammar.Parse(source, grammar.Options{})
		if diff := cmp.Diff(c.want, afterFirstFix(t, source, list)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.text, diff)
		}
	}
}
