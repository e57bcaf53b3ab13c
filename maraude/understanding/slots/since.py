"""Since when: the writer's own words, never a date we would guess."""

from __future__ import annotations

import re
from typing import Final

from maraude.understanding.text.word_list import word_set

_READ: Final = 4_000
_OPENS: Final = re.compile(r"(?<![\w'’])(?:depuis|dpuis|depui|dps|dep8|dépi|depi|since|desde)\s+", re.IGNORECASE)
_WORD: Final = re.compile(
    r"\s*(?P<word>(?:[^\W_]+['’])?[^\W_]+(?:-[^\W_]+)*)(?P<break>[.,;:!?…\n()\"«»]|\s+[:;!?«»()\"]|$)?"
)
# « depuis que papa est parti »: the thought goes on to the next pause or the next subject.
_CLAUSE: Final = word_set("que ke k qu quon kon")
_CLAUSE_ENDS: Final = word_set("et mais je jme jai jsuis jle on tu nous pas mtn donc dcp genre alors")
_DETERMINERS: Final = word_set("le la les l un une mon ma mes sa son ses notre nos leur ce cet cette an des")
_LINKS: Final = word_set("de du des d a à")
_ENDINGS: Final = word_set(
    "dernier derniere dernière dernieres passé passée passe ans an mois semaine semaines jour jours heures minutes "
    "janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre"
)
_COUNT: Final = r"(?:\d+|une?|deux|trois|quatre|cinq|six|quelques)"
_MONTH: Final = r"(?:janvier|f[ée]vrier|mars|avril|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"
_AGO: Final = re.compile(
    rf"(?<![\w'’])(?:(?:il\s)?y\s?a\s{_COUNT}\s(?:ans?|mois|semaines?|jours?)\b"
    rf"|en\s{_MONTH}\b|l['’ ]an(?:n[ée]e)?\sderni[eè]re?\b)",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(
    r"arr[êeé]t|quitt|l[âa]ch|vir[ée]|abandonn|parti|perdu|frapp|plainte|hospitalis|contr[ôo]lait", re.IGNORECASE
)


def since(text: str) -> str | None:
    """Return the words that say since when, as written (first 4,000 characters read), None when none do.

    A dated past counts when something ended or happened then (« j'ai quitté le lycée en mars »).

    >>> since("je dors dans ma voiture depuis mardi, il fait froid"), since("Dps ke g laché le lycée jparle a mon chat")
    ('depuis mardi', 'Dps ke g laché le lycée')
    """
    head = text[:_READ]
    opening = _OPENS.search(head)
    if opening is not None:
        end = _end(head, opening.end())
        return head[opening.start() : end].strip() if end > opening.end() else None
    ago = _AGO.search(head)
    return ago.group() if ago is not None and _LEFT.search(head) else None


def _end(text: str, start: int) -> int:
    """Return where the expression that begins at `start` ends."""
    first = _WORD.match(text, start)
    if first is None:
        return start
    head = re.split(r"['’]", first["word"].lower())[0]
    most, is_clause = (9, True) if head in _CLAUSE else (7, False)
    end, word, needs_more, count = first.end("word"), first, head in _DETERMINERS and "'" not in first["word"], 1
    needs_more = needs_more or first["word"].isdigit()
    while word["break"] is None and count < most:
        following = _WORD.match(text, word.end())
        if following is None:
            break
        said = following["word"].lower()
        if is_clause and count > 2 and (said in _CLAUSE_ENDS or re.match(r"j(?:[^aeiouy]|['’])|c['’]", said)):
            break
        if not is_clause and not needs_more and not _goes_on(said):
            break
        needs_more = not is_clause and (said in _LINKS or said in _DETERMINERS)
        end, word, count = following.end("word"), following, count + 1
    return end


def _goes_on(said: str) -> bool:
    return said in _ENDINGS or said in _LINKS - {"a", "à"} or re.match(r"d['’]", said) is not None or said.isdigit()
