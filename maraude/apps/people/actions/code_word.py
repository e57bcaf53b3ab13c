"""A young person's word: chosen, checked, forgotten."""

from __future__ import annotations

import hmac
from datetime import datetime

from maraude.apps.audit.actions.record import record
from maraude.apps.people.models import CodeWord, Person
from maraude.apps.people.vault import person_key, person_keys, read_text, seal_text
from maraude.core.code_word import LONGEST, MOST_TRIES, SHORTEST, SHUT_FOR, plain_word
from maraude.core.errors import Refused
from maraude.lib.ids import uuid7


class WrongWord(Refused):
    """Three letters at least, sixty at most."""

    code = "wrong_word"


class TooManyWords(Refused):
    """That is many tries: wait a quarter of an hour."""

    code = "too_many_words"


def choose_code_word(*, person: Person, word: str) -> None:
    """Keep a word, in place of another; pages opened with the old one ask again. Raises `WrongWord`."""
    said = plain_word(word)
    if not SHORTEST <= len(said) <= LONGEST:
        raise WrongWord
    CodeWord.objects.filter(person_id=person.id).delete()
    row_id = uuid7()
    sealed = seal_text(
        person_key(person.id), said, org_id=person.org_id, person_id=person.id, column="code word", row_id=row_id
    )
    CodeWord.objects.create(org_id=person.org_id, id=row_id, person_id=person.id, sealed_word=sealed)
    record(org_id=person.org_id, actor="person", action="code_word_kept", subject_kind="person", subject_id=person.id)


def forget_code_word(*, person: Person, actor: str) -> bool:
    """Forget the word, as the person or as a worker who recognised them; False when there was none."""
    if not CodeWord.objects.filter(person_id=person.id).delete()[0]:
        return False
    record(org_id=person.org_id, actor=actor, action="code_word_forgotten", subject_kind="person", subject_id=person.id)
    return True


def check_code_word(*, kept: CodeWord, word: str, at: datetime) -> bool:
    """Say whether this is the word; five wrong ones shut the page for a quarter of an hour.

    Raises `TooManyWords` while it is shut: the right word opens nothing then.
    """
    row = CodeWord.objects.select_for_update().get(id=kept.id)
    if row.shut_until is not None and at < row.shut_until:
        raise TooManyWords
    keys = person_keys([row.person_id])
    known = read_text(
        keys,
        bytes(row.sealed_word),
        org_id=row.org_id,
        person_id=row.person_id,
        column="code word",
        row_id=row.id,
    )
    if known is not None and hmac.compare_digest(known.encode(), plain_word(word).encode()):
        CodeWord.objects.filter(id=row.id).update(tries=0, shut_until=None)
        return True
    tries = row.tries + 1
    is_shut = tries >= MOST_TRIES
    shut_until = at + SHUT_FOR if is_shut else None
    CodeWord.objects.filter(id=row.id).update(tries=0 if is_shut else tries, shut_until=shut_until)
    return False
