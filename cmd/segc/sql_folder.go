package main

import (
	"context"
	"errors"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// sqlFolder writes a query for each segment below the folder of --out-dir, as `segc compile` does
// with documents: nothing is written if something cannot be read, and what rules with errors made
// before stays.
func (a *app) sqlFolder(ctx context.Context, args []string, flags *sqlFlags, options *segc.SQLOptions) error {
	inputs, unread := a.inputs(args, flags.inputFlags)
	if len(inputs) == 0 {
		return errors.Join(a.showUnread(unread), unread)
	}
	if unread == nil {
		if err := a.checkSet(ctx, inputs); err != nil {
			return err
		}
	}
	to := &compileFlags{outDir: flags.outDir, prune: flags.prune, emit: "sql " + flags.dialect, extension: ".sql"}
	var all diag.List
	var products []product
	var whole []input // without errors, and with all of their queries
	failed := false
	var unknown unknownColumns
	used := make([]sources, len(inputs))
	for i := range inputs {
		in := inputs[i]
		in.files = uses{app: a, root: in.root, reads: used[i].add}
		made, list, err := a.sqlProducts(ctx, in, flags, options, &unknown)
		if err != nil {
			return err
		}
		shown, bad := a.report.choose(in.explain(list))
		all = append(all, shown...)
		failed = failed || bad
		if !bad && flags.segment == "" {
			whole = append(whole, in)
		}
		for _, p := range made {
			p.used = &used[i]
			if bad {
				p.document = nil
			}
			products = append(products, p)
		}
	}
	if shown, bad := a.report.choose(unknown.all()); len(shown) > 0 {
		all = append(shown, all...)
		failed = failed || bad
		for i := range products {
			if bad { // the tables are those of all
				products[i].document = nil
			}
		}
	}
	unwritten := unread
	if unread == nil {
		if unwritten = outputsOf(products, sourcesOf(inputs), to); unwritten == nil {
			unwritten = a.writeAll(products, to, !failed)
		}
	}
	if len(all) > 0 {
		if err := a.show(a.err, all.Distinct(), unreadOf(unread)...); err != nil {
			return err
		}
	}
	if err := a.saySkipped(); err != nil {
		return err
	}
	if unwritten == nil {
		unwritten = a.keepManifest(madeBy(products, whole, to), !failed, to)
	}
	switch {
	case unwritten != nil:
		return unwritten
	case failed:
		return errInput
	}
	return nil
}

// sqlProducts writes the queries of an input. A file that was found in a folder and only declares
// names has none.
func (a *app) sqlProducts(ctx context.Context, in input, flags *sqlFlags, options *segc.SQLOptions, unknown *unknownColumns) (products []product, list diag.List, err error) {
	if err := a.whole(&in); err != nil {
		return nil, nil, a.unreadable(err)
	}
	if a.onlyDeclares(ctx, &in) {
		program, _ := segc.Load(ctx, in.text, in.options(0))
		_, list = program.Check(ctx)
		return nil, list, nil
	}
	results, list := a.toExplain(ctx, in, "text", flags.segment)
	for _, result := range results {
		text, problems, err := a.sqlText(ctx, []*segc.Result{result}, options, flags, wordOfFile(&in))
		if err != nil {
			return nil, nil, err
		}
		if text != "" {
			problems = unknown.of(problems)
		}
		list = append(list, problems...)
		p := product{source: in, document: []byte(text)}
		if text == "" {
			p.document = nil
		}
		if rule, ok := result.Rule(); ok && (len(results) > 1 || rule.Instance() != nil) {
			p.segment = rule.Name()
		}
		products = append(products, p)
	}
	return products, list, nil
}
