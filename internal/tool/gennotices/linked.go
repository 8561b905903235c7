package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// module is one that is linked into the command on at least one system.
type module struct {
	path, version string
	folder        string   // where its files are
	packages      []string // the folders of its packages that are linked
}

// standard is the path under which the standard library appears.
const standard = "the Go standard library"

// releaseSystems returns the systems of .goreleaser.yaml. What is linked can
// differ between them.
func releaseSystems() []string { return []string{"darwin", "linux", "windows"} }

// linked returns the sorted modules that cmd/segc of the module in a folder
// contains on any of the systems, without that module itself.
func linked(root string, systems []string) ([]module, error) {
	found := map[string]*module{}
	for _, system := range systems {
		packages, err := dependencies(root, system)
		if err != nil {
			return nil, err
		}
		for _, p := range packages {
			if p.Module != nil && p.Module.Main {
				continue
			}
			m := p.module()
			if m.folder == "" {
				return nil, fmt.Errorf("the files of %s are not here; run `go mod download`", m.path)
			}
			if found[m.path] == nil {
				found[m.path] = &m
			}
			known := found[m.path]
			// The other licenses in the standard library are about binary files
			// that only special builds of Go contain.
			if !p.Standard && !slices.Contains(known.packages, p.Dir) {
				known.packages = append(known.packages, p.Dir)
			}
		}
	}
	var modules []module
	for _, m := range found {
		slices.Sort(m.packages)
		modules = append(modules, *m)
	}
	slices.SortFunc(modules, func(a, b module) int { return cmp.Compare(a.path, b.path) })
	return modules, nil
}

// goPackage is what `go list -json` says about a package.
type goPackage struct {
	Dir      string
	Root     string // of the standard library: GOROOT
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
	}
}

func (p goPackage) module() module {
	if p.Module == nil {
		return module{path: standard, folder: p.Root}
	}
	return module{path: p.Module.Path, version: p.Module.Version, folder: p.Module.Dir}
}

// dependencies lists the packages that the command contains on a system, with
// either processor: build constraints of both count.
func dependencies(root, system string) ([]goPackage, error) {
	byFolder := map[string]goPackage{}
	for _, processor := range []string{"amd64", "arm64"} {
		list := exec.Command("go", "list", "-deps", "-json=Dir,Root,Standard,Module", "./cmd/segc")
		list.Dir = root
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
		var failure bytes.Buffer
		list.Stderr = &failure
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s/%s: %w\n%s", system, processor, err, failure.String())
		}
		decoder := json.NewDecoder(bytes.NewReader(out))
		for {
			var p goPackage
			if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("go list for %s/%s: %w", system, processor, err)
			}
			if p.Module == nil && !p.Standard {
				return nil, fmt.Errorf("%s belongs to no module", filepath.Base(p.Dir))
			}
			byFolder[p.Dir] = p
		}
	}
	return slices.SortedFunc(maps.Values(byFolder), func(a, b goPackage) int { return strings.Compare(a.Dir, b.Dir) }), nil
}
