//go:build !nonet

package main

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// apiFlags say which API to call. The key is never one of them: flags can be
// read by everybody on the machine.
type apiFlags struct {
	url   string
	debug bool
}

func addAPIFlags(cmd *cobra.Command, flags *apiFlags) {
	cmd.Flags().StringVar(&flags.url, "api-url", "", "the `ADDRESS` of the API, without /api/v2; by default SEGC_API_URL, or the platform's")
	cmd.Flags().BoolVar(&flags.debug, "debug", false, "write every request and answer to standard error, without the key")
	complete(cmd, "api-url")
}

// apiHelp says where the key comes from, for the help of commands that need it.
const apiHelp = `The API key comes from SEGC_API_KEY, from the file that SEGC_API_KEY_FILE names,
or is asked for on a terminal. It is never a flag and never written anywhere.
Exit code 3 says that the API refused, or could not be reached.`

// connect returns the client for the API of the flags. It is one for the whole
// run, so that all of its requests share one pace, and a key is asked for once.
func (a *app) connect(flags apiFlags) (*client.Client, error) {
	if a.api != nil {
		return a.api, nil
	}
	key, err := a.key()
	if err != nil {
		return nil, err
	}
	options := client.Options{BaseURL: a.address(flags), Key: key, UserAgent: "segc/" + version(), OnEvent: a.onEvent, Clock: a.clock}
	if flags.debug {
		options.OnTrace = a.onTrace
	}
	api, err := client.New(options)
	var wrong *client.KeyError
	if errors.As(err, &wrong) && key == defaultDevKey {
		return nil, errors.New("dev-key is the key of a dev-server on this machine, and the address is that of another API; set SEGC_API_URL to the address that the log of the dev-server shows")
	}
	if wrong != nil {
		return nil, errors.New(prefixed(a.keyFrom, strings.TrimPrefix(err.Error(), "client: ")))
	}
	if err != nil {
		return nil, errors.New(prefixed(a.addressShown(flags, key), strings.TrimPrefix(err.Error(), "client: ")))
	}
	a.api, a.addressFrom = api, a.addressSource(flags)
	a.boundMemory()
	return api, nil
}

func prefixed(source, text string) string {
	if source == "" {
		return text
	}
	return source + ": " + text
}

// addressSource returns what the base address comes from; "" is the platform's own.
func (a *app) addressSource(flags apiFlags) string {
	switch {
	case flags.url != "":
		return "--api-url"
	case a.getenv("SEGC_API_URL") != "":
		return "SEGC_API_URL"
	}
	return ""
}

// addressShown returns what a wrong base address comes from, with its value. A value that may
// be a secret is left out: one with the key, a password or a query, and one that looks like no
// address at all, as if somebody had mixed up two variables.
func (a *app) addressShown(flags apiFlags, key string) string {
	source, value := a.addressSource(flags), a.address(flags)
	shows, err := client.New(client.Options{BaseURL: "http://127.0.0.1", Key: key}) // which only looks for the key
	scheme, rest, _ := strings.Cut(value, "//")
	host, _, _ := strings.Cut(value, "/")
	name, port, _ := strings.Cut(host, ":")
	likely := rest != "" && len(scheme) < 8 || strings.Contains(name, ".") && strings.Trim(port, "0123456789") == "" || strings.EqualFold(name, "localhost")
	if err != nil || shows.HasKey(value) || !likely || strings.ContainsAny(value, "@?#%") || len(value) > maxAddressShown {
		return source
	}
	return source + " is " + strconv.Quote(diag.Printable(value))
}

const maxAddressShown = 200 // bytes

// apiAdvice says where to look after an error of the API: at the key that it refused, or at the
// address where nobody answers. It is empty for other errors.
func (a *app) apiAdvice(err error) string {
	if a.api == nil || err == nil {
		return ""
	}
	var transport *client.TransportError
	var dial *net.OpError
	switch {
	case errors.Is(err, client.ErrUnauthorized) && a.keyFrom != "":
		return "the key comes from " + a.keyFrom + "; it must be the key for " + a.api.BaseURL()
	case errors.Is(err, client.ErrUnauthorized):
		return "the key must be the one for " + a.api.BaseURL() + "; SEGC_API_KEY can have it"
	case errors.As(err, &transport) && errors.As(err, &dial) && dial.Op == "dial" && a.addressFrom != "":
		return "the address " + a.api.BaseURL() + " comes from " + a.addressFrom
	}
	return ""
}

// address returns the base address of the flags, or of the environment.
func (a *app) address(flags apiFlags) string {
	return cmp.Or(flags.url, a.getenv("SEGC_API_URL"))
}

// onEvent says what the client waits for: on a terminal in one line that
// changes, elsewhere in lines of their own, and only when the wait is long.
func (a *app) onEvent(e client.Event) {
	const long = 2 * time.Second
	if e.Kind == client.EventPace && e.Wait < long {
		return
	}
	if e.Kind == client.EventSlow {
		a.progress.line(fmt.Sprintf("still waiting for the answer to %s %s, after %s", e.Method, e.Path, e.Wait))
		return
	}
	text := map[client.EventKind]string{
		client.EventPace:      "waiting %s, to keep within the rate limit",
		client.EventRateLimit: "waiting %s, since the rate limit is used up",
		client.EventRetry:     "trying again in %s",
		client.EventLookUp:    "looking in %s whether the request arrived",
		client.EventAdopt:     "found what was made: " + e.ID,
	}[e.Kind]
	if e.Kind != client.EventAdopt {
		text = fmt.Sprintf(text, e.Wait.Round(100*time.Millisecond))
	}
	if e.Err != nil && e.Kind != client.EventAdopt {
		text += ": " + e.Err.Error()
	}
	a.progress.line(text)
}

func (a *app) onTrace(t client.Trace) {
	status := fmt.Sprint(t.Status)
	if t.Err != nil {
		status = t.Err.Error()
	}
	_, _ = fmt.Fprintf(a.err, "segc: %s %s → %s in %s\n", t.Method, t.URL, status, t.Duration.Round(time.Millisecond)) // a trace is not worth an error
	for _, header := range []string{"X-Ratelimit-Remaining", "Retry-After"} {
		if value := t.ResponseHeader.Get(header); value != "" {
			_, _ = fmt.Fprintf(a.err, "segc:   %s: %s\n", header, visible(value))
		}
	}
	if len(t.RequestBody) > 0 {
		_, _ = fmt.Fprintf(a.err, "segc:   body: %s\n", inert.JSON(t.RequestBody))
	}
}

// ofAPI marks an error as one of the API, which has an exit code of its own.
func ofAPI(err error) error {
	if errors.Is(err, errAPI) {
		return err
	}
	var refusal *client.APIError
	var answer *client.AnswerError
	var transport *client.TransportError
	var uncertain *client.UncertainError
	var exists *client.ExistsError
	if errors.As(err, &exists) || errors.As(err, &refusal) || errors.As(err, &answer) || errors.As(err, &transport) || errors.As(err, &uncertain) || errors.Is(err, client.ErrRedirect) {
		return fmt.Errorf("%w: %w", errAPI, err)
	}
	return err
}
