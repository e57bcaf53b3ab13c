"""What somebody wrote, without the message they answer: cut only where a mail program says where it begins."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_ATTRIBUTION: Final = re.compile(
    r"(?:le|on|am|el|il)\b.{6,200}(?:a écrit|wrote|schrieb|escribió|ha scritto) ?:", re.IGNORECASE | re.DOTALL
)
_DIVIDERS: Final = re.compile(
    r"-{2,} ?(?:message d.origine|original message|forwarded message|message transféré) ?-{2,}|_{20,}", re.IGNORECASE
)
_HEADER: Final = re.compile(r"(?:de|from) ?: .+", re.IGNORECASE)
_NEXT_HEADER: Final = re.compile(r"(?:envoyé|date|sent|à|to|objet|subject) ?: ?.*", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"-- ?|(?:envoyé|sent|obtenez|get) (?:de(?:puis)?|from|outlook).{0,60}", re.IGNORECASE)
_SILENT: Final = {"head", "script", "style", "title"}
_LINES: Final = {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "hr", "li", "p", "tr"}


def own_words(text: str) -> str:
    """Return what is written above the quoted message, or everything when that cannot be told.

    A line that begins with ">" is somebody else's; what stands under a quotation is kept (an answer point by point).

    >>> own_words("oui merci\\n\\nLe jeu. 26 nov. 2026 à 20:00, La Lanterne <a@b.example> a écrit :\\n> Bonsoir")
    'oui merci'
    >>> own_words("> ça va ?\\nnon pas trop")
    'non pas trop'
    """
    lines = text.split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _begins_quotation(lines, place) and "".join(kept).strip():
            under = [one for one in lines[place:] if not _is_quoted(one)]
            if _is_all_quoted(lines, place):
                kept += under[_length(lines, place) :]
            break
        if not _is_quoted(line):
            kept.append(line)
    found = _without_signature("\n".join(kept)).strip()
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


def _length(lines: list[str], place: int) -> int:
    """Return how many lines the words that announce a quotation take: programs fold them."""
    return next((count for count in (1, 2, 3) if _announces(" ".join(lines[place : place + count]))), 1)


def _announces(text: str) -> bool:
    return _ATTRIBUTION.fullmatch(text.strip()) is not None


def _begins_quotation(lines: list[str], place: int) -> bool:
    line = lines[place].strip()
    if _DIVIDERS.fullmatch(line) is not None:
        return True
    if _HEADER.fullmatch(line) is not None and _NEXT_HEADER.fullmatch("".join(lines[place + 1 : place + 2]).strip()):
        return True
    return line[:3].strip().casefold() in {"le", "on", "am", "el", "il"} and any(
        _announces(" ".join(lines[place : place + count])) for count in (1, 2, 3)
    )


def _is_all_quoted(lines: list[str], place: int) -> bool:
    """Say whether the message under an announcement is marked line by line, so that what is not is theirs."""
    return any(_is_quoted(line) for line in lines[place:])


def _without_signature(text: str) -> str:
    lines = text.rstrip().split("\n")
    for place in range(len(lines) - 1, max(len(lines) - 8, 0), -1):
        if _SIGNATURE.fullmatch(lines[place].strip()) is not None and "".join(lines[:place]).strip():
            return "\n".join(lines[:place])
    return text
