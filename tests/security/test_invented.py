"""Test and demo data are invented (security.md P-20): no file holds a person's number, address, account or NIR."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.security.scripts import ROOT

# Numbers that Arcep keeps for fiction, short public ones, and shapes that are no telephone.
_FICTION = re.compile(r"(?:0|33)(?:19900|26191|35301|46571|53649|63998)\d{4}")
_PHONE = re.compile(r"(?<![\w./+-])(?:\+33[ .]?(?:\(0\))?[ .]?|0)[67](?:[ .-]?\d{2}){4}(?![\w-])")
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})", re.IGNORECASE)
_NIR = re.compile(r"(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?(\d{2})(?!\d)")
_IBAN = re.compile(r"\bFR\d{2}(?: ?\w{4}){5} ?\w{3}\b")
_NOBODY = re.compile(r"(?:^|\.)(?:example|invalid|test|localhost)(?:\.(?:com|org|net))?$", re.IGNORECASE)


def people_in(text: str) -> Iterator[str]:
    """Give each thing in a text that could belong to somebody."""
    yield from (
        found[0]
        for found in _PHONE.finditer(text)
        if not _FICTION.fullmatch(re.sub(r"\D", "", found[0].replace("(0)", "")))
    )
    yield from (found[0] for found in _EMAIL.finditer(text) if not _NOBODY.search(found[1]))
    yield from (found[0] for found in _IBAN.finditer(text) if _is_iban(found[0].replace(" ", "")))
    yield from (found[0] for found in _NIR.finditer(text) if _is_nir(re.sub(r"\s", "", found[0])))


def _is_nir(digits: str) -> bool:
    number = digits[:-2].replace("2A", "19").replace("2B", "18")
    return 97 - int(number) % 97 == int(digits[-2:])


def _is_iban(account: str) -> bool:
    turned = account[4:] + account[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("06 12 34 56 78", 1), ("+33 6 12 34 56 78", 1), ("+33612345678", 1), ("0712345678", 1),
        ("06 39 98 12 34", 0), ("+33639981234", 0), ("3114", 0), ("1606123456789", 0),
        ("lea.martin@gmail.com", 1), ("lea@lanterne.example", 0), ("lea@example.org", 0), ("a@b.test", 0),
        ("FR14 2004 1010 0505 0001 3M02 606", 1), ("FR14 2004 1010 0505 0001 3M02 607", 0),
        ("2 55 08 14 168 025 38", 1), ("2 55 08 14 168 025 39", 0),
    ],
)  # fmt: skip
def test_what_could_be_somebody_s_is_seen(text: str, count: int) -> None:
    assert len(list(people_in(f"joins-moi : {text}."))) == count


def test_no_file_of_ours_holds_anything_of_somebody() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    seen = {}
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if not name or "/vendor/" in name or path == ROOT / "tests/security/test_invented.py" or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if found := sorted(set(people_in(text))):
            seen[name] = found
    assert seen == {}
