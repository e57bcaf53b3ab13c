"""The bill of materials is the lock's, and every licence in it may stand beside ours."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.security.scripts import ROOT, load

sbom = load("sbom")
LOCK = 'django==6.1.3 \\\n    --hash=sha256:00\npsycopg==3.3.9 ; sys_platform != "win32" \\\n    --hash=sha256:00\n'


def _bill(**licences: str) -> dict[str, Any]:
    versions = {"django": "6.1.3", "psycopg": "3.3.9", "left": "1.0"}
    return {
        "components": [
            {"name": name, "version": versions[name], "licenses": [{"expression": licence}] if licence else []}
            for name, licence in licences.items()
        ]
    }


def test_the_bill_says_what_the_lock_installs_under_free_licences() -> None:
    bill = json.loads((ROOT / "security/sbom.cdx.json").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert list(sbom.wrong(bill, lock)) == []
    assert len(bill["components"]) > 50
    assert bill["specVersion"] == "1.6"


@pytest.mark.parametrize(
    ("bill", "said"),
    [
        (_bill(django="BSD-3-Clause", psycopg="LGPL-3.0-only"), []),
        (_bill(django="BSD-3-Clause"), ["psycopg: not in the bill"]),
        (_bill(django="BSD-3-Clause", psycopg="LGPL-3.0-only", left="MIT"), ["left: no longer locked"]),
        (_bill(django="BSD-3-Clause", psycopg=""), ["psycopg: no licence known"]),
        (_bill(django="GPL-3.0-or-later", psycopg="MIT"), ["django: GPL-3.0-or-later may not stand"]),
        (_bill(django="MIT AND AGPL-3.0-only", psycopg="GPL-2.0-only OR MIT"), ["django: MIT AND AGPL-3.0-only may"]),
    ],
)
def test_what_differs_is_said(bill: dict[str, Any], said: list[str]) -> None:
    found = list(sbom.wrong(bill, LOCK))
    assert len(found) == len(said)
    assert all(line.startswith(start) for line, start in zip(found, said, strict=True))


def test_another_version_is_said() -> None:
    bill = _bill(django="MIT", psycopg="MIT")
    bill["components"][0]["version"] = "6.0.1"
    assert list(sbom.wrong(bill, LOCK)) == ["django: 6.0.1 in the bill, 6.1.3 in the lock; run `make sbom`."]
