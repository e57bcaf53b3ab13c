#!/usr/bin/env bash
# Every test. As root (CI), what the journeys need is installed; elsewhere what could not run is named, never hidden.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "· installing Chromium for the journeys"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 \
    || echo "Chromium could not be installed: the journeys will be named as not run."
fi
.venv/bin/python -m pytest -rs "$@"
