"""What somebody wrote, without the message they answer: only what a mail program marked as quoted is left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_ATTRIBUTION: Final = re.compile(
    r"(?:le|on|am|el|il)\b.{6,200}(?:a écrit|wrote|schrieb|escribió|ha scritto) ?:", re.IGNORECASE
)
_DEVICE: Final = re.compile(
    r"(?:envoyé (?:de|depuis) mon|sent from my) (?:iphone|ipad|mobile|smartphone|(?:samsung )?galaxy)\.?", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\b20\d\d\b")  # programs always write it; who tells what somebody wrote them seldom does
_SILENT: Final = {"head", "script", "style", "title"}
_LINES: Final = {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "hr", "li", "p", "tr"}


def own_words(text: str) -> str:
    """Return what somebody wrote in an answer to one of ours: without the lines that their program marked with ">".

    A line that is not marked is never cut, whatever stands above it: it may be theirs, and what is cut is screened by
    nobody. The words that announce a marked quotation go with it. Nothing but a quotation: everything stays.

    >>> own_words("oui merci\\n\\nLe jeu. 26 nov. 2026 à 20:00, La Lanterne <a@b.example> a écrit :\\n\\n> Bonsoir")
    'oui merci'
    >>> own_words("> ça va ?\\nnon pas trop"), own_words("oui\\n\\n______\\nje vais pas bien")
    ('non pas trop', 'oui\\n\\n______\\nje vais pas bien')
    """
    lines = text.split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _is_quoted(line):
            if place and not _is_quoted(lines[place - 1]):
                _forget_announcement(kept)
        else:
            kept.append(line)
    found = "\n".join(kept).strip()
    above, _, last = found.rpartition("\n")
    if above.strip() and _DEVICE.fullmatch(last.strip()):
        found = above.strip()
    return found or text.strip()


def text_of_html(markup: str) -> str:
    """Return the words of a message written as a page: no picture, no address, no style."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\xa0]+", " ", "".join(reader.pieces))).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        if tag == "blockquote":
            self._quoted += 1
        if tag in _LINES:
            self._line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in _LINES:
            self._line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _line(self) -> None:
        self.pieces.append("\n" + "> " * min(self._quoted, 3))


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _forget_announcement(kept: list[str]) -> None:
    """Take away « Le …, X a écrit : » where it stands right above a quotation; programs fold it."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    for count in (1, 2, 3):
        announced = " ".join(part.strip() for part in kept[max(end - count, 0) : end])
        if _YEAR.search(announced) and _ATTRIBUTION.fullmatch(announced):
            del kept[max(end - count, 0) :]
            return
