#!/usr/bin/env bash
# Install everything into .venv, from the lock, by hash. A second run is instant (make compares dates).
set -euo pipefail
cd "$(dirname "$0")/.."
python=$(bash scripts/find_python.sh)
echo "installing with $("$python" --version)…"
# A virtual environment moved or copied from elsewhere points to a Python that may be gone: make it again.
if ! .venv/bin/python -c 'import sys, pathlib; sys.exit(pathlib.Path(sys.prefix) != pathlib.Path(".venv").resolve())' 2>/dev/null; then
  rm -rf .venv
  "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9 2> >(grep -v '^warning' -i >&2)
.venv/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock 2> >(grep -v '^warning' -i >&2)
.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null 2>&1 || true
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . 2> >(grep -v '^warning' -i >&2)
.venv/bin/python -m maraude.lib.messages
# Compiled once here: a machine where PYTHONDONTWRITEBYTECODE is set would compile everything at every start.
.venv/bin/python -m compileall -q maraude config
touch .venv/.ready
