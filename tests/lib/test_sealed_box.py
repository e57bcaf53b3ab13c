from __future__ import annotations

import pytest

from maraude.lib.crypto import Unreadable
from maraude.lib.sealed_box import open_box, private_half, public_half, seal_box

OURS = private_half(b"\x01" * 32)
BOX = seal_box(public_half(OURS), b"trois personnes", bound_to=b"log-1")


def test_only_the_private_half_opens_a_box() -> None:
    assert open_box(OURS, BOX, bound_to=b"log-1") == b"trois personnes"
    with pytest.raises(Unreadable):
        open_box(private_half(b"\x02" * 32), BOX, bound_to=b"log-1")


def test_a_box_is_tied_to_its_name() -> None:
    with pytest.raises(Unreadable):
        open_box(OURS, BOX, bound_to=b"log-2")


@pytest.mark.parametrize("place", [0, 1, 40, 70, len(BOX) - 1])
def test_one_changed_bit_closes_it_for_good(place: int) -> None:
    changed = bytearray(BOX)
    changed[place] ^= 1
    with pytest.raises(Unreadable):
        open_box(OURS, bytes(changed), bound_to=b"log-1")


@pytest.mark.parametrize("made_up", [b"", b"\x04", b"\x04" + b"\x00" * 64, b"x" * 2000])
def test_what_was_never_a_box_is_unreadable(made_up: bytes) -> None:
    with pytest.raises(Unreadable):
        open_box(OURS, made_up, bound_to=b"log-1")


@pytest.mark.parametrize("seed", [b"\x00" * 32, b"\xff" * 32])
def test_every_seed_gives_a_key_always_the_same(seed: bytes) -> None:
    assert public_half(private_half(seed)) == public_half(private_half(seed))
