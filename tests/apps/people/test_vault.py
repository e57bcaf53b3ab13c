from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.apps.inbox.models import Message
from maraude.apps.inbox.queries.thread import thread
from maraude.apps.people.models import Identity, PersonKey
from maraude.apps.people.vault import Erased, person_key, read_text, seal_text
from maraude.lib import crypto
from maraude.lib.crypto import Unreadable
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.world import Association

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
PERSON, ROW = UUID(int=1), UUID(int=2)


def sealed(text: str) -> bytes:
    return seal_text(KEY, text, org_id=1, person_id=PERSON, column="text", row_id=ROW)


def read(content: bytes, *, key: bytes = KEY, org_id: int = 1, column: str = "text", row_id: UUID = ROW) -> str | None:
    return read_text({PERSON: key}, content, org_id=org_id, person_id=PERSON, column=column, row_id=row_id)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_is_read_again(text: str) -> None:
    assert read(sealed(text)) == text


def test_the_same_words_are_never_sealed_twice_alike() -> None:
    assert sealed("salut") != sealed("salut")


def test_any_byte_altered_makes_it_unreadable() -> None:
    content = sealed("je dors dehors")
    for place in range(len(content)):
        altered = bytearray(content)
        altered[place] ^= 1
        with pytest.raises(Unreadable):
            read(bytes(altered))


@pytest.mark.parametrize("size", [1, 5, 8])
def test_a_text_cut_short_is_unreadable(size: int) -> None:
    with pytest.raises(Unreadable):
        read(sealed("je dors dehors")[:size])


@given(st.binary(min_size=21, max_size=60))
def test_bytes_that_were_never_sealed_are_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


@pytest.mark.parametrize(
    "elsewhere",
    [{"org_id": 2}, {"column": "close_note"}, {"row_id": uuid4()}, {"key": OTHER_KEY}],
    ids=["org", "column", "row", "key"],
)
def test_a_text_moved_elsewhere_is_unreadable(elsewhere: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        read(sealed("je dors dehors"), **elsewhere)  # type: ignore[arg-type]


def test_two_rows_swapped_are_unreadable(lanterne: Association, process: Process) -> None:
    say(lanterne, event("un"), event("deux", id="e2"))
    process()
    with lanterne.inside():
        first, second = Message.objects.order_by("event_id")
        Message.objects.filter(id=first.id).update(sealed_text=bytes(second.sealed_text))
        with pytest.raises(Unreadable):
            thread(conversation_id=lanterne.thread(), user_id=None)


def test_without_their_key_an_erased_persons_words_are_gone(lanterne: Association, process: Process) -> None:
    say(lanterne, event("je dors dehors"))
    process()
    with lanterne.inside():
        PersonKey.objects.all().delete()
        shown = thread(conversation_id=lanterne.thread(), user_id=None)
        assert [message.text for message in shown.messages] == [None]
        with pytest.raises(Erased):
            person_key(shown.person.id)


def test_the_name_on_the_channel_is_kept_sealed_and_hashed(lanterne: Association, process: Process) -> None:
    say(lanterne, event(sender="enzo_du_67"))
    process()
    with lanterne.inside():
        row = Identity.objects.get()
        assert b"enzo_du_67" not in bytes(row.sealed_value) + bytes(row.lookup)
        assert bytes(row.lookup) == crypto.blind_index(lanterne.index_key, "generic.user", "enzo_du_67")
