"""Compare what a security tool found with what was looked at and let stand: `known_findings.py TOOL REPORT`.

TOOL is bandit, semgrep or detect-secrets; REPORT is its JSON. Something new breaks the check, and so does a line of
`security/known.toml` that nothing answers to any more: the list never grows older than the code.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

KNOWN = Path(__file__).resolve().parent.parent / "security" / "known.toml"
# Passwords and addresses of the named cast: in tests only tokens, keys and random strings are looked at.
CAST = {"Secret Keyword", "Basic Auth Credentials"}

type Finding = tuple[str, str]  # (rule, file); for a secret, (the first 12 digits of its SHA-1, file)


def _bandit(report: dict[str, Any]) -> Iterable[tuple[Finding, int]]:
    for one in report["results"]:
        yield (one["test_id"], one["filename"].removeprefix("./")), one["line_number"]


def _semgrep(report: dict[str, Any]) -> Iterable[tuple[Finding, int]]:
    lines = {(one["check_id"].rsplit(".", 1)[-1], one["path"], one["start"]["line"]) for one in report["results"]}
    for rule, path, line in sorted(lines):
        yield (rule, path), line


def _secrets(report: dict[str, Any]) -> Iterable[tuple[Finding, int]]:
    for path, found in report["results"].items():
        seen = {(one["hashed_secret"][:12], one["line_number"], one["type"]) for one in found}
        of_the_cast = {place for place in seen if path.startswith("tests/") and place[2] in CAST}
        for digest, line in sorted({place[:2] for place in seen - of_the_cast}):
            yield (digest, path), line


READERS: dict[str, Callable[[dict[str, Any]], Iterable[tuple[Finding, int]]]] = {
    "bandit": _bandit,
    "semgrep": _semgrep,
    "detect-secrets": _secrets,
}


def compare(tool: str, report: dict[str, Any], known: dict[str, Any]) -> list[str]:
    """Say each difference in one line; an empty list means that everything found was looked at before."""
    found = list(READERS[tool](report))
    allowed = Counter({(one["rule"], one["file"]): one.get("times", 1) for one in known.get(tool, ())})
    lines: dict[Finding, list[int]] = {}
    for finding, line in found:
        lines.setdefault(finding, []).append(line)
    new = [
        f"{path}:{','.join(map(str, at))}: {rule} ({tool}): mend it, or add it to security/known.toml with its reason."
        for (rule, path), at in lines.items()
        if len(at) > allowed[rule, path]
    ]
    gone = [
        f"security/known.toml: {rule} in {path} ({tool}): there {len(lines.get((rule, path), ()))} times, not {times}."
        for (rule, path), times in allowed.items()
        if len(lines.get((rule, path), ())) < times
    ]
    return new + gone


def main() -> int:
    """Print the differences; 1 when there are any."""
    tool, report = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    differences = compare(tool, report, tomllib.loads(KNOWN.read_text(encoding="utf-8")))
    for line in differences:
        sys.stderr.write(f"{line}\n")
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
