"""What the tools find is compared with what was looked at: nothing new passes, nothing old stays on the list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.security.scripts import load

compare = load("known_findings").compare
LOOKED_AT = {"rule": "B608", "file": "maraude/a.py", "why": "constants of ours"}


def _bandit(*lines: int) -> dict[str, Any]:
    return {"results": [{"test_id": "B608", "filename": "maraude/a.py", "line_number": line} for line in lines]}


@pytest.mark.parametrize(
    ("report", "known", "starts"),
    [
        (_bandit(3), [LOOKED_AT], []),
        (_bandit(3), [], ["maraude/a.py:3: B608"]),
        (_bandit(3, 9), [LOOKED_AT], ["maraude/a.py:3,9: B608"]),
        (_bandit(3, 9), [LOOKED_AT | {"times": 2}], []),
        (_bandit(), [LOOKED_AT], ["security/known.toml: B608 in maraude/a.py"]),
        (_bandit(3), [LOOKED_AT | {"file": "maraude/b.py"}], ["maraude/a.py:3", "security/known.toml: B608"]),
    ],
)
def test_new_and_vanished_findings_are_said(report: dict[str, Any], known: list[Any], starts: list[str]) -> None:
    said = compare("bandit", report, {"bandit": known})
    assert len(said) == len(starts)
    assert all(line.startswith(start) for line, start in zip(said, starts, strict=True))


def test_a_token_in_a_test_is_a_secret_and_the_named_cast_s_password_is_not() -> None:
    one = {"hashed_secret": "ab" * 20, "line_number": 3}
    cast = {"results": {"tests/a.py": [one | {"type": "Secret Keyword"}]}}
    token = {"results": {"tests/a.py": [one | {"type": "GitHub Token"}]}}
    code = {"results": {"maraude/a.py": [one | {"type": "Secret Keyword"}]}}
    assert compare("detect-secrets", cast, {}) == []
    assert len(compare("detect-secrets", token, {})) == len(compare("detect-secrets", code, {})) == 1
