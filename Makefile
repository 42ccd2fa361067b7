# `make` alone lists what there is to do.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The server and the browser build of `app` have different features: two cargo calls, never one.
SERVER := -p domain -p store -p app -p server --features app/ssr
BROWSER := -p frontend --target wasm32-unknown-unknown

.PHONY: help run test dev check unit site e2e screens torture bench load lighthouse tools clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Build everything and open the portal with demo data in ./data
	@build/tools.sh build
	source build/env.sh
	build/site.sh release
	echo "==> server"
	cargo build --quiet --release -p server
	export FREIGABE_DATA="$${FREIGABE_DATA:-./data}"
	exec "$$CARGO_TARGET_DIR/release/freigabe" serve --demo

test: ## Run everything that must pass: formatting, lints, unit tests, browser stories
	@build/timed.sh --begin
	trap 'build/timed.sh --summary' EXIT
	build/timed.sh "tools" build/tools.sh test
	build/timed.sh "formatting and lints" $(MAKE) check
	build/timed.sh "unit and integration tests" $(MAKE) unit
	build/timed.sh "site" $(MAKE) site
	build/timed.sh "browser stories" $(MAKE) e2e

check: ## Formatting, lints, licences and the quick tests, before each commit
	@build/tools.sh test
	source build/env.sh
	cargo fmt --all --check
	cargo deny --log-level error check licenses bans sources
	cargo clippy --quiet $(SERVER) --all-targets -- -D warnings
	cargo clippy --quiet $(BROWSER) -- -D warnings
	cargo test --quiet -p domain

unit: ## Unit and integration tests, on SQLite and on a Postgres of their own
	@source build/env.sh
	folder=$$(mktemp -d /tmp/freigabe-postgres.XXXXXX)
	trap 'build/postgres.sh stop "$$folder"' EXIT
	FREIGABE_TEST_POSTGRES=$$(build/postgres.sh start "$$folder")
	export FREIGABE_TEST_POSTGRES
	cargo test --quiet --no-fail-fast $(SERVER)

site: ## Build what the browser loads (small: release)
	@build/site.sh release

e2e: ## Browser stories (Playwright with Debian's Chromium)
	@source build/env.sh
	cargo build --quiet $(SERVER)
	export FREIGABE_BIN="$$CARGO_TARGET_DIR/debug/freigabe"
	cd end2end
	npx playwright test

screens: ## Take the pictures of the README anew, into docs/screens
	@build/tools.sh test
	source build/env.sh
	build/site.sh release
	cargo build --quiet $(SERVER)
	export FREIGABE_BIN="$$CARGO_TARGET_DIR/debug/freigabe"
	cd end2end
	npx playwright test --config playwright.screens.config.ts

torture: ## Break things for a long time: kills, races, aborts, backups
	@build/tools.sh test
	build/torture.sh

bench: ## Measure, as ratios to baselines of the same run, into docs/benchmarks.md
	@build/tools.sh test
	build/tools.sh dev
	build/bench.sh

load: ## Let people order at a server and see what it carries, into docs/load.md
	@build/tools.sh test
	build/load.sh

lighthouse: ## Look at every page with Lighthouse, into docs/lighthouse.md
	@build/tools.sh lighthouse
	source build/env.sh
	build/site.sh release
	cargo build --quiet --release -p server
	table=$$(mktemp)
	trap 'rm -f "$$table"' EXIT
	node build/lighthouse/run.mjs "$$CARGO_TARGET_DIR/release/freigabe" "$$FREIGABE_SITE" >"$$table"
	cp "$$table" docs/lighthouse.md
	cat docs/lighthouse.md

dev: ## Rebuild and reload on every change
	@build/tools.sh dev
	source build/env.sh
	source build/dev.env.sh
	export FREIGABE_DATA="$${FREIGABE_DATA:-./data}"
	cargo leptos watch -- serve --demo

tools: ## Install all tools (run, test and dev do so by themselves)
	@build/tools.sh test
	build/tools.sh dev

clean: ## Delete what was built in this checkout (not the data, nor the shared cache)
	@rm -rf target end2end/test-results end2end/playwright-report end2end/screenshots
