"""A screen is photographed, must not scroll sideways, and shows axe nothing serious."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OUTPUT = Path(__file__).resolve().parent.parent.parent / "test-output" / "screens"
SIZES = {"desktop": {"width": 1440, "height": 900}, "tablet": {"width": 768, "height": 1024}}
SIZES["phone"] = {"width": 360, "height": 740}
_FORGIVEN = ("minor", "moderate", None)
LOCALES = {"fr": "fr-FR", "en": "en-GB"}


def judge(page: Page, name: str, *, whole: bool = False, forgives: tuple[str | None, ...] = _FORGIVEN) -> None:
    """Photograph what is seen first (or the whole page) and judge it; `forgives` names the impacts axe may find."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=whole)
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], f"{name} scrolls sideways"
    found = Axe().run(page)
    serious = [v for v in found.response["violations"] if v["impact"] not in forgives]
    assert serious == [], (name, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in serious])
