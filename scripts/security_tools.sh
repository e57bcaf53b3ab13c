#!/usr/bin/env bash
# Install the security tools into .venv-security, from their own lock, by hash. A second run is instant.
set -euo pipefail
cd "$(dirname "$0")/.."
ready=.venv-security/.ready
[ "$ready" -nt security/tools.lock ] && exit 0
[ -x .venv-security/bin/python ] || "$(bash scripts/find_python.sh)" -m venv .venv-security
.venv/bin/uv pip sync --quiet --python .venv-security/bin/python --require-hashes security/tools.lock \
  2> >(grep -v '^warning' -i >&2)
touch "$ready"
