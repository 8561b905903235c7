package grammar

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

func TestSmoke(t *testing.T) {
	for _, text := range []string{
		`status = "subscribed" and opened >= 1 in last 30d or isp in (1,2)`,
		"use \"catalog.seg\"\n# c\nsegment \"A\"\n  color \"#7cb7de\"\n  lists newsletter, \"0fd3\"\n description \"x\"\nlet engaged = opened >= 1 in last 30d or clicked in last 30d\nwhere status = \"subscribed\" and engaged and isp in (gmail)\nrequire a is null because \"why\"\nfield plan: choice(\"a\",\"b\") not null\nisp g = (a, 2)\nlist x = \"u\"",
		"a = 1 adn b = 2", "plan = pro and", "age > and x = 'x' or (b = 1", "plan = null or plan contians 'x'", "wher status = 'x'", "let = 1\nfoo = 1\nwhere x = 1", "lett a = b", "segment \"a\" status = 1",
		"segment \"a\"\nstatus = 1", "((a = ))", "not (a = 1 or )", "a in (1,", "not", "a in ()", "a in (1 2,,3)", "opened in last 3 months", "opened more than 30d", "plan ends with 'x'", "a = “pro”", "field plan", "use", "let a", "a like 'x'", "a is 'x'", "opened 3", "isp > 2", "x = 01", "a = 1 // c\n and b = /* x */ 2", "a = 1)", "a == 1 && !(b <> 2) || opened between 1 and 3 from campaigns (1) in the last 2 weeks", "",
	} {
		f, list := Parse(ast.NewSource("t.seg", text), Options{})
		fmt.Printf("----- %s\n", text)
		for _, s := range f.Statements {
			fmt.Printf("%T ", s)
		}
		fmt.Println()
		for _, d := range list {
			fmt.Println(" ", d.Error(), d.Notes)
			for _, x := range d.Fixes {
				fmt.Println("     fix:", x.Text)
			}
		}
	}
	_ = diag.List{}
	_ = bytes.NewBuffer
}
