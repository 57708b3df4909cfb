# MediaNest's doors. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# The data of the system that `make run` starts, and where it listens. MEDIA is the folder to catalogue.
DATA ?= .medianest
PORT ?= 4000
MEDIA ?=
export DATA MEDIA PORT

SWIFT_SOURCES := Package.swift Shared services Tools Tests

.PHONY: help run test check format bench torture compose-test chaos cluster build clean

help: ## List what can be made
	@grep --no-filename --extended-regexp '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand --tabs=16

run: ## Build and run everything; MEDIA=folder catalogues it, PORT=4000 and DATA=.medianest can be changed too
	@[[ -z $$MEDIA || -d $$MEDIA ]] || { echo "There is no folder $$MEDIA" >&2; exit 1; }
	@scripts/bootstrap
	swift build --configuration release
	@media=$${MEDIA:-$$DATA/sample-library}; \
	if [[ -z $$MEDIA ]]; then scripts/sample-library "$$media"; fi; \
	exec .build/release/medianest up --data "$$(realpath --canonicalize-missing -- "$$DATA")" --port "$$PORT" --media "$$(realpath -- "$$media")" --bin-dir .build/release

test: ## Check, build and test everything; this is what continuous integration runs
	@scripts/bootstrap --test
	@$(MAKE) --no-print-directory check
	swift build --build-tests
	scripts/with-servers scripts/swift-tests
	.venv/bin/pytest Tests/EndToEndTests
	@echo "make test: the checks, the Swift tests and the end-to-end tests passed"

check: ## Format, imports, scripts: everything that can be judged without building
	@scripts/bootstrap --test
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	scripts/audit-imports --self-test
	scripts/audit-imports
	scripts/check-scripts
	scripts/check-compose
	.venv/bin/python scripts/check-kubernetes --self-test

format: ## Format the Swift sources in place
	swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

bench: ## Measure, beside what each figure is compared with
	@scripts/bootstrap --bench
	@[[ -n $${MEDIANEST_BIN_DIR:-} ]] || MEDIANEST_BENCH=1 swift build --configuration release
	Tests/performance/run

torture: ## A million reads and writes by fifty clients over two gateways, judged by an oracle; takes minutes
	@scripts/bootstrap --test
	@[[ -n $${MEDIANEST_BIN_DIR:-} ]] || swift build --configuration release
	MEDIANEST_BIN_DIR=$${MEDIANEST_BIN_DIR:-$(CURDIR)/.build/release} MEDIANEST_TORTURE_OPERATIONS=1000000 MEDIANEST_TORTURE_CLIENTS=50 \
		.venv/bin/pytest -s Tests/EndToEndTests/test_torture.py

compose-test: ## Build the images, start compose.yaml on a Docker engine, scale it, roll it, look at it; takes some twenty minutes at first
	@scripts/bootstrap --compose
	Tests/Compose/run

chaos: ## Five minutes of kills, hangs, restarts, full disks and silent lines under load; then everything is counted
	@scripts/bootstrap --test
	@[[ -n $${MEDIANEST_BIN_DIR:-} ]] || swift build --configuration release
	MEDIANEST_BIN_DIR=$${MEDIANEST_BIN_DIR:-$(CURDIR)/.build/release} .venv/bin/python Tests/EndToEndTests/chaos.py

cluster: ## The tests of bus, jobs, caches and outbox on a Redis Cluster; takes minutes
	@scripts/bootstrap --test
	swift build --build-tests
	scripts/with-servers --cluster swift test --skip-build --disable-xctest --no-parallel --filter '^(BusTests|JobsTests|CachingTests|OutboxTests)\.'

build: ## Build the release binaries
	@scripts/bootstrap
	swift build --configuration release

clean: ## Remove what was built, not the data
	rm -rf .build .venv
