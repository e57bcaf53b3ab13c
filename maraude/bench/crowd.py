"""A crowd of conversations for a bench: rows made by PostgreSQL, words sealed here, so that every page can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import md5
from itertools import batched
from typing import Any
from uuid import UUID

import psycopg

from maraude.lib.crypto import associated, new_key, seal, wrap

_BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
_CHUNK = 50_000
_TEXTS = (
    "slt jcherche un taf sur metz g 19 ans",
    "g plus de thunes et la caf répond pas",
    "vous êtes ouverts le samedi ?",
    "je veux reprendre une formation de cuisine",
    "mdr on a perdu la game",
)

# Four in ten wait, two are held by somebody, four are closed; one in two hundred is a danger, one in two has a need.
_ID = "md5(%(org)s::text || ' {} ' || n)::uuid"
_PERSON, _KEY, _THREAD, _MESSAGE = (_ID.format(kind) for kind in ("person", "key", "thread", "message"))
_NUMBERS = "FROM generate_series(%(low)s::int, %(high)s::int) n"
_PEOPLE = f"""
INSERT INTO people_person (org_id, id, pseudonym, consent_rung, age_band, without_ai, created_at)
SELECT %(org)s::bigint, {_PERSON}, 'Personne ' || n, 0, 'unsaid', false, now() {_NUMBERS}
"""
_KEYS = f"""
INSERT INTO people_personkey (org_id, id, person_id, wrapped, created_at)
SELECT %(org)s::bigint, {_KEY}, {_PERSON}, %(wrapped)s, now() {_NUMBERS}
"""
_CONVERSATIONS = f"""
INSERT INTO inbox_conversation (org_id, id, person_id, account_id, channel, sealed_reference, status, assigned_to_id,
    danger_rank, danger_kinds, waiting_since, last_message_id, last_message_at, last_inbound_at, last_direction, door,
    created_at, closed_at, version)
SELECT %(org)s::bigint, {_THREAD}, {_PERSON}, %(account)s, 'generic',
    '\\x00', CASE WHEN n %% 10 < 6 THEN 'open' ELSE 'closed' END, CASE WHEN n %% 10 IN (4, 5) THEN %(user)s::bigint END,
    CASE WHEN n %% 200 = 0 THEN 2 ELSE 0 END, '[]', CASE WHEN n %% 10 < 4 THEN said END,
    {_MESSAGE}, said, said, 'in', '', said, CASE WHEN n %% 10 >= 6 THEN said END, 1
{_NUMBERS}, LATERAL (SELECT %(begins)s::timestamptz + n * interval '7 seconds' AS said) s
"""
_NEEDS = f"""
INSERT INTO inbox_needfound (org_id, id, conversation_id, message_id, need, score, evidence, source, state)
SELECT %(org)s::bigint, {_ID.format("need")}, {_THREAD}, {_MESSAGE}, 'training', 0.9, '[[0, 3]]', 'model', 'suggested'
{_NUMBERS} WHERE n %% 2 = 0
"""
_MESSAGES = """
COPY inbox_message (org_id, id, conversation_id, person_id, direction, event_id, occurred_at, received_at, is_late,
    sealed_text, purpose, system_kind, delivery, risk_rank, risk_kinds, risk_rules, model_version) FROM STDIN
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose conversations: an organisation, one of its accounts, one of its workers."""

    org_id: int
    account_id: UUID
    user_id: int


def fill(connection: psycopg.Connection[Any], place: Place, *, kek: bytes, low: int, high: int) -> None:
    """Add conversations `low` to `high`, each with its person, its key and its last message.

    The connection is the superuser's: COPY does not pass row-level security, and a bench need not wait for it.
    """
    key = new_key()
    wrapped = wrap(kek, key)
    for numbers in batched(range(low, high + 1), _CHUNK):
        values = {
            "org": place.org_id,
            "account": place.account_id,
            "user": place.user_id,
            "wrapped": wrapped,
            "begins": _BEGINS,
            "low": numbers[0],
            "high": numbers[-1],
        }
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")  # no trigger looks at each row
            for statement in (_PEOPLE, _KEYS, _CONVERSATIONS, _NEEDS):
                connection.execute(statement, values)
            with connection.cursor() as cursor, cursor.copy(_MESSAGES) as copy:
                for number in numbers:
                    copy.write_row(_message(place.org_id, number, key))


def _message(org_id: int, number: int, key: bytes) -> tuple[object, ...]:
    person, message = _id(org_id, "person", number), _id(org_id, "message", number)
    said = _BEGINS + number * timedelta(seconds=7)
    text = _TEXTS[number % len(_TEXTS)].encode()
    sealed = seal(key, text, bound_to=associated(org_id, person, "text", message))
    thread = _id(org_id, "thread", number)
    return (org_id, message, thread, person, "in", "", said, said, False, sealed, "", "", "none", 0, "[]", "[]", "")


def _id(org_id: int, kind: str, number: int) -> UUID:
    """Return the same id as PostgreSQL's `md5(…)::uuid`."""
    return UUID(hex=md5(f"{org_id} {kind} {number}".encode(), usedforsecurity=False).hexdigest())
