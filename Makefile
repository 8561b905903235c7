# The tasks of a contributor; `.ci/run` has the same checks in the order of the
# continuous integration. Only Go is needed, except for `make check`, which needs the
# judges of .ci/judges.

GO       ?= go
FUZZTIME ?= 10s
N        ?= 100000
SEED     ?= 1
FROM     ?= 0
ONLY     ?=
HOSTILE  ?= TestManyHostileTexts|TestMemoryOfACall|TestTimeAfterTheContext
TOOL      = $(GO) tool -modfile=tools/go.mod

# No command changes go.mod or go.sum: what they do not have is refused.
export GOFLAGS := $(GOFLAGS) -mod=readonly

# Programs are static, so that they start sooner and run on every Linux. Where there is a C
# compiler, Go would link the resolver of its library.
export CGO_ENABLED ?= 0

# What make ab compares with which commit, and how often.
BASE      ?= HEAD
ROUNDS    ?= 20
BENCH     ?= Parse|Compile|Plain|Check|Format
BENCHTIME ?= 100ms
PKG       ?= ./bench ./internal/format ./cmd/segc

# The packages whose tests have a flag -update, and the tests of the files that ask
# for it: no other test writes expected results.
GOLDEN       = $$(grep -rl --include='*_test.go' --exclude-dir=peers --exclude-dir=embedder 'prose\.Update(\|prose\.Open(' . | xargs -n1 dirname | sort -u)
GOLDEN_TESTS = $$(grep -rl --include='*_test.go' --exclude-dir=peers --exclude-dir=embedder 'prose\.Update(\|prose\.Open(' . | xargs sed -n 's/^func \(Test[A-Za-z0-9_]*\)(.*/\1/p' | sort -u | paste -sd '|' -)

# A program that uses the library as its users do: a module of its own.
EMBEDDER = testdata/embedder

# Tools with many dependencies have modules of their own. Their go.sum files pin
# everything by hash.
ACTIONLINT  ?= $(GO) tool -modfile=tools/actionlint/go.mod actionlint
CYCLONEDX    = $(GO) tool -modfile=tools/cyclonedx-gomod/go.mod cyclonedx-gomod
GORELEASER  ?= $(GO) tool -modfile=tools/goreleaser/go.mod goreleaser
GOVULNCHECK ?= $(GO) tool -modfile=tools/govulncheck/go.mod govulncheck

.PHONY: all build nonet test test-long test-most race golden fuzz hostile ahead tamper mutate mutate-quick lint format generate man dist reproduce release-tools release vulnerabilities apidiff bench bench-eval bench-lsp bench-sql judge-sql judge-editors judge-vscode vscode ab peers floor startup scaling folders cores markup check clean

all: build test

build: ## the command, in ./build
	$(GO) build -o build/ ./cmd/segc

nonet: ## the command without those that talk to an API and what they need, as build/segc-nonet
	$(GO) build -tags nonet -trimpath -ldflags "-s -w" -o build/segc-nonet ./cmd/segc

test: ## all tests; those that take long take a sample
	$(GO) test ./...
	cd $(EMBEDDER) && $(GO) test ./...

test-long: ## all tests with most of what they have: random rules, large texts, every case
	SEGC_TEST_LONG=1 $(GO) test -timeout 30m ./...

test-most: ## all tests with all that they have, also what takes many minutes
	SEGC_TEST_LONG=most $(GO) test -timeout 2h ./...

# A program under the race detector sleeps for a second before it ends, and the
# scripts run hundreds of them. With -short, random tests draw a fifth. Memory is
# measured without the detector, which takes its own, and so is what is large. The tests of
# internal/test/arch read sources, and start nothing.
race: export CGO_ENABLED = 1
race: ## all tests under the race detector
	GORACE="atexit_sleep_ms=20 $(GORACE)" $(GO) test -race -short -skip '^(TestMemoryOf|TestAllocations|TestTablesAreCharged|TestManyHostileTexts|TestHostileValues|TestExplainLargeDocument)' -timeout 40m $$($(GO) list ./... | grep -v '/internal/test/arch$$')
	cd $(EMBEDDER) && $(GO) test -race ./...

golden: ## rewrite the expected results: look at the difference before you keep it
	$(GO) test -run "^($(GOLDEN_TESTS))\$$" $(GOLDEN) -update
	cd $(EMBEDDER) && $(GO) test -run '^TestAnswers$$' ./... -update

fuzz: ## every fuzz target for FUZZTIME
	@set -e; for file in $$(grep -rl --include='*_test.go' '^func Fuzz' . | sort); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' $$file); do \
			echo "$$(dirname $$file) $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$(dirname $$file); \
		done; \
	done

# Several machines or cores can share the work: FROM and N select texts of a SEED,
# ONLY selects calls and shapes, and HOSTILE the tests.
hostile: ## N random and adversarial texts: memory, and time after the context
	$(GO) test -run '^($(HOSTILE))$$' -hostile $(N) -hostile-from $(FROM) -hostile-seed $(SEED) -hostile-only '$(ONLY)' -timeout 12h -v .

ahead: ## what is said of the days to come, for N rules on every day of two years; the tests take a sample
	$(GO) test -run '^TestAheadIsRight$$' -ahead $(if $(filter command,$(firstword $(origin N))),$(N),500) -timeout 12h -v .

tamper: ## every change to a saved plan, every spelling of the key, every link; the tests take a sample
	$(GO) test ./cmd/segc -run '^(TestTamper|TestKeyIsNowhere|TestNothingIsWrittenOutside)$$' -timeout 4h -every

mutate: ## every fault in testdata/mutants must make its tests fail; ONLY selects areas and names
	$(GO) run ./internal/tool/mutate $(ONLY)

mutate-quick: ## a part of them, in minutes
	$(GO) run ./internal/tool/mutate -quick $(ONLY)

lint: ## vet, staticcheck, workflows, formatting, dependencies
	$(GO) vet ./...
	$(GO) vet -tags genman ./cmd/segc
	$(TOOL) staticcheck -tests=false -checks inherit,-U1000 -tags nonet ./cmd/segc
	$(TOOL) staticcheck ./...
	$(GO) mod tidy -diff
	$(ACTIONLINT) .github/workflows/*.yml cmd/segc/template/.github/workflows/*.yml
	@unformatted=$$($(TOOL) gofumpt -l .); if [ -n "$$unformatted" ]; then \
		echo "not formatted; run make format:"; echo "$$unformatted"; exit 1; fi

format: ## format all Go files
	$(TOOL) gofumpt -w .

generate: ## the files that are made from others
	$(GO) run ./internal/tool/gendocs docs/diagnostics.md
	$(GO) run ./internal/tool/gennotices THIRD_PARTY_NOTICES
	$(GO) run ./internal/tool/geneditors docs editors

man: ## manual pages and completions, in ./build; SOURCE_DATE_EPOCH dates them
	$(GO) run -tags genman ./cmd/segc build $(VERSION)

dist: ## archives and packages of a release, in ./dist; nothing is signed or published
	$(GORELEASER) release --snapshot --clean --skip=sign

reproduce: ## build the archives and packages twice, in different folders, and compare them
	.ci/reproduce.sh

release-tools: ## build the tools of a release, so that only goreleaser itself gets a token
	$(GORELEASER) --version
	$(CYCLONEDX) version

release: ## sign the tagged commit's archives and packages, and upload a draft; only release.yml does this
	$(GORELEASER) release --clean

vulnerabilities: ## known vulnerabilities in the code that segc calls; this needs the network
	$(GOVULNCHECK) ./...

apidiff: ## changes since the last release that break programs; CHANGELOG.md must name them
	.ci/apidiff.sh

bench: ## our own benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./bench ./internal/format
	$(GO) test -run '^$$' -bench . -benchmem -cpu 1,2,4 ./cmd/segc

bench-eval: ## segc eval beside DuckDB on the same files; CONTACTS says how many
	cd bench/eval && $(GO) run . $(if $(CONTACTS),-contacts $(CONTACTS))

bench-lsp: $(if $(filter false,$(PEERS)),,bench/lsp/peers/node_modules) ## what segc lsp takes for keys, proofs and answers, beside what it may take, and the servers of JSON and YAML, which need npm; PEERS=false leaves these out. Linux only
	$(GO) run ./bench/lsp $(if $(filter false,$(PEERS)),-peers=false)

bench/lsp/peers/node_modules: bench/lsp/peers/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { \
		echo "the servers of JSON and YAML need Node and npm: install nodejs and npm, or leave these servers out with PEERS=false" >&2; exit 1; }
	cd bench/lsp/peers && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

bench-sql: ## the queries of segc sql beside queries by hand, in DuckDB, SQLite, Postgres or ClickHouse; CONTACTS says how many, ENGINES where
	cd bench/sql && CGO_ENABLED=1 $(GO) run . -tenfold $(if $(CONTACTS),-contacts $(CONTACTS)) $(if $(ENGINES),-engines "$(ENGINES)")

judge-sql: ## many queries of segc sql in SQLite, DuckDB, Postgres and ClickHouse; it says what to install
	.ci/judge-sql.sh

vscode: ## the extension for VS Code, for each system with the command and once without, in ./build/vscode; npm is needed
	.ci/vscode.sh build/vscode $(TARGETS)

judge-editors: ## the server and the colors of editors, by the protocol's library, Neovim, Vim and the engine of VS Code's grammars
	.ci/editors.sh

judge-vscode: ## the extension in VS Code itself, driven in Chromium; it says what to install. SHOTS is a folder for pictures
	.ci/judge-vscode.sh $(SHOTS)

ab: ## the benchmarks of this tree beside those of BASE, in turn; see bench/README.md
	$(GO) run ./bench/ab -base "$(BASE)" -rounds $(ROUNDS) -bench "$(BENCH)" -benchtime $(BENCHTIME) -pkg "$(PKG)"

peers: ## the same rules in other languages; see bench/README.md
	cd bench/peers && $(GO) run ./cmd/ratios

floor: ## the same rules beside a parser, multiplication and JSON written by hand; see bench/README.md
	$(GO) run ./bench/floor

startup: ## the time that the command takes to start
	$(GO) run ./bench/startup

folders: ## what `compile --out-dir` costs on 10,000 files, beside another commit if BASE names one
	$(GO) run ./bench/folders $(if $(filter command environment,$(firstword $(origin BASE))),-base "$(BASE)")

cores: ## how much faster `check` goes through 10,000 files on two cores than on one
	$(GO) run ./bench/cores

scaling: ## time and memory against the size of a rule; the tables of docs/simplification.md
	$(GO) run ./bench/scaling

markup: ## Mermaid itself judges the charts of hostile texts; npm is needed
	.ci/markup.sh

check: ## everything that the continuous integration checks
	.ci/run

clean:
	rm -rf build dist
