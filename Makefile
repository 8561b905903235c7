# The tasks of a contributor; `.ci/run` has the same checks in the order of the
# continuous integration. Only Go is needed.

GO       ?= go
FUZZTIME ?= 10s
TOOL      = $(GO) tool -modfile=tools/go.mod

# The packages whose tests have a flag -update.
GOLDEN = $$(grep -rl --include='*_test.go' --exclude-dir=peers 'flag.Bool("update"' . | xargs -n1 dirname | sort -u)

.PHONY: all build test race golden fuzz lint format generate bench peers startup check clean

all: build test

build: ## the command, in ./build
	$(GO) build -o build/ ./cmd/segc

test: ## all tests
	$(GO) test ./...

race: ## all tests under the race detector
	$(GO) test -race ./...

golden: ## rewrite the expected results: look at the difference before you keep it
	$(GO) test $(GOLDEN) -update

fuzz: ## every fuzz target for FUZZTIME
	@set -e; for file in $$(grep -rl --include='*_test.go' '^func Fuzz' . | sort); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' $$file); do \
			echo "$$(dirname $$file) $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$(dirname $$file); \
		done; \
	done

lint: ## vet, staticcheck, formatting
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	@unformatted=$$($(TOOL) gofumpt -l .); if [ -n "$$unformatted" ]; then \
		echo "not formatted; run make format:"; echo "$$unformatted"; exit 1; fi

format: ## format all Go files
	$(TOOL) gofumpt -w .

generate: ## the files that are made from others
	$(GO) run ./internal/gendocs docs/diagnostics.md

bench: ## our own benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./bench

peers: ## the same rules in other languages; see bench/README.md
	cd bench/peers && $(GO) run ./cmd/ratios

startup: ## the time that the command takes to start
	$(GO) run ./bench/startup

check: ## everything that the continuous integration checks
	.ci/run

clean:
	rm -rf build dist
