#!/usr/bin/env bash
# Every test. As root (CI), what the journeys need is installed; elsewhere what could not run is named, never hidden.
# Without arguments, two groups run side by side: real processes and browsers here, all the rest beside them.
set -euo pipefail
cd "$(dirname "$0")/.."

SERVERS=(chromium kannel dovecot-imapd)  # what the journeys drive for real
missing=()
for package in "${SERVERS[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "· installing for the journeys: ${missing[*]}"
  apt-get update -qq >/dev/null 2>&1 || true
  for package in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1 \
      || echo "$package could not be installed: its journeys will be named as not run."
  done
fi

if [ "$#" -gt 0 ]; then
  exec .venv/bin/python -m pytest -rs "$@"
fi

real=(tests/journeys tests/faults tests/lib)
beside=$(mktemp)
.venv/bin/python -m pytest -rs -o cache_dir=.pytest_cache/beside tests "${real[@]/#/--ignore=}" >"$beside" 2>&1 &
rest=$!
trap 'kill "$rest" 2>/dev/null || true; rm -f "$beside"' EXIT  # a shell's background job does not hear Ctrl-C
failed=0
.venv/bin/python -m pytest -rs "${real[@]}" || failed=$?
echo "· and beside them, all the rest"
wait "$rest" || failed=$?
cat "$beside"
exit "$failed"
