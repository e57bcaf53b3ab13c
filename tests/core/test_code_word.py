"""When a word is asked, and how it is compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from maraude.core.code_word import is_asked, plain_word

AT = datetime(2026, 11, 26, 21, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize("said", ["Été 2009", "  ete2009", "É-T-É 2009 !"])
def test_capitals_accents_and_signs_do_not_count(said: str) -> None:
    assert plain_word(said) == "ete2009"


@pytest.mark.parametrize(
    ("link", "inbound", "asked"),
    [
        (AT - HOUR, AT - HOUR, False),
        (AT - HOUR, None, True),
        (AT - HOUR, AT - 3 * DAY, True),
        (AT - DAY, AT - HOUR, True),
        (AT - 3 * DAY, None, True),
    ],
)
def test_it_is_asked_of_an_address_of_another_day_and_after_a_silence(
    link: datetime, inbound: datetime | None, *, asked: bool
) -> None:
    assert is_asked(link_made_at=link, last_inbound_at=inbound, at=AT) is asked
