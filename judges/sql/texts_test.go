package judge

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// randomText makes a text of characters that some database reads in its own way.
func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(8) {
		switch r.IntN(4) {
		case 0:
			b.WriteString(pick(r, hostile()))
		case 1:
			b.WriteRune(rune(1 + r.IntN(0x2ff)))
		default:
			b.WriteString(pick(r, strings.Split(`\ ' " \\ \' ' \x \u \n \0 \N % _ ? : $ @ { } -- /* */ ; E' U&' N' X' 00 41 0041`, " ")))
		}
	}
	return b.String()
}

// TestTexts looks for texts by themselves and by their parts, in literals and in parameters. In
// Postgres, it does so with and without standard_conforming_strings. The name of the segment
// tries to leave the comment.
func TestTexts(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(8, 8))
			c := &court{t: t, random: random, engine: e, set: newSet(1, 150)}
			var texts []string
			for i := range c.set.contacts {
				text := randomText(random)
				if i < len(hostile()) {
					text = hostile()[i]
				}
				texts = append(texts, text)
				c.set.contacts[i].contact.Columns["first_name"] = contact.Text(text)
				c.set.contacts[i].contact.Columns["tags"] = contact.Set(text, "x")
			}
			if err := e.load(t.Context(), c.set); err != nil {
				t.Fatal(err)
			}
			list := variants(e.name())
			for i := range amount(400, 6000) {
				if e.name() == "postgres" {
					if err := e.run(t.Context(), "SET standard_conforming_strings = "+[]string{"on", "off"}[i%2]); err != nil {
						t.Fatal(err)
					}
				}
				text := pick(random, texts)
				if random.IntN(4) == 0 {
					runes := []rune(text)
					text = string(runes[random.IntN(len(runes)):])
				}
				quoted := literal(text)
				stated := pick(random, []string{"first_name = ", "first_name != ", "first_name contains ", "first_name starts with ", "plan != "}) + quoted
				if random.IntN(3) == 0 {
					stated = "tags has " + pick(random, []string{"any", "all", "none"}) + " (" + quoted + `, "y") or first_name in ("x", ` + quoted + ")"
				}
				rule, err := readRule(stated)
				if err != nil {
					t.Fatal(err)
				}
				c.name = randomText(random) + "\n; DROP TABLE contacts; --"
				c.judge(rule, sql.Request{Parameters: random.IntN(3) == 0}, &list[0], &clock{at: c.set.present, zone: time.UTC})
			}
			t.Logf("%d cases, %d refused", c.cases, c.refused)
		})
	}
}
