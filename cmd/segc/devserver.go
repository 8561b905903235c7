package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/devserver"
)

const devServerLong = `Dev-server is the segments API on this machine, for trying things out and for the
tests of tools that call it. It checks what the API's documentation says, counts
the contacts that match, keeps the rate limit and fails on demand.

It has a made-up shop with four contact lists and 120 contacts, or the lists and
contacts of your files. It listens on loopback only: it has no TLS, and its key
is no secret. The address and every request are logged on standard error.

Faults are KIND or KIND=DURATION, and behind it :N for the next N requests or
:0.N for a share of them: reset-before, reset-after-write, 500, 500-after-write,
429, slow, slow-before, cut-body, html, build-fails. A request may ask for one
with the header X-Dev-Fault.`

const devServerExample = `  segc dev-server
  segc dev-server --state state.json --build-time 30s
  segc dev-server --rate-limit 0 --fault 500:3 --fault slow=2s:0.1
  curl -H 'X-API-Key: dev-key' http://127.0.0.1:8737/api/v2/contacts-lists/`

// defaultDevKey is the key of a server that was given none. It opens nothing
// but that server.
const defaultDevKey = "dev-key"

type devServerFlags struct {
	addr, key, state, lists, contacts string
	rateLimit                         int
	buildTime                         time.Duration
	faults                            []string
}

func (a *app) devServerCommand() *cobra.Command {
	var flags devServerFlags
	cmd := &cobra.Command{
		Use:               "dev-server [flags]",
		Short:             "Serve the segments API on this machine",
		Long:              devServerLong,
		Example:           devServerExample,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("`segc dev-server` takes no argument, not %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.devServer(cmd.Context(), flags) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.addr, "addr", "127.0.0.1:8737", "listen on this `HOST:PORT`; port 0 takes a free one")
	f.StringVar(&flags.key, "key", defaultDevKey, "the `KEY` that requests must have")
	f.StringVar(&flags.state, "state", "", "keep the segments in `FILE`")
	f.StringVar(&flags.lists, "lists", "", "read the contact lists from `FILE`, a JSON array")
	f.StringVar(&flags.contacts, "contacts", "", "read the contacts from `FILE`, JSON, one a line")
	f.IntVar(&flags.rateLimit, "rate-limit", devserver.DefaultRateLimit, "let a key make `N` requests a minute; 0 for any number")
	f.DurationVar(&flags.buildTime, "build-time", 2*time.Second, "take this `TIME` from PENDING to DONE")
	f.StringArrayVar(&flags.faults, "fault", nil, "fail in this `WAY`; may be repeated")
	complete(cmd, "addr")
	complete(cmd, "key")
	complete(cmd, "rate-limit")
	complete(cmd, "build-time")
	complete(cmd, "fault", devserver.FaultKinds()...)
	return cmd
}

func (a *app) devServer(ctx context.Context, flags devServerFlags) error {
	config, err := flags.config()
	if err != nil {
		return err
	}
	config.Log = a.err
	server, err := devserver.New(config)
	if err != nil {
		return err
	}
	listener, err := devserver.Listen(flags.addr)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	url, key := "http://"+listener.Addr().String(), flags.key
	if key != defaultDevKey {
		key = "…" // whoever chose it knows it
	}
	_, err = fmt.Fprintf(a.err, "segc dev-server at %s; Ctrl-C ends it\n  export SEGC_API_URL=%s SEGC_API_KEY=%s\n", url, url, key)
	if err != nil {
		_ = listener.Close()
		return cannot("write", "standard error", err)
	}
	return server.Serve(ctx, listener)
}

// config checks the flags and reads the files that they name.
func (f devServerFlags) config() (devserver.Config, error) {
	config := devserver.Config{Keys: []string{f.key}, RateLimit: f.rateLimit, BuildTime: f.buildTime, State: f.state}
	switch {
	case f.key == "":
		return config, errors.New("--key must not be empty")
	case f.rateLimit < 0:
		return config, fmt.Errorf("--rate-limit takes a number from 0 up, not %d", f.rateLimit)
	case f.buildTime < 0:
		return config, fmt.Errorf("--build-time takes a time from 0 up, not %s", f.buildTime)
	}
	for _, text := range f.faults {
		fault, err := devserver.ParseFault(text)
		if err != nil {
			return config, err
		}
		config.Faults = append(config.Faults, fault)
	}
	for _, file := range []struct {
		name string
		into *[]byte
	}{{f.lists, &config.Lists}, {f.contacts, &config.Contacts}} {
		if file.name == "" {
			continue
		}
		text, err := os.ReadFile(file.name)
		if err != nil {
			return config, cannot("read", file.name, err)
		}
		*file.into = append([]byte{}, text...) // not nil, even when it is empty
	}
	if f.lists != "" && f.contacts == "" {
		config.Contacts = []byte{} // the sample's contacts are on the sample's lists
	}
	return config, nil
}
