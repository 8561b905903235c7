package workload

import (
	"fmt"
	"strings"
)

// CatalogNames is how many names Catalog declares.
const CatalogNames = 1000

// Catalog is a catalog as `segc catalog` writes one: contact lists, ISPs, campaigns and columns with
// comments, and parts and a guard that people added.
func Catalog() string {
	var b strings.Builder
	b.WriteString("let mailable = status = \"subscribed\" and never unsubscribed\nrequire status = \"subscribed\" because \"we write to subscribers alone\"\n")
	b.WriteString("field market: number\nfield city: text\nfield revenue: number\nfield interests: tags\nfield plan: text\nfield country: choice (\"AT\", \"CH\", \"DE\")\n")
	for i := 7; i < CatalogNames; i++ {
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, "list list%d = \"%08x-1c0a-4e91-8a4f-0f17dc6dc5ab\" # List %d\n", i, i, i)
		case 1:
			fmt.Fprintf(&b, "isp provider%d = %d # Provider %d\n", i, i, i)
		case 2:
			fmt.Fprintf(&b, "campaign mail%d = %d # Mail %d\n", i, i, i)
		case 3:
			fmt.Fprintf(&b, "field column%d: %s\n", i, []string{"text", "number", `choice ("a", "b", "c")`, "date"}[i/5%4])
		case 4:
			fmt.Fprintf(&b, "let part%d = column%d is not null and opened >= %d in last 30d\n", i, i-1, i%7+1)
		}
	}
	return b.String()
}

// EditedLines is how many lines Edited has.
const EditedLines = 200

// Edited is a rule file that uses the catalog, as it is after so many keys: each changes one number in
// the middle.
func Edited(keys int) string {
	const parts = 20
	var b strings.Builder
	b.WriteString(`# Readers who bought something, or who read what we send them.
use "catalog.seg"

segment "Readers and buyers"
  color "#7cb7de"
  lists list10
  description "Readers and buyers in our markets, without the ones that the shop calls"

`)
	for i := range parts {
		revenue := 100 * i
		if i == parts/2 {
			revenue += keys%50 + 1
		}
		fmt.Fprintf(&b, `# Market %[1]d, which the shop looks after.
let market%[1]d =
  market = %[1]d
  and city in ("Wien", "Graz", "Linz", "Salzburg", "town %[1]d")
  and revenue >= %[2]d.50
  and (interests has any ("ski", "bike %[1]d") or plan in ("pro", "team"))
  and not opened >= %[3]d in last 30d

`, i, revenue, i%3+2)
	}
	b.WriteString("where mailable\n  and country in (\"AT\", \"DE\")\n  and isp in (provider11, provider16)\n  and not clicked from campaigns (mail7, mail12) in last 30d\n  and (\n    part9\n")
	for i := range parts {
		fmt.Fprintf(&b, "    or market%d\n", i)
	}
	b.WriteString("  )\n")
	for lines := strings.Count(b.String(), "\n"); lines < EditedLines; lines++ {
		fmt.Fprintf(&b, "# Note %d.\n", lines)
	}
	return b.String()
}
