#!/usr/bin/env bash
# Print a Python 3.12 or newer that really runs: a pyenv shim exists even where its version is not selected.
set -u
usable() { "$1" -c 'import ssl, sys, venv; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1; }
candidates=(python3.13 python3.12 python3.14 python3)
if command -v pyenv >/dev/null 2>&1; then
  for path in "$(pyenv root)"/versions/3.13*/bin/python "$(pyenv root)"/versions/3.12*/bin/python; do candidates+=("$path"); done
fi
for candidate in "${candidates[@]}"; do
  if usable "$candidate"; then command -v "$candidate"; exit 0; fi
done
echo "Maraude needs Python 3.12, 3.13 or 3.14 (with ssl and venv), and found none: install one, then run make again." >&2
exit 1
