"""Every template, read as markup: closed, labelled, without anything inline, each form with its token."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "maraude" / "web" / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
# Pages that a code in their address opens: no cookie, hence no token (tests/web/test_foreign_sites.py).
BY_A_CODE = {"answer", "me", "public", "structure"}
_ALONE = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_BLOCK = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


class Reader(HTMLParser):
    """Follows the tags of a template whose blocks and values were taken out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.names: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[str, bool]] = []
        self.feed(_VALUE.sub("x", _BLOCK.sub("", text)))
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]
        self.wrong += [
            f"<{name}> has no label" for name, labelled in self.fields if not labelled and name not in self.labels
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        inline = [name for name in known if name.startswith("on") or name == "style"]
        self.wrong += [f"<{tag} {name}> is inline" for name in inline]
        if tag == "img" and "alt" not in known:
            self.wrong.append("<img> without alt")
        if tag == "script" and "src" not in known and known.get("type") != "application/json":
            self.wrong.append("<script> is inline")
        if tag == "label" and known.get("for"):
            self.labels.add(str(known["for"]))
        if tag in {"input", "select", "textarea"} and known.get("type") not in {"hidden", "submit", "button"}:
            is_inside = "label" in self.open or "aria-label" in known or "aria-labelledby" in known
            self.fields.append((known.get("id") or tag, is_inside))
        if tag not in _ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALONE:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}> closes <{self.open[-1] if self.open else ''}> (line {self.getpos()[0]})")


def first_branches(text: str) -> str:
    """Leave out `else`, `elif`, `empty` and `plural` branches: two branches may open what is closed once."""
    kept: list[str] = []
    skipping: list[bool] = []
    for piece in re.split(r"(\{%.*?%\})", text, flags=re.DOTALL):
        word = piece[2:-2].split()[0] if piece.startswith("{%") and piece[2:-2].split() else ""
        if word in {"if", "for", "blocktranslate", "with", "block"}:
            skipping.append(False)
        elif word in {"else", "elif", "empty", "plural"} and skipping:
            skipping[-1] = True
        elif word in {"endif", "endfor", "endblocktranslate", "endwith", "endblock"} and skipping:
            skipping.pop()
        elif not any(skipping):
            kept.append(piece)
    return "".join(kept)


def wrong(text: str, *, by_a_code: bool = False) -> list[str]:
    """Say what is wrong with a template."""
    found = Reader(first_branches(text)).wrong
    forms = re.findall(r'<form\b[^>]*method="post"[^>]*>(.*?)</form>', text, re.DOTALL)
    if not by_a_code:
        found += ["a form without its token" for form in forms if "csrf_token" not in form and "include" not in form]
    return found


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(TEMPLATES)) for path in FILES])
def test_a_template_is_well_formed(path: Path) -> None:
    folder = path.relative_to(TEMPLATES).parts[0]
    assert wrong(path.read_text(encoding="utf-8"), by_a_code=folder in BY_A_CODE) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p><b>x</p>", "</p> closes <b>"),
        ("<p>x", "<p> is not closed"),
        ('<p style="color:red">x</p>', "<p style> is inline"),
        ('<button onclick="go()">x</button>', "<button onclick> is inline"),
        ("<script>go()</script>", "<script> is inline"),
        ('<img src="x">', "<img> without alt"),
        ('<input id="a" name="a">', "<a> has no label"),
        ('<form method="post"><button>x</button></form>', "a form without its token"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    assert said in wrong(text)[0]
    assert wrong('<form method="post">{% csrf_token %}<label for="a">A</label><input id="a"></form>') == []
