# The tasks of a contributor; `.ci/run` has the same checks in the order of the
# continuous integration. Only Go is needed, except for `make check`.

GO       ?= go
FUZZTIME ?= 10s
N        ?= 100000
SEED     ?= 1
TOOL      = $(GO) tool -modfile=tools/go.mod

# What make ab compares with which commit, and how often.
BASE      ?= HEAD
ROUNDS    ?= 20
BENCH     ?= Parse|Compile|Plain|Check|Format
BENCHTIME ?= 100ms
PKG       ?= ./bench ./internal/format ./cmd/segc

# The packages whose tests have a flag -update.
GOLDEN = $$(grep -rl --include='*_test.go' --exclude-dir=peers 'flag.Bool("update"' . | xargs -n1 dirname | sort -u)

# Tools that are too large for tools/go.mod are run at a fixed version.
ACTIONLINT ?= $(GO) run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
GORELEASER ?= $(GO) run github.com/goreleaser/goreleaser/v2@v2.16.0

.PHONY: all build test race golden fuzz hostile lint format generate man dist bench ab peers startup scaling check clean

all: build test

build: ## the command, in ./build
	$(GO) build -o build/ ./cmd/segc

test: ## all tests
	$(GO) test ./...

# A program under the race detector sleeps for a second before it ends, and the
# scripts run hundreds of them.
race: ## all tests under the race detector
	GORACE="atexit_sleep_ms=20 $(GORACE)" $(GO) test -race -short -timeout 40m ./...

golden: ## rewrite the expected results: look at the difference before you keep it
	$(GO) test $(GOLDEN) -update

fuzz: ## every fuzz target for FUZZTIME
	@set -e; for file in $$(grep -rl --include='*_test.go' '^func Fuzz' . | sort); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' $$file); do \
			echo "$$(dirname $$file) $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$(dirname $$file); \
		done; \
	done

hostile: ## N random and adversarial texts: memory, and time after the context
	$(GO) test -run 'TestManyHostileTexts|TestMemoryOfACall|TestTimeAfterTheContext' -hostile $(N) -hostile-seed $(SEED) -timeout 12h -v .

lint: ## vet, staticcheck, workflows, formatting, dependencies
	$(GO) vet ./...
	$(GO) vet -tags genman ./cmd/segc
	$(TOOL) staticcheck ./...
	$(GO) mod tidy -diff
	$(ACTIONLINT) .github/workflows/*.yml cmd/segc/template/.github/workflows/*.yml
	@unformatted=$$($(TOOL) gofumpt -l .); if [ -n "$$unformatted" ]; then \
		echo "not formatted; run make format:"; echo "$$unformatted"; exit 1; fi

format: ## format all Go files
	$(TOOL) gofumpt -w .

generate: ## the files that are made from others
	$(GO) run ./internal/gendocs docs/diagnostics.md

man: ## manual pages and completions, in ./build; SOURCE_DATE_EPOCH dates them
	$(GO) run -tags genman ./cmd/segc build $(VERSION)

dist: ## archives and packages of a release, in ./dist; nothing is published
	$(GORELEASER) release --snapshot --clean

bench: ## our own benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./bench ./internal/format
	$(GO) test -run '^$$' -bench . -benchmem -cpu 1,2,4 ./cmd/segc

ab: ## the benchmarks of this tree beside those of BASE, in turn; see bench/README.md
	$(GO) run ./bench/ab -base "$(BASE)" -rounds $(ROUNDS) -bench "$(BENCH)" -benchtime $(BENCHTIME) -pkg "$(PKG)"

peers: ## the same rules in other languages; see bench/README.md
	cd bench/peers && $(GO) run ./cmd/ratios

startup: ## the time that the command takes to start
	$(GO) run ./bench/startup

scaling: ## time and memory against the size of a rule; the tables of docs/simplification.md
	$(GO) run ./bench/scaling

check: ## everything that the continuous integration checks
	.ci/run

clean:
	rm -rf build dist
