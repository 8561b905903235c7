//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

const devServerLong = `Dev-server is the segments API on this machine, for trying things out and for the
tests of tools that call it. It checks what the API's documentation says, counts
the contacts that match, keeps the rate limit and fails on demand.

It has a made-up shop with four contact lists and 120 contacts, or the lists and
contacts of your files. It listens on loopback only, has no TLS, and refuses web
pages: a request needs the Host localhost, 127.0.0.1 or [::1], and no other origin.
The address and every request are logged on standard error.

The key is dev-key, which everybody knows. With --lists or --contacts, it is a
random one that the first lines of the log show, so that other users of this
machine cannot read your contacts. SEGC_DEV_KEY sets the key; so does --key, but
everybody on the machine can see the flags of a program.

A fault is KIND or KIND=VALUE, followed by :N for the next N requests or :0.N
for a share of them. The kinds are reset-before, reset-after-write, 500, 500-after-write, 429,
slow, slow-before, cut-body, html, build-fails. These change what answers look
like, and any number of them can be set at once: drift (delete, insert, repeat,
reorder), clock (-4s, local, constant, epoch), unordered, extra-members, nulls,
empty-campaigns. A request may ask for faults with the header X-Dev-Fault.`

const devServerExample = `  segc dev-server
  segc dev-server --state state.json --build-time 30s
  segc dev-server --rate-limit 0 --fault 500:3 --fault slow=2s:0.1
  SEGC_DEV_KEY=$(openssl rand -hex 16) segc dev-server --contacts people.ndjson
  curl -H 'X-API-Key: dev-key' http://127.0.0.1:8737/api/v2/contacts-lists/`

type devServerFlags struct {
	addr, key, state, lists, contacts string
	keyGiven                          bool
	rateLimit                         limitFlag
	buildTime                         timeFlag
	faults                            []string
}

func (a *app) devServerCommand() *cobra.Command {
	flags := devServerFlags{rateLimit: devserver.DefaultRateLimit, buildTime: timeFlag(2 * time.Second)}
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
		RunE: func(cmd *cobra.Command, _ []string) error {
			flags.keyGiven = cmd.Flags().Changed("key")
			return a.devServer(cmd.Context(), flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.addr, "addr", "127.0.0.1:8737", "listen on this `HOST:PORT`; port 0 takes a free one")
	f.StringVar(&flags.key, "key", "", "the `KEY` that requests must have; everybody on the machine can see flags, so better set SEGC_DEV_KEY")
	f.StringVar(&flags.state, "state", "", "keep the segments in `FILE`")
	f.StringVar(&flags.lists, "lists", "", "read the contact lists from `FILE`, a JSON array")
	f.StringVar(&flags.contacts, "contacts", "", "read the contacts from `FILE`, JSON, one a line")
	f.Var(&flags.rateLimit, "rate-limit", "let a key make this many requests a minute; 0 for any number")
	f.Var(&flags.buildTime, "build-time", "how long a segment takes from PENDING to DONE")
	f.StringArrayVar(&flags.faults, "fault", nil, "fail or answer in this `WAY`; may be repeated")
	complete(cmd, "addr")
	complete(cmd, "key")
	complete(cmd, "rate-limit")
	complete(cmd, "build-time")
	complete(cmd, "fault", devserver.FaultForms()...)
	return cmd
}

func (a *app) devServer(ctx context.Context, flags devServerFlags) error {
	key, err := a.devKey(flags)
	if err != nil {
		return err
	}
	config, err := a.devServerConfig(flags)
	if err != nil {
		return err
	}
	config.Keys, config.Log = []string{key.text}, a.err
	server, err := devserver.New(config)
	if err != nil {
		return flags.blame(err)
	}
	listener, err := devserver.Listen(flags.addr)
	if err != nil {
		return cannotListen(flags.addr, err)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	url := "http://" + listener.Addr().String()
	note := ""
	if key.shown == shownVariable {
		note = "  # where SEGC_DEV_KEY is set too"
	}
	_, err = fmt.Fprintf(a.err, "segc dev-server at %s; Ctrl-C ends it\n  export SEGC_API_URL=%s SEGC_API_KEY=%s%s\n", url, url, key.shown, note)
	if err != nil {
		_ = listener.Close()
		return cannot("write", "standard error", err)
	}
	return server.Serve(ctx, listener)
}

// devServerConfig checks the flags and reads the files that they name.
func (a *app) devServerConfig(f devServerFlags) (devserver.Config, error) {
	config := devserver.Config{
		RateLimit: int(f.rateLimit), BuildTime: time.Duration(f.buildTime),
	}
	if f.state != "" {
		at, err := a.places.file(".", f.state)
		if err == nil {
			err = a.noLinkedFolder(filepath.Dir(f.state))
		}
		if err != nil {
			return config, fmt.Errorf("--state: %w", cannotWrite(f.state, err))
		}
		config.State = &devserver.File{Tree: at.files, Name: at.name, Path: f.state}
	}
	for _, text := range f.faults {
		fault, err := devserver.ParseFault(text)
		if err != nil {
			return config, fmt.Errorf("--fault %w", err)
		}
		config.Faults = append(config.Faults, fault)
	}
	for _, file := range []struct {
		flag, name string
		most       int64
		into       *[]byte
	}{{"lists", f.lists, maxLists, &config.Lists}, {"contacts", f.contacts, maxContacts, &config.Contacts}} {
		if file.name == "" {
			continue
		}
		text, err := a.readNamed(file.name, file.most)
		if err != nil {
			return config, fmt.Errorf("--%s: %w", file.flag, cannot("read", file.name, err))
		}
		*file.into = append([]byte{}, text...) // not nil, even when it is empty
	}
	if f.lists != "" && f.contacts == "" {
		config.Contacts = []byte{} // the sample's contacts are on the sample's lists
	}
	return config, nil
}

// blame names the flag that an error in the data comes from, and the file if the
// error does not name it.
func (f devServerFlags) blame(err error) error {
	var wrong *devserver.DataError
	if !errors.As(err, &wrong) {
		return err
	}
	flag := "--" + wrong.Part
	switch wrong.Part {
	case "lists":
		flag += " " + named(f.lists)
	case "contacts":
		flag += " " + named(f.contacts)
	}
	return fmt.Errorf("%s: %w", flag, wrong.Err)
}

// cannotListen says why an address cannot be had, without the names of system
// calls.
func cannotListen(addr string, err error) error {
	var network *net.OpError
	if !errors.As(err, &network) {
		return err
	}
	reason := network.Err
	var call *os.SyscallError
	if errors.As(reason, &call) {
		reason = call.Err
	}
	return fmt.Errorf("cannot listen on %s: %w; --addr 127.0.0.1:0 takes a free port", named(addr), reason)
}

// limitFlag is the value of a flag that takes a number from 0 up.
type limitFlag int

// String implements pflag.Value.
func (f *limitFlag) String() string { return strconv.Itoa(int(*f)) }

// Type implements pflag.Value; help shows it.
func (f *limitFlag) Type() string { return "N" }

// Set implements pflag.Value.
func (f *limitFlag) Set(value string) error {
	n, err := strconv.ParseInt(value, 10, 32)
	if err != nil || n < 0 {
		return errors.New("a number from 0 up" + notBut(value, nil))
	}
	*f = limitFlag(n)
	return nil
}

// timeFlag is the value of a flag that takes a length of time.
type timeFlag time.Duration

// String implements pflag.Value.
func (f *timeFlag) String() string { return time.Duration(*f).String() }

// Type implements pflag.Value; help shows it.
func (f *timeFlag) Type() string { return "TIME" }

// Set implements pflag.Value.
func (f *timeFlag) Set(value string) error {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		return errors.New("a time such as 2s or 1m30s" + notBut(value, nil))
	}
	*f = timeFlag(d)
	return nil
}
