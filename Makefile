# One command each: make run (the demo in a browser), make test (everything, to green). See README.md.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
VENV := .venv
MARAUDE_HOME ?= $(CURDIR)/.maraude
export MARAUDE_HOME
export UV_PYTHON_DOWNLOADS ?= never

.PHONY: help setup run test check security sbom faults mutants bench clean

help: ## Show these lines
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## Install everything into this folder

$(VENV)/.ready: requirements.lock pyproject.toml scripts/setup.sh $(wildcard maraude/locale/*/LC_MESSAGES/*.po)
	@bash scripts/setup.sh

run: setup ## Start the demo on http://127.0.0.1:$(PORT)
	@MARAUDE_DEMO=1 PORT=$(PORT) exec $(VENV)/bin/maraude up --demo

check: setup ## Types, style, directions of imports, templates
	@bash scripts/check.sh

security: setup ## Look for known mistakes, secrets and late findings; says what could not run
	@bash scripts/security.sh

sbom: setup ## Write security/sbom.cdx.json again, after a change of requirements.lock
	@$(VENV)/bin/python scripts/sbom.py write

test: check security ## Every test; says what could not run and why
	@bash scripts/test.sh

faults: setup ## The long run: breaks a house by chance, 2,000 times in 20 minutes at most
	@$(VENV)/bin/python -m tests.faults.long_run

mutants: setup ## The fault oracle's own trial: six known mistakes, each must be caught (ten minutes)
	@$(VENV)/bin/python -m tests.faults.mutants

bench: setup ## Our figures, each with its comparator in the same run
	@$(VENV)/bin/maraude bench

clean: ## Remove what `make setup` and the tests made (never .maraude, your data)
	rm -rf $(VENV) .venv-security .mypy_cache .ruff_cache .pytest_cache .hypothesis test-output
