from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.webchat.visitor import (
    SITTING_S,
    CookieNames,
    Sitting,
    first_secret,
    read_secret,
    read_sitting,
    reference,
    write_sitting,
)

NOW = 1_795_000_000.0
SECRET = first_secret("k" * 12, account_secret="a")
SITTING = Sitting(since_ms=int(NOW) * 1000 - 100, seen=int(NOW) - 10)


def reread(cookie: str, *, secret: str = SECRET, account: str = "a", now: float = NOW) -> Sitting | None:
    return read_sitting(cookie, secret=secret, account_secret=account, now=now)


def test_only_a_hash_that_no_other_account_shares_is_kept_of_a_visitor() -> None:
    assert SECRET not in reference(SECRET, account_secret="a")
    assert reference(SECRET, account_secret="a") != reference(SECRET, account_secret="b")


def test_the_same_form_sent_twice_is_the_same_visitor() -> None:
    assert first_secret("k" * 12, account_secret="a") == SECRET == read_secret(SECRET)
    assert first_secret("j" * 12, account_secret="a") != SECRET


@pytest.mark.parametrize("cookie", [None, "", "short", "é" * 32, "a" * 33, 'a"; x=' + "a" * 26])
def test_what_is_not_a_secret_of_ours_is_nobody(cookie: str | None) -> None:
    assert read_secret(cookie) is None


def test_a_sitting_is_read_again_as_it_was_written() -> None:
    assert reread(write_sitting(SITTING, secret=SECRET, account_secret="a")) == SITTING


def test_a_sitting_of_another_visitor_or_account_opens_nothing() -> None:
    cookie = write_sitting(SITTING, secret=SECRET, account_secret="a")
    assert reread(cookie, secret="b" * 32) is None
    assert reread(cookie, account="b") is None


def test_a_sitting_ends_a_day_after_the_last_look() -> None:
    cookie = write_sitting(SITTING, secret=SECRET, account_secret="a")
    assert reread(cookie, now=SITTING.seen + SITTING_S - 1) is not None
    assert reread(cookie, now=SITTING.seen + SITTING_S) is None


def test_a_sitting_that_reads_further_back_cannot_be_forged() -> None:
    mark = write_sitting(SITTING, secret=SECRET, account_secret="a").rpartition(".")[2]
    assert reread(f"0.{SITTING.seen}.{mark}") is None


def test_only_a_new_visitor_reads_from_the_beginning() -> None:
    assert Sitting.beginning(now=NOW, is_new=True).since_ms == 0
    assert Sitting.beginning(now=NOW, is_new=False).since_ms == int(NOW * 1000)


@given(cookie=st.text(max_size=60))
def test_no_cookie_breaks_the_page(cookie: str) -> None:
    assert reread(cookie) is None


def test_cookies_end_with_the_browser_and_are_bound_to_an_https_host() -> None:
    names = CookieNames.of("a-b_cDEFG12345", is_https=True)
    cookie = names.set_cookie(names.visitor, "x")
    assert cookie == "__Host-visit-abcDEFG1=x; Path=/; HttpOnly; SameSite=Lax; Secure"
    assert "Max-Age=0" in names.set_cookie(names.visitor, "")
