package editor_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/imports"
)

// s30 is a rule of thirty lines with a catalog, as authors write them.
const s30 = `# For the product team: lively customers of two tiers.
use "catalog.seg"

segment "Lively customers"
  color "#944c6d"
  lists customers
  description "Paid, or many orders, and lively"

require status = "subscribed" because "we may not write to others"

let paid = plan in ("plus", "club")
let loyal = orders >= 3 or revenue > 500 and first_order_at < 2025-01-01
let lively = opened >= 2 in last 30d or clicked in last 60d
let reachable = never bounced in last 90d and not isp in (icloud, gmx)
let local = country in ("DE", "AT", "CH") or language = "de"

where mailable
  and (paid or loyal)
  and lively
  and reachable
  and local
  and (interests has any ("hiking", "climbing") or source = "shop")
  and not no_holiday_offers = true
  and (last_order_at >= 2025-06-01 or next_birthday between 2026-05-01 and 2026-05-31)
  and (
    list in (newsletter)
    or list in (customers)
  )
  and company is null
`

func load30(b testing.TB, cache *imports.Cache) *editor.Snapshot {
	files := example(b, "catalog.seg")
	return editor.Load(context.Background(), s30, editor.Options{
		Name: "rule.seg", Files: segc.Files{"catalog.seg": files.Source().Text()}, Cache: cache, Today: "2026-05-01",
	})
}

// BenchmarkS30 measures what an editor asks for while somebody types.
func BenchmarkS30(b *testing.B) {
	cache := &imports.Cache{MaxBytes: 1 << 24}
	s := load30(b, cache)
	proof := s.Prove(context.Background())
	if proof.List.HasErrors() {
		b.Fatal(proof.List.Err())
	}
	condition := strings.Index(s30, "lively\n  and reachable")
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			load30(b, cache)
		}
	})
	b.Run("prove", func(b *testing.B) {
		for b.Loop() {
			s.Prove(context.Background())
		}
	})
	b.Run("complete", func(b *testing.B) {
		for b.Loop() {
			s.Complete(b.Context(), condition)
		}
	})
	b.Run("references", func(b *testing.B) {
		for b.Loop() {
			named, _ := s.NameAt(condition)
			s.ReferencesTo(named)
		}
	})
	b.Run("actions", func(b *testing.B) {
		for b.Loop() {
			s.Actions(b.Context(), ast.Span{Start: condition, End: condition}, proof.List)
		}
	})
	b.Run("rename", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Rename(context.Background(), condition, "active", nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
