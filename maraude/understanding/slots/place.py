"""Where the person says they are or live: the words as written, and the commune when the gazetteer knows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from maraude.understanding.gazetteer import Commune, Gazetteer
from maraude.understanding.place_names import bare, key
from maraude.understanding.slots.departments import DEPARTMENTS
from maraude.understanding.slots.place_elsewhere import is_elsewhere
from maraude.understanding.values import Place

_READ: Final = 4_000
_HEARD: Final = 15_000  # inhabitants from which a misspelt lower-case name is believed
_NAME: Final = r"[^\W\d_][^\W\d_]*(?:['’][^\W\d_]+)?"
_OF: Final = r"(?:d[eu]\s+|d['’]\s?|des\s+|d\s+)"
_DWELLS: Final = (
    r"j?\s?['’]?h?abite|j?['’]?abit|jvis|vis|viens|j?dors|j?suis|j?sui|chui|j?loge|loj|cr[eè]che"
    r"|bloqu[ée]e?|arriv[ée]e?|log[ée]e?|pos[ée]e?"
)
_LEADS: Final = re.compile(
    rf"(?<![\w'’])(?P<lead>(?:{_DWELLS})\s+(?:(?<=abite\s)|(?<=abit\s)|(?:[aà]|dans|vers|sur|en|aux?)\s+|(?:pas\s+loin\s+|pr[eè]s\s+)?{_OF})"
    rf"|(?:vers|dvers)\s+|(?:pas\s+loin\s+|proche\s+|pr[eè]s\s+|c[oô]t[ée]\s+){_OF}"
    rf"|(?:[aà]|aux?|sur|en|dans|ds)\s+|(?:gare|rue|march[ée]|cit[ée]|quartier|place|station)\s+(?:{_OF})?|{_OF})"
    rf"(?P<name>(?:(?:la|le|les|saint|sainte|st|ste)[\s-]+|l['’])?{_NAME}(?:[\s-]+{_NAME}){{0,4}})",
    re.IGNORECASE,
)
# Where a lead may begin: tried first because it is quick.
_FIRST_WORDS: Final = re.compile(
    r"(?<![^\W_])(?<!['’])(?=[aàcdegjhlmnpqrsv])(?:j|h|a|à|aux?|v|d|s|en|c|l|b|p|m|q|gare|rue)", re.IGNORECASE
)
_CODE: Final = re.compile(r"(?<!\d)(?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{3})(?!\d)")
_CITY_PART: Final = re.compile(
    r"\b(?P<city>paris|lyon|marseille)\s*(?P<number>\d{1,2})\s?(?:e|er|[eè]me|i[eè]me)?\b"
    r"(?!\s?(?:h|ans|euros?|€|balles|personnes))",
    re.IGNORECASE,
)
_NOT_A_DATE: Final = (
    r"\b(?!\s?(?:h\b|ans|euros?|€|balles|%|janv|f[ée]v|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c))"
)
_DEPARTMENT: Final = re.compile(
    rf"(?<![\w'’])(?:(?:dans|ds)\sle|d[ée]partement)\s(?P<inside>\d\d|2[ab]|9[\s-][1-5]|97[1-6]){_NOT_A_DATE}"
    rf"|(?<![\w'’])du\s(?P<of>3[3-9]|[4-9]\d|9[\s-][1-5]|97[1-6]){_NOT_A_DATE}"
    rf"|(?<![\w'’])le\s(?P<the>9[\s-]?[1-5]){_NOT_A_DATE}",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(
    r"abit|vis|viens|dors|log|loj|vers|c[oô]t[ée]|pr[eè]s|proche|loin|cr[eè]che|sui\b|suis|chui|pos", re.IGNORECASE
)
_BETWEEN_WORDS: Final = re.compile(r"(?<=[^\W\d_])(?=[\s-])")
_SMALL: Final = 3_000  # inhabitants: a smaller commune counts only with a capital or a plain sign (« j'habite à »)
# Words of every day that are communes too (Lure, Ouest, Marche…).
_ORDINARY: Final = frozenset(
    files("maraude.understanding.slots").joinpath("ordinary_words.txt").read_text(encoding="utf-8").split()
) | frozenset(["la", "le", "les", "sa", "mon", "ma", "pas"])


def place(text: str, *, gazetteer: Gazetteer | None) -> Place | None:
    """Return the place said in a text (first 4,000 characters read), None when none is.

    Never guesses between homonyms of like size: the text stays, without code.

    >>> place("jhabite a saverne", gazetteer=None)
    Place(text='saverne', insee=None)
    """
    head = text[:_READ]
    part = _CITY_PART.search(head)
    if part is not None:
        return Place(text=part.group().strip(), insee=_insee(gazetteer, f"{part['city']} {int(part['number'])}"))
    return _by_lead(head, gazetteer) or _by_code(head, gazetteer) or _by_department(head)


def _insee(gazetteer: Gazetteer | None, name: str) -> str | None:
    return _only(gazetteer.named(name)) if gazetteer is not None else None


def _only(communes: tuple[Commune, ...]) -> str | None:
    """Return the code of the one commune, or of one five times more inhabited than its namesakes."""
    if not communes:
        return None
    if len(communes) > 1 and communes[0].population < 5 * communes[1].population:
        return None
    return communes[0].insee


def _by_code(text: str, gazetteer: Gazetteer | None) -> Place | None:
    found = _CODE.search(text)
    if found is None:
        return None
    communes = gazetteer.posted(found["code"]) if gazetteer is not None else ()
    if gazetteer is not None and not communes:
        return None
    return Place(text=found["code"], insee=communes[0].insee if len(communes) == 1 else None)


def _by_department(text: str) -> Place | None:
    found = _DEPARTMENT.search(text)
    if found is None:
        return None
    return Place(text=found["inside"] or found["of"] or found["the"])


def _by_lead(text: str, gazetteer: Gazetteer | None) -> Place | None:
    best: tuple[int, Place] | None = None
    for word in _FIRST_WORDS.finditer(text):
        found = _LEADS.match(text, word.start())
        if found is None or (not _STRONG.search(found["lead"]) and is_elsewhere(text, found.start(), found.end())):
            continue
        read = _read_name(found["name"], found["lead"], gazetteer)
        if read is not None and (best is None or read[0] > best[0]):
            best = read
    return best[1] if best else None


def _read_name(name: str, lead: str, gazetteer: Gazetteer | None) -> tuple[int, Place] | None:
    """Return how sure a name is and its place: known, then heard, then a capital; the longest run of words first."""
    candidates = _candidates(name, lead)
    if not candidates:
        return None
    found: tuple[int, Place] | None = None
    if gazetteer is not None:
        found = next(filter(None, (_known(one, gazetteer) for one in candidates)), None)
    found = found or next(filter(None, map(_department, candidates)), None)
    if found is None and gazetteer is not None:
        found = next(filter(None, (_heard(one, gazetteer) for one in candidates)), None)
    is_strong = candidates[0].is_strong
    if found is None and (is_strong or gazetteer is None):  # « donné à Giulia » is no place
        return _unknown(_BETWEEN_WORDS.split(name))
    return found


def _candidates(name: str, lead: str) -> list[_Candidate]:
    is_strong, is_at = _STRONG.search(lead) is not None, lead.strip().lower() in {"a", "à", "aux"}
    words = _BETWEEN_WORDS.split(name)
    keys = [key(word) for word in words]
    made = []
    for count in range(min(5, len(words)), 0, -1):
        compared = " ".join(keys[:count])
        if bare(compared) not in _ORDINARY:
            written = "".join(words[:count]).strip()
            made.append(_Candidate(written=written, compared=compared, is_strong=is_strong, is_at=is_at))
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    written: str
    compared: str
    is_strong: bool  # « j'habite à », « vers »
    is_at: bool  # « à »

    @property
    def is_sign(self) -> bool:
        return self.is_strong or self.written[0].isupper()


def _known(candidate: _Candidate, gazetteer: Gazetteer) -> tuple[int, Place] | None:
    compared = candidate.compared
    communes = gazetteer.compared(compared) if len(compared) > 2 else ()
    with_article = bare(compared) != compared
    if communes and (candidate.is_sign or (communes[0].population >= _SMALL and not with_article)):
        return 4 + candidate.is_strong, Place(text=candidate.written, insee=_only(communes))
    return None


def _department(candidate: _Candidate) -> tuple[int, Place] | None:
    compared = candidate.compared
    if compared in DEPARTMENTS and (candidate.is_sign or " " in compared or len(compared) > 5):
        return 2 + candidate.is_strong, Place(text=candidate.written)
    return None


def _heard(candidate: _Candidate, gazetteer: Gazetteer) -> tuple[int, Place] | None:
    """Find a name misspelt, by its sound. « changé » is a verb: only after a plain sign, or « à » without accents."""
    written = candidate.written
    if len(written) < 6 or not (candidate.is_sign or (candidate.is_at and written.isascii())):
        return None
    heard = gazetteer.heard(written) if len(candidate.compared.rsplit(" ", 1)[-1]) > 3 else ()
    if heard and (candidate.is_sign or heard[0].population >= _HEARD):
        return 3, Place(text=written, insee=_only(heard))
    return None


def _unknown(words: list[str]) -> tuple[int, Place] | None:
    """Keep as text a name with a capital, or what follows « j'habite à »: a hamlet, a district, a station."""
    named = [word.strip(" -") for word in words]
    if named[0][:1].isupper() and not named[0].isupper() and len(named[0]) > 2 and bare(key(named[0])) not in _ORDINARY:
        count = next((index for index, word in enumerate(named) if not word[:1].isupper()), len(named))
        return 1, Place(text="".join(words[:count]).strip())
    return None
