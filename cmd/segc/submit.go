package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
)

// submitFlags are the flags of `segc compile` that send the result.
type submitFlags struct {
	apiFlags
	submit, wait, dryRun, duplicate bool
}

func addSubmitFlags(cmd *cobra.Command, flags *submitFlags) {
	f := cmd.Flags()
	f.BoolVar(&flags.submit, "submit", false, "create the segment through the API, and write its answer")
	f.BoolVar(&flags.wait, "wait", false, "with --submit: wait until the segment is built, and say how many contacts it has")
	f.BoolVar(&flags.dryRun, "dry-run", false, "with --submit: write the request, and send nothing")
	f.BoolVar(&flags.duplicate, "allow-duplicate", false, "with --submit: create the segment though there is one of its name")
	addAPIFlags(cmd, &flags.apiFlags)
}

func (flags *submitFlags) check() error {
	if !flags.submit && (flags.wait || flags.dryRun || flags.duplicate || flags.url != "" || flags.debug) {
		return errors.New("--wait, --dry-run, --allow-duplicate, --api-url and --debug belong to --submit")
	}
	return nil
}

// submit creates the segment of one input.
func (a *app) submit(ctx context.Context, in input, flags *compileFlags) error {
	options := in.options(flags.maxGroups)
	options.Plain = flags.simplify == "none"
	result, list := segc.Compile(ctx, in.text, options)
	var body []byte
	if result != nil {
		var problems diag.List
		body, problems = result.Body(flags.header, true)
		list = append(list, problems...)
	}
	shown, failed := a.report.choose(in.explain(list))
	if a.report.format == "json" || len(shown) > 0 {
		if err := a.show(a.err, shown); err != nil {
			return err
		}
	}
	if failed || body == nil {
		return errInput
	}
	if flags.dryRun {
		return a.writeRequest(flags.url, body)
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	parsed, _, err := rule.DecodeBody(body)
	if err != nil {
		return err
	}
	if !flags.duplicate {
		if err := a.refuseDuplicate(ctx, api, parsed.Name); err != nil {
			return err
		}
	}
	made, err := api.CreateSegment(ctx, newSegment(parsed))
	if err != nil {
		return a.refused(err, result)
	}
	if flags.wait {
		if made, err = a.waitFor(ctx, api, made); err != nil {
			return err
		}
	}
	return a.writeAnswer(made)
}

func newSegment(b *rule.Body) client.NewSegment {
	return client.NewSegment{
		Name: b.Name, Color: b.Color, ContactLists: b.Lists, Description: b.Description,
		Rules: rule.AppendJSON(nil, b.Rules, true),
	}
}

// writeRequest shows what would be sent.
func (a *app) writeRequest(address string, body []byte) error {
	if address == "" {
		address = a.getenv("SEGC_API_URL")
	}
	if address == "" {
		address = client.DefaultBaseURL
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, bytes.TrimSpace(body), "", "  "); err != nil {
		return err
	}
	text := fmt.Sprintf("POST %s/api/v2/segments/\nX-API-Key: (hidden)\nContent-Type: application/json\n\n%s\n", address, pretty.Bytes())
	return writeTo(a.out, "the request", []byte(text))
}

// refuseDuplicate refuses to create a second segment of a name.
func (a *app) refuseDuplicate(ctx context.Context, api *client.Client, name string) error {
	for s, err := range api.ListSegments(ctx, client.ListOptions{Search: name}) {
		if err != nil {
			return ofAPI(err)
		}
		if s.Name == name {
			return fmt.Errorf("%w has a segment called %q already, %s\n`segc apply` changes it to what the file says; --allow-duplicate makes a second one", errAPI, name, s.ID)
		}
	}
	return nil
}

// waitFor waits until a segment is built.
func (a *app) waitFor(ctx context.Context, api *client.Client, s *client.Segment) (*client.Segment, error) {
	start := time.Now()
	pause := time.Second
	last := client.Status("")
	for s.Status != client.Done && s.Status != client.Failed {
		if s.Status != last && !a.progress.terminal {
			a.progress.line(fmt.Sprintf("%s: %s", s.Name, s.Status))
		}
		last = s.Status
		a.progress.status(fmt.Sprintf("%s: %s for %s", s.Name, s.Status, time.Since(start).Round(time.Second)))
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
		pause = min(pause*3/2, 10*time.Second)
		var err error
		if s, err = api.GetSegment(ctx, s.ID); err != nil {
			a.progress.end()
			return nil, ofAPI(err)
		}
	}
	if s.Status == client.Failed {
		a.progress.end()
		return nil, fmt.Errorf("%w could not build the segment %s", errAPI, s.ID)
	}
	count := "an unknown number of contacts"
	if s.TotalCount != nil {
		count = plural(int(*s.TotalCount), "contact")
	}
	a.progress.line(fmt.Sprintf("%s: built, %s", s.Name, count))
	return s, nil
}

func (a *app) writeAnswer(s *client.Segment) error {
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, s.Raw, "", "  "); err != nil {
		return err
	}
	pretty.WriteByte('\n')
	return writeTo(a.out, "the answer", pretty.Bytes())
}

// refused shows where in the rule the conditions stand that the API refuses.
func (a *app) refused(err error, result *segc.Result) error {
	var refusal *client.APIError
	if !errors.As(err, &refusal) {
		return ofAPI(err)
	}
	// A group and a condition by their numbers, in whatever way the path is
	// written: any[0].all[2], any.0.all.2, /any/0/all/2.
	conditionPath := regexp.MustCompile(`any\W+(\d+)\W+all\W+(\d+)`)
	var list diag.List
	for _, p := range refusal.Problems {
		match := conditionPath.FindStringSubmatch(p.Path)
		if match == nil {
			continue
		}
		group, _ := strconv.Atoi(match[1])
		condition, _ := strconv.Atoi(match[2])
		origins, ok := result.Origin(group, condition)
		if !ok {
			continue
		}
		d := diag.Diagnostic{Code: diag.APIRefused, Message: "the API refuses this condition: " + p.Message, Location: origins[0], Notes: []string{p.Path}}
		for _, origin := range origins[1:] {
			d.Related = append(d.Related, diag.Label{Location: origin, Text: "and this"})
		}
		list = append(list, d)
	}
	if len(list) > 0 {
		if err := a.show(a.err, list); err != nil {
			return err
		}
	}
	return ofAPI(err)
}
