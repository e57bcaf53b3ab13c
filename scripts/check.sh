#!/usr/bin/env bash
# Style, types, directions of imports and templates: nothing is changed.
set -euo pipefail
cd "$(dirname "$0")/.."
run() { echo "· $1"; shift; "$@"; }
run "style (ruff)" .venv/bin/ruff check --quiet .
run "shape (ruff format)" .venv/bin/ruff format --check --quiet .
run "types (mypy strict)" .venv/bin/mypy
run "directions (import-linter)" .venv/bin/lint-imports
run "licences and bill (sbom)" .venv/bin/python scripts/sbom.py check
