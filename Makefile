# Essaim: every task. `make` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
CHECKED := src tests tools benchmarks
.DEFAULT_GOAL := help

.PHONY: help
help: ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# --- environment -------------------------------------------------------------
# uv comes from a pinned, hashed requirement and makes the rest from hashed locks.
UV := $(BIN)/uv
UV_SYNC = $(UV) pip sync --require-hashes --python $(BIN)/python

$(UV): requirements/uv.txt
	@echo "→ environment ($(VENV))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $(UV)

$(VENV)/.installed: $(UV) requirements/dev.txt pyproject.toml
	@echo "→ packages (requirements/dev.txt)"
	@$(UV_SYNC) requirements/dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.translated: $(VENV)/.installed $(wildcard locale/*/LC_MESSAGES/django.po)
	@$(BIN)/python tools/messages.py compile
	@touch $@

SEARCH := $(shell find src/essaim/scheduling/solvers src/essaim/scheduling/compile -name '*.py')
$(VENV)/.compiled: $(VENV)/.installed $(SEARCH)
	@echo "→ the timetable's search is compiled (less than a minute, once)"
	@find src/essaim/scheduling -name '*.nb[ic]' -delete
	@$(BIN)/python -m essaim.scheduling ready
	@touch $@

.PHONY: environment
environment: $(VENV)/.translated $(VENV)/.compiled ## make or refresh .venv from the locks

.PHONY: lock
lock: $(UV) ## remake requirements/*.txt from pyproject.toml (hashes, no index address)
	$(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --extra build pyproject.toml -o requirements/base.txt
	$(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --extra build --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt

# --- the site ---------------------------------------------------------------------
.PHONY: demo
demo: environment ## the demo site on 127.0.0.1:$(PORT), with its logins; what stands already is kept
	@ESSAIM_DATA=$${ESSAIM_DATA:-var/demo} exec $(BIN)/essaim demo start --port $(PORT)

.PHONY: serve
serve: environment ## this site on 127.0.0.1:$(PORT), brought up to date first
	@$(BIN)/essaim upgrade
	@exec $(BIN)/essaim serve --port $(PORT)

.PHONY: worker
worker: environment ## one more worker for background jobs
	@exec $(BIN)/essaim worker

# --- checks -----------------------------------------------------------------------
.PHONY: check
check: environment ## format, lint, types, import contracts, translations
	@$(BIN)/ruff format --check $(CHECKED)
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/messages.py check

.PHONY: format
format: environment ## put the sources into the house's form
	@$(BIN)/ruff format $(CHECKED)
	@$(BIN)/ruff check --fix $(CHECKED)

.PHONY: messages
messages: environment ## find the interface's sentences, merge and compile translations
	@$(BIN)/python tools/messages.py update

.PHONY: vendor
vendor: environment ## fetch the parts others wrote that we serve, and check their sums
	@$(BIN)/python tools/vendor.py

.PHONY: test
test: environment ## the whole suite, on SQLite and on PostgreSQL, and in a browser
	@tools/test

.PHONY: bench
bench: environment ## ratios against peers and limits; AREA=… runs one area in full
	@$(BIN)/python -m benchmarks $(AREA)

.PHONY: prove
prove: environment ## long proofs, resumable; results go to docs/proofs
	@$(BIN)/python -m benchmarks.prove $(AREA)
