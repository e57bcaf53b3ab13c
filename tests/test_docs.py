"""What the documents say is there is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_SETTING = re.compile(r"""env\.\w+\(\s*"(MARAUDE_[A-Z_]+)\"""")
# What Maraude is never said to be or do (security.md, words not to use); a structure's own welcome may be « anonyme ».
_NEVER = ("chiffré de bout en bout", "end-to-end encrypted", "certifié", "détecte le suicide", "garantit", "temps réel")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_leads_somewhere(page: Path) -> None:
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_documented() -> None:
    code = [*(ROOT / "maraude").rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    used = {name for path in code for name in _SETTING.findall(path.read_text(encoding="utf-8"))}
    documented = (ROOT / "docs" / "howto" / "settings.md").read_text(encoding="utf-8")
    assert {name for name in used if f"`{name}`" not in documented} == set()


@pytest.mark.parametrize("words", _NEVER)
def test_maraude_promises_nothing_it_cannot_hold(words: str) -> None:
    pages = [
        *PAGES,
        *(ROOT / "maraude" / "web" / "templates").rglob("*.html"),
        ROOT / "maraude/locale/fr/LC_MESSAGES/django.po",
    ]
    assert [page.name for page in pages if words in page.read_text(encoding="utf-8").lower()] == []
