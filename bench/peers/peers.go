// Package peers measures how long other languages take for the rules of our own
// benchmarks, each written in the nearest way that the language has. They can
// do different things: a comparison says what is usual, not who is better.
package peers

import (
	"context"

	"github.com/expr-lang/expr/conf"
	exprparser "github.com/expr-lang/expr/parser"
	"github.com/google/cel-go/cel"
	"github.com/hashicorp/go-bexpr"
	"github.com/prometheus/prometheus/promql/parser"
	"go.einride.tech/aip/filtering"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// Task is a rule in one language, to be read or compiled once.
type Task struct {
	Rule string
	Name string // segc/parse, peer/cel/compile, …
	Size int    // bytes of the rule in the language
	Run  func() error
}

// Tasks returns what there is to measure, rule by rule.
func Tasks() ([]Task, error) {
	env, err := celEnvironment()
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, rule := range Rules() {
		add := func(name, text string, run func(text string) error) {
			if text != "" {
				tasks = append(tasks, Task{rule.Name, name, len(text), func() error { return run(text) }})
			}
		}
		add("segc/parse", rule.Segc, parseSegc)
		add("segc/plain", rule.Segc, func(text string) error { return compileSegc(text, segc.Options{Plain: true}) })
		add("segc/compile", rule.Segc, func(text string) error { return compileSegc(text, segc.Options{}) })
		add("peer/aip/parse", rule.AIP, parseAIP)
		add("peer/cel/parse", rule.CEL, func(text string) error {
			_, issues := env.Parse(text)
			return issues.Err()
		})
		add("peer/cel/compile", rule.CEL, func(text string) error {
			_, issues := env.Compile(text)
			return issues.Err()
		})
		add("peer/expr/parse", rule.Expr, func(text string) error {
			_, err := exprparser.ParseWithConfig(text, &conf.Config{})
			return err
		})
		add("peer/promql/parse", rule.PromQL, func(text string) error {
			_, err := parser.NewParser(parser.Options{}).ParseExpr(text)
			return err
		})
		add("peer/bexpr/parse", rule.Bexpr, func(text string) error {
			_, err := bexpr.CreateEvaluator(text)
			return err
		})
	}
	return tasks, nil
}

func parseSegc(text string) error {
	_, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	return list.Err()
}

func compileSegc(text string, options segc.Options) error {
	result, list := segc.Compile(context.Background(), text, options)
	if result != nil {
		_ = result.RulesJSON()
	}
	return list.Err()
}

func parseAIP(text string) error {
	var p filtering.Parser
	p.Init(text)
	_, err := p.Parse()
	return err
}

func celEnvironment() (*cel.Env, error) {
	options := []cel.EnvOption{cel.ParserExpressionSizeLimit(1 << 21), cel.ExpressionNodeLimit(-1)}
	for name, typ := range map[string]*cel.Type{
		"status": cel.StringType, "plan": cel.StringType, "country": cel.StringType, "language": cel.StringType, "email": cel.StringType,
		"first_name": cel.StringType, "source": cel.StringType, "city": cel.StringType, "isp": cel.IntType, "orders": cel.IntType,
		"revenue": cel.DoubleType, "age": cel.NullableType(cel.IntType), "created_at": cel.TimestampType, "last_order_at": cel.TimestampType,
		"interests": cel.ListType(cel.StringType),
		"opened":    cel.MapType(cel.IntType, cel.IntType), "clicked": cel.MapType(cel.IntType, cel.IntType),
		"bounced": cel.MapType(cel.IntType, cel.IntType), "complained": cel.IntType,
	} {
		options = append(options, cel.Variable(name, typ))
	}
	return cel.NewEnv(options...)
}
