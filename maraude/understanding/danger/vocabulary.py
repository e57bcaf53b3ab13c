"""The words of the rules and the many ways young people spell them (data/spellings.toml, data/classes.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from maraude.core.errors import MaraudeError
from maraude.understanding.danger.folding import fold


class WrongRules(MaraudeError):
    """A rule file of the danger floor is wrong: correct the word or the pattern it names."""


def read_data(name: str) -> dict[str, object]:
    """Read one TOML file of the rules."""
    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.toml").read_text("utf-8"))


def words_of(value: object) -> tuple[str, ...]:
    """Fold a line of words from a rule file."""
    if not isinstance(value, str):
        raise WrongRules(f"Words are written as one string, not as {value!r}.")
    return tuple(fold(value).split())


def frequency(word: str) -> float:
    """Return a rough frequency of a word in everyday talk, only to be compared: 250 for « je », 0.1 for a rare word."""
    return _FREQUENT.get(word, 1 if word in COMMON else 0.1)


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise WrongRules(f"A table is expected, not {value!r}.")
    return value


_DATA = read_data("spellings")
COMMON = frozenset(words_of(_DATA["common"]))
_FREQUENT = {word: 1000 // rank for rank, word in enumerate(words_of(_DATA["frequent"]), start=4)}
# What a thumb, a phonetic ear or voice typing does to a word: (ending or letters, what is written instead).
_ENDINGS = (
    ("er", "e"),
    ("er", "ez"),
    ("es", "e"),
    ("ent", "e"),
    ("ts", "t"),
    ("s", ""),
    ("x", ""),
    ("t", ""),
    ("d", ""),
)
_SOUNDS = (
    ("qu", "k"),
    ("au", "o"),
    ("ai", "e"),
    ("ph", "f"),
    ("c", "k"),
    ("oi", "wa"),
    ("h", ""),
    ("en", "an"),
    ("ce", "se"),
)
_CLITICS = {"j": ("je",), "m": ("me",), "t": ("te",), "s": ("se",), "jm": ("je", "me"), "jt": ("je", "te"), "n": ()}
_SHORTEST = 4  # below that, dropping a letter makes another word


def variants(word: str) -> set[str]:
    """Return other spellings of a folded word that no everyday word uses.

    >>> sorted(variants("frapes"))
    ['frape', 'frapes']
    """
    forms = {word}
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _SHORTEST:
            forms.add(word[: -len(ending)] + instead)
    for sound, instead in _SOUNDS:
        if sound in word[1:] or (sound in word and sound in {"qu", "ph", "h"}):
            forms |= {form.replace(sound, instead) for form in tuple(forms)}
    return {form for form in forms if form == word or (form not in COMMON and len(form) >= _SHORTEST)}


def _spellings() -> dict[str, tuple[str, ...]]:
    """Map each spelling to the words it stands for: one usually, several when glued (« jveux » → je, veux)."""
    known: dict[str, tuple[str, ...]] = {}
    for lemma, value in _table(_DATA["spellings"]).items():
        (head,) = words_of(lemma)
        for spelling in (head, *words_of(value)):
            if known.setdefault(spelling, (head,)) != (head,):
                raise WrongRules(f"The spelling {spelling!r} is given to {known[spelling]} and to {head!r}.")
    for spelling, meaning in _table(_DATA["glued"]).items():
        known[fold(spelling).strip()] = words_of(meaning)
    return known


_WRITTEN = _spellings()


def lemma(word: str) -> str:
    """Return the word that stands for all spellings of a folded word."""
    meaning = _WRITTEN.get(word, (word,))
    return meaning[0] if len(meaning) == 1 else word


def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, value in _table(read_data("classes")).items():
        if not isinstance(value, str):
            raise WrongRules(f"The class {name!r} is not a string.")
        words: set[str] = set()
        for part in value.split():
            if part.startswith("<"):
                if part[1:-1] not in found:
                    raise WrongRules(f"The class {name!r} uses {part}, which is not defined before it.")
                words |= found[part[1:-1]]
            else:
                words |= {lemma(word) for word in words_of(part)}
        found[name] = frozenset(words)
    return found


CLASSES = _classes()


def readings_of(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return every spelling a text may hold for the words used by the rules, with the words it stands for.

    Spellings written by hand win; then forms with a pronoun glued on; then phonetic variants.
    """
    used = set(words)
    known = {spelling: meaning for spelling, meaning in _WRITTEN.items() if not used.isdisjoint(meaning)}
    heads = {spelling: meaning for spelling, meaning in known.items() if len(meaning) == 1} | {w: (w,) for w in used}
    spoken = {form: meaning for spelling, meaning in heads.items() for form in variants(spelling)}
    verbs = {lemma(word) for word in CLASSES["takes_pronoun"]}
    for form, meaning in spoken.items():
        if meaning[0] in verbs and form[0] not in "aeiouhy":
            for clitic, pronouns in _CLITICS.items():
                glued = clitic + form
                if glued not in COMMON and glued not in used:
                    known.setdefault(glued, (*pronouns, *meaning))
    return spoken | known | {word: (word,) for word in used if word not in known}
