package lsp

// lenses are what was last said in lenses.
type lenses struct{}

func (s *session) lensesChanged() {}
