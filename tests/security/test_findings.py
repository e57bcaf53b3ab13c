"""Each weakness found has a due date; a late one breaks the build, and a mended one has a test against it."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FINDINGS: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "security/findings.toml").read_text(encoding="utf-8"))
DAYS = {"critical": 7, "high": 30, "medium": 90, "low": 180}


def wrong(finding: dict[str, Any], *, today: date) -> str:
    """Say what is wrong with a finding; empty when nothing is."""
    if finding["due"] - finding["found"] > timedelta(days=DAYS[finding["severity"]]):
        return "due too late for its severity"
    if "mended" in finding:
        return "" if _stand(finding.get("tests", [])) else "mended without a test that exists"
    return f"overdue since {finding['due']}" if finding["due"] < today else ""


def _stand(tests: list[str]) -> bool:
    """Say whether there is at least one test, and each exists."""
    return bool(tests) and all(
        (ROOT / path).is_file()
        and re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
        for path, _, name in (test.partition("::") for test in tests)
    )


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_no_finding_is_late(name: str) -> None:
    assert not wrong(FINDINGS[name], today=date.today()), name  # noqa: DTZ011 - a day, wherever the build runs


def test_a_late_finding_a_far_date_and_an_unproved_repair_are_seen() -> None:
    today = date(2026, 11, 27)
    high = {"severity": "high", "found": date(2026, 11, 1), "due": date(2026, 12, 1)}
    assert wrong(high, today=today) == ""
    assert wrong(high, today=date(2026, 12, 2)) == "overdue since 2026-12-01"
    assert wrong(high | {"due": date(2026, 12, 2)}, today=today) == "due too late for its severity"
    assert wrong(high | {"mended": today}, today=today) == "mended without a test that exists"
    gone = high | {"mended": today, "tests": ["tests/security/test_findings.py::test_that_is_not_there"]}
    assert wrong(gone, today=today) == "mended without a test that exists"
