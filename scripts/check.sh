#!/usr/bin/env bash
# Style, types, directions of imports and templates: nothing is changed.
set -euo pipefail
cd "$(dirname "$0")/.."
run() { echo "· $1"; shift; "$@"; }
run "style (ruff)" .venv/bin/ruff check --quiet .
run "shape (ruff format)" .venv/bin/ruff format --check --quiet .
run "types (mypy strict)" .venv/bin/mypy
run "directions (import-linter)" .venv/bin/lint-imports
run "templates (djlint)" .venv/bin/djlint --quiet --lint maraude/web/templates
