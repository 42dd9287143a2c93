# The two commands are `make demo` and `make test`; everything they need they bring themselves.
.DEFAULT_GOAL := help
.PHONY: help setup demo check test web media chromium
MAKEFLAGS += --no-print-directory

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv from requirements.lock; at once when it fits already
	@deploy/start setup

demo: setup ## a small chain of clinics with people, patients and a room, on this machine
	@$(MAKE) -j2 web media
	@exec .venv/bin/huizhen demo

check: setup ## format, lint, types, layers, architecture: no server, no browser
	@deploy/start check

test: setup ## all of the above and every test that this machine can run
	@$(MAKE) -j2 web media chromium
	@deploy/start check
	@deploy/start test

web: setup ## build the client into the cache and link it as src/huizhen/_web
	@deploy/start web

media: setup ## build the media server into the cache
	@deploy/start media

chromium: ## find a Chromium for browser tests, or install Debian's
	@deploy/start chromium
