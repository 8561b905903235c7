// Package openapi has an OpenAPI 3.1 description of the part of the platform's
// API (v2) that segc uses: for tools that generate clients, mock servers or
// documentation. Its schemas of rules are those of package schema.
//
// The package describes and never checks: nothing in it sends or reads a request.
package openapi

import (
	_ "embed"
	"slices"
)

//go:embed openapi.json
var document []byte

// Document returns the description as JSON.
func Document() []byte { return slices.Clone(document) }
