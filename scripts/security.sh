#!/usr/bin/env bash
# Known mistakes, secrets, late findings, settings for the open Internet. Each tool is tried on something bad first: a
# tool that finds nothing there is broken, and says so. What can't run here is named, never shown as passed.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/security_tools.sh
root=$PWD tools=$PWD/.venv-security/bin
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export SEMGREP_SEND_METRICS=off SEMGREP_ENABLE_VERSION_CHECK=0
known() { .venv/bin/python scripts/known_findings.py "$@"; }
broken() { echo "$1: the planted fault was not found: the tool is broken."; exit 1; }

echo "· mistakes (bandit)"
printf 'import subprocess\nsubprocess.run(input(), shell=True)\n' >"$out/planted.py"
! "$tools/bandit" -q -ll "$out/planted.py" >/dev/null 2>&1 || broken bandit
"$tools/bandit" -q -r maraude config scripts -ll -f json -o "$out/bandit.json" 2>/dev/null || true
known bandit "$out/bandit.json"

echo "· our own rules (semgrep), each tried on lines it must find"
(cd security/rules && "$tools/semgrep" scan --test --metrics=off . >"$out/rules" 2>&1) || { cat "$out/rules"; exit 1; }
"$tools/semgrep" scan --quiet --json --config security/rules/house.yml maraude config scripts \
  >"$out/semgrep.json" 2>"$out/semgrep.log" || { cat "$out/semgrep.log"; exit 1; }
known semgrep "$out/semgrep.json"

echo "· secrets (detect-secrets)"
printf 'aws_key = "AKIA%s"\n' QX3FZ7KWPLM2N4VD >"$out/planted.py"  # a key of nobody's, written in two parts
(cd "$out" && "$tools/detect-secrets" scan planted.py) >"$out/planted.json"
grep -q '"AWS Access Key"' "$out/planted.json" || broken detect-secrets
git ls-files -z -- . ':!*/vendor/*' ':!*.lock' ':!*.po' ':!*.npz' ':!*.jsonl' ':!security/*' | xargs -0 "$tools/detect-secrets" scan >"$out/secrets.json"
known detect-secrets "$out/secrets.json"

echo "· settings for the open Internet (check --deploy)"
key=$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(40))')
MARAUDE_PUBLIC_URL=https://maraude.example MARAUDE_SECRET_KEY=$key DJANGO_SETTINGS_MODULE=config.settings \
  .venv/bin/python -m django check --deploy --tag security --fail-level WARNING >"$out/deploy" 2>&1 \
  || { cat "$out/deploy"; exit 1; }

# pip-audit behind a mirror without advisories audits nothing and says all is well: --strict, and an old package first.
echo "· known vulnerabilities (pip-audit)"
echo "django==3.2.0" >"$out/old.txt"
if "$tools/pip-audit" --strict --no-deps --disable-pip -r "$out/old.txt" --timeout 5 >"$out/old" 2>&1; then
  echo "  NOT RUN: the advisories known here don't know an old Django's; run \`make security\` where one answers."
elif grep -q "PYSEC\|CVE-\|GHSA-" "$out/old"; then
  "$tools/pip-audit" --strict --no-deps --disable-pip -r "$root/requirements.lock"
else
  echo "  NOT RUN: no source of advisories answers from here; run \`make security\` where one answers."
fi
