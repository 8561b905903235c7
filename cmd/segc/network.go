//go:build !nonet

package main

import "github.com/segc-lang/segc/client"

// network is what a run has to do with the API. With the tag nonet, nonet.go is in its place.
type network struct {
	api *client.Client // once there is one

	keyFrom, addressFrom string // variables or flags; empty for what is typed and for the platform's address

	clock client.Clock
}

func newNetwork() network { return network{clock: client.MachineClock()} }

// networkVerbs returns the commands that talk to an API, or are one.
func (a *app) networkVerbs() []verb {
	return []verb{
		{"plan", a.planCommand},
		{"apply", a.applyCommand},
		{"pull", a.pullCommand},
		{"catalog", a.catalogCommand},
		{"contacts", a.contactsCommand},
		{"dev-server", a.devServerCommand},
	}
}
