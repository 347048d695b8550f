# `make` alone lists the tasks. Each sets up what it needs; a second run needs no network.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench docs lock clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

demo: .venv/run.stamp ## watch the main job run, offline, on a simulated internet
	@$(BIN)/osint demo --into demo

# The tests start the program a thousand times, so its bytecode is kept, whatever the environment says.
test: .venv/dev.stamp lint ## lint, then all tests
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto

lint: .venv/dev.stamp ## format, style, types, and the floors of the house
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: .venv/dev.stamp ## compare speeds, as ratios, in one run
	@$(BIN)/python -m tests.bench

docs: .venv/dev.stamp ## write docs/reference.md and the schema of scenarios anew
	@$(BIN)/python -m osint_kit.commands.reference > docs/reference.md.new
	@mv docs/reference.md.new docs/reference.md
	@$(BIN)/python -m osint_kit.commands.scenario_schema docs/every-word/every-word.toml > docs/every-word/scenario.schema.json.new
	@mv docs/every-word/scenario.schema.json.new docs/every-word/scenario.schema.json

lock: .venv/dev.stamp ## resolve the versions anew, with hashes (needs the package `uv`)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade requirements/run.in -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade requirements/dev.in -o requirements/dev.txt

clean: ## remove the venv and what the tools left behind
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "osint-kit needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12 ..."; exit 1; }
	@echo "setting up .venv ..."
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

docs/images/report.png: .venv/dev.stamp ## (not listed: needs Chromium) the picture of a report in README and docs
	@$(BIN)/python -m tests.reports.screenshot $@
